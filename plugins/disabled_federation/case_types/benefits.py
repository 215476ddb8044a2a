"""社保补贴: subsidies refused, paid late, stopped or too low."""

from datetime import timedelta

from portal.sdk import ORGANISATION, CaseType, Choice, Day, Example, Fact, LongText, Money, Privacy, Whole, YesNo

from ..actions import COMMON_ACTIONS
from ..calculators import ARREARS
from ..checks import CHECKS
from ..clocks import BENEFITS
from ..fields import about_the_person
from ..guards import GUARDS, NOT_THE_STANDARD
from ..papers import PAPERS_OF_ALL
from ..rules import RULES
from .parties import DISABLED, HELPER, SIGHT, TOWN, against

BENEFIT_DISPUTE = CaseType(
    key="benefits",
    title="社保补贴",
    version=1,
    ministry_type="24",
    privacy=Privacy.P3,
    parties=(DISABLED, against("office", "经办部门、乡镇、村（社区）", ORGANISATION), HELPER),
    fields=(
        *about_the_person(),
        Choice(
            "benefit",
            "哪一项",
            (
                ("living", "困难残疾人生活补贴"),
                ("care", "重度残疾人护理补贴"),
                ("insurance", "社会保险补贴"),
                ("relief", "低保、救助"),
                ("rehabilitation", "康复、辅具救助"),
                ("education", "教育资助"),
                ("other", "其他"),
            ),
            required=True,
            counted=True,
        ),
        Choice(
            "issue",
            "什么问题",
            (
                ("refused", "没有批"),
                ("late", "拖着不办"),
                ("stopped", "停发"),
                ("less", "少发"),
                ("withheld", "被别人代领、扣留"),
            ),
            required=True,
            counted=True,
        ),
        Day("act_known_on", "知道的日期", required=True),
        YesNo("written", "有书面答复", required=True),
        Money("monthly", "每月标准"),
        Whole("months", "涉及几个月", unit="个月", most=240),
        Money("claim", "涉及金额", fact=Fact.AMOUNT_CLAIMED),
        LongText("wish", "希望怎样解决", required=True),
    ),
    clocks=BENEFITS,
    rules=RULES,
    guards=(*GUARDS, NOT_THE_STANDARD),
    checks=CHECKS,
    actions=COMMON_ACTIONS,
    papers=PAPERS_OF_ALL,
    calculators=(ARREARS,),
    words=("护理补贴", "生活补贴", "低保", "残疾补贴"),
    remedies=("可以申请行政复议", "可以提起行政诉讼", "可以向残联投诉，有关部门应当答复"),
    example=lambda today: Example(
        parties={"disabled": SIGHT, "office": TOWN},
        summary="换银行卡以后护理补贴停了五个月，问了几次都说在办。",
        category="sight",
        grade="1",
        capacity="full",
        needs=["large", "home"],
        benefit="care",
        issue="stopped",
        act_known_on=today - timedelta(days=25),
        written=False,
        monthly="120.00",
        months=5,
        claim="600.00",
        wish="补发停发的五个月，以后按月发到新卡上。",
    ),
)
