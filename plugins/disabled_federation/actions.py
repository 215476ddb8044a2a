"""What the federation does with a dispute besides what everybody does."""

from portal.sdk import Action, Choice, Choices, Day, LongText, Phase, Text

from .fields import NEEDS

OPEN = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING)
AT_WORK = (*OPEN, Phase.PAUSED)

ACCOMMODATE = Action(
    "accommodate",
    "落实沟通便利",
    AT_WORK,
    "落实了沟通需要的便利",
    fields=(
        Choices("needs", "落实了哪些", NEEDS, required=True),
        Text("by", "由谁提供", required=True, hint="例如 县特教学校手语老师"),
        Day("arranged_on", "日期", required=True),
    ),
    sets=("needs",),
)
APPLY_AID = Action(
    "apply_aid",
    "申请法律援助",
    AT_WORK,
    "帮助申请了法律援助",
    once=True,
    fields=(Day("aid_applied_on", "申请日期", required=True), Text("office", "法律援助机构")),
    sets=("aid_applied_on",),
)
AID_ANSWERED = Action(
    "aid_answered",
    "登记援助决定",
    AT_WORK,
    "登记了法律援助机构的决定",
    once=True,
    fields=(
        Day("answered_on", "决定日期", required=True),
        Choice(
            "answer", "决定", (("given", "给予援助"), ("refused", "不给予援助"), ("withdrawn", "视为撤回申请")), required=True
        ),
    ),
)
INSPECT = Action(
    "inspect",
    "到现场看",
    OPEN,
    "和残疾人一起到现场看过",
    once=True,
    fields=(
        Day("inspected_on", "日期", required=True),
        Text("together", "谁一起去的", required=True),
        LongText("found", "看到的情况", required=True),
    ),
)
COMMON_ACTIONS = (ACCOMMODATE, APPLY_AID, AID_ANSWERED)
