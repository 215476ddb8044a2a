"""预付式消费解释 (法释〔2025〕4号, 2025-05-01): what comes back of a prepaid card or course, and with what interest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from portal.declare.calculators import Line
from portal.declare.clocks import Unit
from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import Due, due
from portal.engine.law.worked import Caution, Statute, Worked, days_between, exact, half_up, money_line, percent
from portal.engine.money import grouped

PREPAID_INTERPRETATION = Statute("预付式消费解释", date(2025, 5, 1))

_REASONLESS_DAYS = 7
_YEAR_DAYS = 365


class Because(StrEnum):
    """On whose side the reason for paying back lies."""

    TRADER = "trader"
    CONSUMER = "consumer"


def balance(paid: int, consumed: int, because: Because, *, bonus: int = 0, discount: Decimal = Decimal(1)) -> Worked[int]:
    """Return the part of the prepayment that comes back (15, 18–20).

    `consumed` is what was used, at the price before any discount. Unless the reason is the consumer's, it is taken at the
    discounted price, or with a `bonus` in the ratio of paid to paid and given. Otherwise it is taken in full, but the
    consumer never has to pay more on top.
    """
    if not 0 < discount <= 1 or min(paid, consumed, bonus) < 0:
        raise ValueError("amounts are not negative, a discount is a share of the price")
    how, rate = grouped(consumed), Fraction(1)
    if because is Because.TRADER:
        rate = exact(discount) * (Fraction(paid, paid + bonus) if paid + bonus else 1)
        how += f" × {percent(discount)}" if discount != 1 else ""
        how += f" × {grouped(paid)} ÷ ({grouped(paid)} + {grouped(bonus)})" if bonus else ""
    used = half_up(consumed * rate)
    rest = max(paid - used, 0)
    lines = (
        money_line("预付款", paid),
        money_line("已经兑付的价款", used, how),
        money_line("应当返还", rest, f"{grouped(paid)} − {grouped(used)}"),
    )
    return Worked(rest, lines, PREPAID_INTERPRETATION.articles("15", "18", "19", "20"), (Caution.BETTER_TERMS_AGREED,))


def balance_by_time(paid: int, days: int, days_left: int) -> Worked[int]:
    """Return what comes back of a card without limit of visits: the share of the days left (22).

    The days left count from the end of the contract, or from the day the trader stopped serving, where that was earlier.
    """
    if not 0 <= days_left <= days or days < 1:
        raise ValueError("the days left are part of the days agreed")
    rest = half_up(Fraction(paid * days_left, days))
    lines = (money_line("预付款", paid), money_line("应当返还", rest, f"{grouped(paid)} × {days_left} ÷ {days}"))
    return Worked(rest, lines, PREPAID_INTERPRETATION.articles("22"), (Caution.BETTER_TERMS_AGREED,))


def interest(rest: int, rate: Decimal, since: date, until: date) -> Worked[int]:
    """Return the interest on the balance from the end of the contract (16, 17).

    `rate` is the one-year LPR at contract where the trader is the reason, else the one-year deposit base rate then.
    """
    days = days_between(since, until)
    amount = half_up(rest * exact(rate) * days / _YEAR_DAYS)
    line = money_line("利息", amount, f"{grouped(rest)} × {percent(rate)} × {days} ÷ {_YEAR_DAYS}")
    return Worked(amount, (line,), PREPAID_INTERPRETATION.articles("16", "17"), (Caution.BETTER_TERMS_AGREED,))


def reasonless_refund(paid_on: date, calendar: WorkCalendar) -> Worked[Due]:
    """Return the last day to ask the prepayment back without a reason: seven days after paying (14)."""
    on = due(paid_on, _REASONLESS_DAYS, Unit.DAY, calendar)
    lines = (Line("付款", paid_on.isoformat()), Line("最迟请求返还", on.on.isoformat()))
    return Worked(on, lines, PREPAID_INTERPRETATION.articles("14"), (Caution.FIRST_TRADER_ONLY_ONCE,))
