"""What the chamber does with a firm's dispute besides what everybody does."""

from portal.sdk import Action, Choice, Day, LongText, Money, Phase, Text

OPEN = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING)
AT_WORK = (*OPEN, Phase.PAUSED)

RECONCILE = Action(
    "reconcile",
    "对账",
    OPEN,
    "双方对了账",
    fields=(
        Day("reconciled_on", "对账日期", required=True),
        Money("owed", "对出的欠款", required=True),
        Money("undisputed", "其中没有争议的"),
        LongText("remaining", "还争什么"),
    ),
    sets=("owed", "undisputed"),
)
ASK_CONFIRMATION = Action(
    "ask_confirmation",
    "请对方确认债权",
    AT_WORK,
    "请欠款单位确认债权债务关系",
    once=True,
    fields=(Day("confirmation_asked_on", "提出确权请求的日期", required=True),),
    sets=("confirmation_asked_on",),
)
COMPLAIN = Action(
    "complain",
    "登记投诉进展",
    AT_WORK,
    "登记了向投诉平台投诉的进展",
    fields=(
        Day("complaint_accepted_on", "正式受理日期", required=True),
        Day("complaint_received_on", "处理部门收到材料的日期"),
        Text("complaint_office", "处理部门"),
    ),
    sets=("complaint_accepted_on", "complaint_received_on"),
)
TELL_SELLER = Action(
    "tell_seller",
    "通知出卖人",
    OPEN,
    "把质量、数量问题通知了出卖人",
    once=True,
    fields=(Day("told_on", "通知日期", required=True),),
    sets=("told_on",),
)
ASK_GUARANTOR = Action(
    "ask_guarantor",
    "向保证人主张",
    AT_WORK,
    "向保证人主张了保证责任",
    once=True,
    fields=(
        Day("asked_on", "主张的日期", required=True),
        Choice("how", "方式", (("letter", "书面请求"), ("suit", "起诉"), ("arbitration", "申请仲裁")), required=True),
    ),
)
