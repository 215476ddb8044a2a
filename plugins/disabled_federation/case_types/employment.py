"""就业歧视: hiring, pay, post and dismissal."""

from datetime import timedelta

from portal.sdk import (
    ORGANISATION,
    AgreementLaw,
    CaseType,
    Choice,
    Day,
    Example,
    Fact,
    LongText,
    Money,
    Privacy,
    Whole,
    YesNo,
    rule,
)

from ..actions import COMMON_ACTIONS
from ..bases import QUOTA, WORK_EQUAL
from ..calculators import DISMISSED
from ..checks import CHECKS
from ..clocks import EMPLOYMENT, HIRED
from ..fields import about_the_person
from ..guards import GUARDS
from ..papers import PAPERS_OF_ALL
from ..rules import RULES
from .parties import DISABLED, FACTORY, HELPER, LIMBS, against

EMPLOYMENT_DISCRIMINATION = CaseType(
    key="employment_discrimination",
    title="就业歧视",
    version=1,
    ministry_type="10",
    privacy=Privacy.P3,
    parties=(DISABLED, against("employer", "用人单位", ORGANISATION), HELPER),
    fields=(
        *about_the_person(),
        Choice(
            "stage",
            "在哪个环节",
            (
                ("hiring", "招用"),
                ("pay", "劳动报酬"),
                ("insurance", "社会保险、福利"),
                ("promotion", "转正、晋级、评职称"),
                ("post", "岗位、劳动条件不合适"),
                ("dismissed", "辞退"),
            ),
            required=True,
            counted=True,
        ),
        Day("happened_on", "发生的日期", required=True),
        LongText("said", "单位怎样说、怎样做", required=True),
        YesNo("adjusted", "单位按残疾职工的特点调整过岗位、场所、设备"),
        Whole("staff", "单位在职职工", unit="人"),
        Whole("disabled_staff", "其中残疾人职工", unit="人"),
        Day("hired", "入职日期"),
        Day("ended", "解除日期"),
        Money("average", "前十二个月的平均工资"),
        Money("claim", "要求支付", fact=Fact.AMOUNT_CLAIMED),
        LongText("wish", "希望怎样解决", required=True),
    ),
    clocks=EMPLOYMENT,
    rules=(
        *RULES,
        rule(lambda d, today: d.disabled_staff <= d.staff, "disabled_staff", "残疾人职工不能多于职工总数"),
        rule(
            lambda d, today: d.disabled_staff * 1000 >= d.staff * 15,
            "disabled_staff",
            "残疾人职工低于在职职工总数的1.5%（具体比例由省里规定）；确认后继续，可以向单位说明按比例安排就业的义务",
            basis=QUOTA,
            asks=True,
        ),
        rule(lambda d, today: d.ended >= d.hired, "ended", "解除日期不能早于入职日期"),
        rule(
            lambda d, today: d.stage != "post" or d.adjusted is not False,
            "adjusted",
            "单位应当根据残疾职工的特点提供适当的劳动条件并作必要的改造；确认后继续，调解时请向单位说明",
            basis=WORK_EQUAL,
            asks=True,
        ),
    ),
    guards=GUARDS,
    checks=CHECKS,
    actions=COMMON_ACTIONS,
    papers=PAPERS_OF_ALL,
    calculators=(DISMISSED,),
    agreed_under=AgreementLaw.LABOUR,
    agreed_under_when=HIRED,
    words=("歧视", "不招残疾人", "辞退", "保障金"),
    remedies=(
        "招用中受到歧视的，可以直接向人民法院起诉",
        "劳动争议可以申请劳动仲裁",
        "可以向残联投诉，残联有权要求有关部门查处",
    ),
    example=lambda today: Example(
        parties={"disabled": LIMBS, "employer": FACTORY},
        summary="在包装车间干了三年，换了主管后说站不久影响效率，口头辞退。",
        category="limbs",
        grade="3",
        capacity="full",
        stage="dismissed",
        happened_on=today - timedelta(days=20),
        said="主管说腿不好站不久，让下月不用来了，没有书面通知。",
        adjusted=False,
        hired=today - timedelta(days=1100),
        ended=today - timedelta(days=20),
        average="3600.00",
        claim="21600.00",
        wish="恢复工作，调到可以坐着的岗位；不行就给赔偿金。",
    ),
)
