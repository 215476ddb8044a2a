"""Sums in disabled persons' disputes: wages and damages, subsidies in arrears, a guardian's account, support, devices."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.sdk import (
    N_,
    Calculator,
    Day,
    Line,
    Money,
    Number,
    Whole,
    Worked,
    grouped,
    law_consumer_protection,
    law_labour_contract,
)

from .bases import CARE_SUBSIDY, FRAUD, INSURANCE_SUBSIDY, PARENTS, SIBLINGS, SPOUSES, UNLAWFUL_ENDING, WARD_FIRST

HUNDRED = Decimal(100)


def _dismissed(inputs: Any) -> Worked:
    wage = law_labour_contract.Wage(inputs.average, inputs.get("local_average"), inputs.get("minimum"))
    found = law_labour_contract.unlawful_ending(inputs.hired, inputs.ended, wage)
    return Worked(found.value, found.lines, found.cautions)


DISMISSED = Calculator(
    "unlawful_ending",
    "违法解除的赔偿金",
    (
        Day("hired", "入职日期", required=True),
        Day("ended", "解除日期", required=True),
        Money("average", "前十二个月的平均工资", required=True),
        Money("local_average", "当地职工月平均工资"),
        Money("minimum", "当地月最低工资"),
    ),
    _dismissed,
    (UNLAWFUL_ENDING,),
)


def _arrears(inputs: Any) -> Worked:
    due = inputs.monthly * inputs.months
    paid = inputs.get("received") or 0
    owed = max(due - paid, 0)
    return Worked(
        owed,
        (
            Line(N_("应发"), f"{grouped(inputs.monthly)} × {inputs.months}", due),
            Line(N_("已发"), grouped(paid), paid),
            Line(N_("少发"), f"{grouped(due)} - {grouped(paid)}", owed),
        ),
    )


ARREARS = Calculator(
    "subsidy_arrears",
    "少发的补贴",
    (
        Money("monthly", "每月标准", required=True, hint="按当地当年的文件"),
        Whole("months", "应发几个月", unit="个月", least=1, most=240, required=True),
        Money("received", "已经发的"),
    ),
    _arrears,
    (INSURANCE_SUBSIDY, CARE_SUBSIDY),
)


def _account(inputs: Any) -> Worked:
    spent, kept = inputs.get("spent_for_ward") or 0, inputs.get("kept") or 0
    missing = max(inputs.received - spent - kept, 0)
    return Worked(
        missing,
        (
            Line(N_("监护人代收的"), grouped(inputs.received), inputs.received),
            Line(N_("用在被监护人身上的"), grouped(spent), spent),
            Line(N_("还在账上、手里的"), grouped(kept), kept),
            Line(N_("说不清用处、应当补回的"), f"{grouped(inputs.received)} - {grouped(spent)} - {grouped(kept)}", missing),
        ),
    )


ACCOUNT = Calculator(
    "guardian_account",
    "监护人代管的账",
    (
        Money("received", "代收的钱和卖得的价款", required=True),
        Money("spent_for_ward", "用在被监护人身上的"),
        Money("kept", "还在账上、手里的"),
    ),
    _account,
    (WARD_FIRST,),
)


def _support(inputs: Any) -> Worked:
    own = inputs.get("own_income") or 0
    gap = max(inputs.need - own, 0)
    percent = inputs.get("percent")
    share = Decimal(gap) * percent / HUNDRED if percent is not None else Decimal(gap) / inputs.supporters
    fen = int(share.quantize(Decimal(1), ROUND_HALF_UP))
    how = f"{grouped(gap)} × {percent}%" if percent is not None else f"{grouped(gap)} ÷ {inputs.supporters}"
    return Worked(
        fen,
        (
            Line(N_("每月生活、护理、康复需要"), grouped(inputs.need), inputs.need),
            Line(N_("本人的收入和补贴"), grouped(own), own),
            Line(N_("还差"), f"{grouped(inputs.need)} - {grouped(own)}", gap),
            Line(N_("这位扶养人每月承担"), how, fen),
        ),
    )


SUPPORT = Calculator(
    "family_support",
    "每月扶养费（协商用）",
    (
        Money("need", "每月生活、护理、康复需要", required=True),
        Money("own_income", "本人的收入和补贴"),
        Whole("supporters", "有负担能力的扶养人数", unit="人", least=1, most=20, required=True),
        Number("percent", "这位承担的比例", unit="%", most="100", hint="不填的平均分；法律没有定比例，由各方协商"),
    ),
    _support,
    (SPOUSES, PARENTS, SIBLINGS),
)


def _fraud(inputs: Any) -> Worked:
    found = law_consumer_protection.fraud(inputs.price, inputs.get("loss") or 0)
    return Worked(found.value, found.lines, found.cautions)


DEVICE_FRAUD = Calculator(
    "device_fraud",
    "有欺诈的退一赔三",
    (Money("price", "价款", required=True), Money("loss", "其他损失")),
    _fraud,
    (FRAUD,),
)
