"""家用汽车产品修理更换退货责任规定 (令第43号, 2022-01-01): warranty of family cars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.declare.calculators import Line
from portal.declare.clocks import Unit
from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import Due, add_months, due
from portal.engine.law.worked import Statute, Worked, exact, half_up, money_line, percent
from portal.engine.money import grouped

CAR_RULE = Statute("家用汽车产品修理更换退货责任规定", date(2022, 1, 1))

HIGHEST_COEFFICIENT = Decimal("0.005")
_RETURN_MONTHS, _RETURN_KM = 24, 50_000
_REPAIR_MONTHS, _REPAIR_KM = 36, 60_000
_EARLY_DAYS, _FIRST_DAYS, _FIRST_KM = 7, 60, 3_000
_ANSWER_DAYS, _FINISH_DAYS = 10, 20


@dataclass(frozen=True, slots=True)
class Covered:
    """Which periods still run: return and exchange (三包有效期), repair (包修期), the first 60 days, the first seven."""

    exchange: bool
    repair: bool
    first_sixty_days: bool
    first_seven_days: bool


def use_fee(price: int, kilometres: int, coefficient: Decimal) -> Worked[int]:
    """Return the fee for use on exchange or return under article 24: price × kilometres ÷ 1000 × n (27).

    The maker states n, at most 0.5 %. Raises `ValueError` above that.
    """
    if not 0 <= coefficient <= HIGHEST_COEFFICIENT:
        raise ValueError("the coefficient is at most 0.5 %")
    fee = half_up(price * Fraction(kilometres, 1000) * exact(coefficient))
    line = money_line("使用补偿费", fee, f"{grouped(price)} × {kilometres} ÷ 1000 × {percent(coefficient)}")
    return Worked(fee, (line,), CAR_RULE.articles("27"))


def covered(started: date, on: date, kilometres: int) -> Worked[Covered]:
    """Return which of the least periods still run on a day: whichever of time and kilometres ends first (18, 20, 22, 23).

    They start on the invoice, or on delivery where the days differ. The last day still counts.
    """
    days = (on - started).days
    state = Covered(
        exchange=on <= add_months(started, _RETURN_MONTHS) and kilometres <= _RETURN_KM,
        repair=on <= add_months(started, _REPAIR_MONTHS) and kilometres <= _REPAIR_KM,
        first_sixty_days=days <= _FIRST_DAYS and kilometres <= _FIRST_KM,
        first_seven_days=days <= _EARLY_DAYS,
    )
    lines = (
        Line("三包有效期", f"{add_months(started, _RETURN_MONTHS).isoformat()}, {_RETURN_KM} km"),
        Line("包修期", f"{add_months(started, _REPAIR_MONTHS).isoformat()}, {_REPAIR_KM} km"),
        Line("行驶里程", f"{kilometres} km"),
    )
    return Worked(state, lines, CAR_RULE.articles("18", "20", "22", "23"))


def answer_by(asked: date, calendar: WorkCalendar) -> Worked[Due]:
    """Return the last day for the seller to answer a request for exchange or return: ten working days (28)."""
    return _within(asked, _ANSWER_DAYS, "最迟答复", calendar)


def finish_by(asked: date, calendar: WorkCalendar) -> Worked[Due]:
    """Return the last day to carry out exchange or return: twenty working days from the request (28)."""
    return _within(asked, _FINISH_DAYS, "最迟完成", calendar)


def _within(asked: date, days: int, what: str, calendar: WorkCalendar) -> Worked[Due]:
    on = due(asked, days, Unit.WORKING_DAY, calendar)
    return Worked(on, (Line("提出要求", asked.isoformat()), Line(what, on.on.isoformat())), CAR_RULE.articles("28"))
