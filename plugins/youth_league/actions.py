"""What the youth league does with a minor's dispute besides what everybody does."""

from portal.sdk import Action, Choice, Choices, Day, LongText, Phase, Sensitivity, Text

OPEN = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING)
AT_WORK = (*OPEN, Phase.PAUSED)

HEAR_MINOR = Action(
    "hear_minor",
    "听取未成年人的意见",
    AT_WORK,
    "听取了未成年人的意见",
    fields=(
        Day("heard_on", "日期", required=True),
        Choice(
            "with_whom",
            "谁陪着",
            (
                ("guardian", "监护人"),
                ("relative", "其他成年亲属"),
                ("teacher", "老师"),
                ("social_worker", "社工、心理老师"),
                ("alone", "本人要求单独谈"),
            ),
            required=True,
        ),
        LongText("opinion", "她（他）的意见", required=True, sensitivity=Sensitivity.SEALED),
    ),
)
SUPPORT = Action(
    "support",
    "安排帮扶",
    AT_WORK,
    "安排了帮扶",
    fields=(
        Day("arranged_on", "日期", required=True),
        Choices(
            "kinds",
            "什么帮扶",
            (
                ("counselling", "心理辅导"),
                ("legal_aid", "法律援助"),
                ("family", "家庭教育指导"),
                ("pairing", "结对帮扶"),
                ("relief", "困难救助"),
                ("shelter", "临时安置"),
            ),
            required=True,
        ),
        Text("by", "由谁承担", required=True),
    ),
)
SCHOOL_DECISION = Action(
    "school_decision",
    "登记学校的认定",
    AT_WORK,
    "登记了学校的认定",
    fields=(
        Day("decided_on", "认定日期", required=True),
        Choice(
            "decision",
            "认定结果",
            (("bullying", "是学生欺凌"), ("not_bullying", "不是学生欺凌"), ("undecided", "还没有认定")),
            required=True,
        ),
        Choices(
            "measures",
            "学校的措施",
            (
                ("admonish", "训导"),
                ("rules", "要求遵守特定行为规范"),
                ("education", "专题教育"),
                ("service", "校内服务活动"),
                ("counsellor", "心理辅导和行为干预"),
                ("none", "没有"),
            ),
        ),
    ),
    sets=("decided_on", "decision"),
)
VISIT = Action(
    "visit",
    "上门劝返",
    OPEN,
    "上门劝学生返校",
    fields=(
        Day("visited_on", "日期", required=True),
        Text("visitors", "谁去的", required=True, hint="例如 学校、村委会、团干部"),
        LongText("found", "家里的情况和说法", required=True, sensitivity=Sensitivity.SEALED),
    ),
)
RETURNED = Action(
    "returned",
    "已返校",
    (*AT_WORK, Phase.AGREED),
    "学生返校了",
    once=True,
    fields=(Day("returned_on", "返校日期", required=True),),
    sets=("returned_on",),
)
ASK_RATIFICATION = Action(
    "ask_ratification",
    "登记平台催告",
    AT_WORK,
    "登记了对方催告追认的通知",
    once=True,
    fields=(Day("urged_on", "监护人收到催告的日期", required=True),),
    sets=("urged_on",),
)
REFUSE_RATIFICATION = Action(
    "refuse_ratification",
    "监护人不追认",
    AT_WORK,
    "监护人表示不追认",
    once=True,
    fields=(Day("refused_on", "表示的日期", required=True),),
)
