"""股东合伙: partners and shareholders over profit, leaving, accounts and control."""

from datetime import timedelta

from portal.sdk import CaseType, Choice, Choices, Day, Example, Fact, Money, Number, Privacy, Whole, YesNo, rule

from ..bases import PARTNERS_NOT_DIVIDE
from ..calculators import FEE, SHARE
from ..clocks import GENERAL
from ..fields import SECRET, SECRET_RISES, SUED, about_the_firm, contract
from ..guards import GUARDS
from ..papers import PAPERS_OF_ALL
from .parties import OWNER, PARTNER, firm_against

PARTNERSHIP = CaseType(
    key="partnership",
    title="股东合伙",
    version=1,
    ministry_type="04",
    privacy=Privacy.P2,
    rises=(SECRET_RISES,),
    parties=firm_against("其他合伙人、股东或者企业"),
    fields=(
        *about_the_firm(),
        Choice(
            "form",
            "一起做的形式",
            (
                ("contract", "合伙协议，没有登记企业"),
                ("partnership", "合伙企业"),
                ("company", "公司"),
                ("cooperative", "农民专业合作社"),
            ),
            required=True,
            counted=True,
        ),
        Choices(
            "wants",
            "要求",
            (
                ("profit", "分利润"),
                ("loss", "分担亏损"),
                ("divide", "分财产"),
                ("leave", "退出"),
                ("accounts", "查账"),
                ("control", "公章、证照、经营权"),
            ),
            required=True,
            counted=True,
        ),
        *contract(signed_required=False),
        YesNo("ended", "合伙已经终止", when=None, hint="到期、约定的事由发生，或者都同意散伙"),
        Whole("partners", "合伙人（股东）人数", unit="人", least=2, most=200, required=True),
        Number("agreed_percent", "约定的分配比例", unit="%", most="100"),
        Money("own_paid", "申请一方的实缴出资"),
        Money("all_paid", "全体的实缴出资"),
        Money("amount", "争议的利润、亏损或者财产", required=True, fact=Fact.AMOUNT_CLAIMED),
        Day("known_on", "知道账目有问题的日期"),
        SUED,
        SECRET,
    ),
    clocks=GENERAL,
    rules=(
        rule(lambda d, today: d.own_paid <= d.all_paid, "own_paid", "一方的出资不能多于全体的出资"),
        rule(
            lambda d, today: not (d.form == "contract" and "divide" in d.wants and d.ended is False),
            "wants",
            "合伙合同终止以前，合伙人不得请求分割合伙财产；可以先谈是否散伙，或者只分利润",
            basis=PARTNERS_NOT_DIVIDE,
            asks=True,
        ),
    ),
    guards=GUARDS,
    papers=PAPERS_OF_ALL,
    calculators=(SHARE, FEE),
    words=("合伙", "散伙", "退股", "分红", "股东"),
    remedies=("可以向人民法院起诉", "约定了仲裁的，可以申请仲裁"),
    example=lambda today: Example(
        parties={"firm": OWNER, "other": PARTNER},
        summary="三人合伙承包冷库存储红枣，去年盈利没有分，账目也没有公开。",
        size="household",
        form="contract",
        wants=["profit", "accounts"],
        signed_on=today - timedelta(days=900),
        ended=False,
        partners=3,
        own_paid="120000.00",
        all_paid="300000.00",
        amount="96000.00",
        known_on=today - timedelta(days=60),
        elsewhere="no",
    ),
)
