"""家庭扶养: spouses, parents, children and siblings who should support a disabled person."""

from portal.sdk import PERSON, CaseType, Choice, Example, Fact, LongText, Money, Privacy, Rise, When, Whole, YesNo, rule

from ..actions import COMMON_ACTIONS
from ..bases import DUTY_TO_SUPPORT, SIBLINGS
from ..calculators import SUPPORT
from ..checks import CHECKS
from ..clocks import GENERAL
from ..fields import about_the_person
from ..guards import GUARDS, REPORT_FIRST
from ..papers import PAPERS_OF_ALL
from ..rules import RULES
from .parties import BROTHER, DISABLED, HELPER, WARD, against

FAMILY_SUPPORT = CaseType(
    key="family_support",
    title="家庭扶养",
    version=1,
    ministry_type="01",
    privacy=Privacy.P3,
    rises=(Rise(Privacy.P4, When("violence", True)),),
    parties=(DISABLED, against("supporter", "扶养人", PERSON), HELPER),
    fields=(
        *about_the_person(),
        Choice(
            "supporter_is",
            "扶养人是",
            (
                ("spouse", "配偶"),
                ("parent", "父母"),
                ("child", "子女"),
                ("sibling", "兄弟姐妹"),
                ("grandparent", "祖父母、外祖父母、孙子女、外孙子女"),
            ),
            required=True,
            counted=True,
        ),
        Choice(
            "issue",
            "什么问题",
            (
                ("money", "不给生活费"),
                ("care", "没人照料"),
                ("medical", "不给治病、康复"),
                ("abandoned", "遗弃、赶出家门"),
                ("turns", "几个人推来推去"),
            ),
            required=True,
            counted=True,
        ),
        YesNo("violence", "有打骂、虐待", required=True, hint="答“是”的，案件封存（P4）"),
        YesNo("raised", "扶养人是由他（她）扶养长大的", when=When("supporter_is", "sibling")),
        Money("need", "每月生活、护理、康复需要", required=True),
        Money("own_income", "本人的收入和补贴"),
        Whole("supporters", "有负担能力的扶养人数", unit="人", least=1, most=20, required=True),
        Money("claim", "要求每月支付", required=True, fact=Fact.AMOUNT_CLAIMED),
        LongText("wish", "希望怎样安排", required=True),
    ),
    clocks=GENERAL,
    rules=(
        *RULES,
        rule(lambda d, today: d.own_income <= d.need, "own_income", "本人的收入已经够用，请核对", asks=True),
        rule(
            lambda d, today: d.supporter_is != "sibling" or d.raised is not False,
            "raised",
            "兄、姐对未成年弟、妹，由兄、姐扶养长大的弟、妹对兄、姐才有扶养义务；其他情形可以协商，请确认",
            basis=SIBLINGS,
            asks=True,
        ),
        rule(
            lambda d, today: d.issue != "abandoned",
            "issue",
            "禁止遗弃残疾人；请先安排好今晚住哪里、谁照料，确认后继续",
            basis=DUTY_TO_SUPPORT,
            asks=True,
        ),
    ),
    guards=(*GUARDS, REPORT_FIRST),
    checks=CHECKS,
    actions=COMMON_ACTIONS,
    papers=PAPERS_OF_ALL,
    calculators=(SUPPORT,),
    words=("扶养", "赡养", "没人管", "遗弃"),
    remedies=("可以向人民法院起诉；要求扶养费、赡养费不受诉讼时效限制", "有暴力的，可以报警、申请人身安全保护令"),
    example=lambda today: Example(
        parties={"disabled": WARD, "supporter": BROTHER},
        summary="父母去世后，兄弟几个推来推去，两个月没有人送饭。",
        category="intellectual",
        grade="2",
        capacity="limited",
        needs=["easy", "home"],
        supporter_is="sibling",
        issue="turns",
        violence=False,
        need="1500.00",
        own_income="620.00",
        supporters=2,
        claim="440.00",
        wish="两家轮流送饭，各出一半的钱，由村残协监督。",
    ),
)
