"""Sums that firms ask for: late payment, a partner's share, infringed plant varieties, a loan, court fees."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.sdk import (
    N_,
    Calculator,
    Choice,
    Day,
    Line,
    Money,
    Number,
    When,
    Whole,
    Worked,
    YesNo,
    grouped,
    law_court_fees,
    law_private_lending,
    law_sme_payment,
)

from .bases import COURT_FEE, LATE_INTEREST, LENDING_CEILING, PARTNERS_REST, PARTNERS_SHARE, VARIETY

HUNDRED = Decimal(100)
AGREED_RATE = When("rate", "agreed")


def _late(inputs: Any) -> Worked:
    if inputs.until <= inputs.last_day:
        return Worked(0, (Line(N_("还没有过最后付款日，没有逾期利息"), "0"),))
    rates = (inputs.agreed_rate / HUNDRED, inputs.lpr / HUNDRED) if inputs.rate == "agreed" else (None, None)
    found = law_sme_payment.late_interest(inputs.owed, inputs.last_day, inputs.until, *rates)
    return Worked(found.value, found.lines, found.cautions)


LATE = Calculator(
    "late_interest",
    "逾期利息",
    (
        Money("owed", "欠付金额", required=True),
        Day("last_day", "最后付款日", required=True, future=True),
        Day("until", "算到哪一天", required=True, future=True),
        Choice("rate", "利率", (("default", "没有约定：每日万分之五"), ("agreed", "约定了年利率")), required=True),
        Number("agreed_rate", "约定的逾期年利率", unit="%", places=4, required=True, when=AGREED_RATE),
        Number(
            "lpr",
            "订立合同时的一年期LPR",
            unit="%",
            required=True,
            least="0.01",
            when=AGREED_RATE,
            hint="约定的利率不得低于它；以公布的为准",
        ),
    ),
    _late,
    (LATE_INTEREST,),
)


def _share(inputs: Any) -> Worked:
    agreed, own, together = inputs.get("agreed_percent"), inputs.get("own_paid"), inputs.get("all_paid")
    if agreed is not None:
        share = Decimal(inputs.amount) * agreed / HUNDRED
        how = f"{grouped(inputs.amount)} × {agreed}%"
    elif own is not None and together:
        share = Decimal(inputs.amount) * own / together
        how = f"{grouped(inputs.amount)} × {grouped(own)} ÷ {grouped(together)}"
    else:
        share = Decimal(inputs.amount) / inputs.partners
        how = f"{grouped(inputs.amount)} ÷ {inputs.partners}"
    fen = int(share.quantize(Decimal(1), ROUND_HALF_UP))
    return Worked(fen, (Line(N_("这位合伙人应分得（应分担）"), how, fen),))


SHARE = Calculator(
    "partner_share",
    "合伙人应得的份额",
    (
        Money("amount", "利润、亏损或者清偿债务后剩余的财产", required=True),
        Number("agreed_percent", "约定的比例", unit="%", most="100"),
        Money("own_paid", "这位合伙人的实缴出资", hint="没有约定比例的，按实缴出资"),
        Money("all_paid", "全体合伙人的实缴出资"),
        Whole("partners", "合伙人数", unit="人", least=2, most=200, required=True, hint="出资比例也说不清的，平均分"),
    ),
    _share,
    (PARTNERS_SHARE, PARTNERS_REST),
)


def _variety(inputs: Any) -> Worked:
    times = inputs.get("times") or Decimal(1)
    base = (
        inputs.base
        if inputs.by != "fee"
        else int((Decimal(inputs.base) * (inputs.get("fee_times") or 1)).quantize(Decimal(1), ROUND_HALF_UP))
    )
    damages = int((Decimal(base) * (times if inputs.get("wilful") else 1)).quantize(Decimal(1), ROUND_HALF_UP))
    costs = inputs.get("costs") or 0
    shown = {"loss": N_("权利人的实际损失"), "gain": N_("侵权人获得的利益"), "fee": N_("许可使用费的合理倍数")}[inputs.by]
    lines = [Line(shown, grouped(base), base)]
    if inputs.get("wilful"):
        lines.append(Line(N_("故意侵权、情节严重，按一倍以上五倍以下"), f"{grouped(base)} × {times}", damages))
    lines.append(Line(N_("制止侵权的合理开支"), grouped(costs), costs))
    return Worked(damages + costs, tuple(lines))


VARIETY_DAMAGES = Calculator(
    "variety_damages",
    "侵犯植物新品种权的赔偿",
    (
        Choice(
            "by",
            "按什么确定",
            (("loss", "实际损失"), ("gain", "侵权所得"), ("fee", "许可使用费的倍数")),
            required=True,
            hint="损失难以确定的才按所得，所得也难以确定的才参照许可使用费",
        ),
        Money("base", "损失、所得或者许可使用费", required=True),
        Number("fee_times", "许可使用费的倍数", least="1", most="100"),
        YesNo("wilful", "故意侵权、情节严重"),
        Number("times", "惩罚性倍数", least="1", most="5"),
        Money("costs", "制止侵权的合理开支"),
    ),
    _variety,
    (VARIETY,),
)


def _loan(inputs: Any) -> Worked:
    if inputs.until <= inputs.lent_on:
        return Worked(0, (Line(N_("还没有到计息的日子"), "0"),))
    found = law_private_lending.interest(
        inputs.principal, inputs.rate / HUNDRED, inputs.lent_on, inputs.until, inputs.lpr / HUNDRED, inputs.lent_on
    )
    return Worked(found.value, found.lines, found.cautions)


LOAN = Calculator(
    "loan_interest",
    "受保护的借款利息",
    (
        Money("principal", "借款本金", required=True),
        Number("rate", "约定的年利率", unit="%", places=4, required=True),
        Day("lent_on", "出借日期", required=True),
        Day("until", "算到哪一天", required=True, future=True),
        Number("lpr", "合同成立时的一年期LPR", unit="%", required=True, least="0.01"),
    ),
    _loan,
    (LENDING_CEILING,),
)


def _fee(inputs: Any) -> Worked:
    fee = law_court_fees.property_case_fee(inputs.claim)
    return Worked(fee, (Line(N_("起诉要预交的案件受理费（调解不收费）"), grouped(inputs.claim), fee),))


FEE = Calculator("court_fee", "案件受理费", (Money("claim", "要求的金额", required=True),), _fee, (COURT_FEE,))
