"""保障中小企业款项支付条例 (2025-06-01): when public bodies and large enterprises must pay a small one, and interest after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.declare.calculators import Line
from portal.declare.clocks import Unit
from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import Due, due
from portal.engine.law.worked import Statute, Worked, days_between, exact, half_up, money_line, percent
from portal.engine.money import grouped

SME_REGULATION = Statute("保障中小企业款项支付条例", date(2025, 6, 1))

DAILY_RATE = Decimal("0.0005")
_YEAR_DAYS = 365
_PUBLIC_DAYS, _PUBLIC_MOST, _LARGE_DAYS = 30, 60, 60


class Debtor(StrEnum):
    """Who bought: a public body (机关、事业单位) or a large enterprise (大型企业)."""

    PUBLIC_BODY = "public_body"
    LARGE_ENTERPRISE = "large_enterprise"


def pay_by(delivered: date, debtor: Debtor, calendar: WorkCalendar, agreed_days: int | None = None) -> Worked[Due]:
    """Return the last day to pay: 30 days from delivery for a public body, 60 for a large enterprise, or as agreed (9).

    With a public body no more than 60 days can be agreed. Where the contract settles by progress or at fixed dates, give
    the day on which both confirmed the sum as `delivered`.
    """
    usual = _PUBLIC_DAYS if debtor is Debtor.PUBLIC_BODY else _LARGE_DAYS
    days = usual if agreed_days is None else agreed_days
    if debtor is Debtor.PUBLIC_BODY:
        days = min(days, _PUBLIC_MOST)
    on = due(delivered, days, Unit.DAY, calendar)
    lines = (Line("交付或者确认结算金额", delivered.isoformat()), Line("最迟付款", f"{on.on.isoformat()} ({days})"))
    return Worked(on, lines, SME_REGULATION.articles("9"))


def late_interest(
    amount: int, last_day: date, until: date, agreed_rate: Decimal | None = None, lpr: Decimal | None = None
) -> Worked[int]:
    """Return the interest after the last day to pay: 0.05 % a day, or the agreed yearly rate, never below the LPR (17).

    `lpr` is the one-year LPR when the contract was made and is needed with `agreed_rate`. Raises `ValueError`.
    """
    days = days_between(last_day, until)
    basis = SME_REGULATION.articles("17")
    if agreed_rate is None:
        owed = half_up(amount * exact(DAILY_RATE) * days)
        return Worked(owed, (money_line("逾期利息", owed, f"{grouped(amount)} × {percent(DAILY_RATE)} × {days}"),), basis)
    if lpr is None:
        raise ValueError("an agreed rate is held against the LPR")
    rate = max(agreed_rate, lpr)
    owed = half_up(amount * exact(rate) * days / _YEAR_DAYS)
    return Worked(owed, (money_line("逾期利息", owed, f"{grouped(amount)} × {percent(rate)} × {days} ÷ {_YEAR_DAYS}"),), basis)
