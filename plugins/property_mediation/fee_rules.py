"""What must hold between the facts of a dispute over charges, and before it is settled."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.sdk import Action, Choices, Day, Guard, Phase, Rule, When, add_months, guard, rule

from .bases import EXCESSIVE_PENALTY, civil_code
from .calculators.charges import charge, yearly_percent

MANY = 5
_DAYS_A_MONTH = 30.4375

# What a manager may not do to make owners pay (民法典 944, third paragraph).
SUPPLIES = (("power", "停电"), ("water", "停水"), ("heating", "停暖"), ("gas", "停燃气"))
SUPPLY_KEYS = tuple(key for key, _ in SUPPLIES)
CUT_OFF = When("pressure", *SUPPLY_KEYS)


def _debt_adds_up(d: Any, today: date) -> bool:
    monthly = charge(d.area, d.unit_price, 1)
    return d.debt in (charge(d.area, d.unit_price, d.months), int(monthly * d.months))


def _months_fit(d: Any, today: date) -> bool:
    return bool(abs(float(d.months) - ((d.owed_to - d.owed_from).days + 1) / _DAYS_A_MONTH) < 1)


def _demanded(d: Any, today: date) -> bool:
    return bool(d.late_fee == 0 or d.get("dunned_on") is not None)


def _near_the_loss(d: Any, today: date) -> bool:
    """Say whether the penalty stays within 130 % of what the whole debt would have cost since it began, at the LPR."""
    days = (d.received_on - d.owed_from).days
    return bool(d.late_fee <= d.debt * d.lpr * days / 36500 * 13 / 10)


def _in_limitation(d: Any, today: date) -> bool:
    demanded = d.get("dunned_on")
    last = add_months(d.owed_from, 36)
    if demanded is not None and d.owed_from <= demanded <= last:
        last = add_months(demanded, 36)
    return bool(d.received_on <= last)


def few_owners(d: Any, today: date) -> bool:
    """Say whether fewer than five homes are concerned, by the parties entered and by the number told."""
    return max(len(d.parties("owner")), d.get("households") or 0) < MANY


MASS_RULE = rule(
    few_owners,
    "households",
    "涉及五户以上，容易扩大。请报告负责人并通报社区和镇综治中心，考虑合并调解，确认后登记",
    asks=True,
)

FEE_RULES: tuple[Rule, ...] = (
    rule(lambda d, today: d.owed_from <= d.owed_to, "owed_to", "欠费止日不能早于起日，请核对"),
    rule(_months_fit, "months", "欠费月数与起止日期对不上，请核对后确认", asks=True),
    rule(
        _debt_adds_up,
        "debt",
        "欠费金额不等于面积、单价与月数的乘积。有减免、已付或者另计项目的，写进经过并确认",
        basis=civil_code("944"),
        asks=True,
    ),
    rule(lambda d, today: d.owed_from <= d.dunned_on, "dunned_on", "催交日期不能早于欠费起日，请核对"),
    rule(
        _demanded,
        "dunned_on",
        "主张违约金以前，应当先催告业主在合理期限内支付。请补上催交日期；还没有催交的，请先催交，确需登记请确认",
        basis=civil_code("944"),
        asks=True,
    ),
    rule(
        lambda d, today: yearly_percent(d.late_rate) <= 4 * d.lpr,
        "late_rate",
        "约定的违约金折合年利率超过一年期贷款市场报价利率的四倍，业主可以请求适当减少。请向双方说明后确认",
        basis=EXCESSIVE_PENALTY,
        asks=True,
    ),
    rule(
        lambda d, today: d.late_fee <= d.debt,
        "late_fee",
        "主张的违约金超过欠费本金，一般会被认为过高，业主可以请求适当减少。请向双方说明后确认",
        basis=civil_code("585"),
        asks=True,
    ),
    rule(
        _near_the_loss,
        "late_fee",
        "主张的违约金超过资金占用损失的百分之一百三十，一般会被认为过高，业主可以请求适当减少。请向双方说明后确认",
        basis=EXCESSIVE_PENALTY,
        asks=True,
    ),
    rule(
        lambda d, today: not set(SUPPLY_KEYS) & set(d.pressure),
        "pressure",
        "物业服务人不得用停电、停水、停暖、停燃气的方式催交。请先要求恢复，并记录在案，确认后登记",
        basis=civil_code("944"),
        asks=True,
    ),
    rule(
        _in_limitation,
        "owed_from",
        "最早的欠费到现在已满三年，也没有在时效内催交的记录，业主可以提出时效抗辩。请核对催交情况后确认",
        basis=civil_code("188"),
        asks=True,
    ),
    MASS_RULE,
)

RESTORE_SUPPLY = Action(
    "restore_supply",
    "登记恢复供应",
    (Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED),
    "登记了恢复供应",
    fields=(
        Day("restored_on", "恢复日期", required=True),
        Choices("restored", "恢复了什么", tuple((key, label.removeprefix("停")) for key, label in SUPPLIES), required=True),
    ),
    when=CUT_OFF,
)

RESTORED_FIRST: Guard = guard(
    "agree",
    lambda case, data: not set(SUPPLY_KEYS) & set(case.details.pressure) or case.did("restore_supply"),
    "还没有登记恢复供电、供水、供暖、供燃气。请先落实恢复；协议本身约定恢复的，确认后继续",
    field="terms",
    basis=civil_code("944"),
    asks=True,
)
