"""监护财产: what guardians do with the money, land and houses of their wards."""

from portal.sdk import PERSON, CaseType, Choice, Choices, Example, Fact, LongText, Money, Privacy, YesNo, rule

from ..actions import COMMON_ACTIONS
from ..bases import CAPACITY, WARD_FIRST
from ..calculators import ACCOUNT
from ..checks import CHECKS
from ..clocks import WITH_CLAIM
from ..fields import about_the_person
from ..guards import GUARDS
from ..papers import ACCOUNTS, PAPERS_OF_ALL
from ..rules import RULES
from .parties import BROTHER, DISABLED, HELPER, WARD, against

GUARDIAN_PROPERTY = CaseType(
    key="guardian_property",
    title="监护财产",
    version=1,
    ministry_type="01",
    privacy=Privacy.P3,
    parties=(DISABLED, against("guardian", "监护人、保管财产的亲属", PERSON), HELPER),
    fields=(
        *about_the_person(),
        Choices(
            "property",
            "什么财产",
            (
                ("money", "存款、补贴、养老金"),
                ("house", "房屋、宅基地"),
                ("land", "承包地、流转费"),
                ("compensation", "征收补偿、赔偿金"),
                ("inheritance", "继承的份额"),
            ),
            required=True,
            counted=True,
        ),
        Choice(
            "act",
            "做了什么",
            (
                ("withheld", "扣着不给用"),
                ("spent", "用在自己身上"),
                ("sold", "卖了、抵押了"),
                ("transferred", "改到别人名下"),
                ("unclear", "账目说不清"),
            ),
            required=True,
            counted=True,
        ),
        YesNo("for_ward", "是为了被监护人的利益"),
        Choice(
            "appointed",
            "监护人是怎样确定的",
            (
                ("order", "按法律顺序"),
                ("appointed", "居（村）委会、民政部门指定"),
                ("court", "人民法院指定"),
                ("agreed", "协议确定"),
                ("none", "没有确定"),
            ),
            required=True,
        ),
        Money("received", "代收的钱和卖得的价款"),
        Money("spent_for_ward", "用在被监护人身上的"),
        Money("kept", "还在账上、手里的"),
        Money("claim", "要求交还", required=True, fact=Fact.AMOUNT_CLAIMED),
        LongText("wish", "希望怎样安排", required=True),
    ),
    clocks=WITH_CLAIM,
    rules=(
        *RULES,
        rule(
            lambda d, today: d.capacity != "full",
            "capacity",
            "能辨认自己行为的成年人没有监护人，财产由本人管理；请核对",
            basis=CAPACITY,
            asks=True,
        ),
        rule(
            lambda d, today: d.act not in ("sold", "transferred") or d.for_ward is not False,
            "for_ward",
            "监护人除为维护被监护人利益外，不得处分被监护人的财产；确认后继续，可以告知向人民法院申请撤销监护人资格",
            basis=WARD_FIRST,
            asks=True,
        ),
    ),
    guards=GUARDS,
    checks=CHECKS,
    actions=COMMON_ACTIONS,
    papers=(*PAPERS_OF_ALL, ACCOUNTS),
    calculators=(ACCOUNT,),
    words=("监护", "存折", "补贴卡", "代管"),
    remedies=(
        "对监护人的确定有争议的，可以请村（居）民委员会或者民政部门指定，也可以直接向人民法院申请",
        "侵害被监护人权益的，可以向人民法院申请撤销监护人资格",
    ),
    example=lambda today: Example(
        parties={"disabled": WARD, "guardian": BROTHER},
        summary="弟弟智力残疾，补贴卡和土地流转费一直由哥哥领，生活没有改善，村里人反映。",
        category="intellectual",
        grade="2",
        capacity="limited",
        needs=["easy", "companion"],
        property=["money", "land"],
        act="unclear",
        appointed="order",
        received="28600.00",
        spent_for_ward="15200.00",
        kept="6000.00",
        claim="7400.00",
        wish="把说不清的钱补回，以后每月由村残协看账。",
    ),
)
