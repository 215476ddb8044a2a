"""What a medical mediation committee does besides what everybody does: appraisal, experts, insurer, autopsy."""

from portal.sdk import Action, Choice, Day, LongText, Money, Phase, Text, YesNo

from .fields import DEGREE, ELSEWHERE, SHARE

OPEN = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED)
HOW = (("phone", "电话"), ("letter", "书面"), ("meeting", "当面"))

ENTRUST = Action(
    "entrust_appraisal",
    "委托医疗损害鉴定",
    OPEN,
    "委托了医疗损害鉴定",
    fields=(
        Day("entrusted_on", "委托日期", required=True),
        Choice("body", "鉴定机构类别", (("society", "医学会"), ("forensic", "司法鉴定机构")), required=True),
        Text("institution", "鉴定机构名称", required=True),
        Choice("entrusted_by", "由谁委托", (("both", "医患双方共同委托"), ("us", "双方同意，由本会委托")), required=True),
        LongText("questions", "鉴定事项"),
        Money("fee", "预收鉴定费", hint="预先向双方收取，最终按责任比例承担"),
    ),
)
OPINION = Action(
    "appraisal_opinion",
    "登记鉴定意见",
    OPEN,
    "收到了医疗损害鉴定意见",
    fields=(
        Day("given_on", "收到日期", required=True),
        YesNo("damage", "存在医疗损害", required=True),
        Text("damage_degree", "损害程度"),
        YesNo("fault", "存在医疗过错", required=True),
        YesNo("cause", "过错与损害有因果关系", required=True),
        DEGREE,
        SHARE,
    ),
    sets=("degree", "share"),
)
CONSULT = Action(
    "consult_experts",
    "咨询专家",
    OPEN,
    "咨询了专家",
    fields=(
        Day("consulted_on", "咨询日期", required=True),
        Text("experts", "专家的专业和职称", required=True, hint="从专家库中选取的，写明哪个专家库"),
        YesNo("no_ties", "已核对没有应当回避的情形", required=True),
        LongText("opinion", "咨询意见", required=True),
    ),
)
TELL_INSURER = Action(
    "tell_insurer",
    "通知承保公司",
    OPEN,
    "通知了承保医疗责任保险的公司",
    fields=(
        Day("told_on", "通知日期", required=True),
        Choice("how", "方式", HOW, required=True),
        LongText("answer", "公司的意见"),
    ),
)
TAKEN_ELSEWHERE = Action(
    "taken_elsewhere",
    "法院或卫生主管部门已受理",
    OPEN,
    "得知法院或者卫生主管部门已经受理",
    fields=(ELSEWHERE,),
    sets=("elsewhere",),
)
AUTOPSY = Action(
    "autopsy",
    "登记尸检",
    (*OPEN, Phase.REVIEW),
    "进行了尸检",
    once=True,
    fields=(
        Day("autopsy_on", "尸检日期", required=True),
        Text("pathologist", "尸检机构", required=True),
        YesNo("relatives_agree", "近亲属同意并签字", required=True),
        LongText("finding", "死因意见"),
    ),
    sets=("autopsy_on",),
)
BODY_SETTLED = Action(
    "body_settled",
    "登记遗体处理",
    (*OPEN, Phase.REVIEW),
    "遗体已经处理",
    once=True,
    fields=(Day("settled_on", "处理日期", required=True), Text("settled_how", "处理情况", required=True)),
)
ALWAYS = (TELL_INSURER, TAKEN_ELSEWHERE)
ABOUT_DAMAGE = (ENTRUST, OPINION, CONSULT, *ALWAYS)
AFTER_DEATH = (*ABOUT_DAMAGE, AUTOPSY, BODY_SETTLED)
