"""涉企行政: what a firm disputes with an office. The chamber passes on what may not be settled."""

from datetime import timedelta

from portal.sdk import CaseType, Choice, Day, Example, Fact, LongText, Money, Privacy, Text, YesNo, guard

from ..bases import MEDIABLE_SUIT
from ..clocks import ADMINISTRATIVE, GENERAL
from ..fields import SECRET, SECRET_RISES, SUED, about_the_firm
from ..guards import GUARDS
from ..papers import PAPERS_OF_ALL
from .parties import MAKER, OFFICE, firm_against

MEDIABLE = ("compensation", "discretion", "promise")

ADMINISTRATIVE_MATTER = CaseType(
    key="administrative",
    title="涉企行政争议",
    version=1,
    ministry_type="24",
    privacy=Privacy.P2,
    rises=(SECRET_RISES,),
    parties=firm_against("行政机关"),
    fields=(
        *about_the_firm(),
        Choice(
            "matter",
            "什么事",
            (
                ("compensation", "行政赔偿、补偿"),
                ("discretion", "处罚轻重等自由裁量"),
                ("promise", "招商承诺、行政协议没有兑现"),
                ("licence", "许可、登记"),
                ("inspection", "检查、执法方式"),
                ("charge", "收费、摊派"),
                ("other", "其他"),
            ),
            required=True,
            counted=True,
        ),
        Text("document", "文书名称和文号", hint="例如 行政处罚决定书"),
        Day("act_known_on", "知道这一行政行为的日期", required=True),
        YesNo("remedy_told", "文书告知了复议、起诉的权利和期限", required=True),
        Money("amount", "涉及金额", fact=Fact.AMOUNT_CLAIMED),
        LongText("wish", "企业的要求", required=True),
        SUED,
        SECRET,
    ),
    clocks=(*GENERAL[:3], *ADMINISTRATIVE),
    guards=(
        *GUARDS,
        guard(
            "agree",
            lambda case, data: case.details.get("matter") in MEDIABLE,
            "行政赔偿、补偿，自由裁量和协议履行以外的事，不能在这里达成协议；请转行政争议协调化解中心，或者告知复议、起诉",
            basis=MEDIABLE_SUIT,
        ),
    ),
    papers=PAPERS_OF_ALL,
    words=("执法", "罚款", "招商引资", "政策不兑现", "审批"),
    remedies=(
        "可以自知道之日起六十日内申请行政复议",
        "可以自知道之日起六个月内向人民法院提起行政诉讼",
        "可以请涉企服务专班、行政争议协调化解中心协调",
    ),
    example=lambda today: Example(
        parties={"firm": MAKER, "other": OFFICE},
        summary="引进时书面答应的厂房租金补贴，两年没有兑现。",
        size="small",
        matter="promise",
        document="招商引资协议书",
        act_known_on=today - timedelta(days=30),
        remedy_told=False,
        amount="150000.00",
        wish="按协议兑现两年的租金补贴。",
        elsewhere="no",
    ),
)
