"""劳动合同法 (2008-01-01) and 实施条例 (2008-09-18): what is owed at the end, without a written contract, and in arrears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.declare.calculators import Line
from portal.engine.deadlines import Span
from portal.engine.law.service import full_after, full_months, service
from portal.engine.law.worked import Caution, Statute, Worked, half_up, money_line, total_line
from portal.engine.money import grouped

CONTRACT_LAW = Statute("劳动合同法", date(2008, 1, 1))
CONTRACT_REGULATION = Statute("劳动合同法实施条例", date(2008, 9, 18))

_IN_FORCE = date(2008, 1, 1)
_CAP_TIMES, _CAP_YEARS = 3, 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wage:
    """What the monthly wage is measured by: the average of the last twelve months and the local standards, in fen.

    `average` is what was due, with bonuses and allowances (实施条例 27). `local_average` is last year's average wage of the
    city, `minimum` the local minimum wage; a standard that is not given is not applied.
    """

    average: int
    local_average: int | None = None
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class MonthPay:
    """One month's wage: what was due and what was paid."""

    month: date
    due: int
    paid: int = 0


def economic_compensation(hired: date, ended: date, wage: Wage) -> Worked[int]:
    """Return the economic compensation N (46, 47; 实施条例 27): a month's wage for each year of service.

    Six months or more count as a year, less as half a month's wage. A wage above three times the local average is taken at
    three times, for twelve years at most. Service before 2008 is not in the result (97).
    """
    first = max(hired, _IN_FORCE)
    amount, lines, cautions = _by_service(first, max(ended, first), wage)
    if hired < _IN_FORCE:
        cautions = (*cautions, Caution.SERVICE_BEFORE_2008)
    basis = CONTRACT_LAW.articles("46", "47", "97") + CONTRACT_REGULATION.articles("27")
    return Worked(amount, lines, basis, cautions)


def unlawful_ending(hired: date, ended: date, wage: Wage) -> Worked[int]:
    """Return the damages 2N for an unlawful ending (48, 87): twice the standard of 47, in place of the compensation.

    Service counts from the first day, also before 2008 (实施条例 25).
    """
    amount, lines, cautions = _by_service(hired, ended, wage)
    double = money_line("赔偿金", 2 * amount, f"{grouped(amount)} × 2")
    basis = CONTRACT_LAW.articles("47", "48", "87") + CONTRACT_REGULATION.articles("25", "27")
    return Worked(2 * amount, (*lines, double), basis, cautions)


def with_notice_pay(hired: date, ended: date, wage: Wage, last_month: int) -> Worked[int]:
    """Return N+1: the compensation and last month's wage in place of thirty days' notice.

    Only where the employer ends the contract under article 40 without that notice (40; 实施条例 20).
    """
    owed = economic_compensation(hired, ended, wage)
    notice = money_line("代通知金", last_month)
    total = money_line("合计", owed.value + last_month, f"{grouped(owed.value)} + {grouped(last_month)}")
    basis = CONTRACT_LAW.articles("40") + CONTRACT_REGULATION.articles("20") + owed.basis
    return Worked(owed.value + last_month, (*owed.lines, notice, total), basis, owed.cautions)


def double_wage_period(hired: date, signed: date | None = None, ended: date | None = None) -> Span | None:
    """Return the days for which a second wage is owed, eleven months at most, or `None` (82; 实施条例 6, 7).

    It runs from the day after the first full month to the day before the contract was signed, the day before the first
    full year, or the last day of work, whichever is first.
    """
    first = full_after(hired, 1)
    ends = [full_after(hired, 12) - _DAY]
    if signed is not None:
        ends.append(signed - _DAY)
    if ended is not None:
        ends.append(ended)
    return Span(first, min(ends)) if first <= min(ends) else None


def double_wage(period: Span | None, month_wage: int) -> Worked[int]:
    """Return the second wage for the period (82). Days beyond full months count by the calendar days of the running month."""
    basis = CONTRACT_LAW.articles("82") + CONTRACT_REGULATION.articles("6", "7")
    if period is None:
        return Worked(0, (money_line("二倍工资差额", 0),), basis)
    after = period.last + _DAY
    months = full_months(period.first, after)
    begun = full_after(period.first, months)
    left, running = (after - begun).days, (full_after(period.first, months + 1) - begun).days
    lines = [
        Line("计算期间", f"{period.first.isoformat()} — {period.last.isoformat()}"),
        money_line("整月", month_wage * months, f"{grouped(month_wage)} × {months}"),
    ]
    if left:
        part = half_up(Fraction(month_wage * left, running))
        lines.append(money_line("不足整月", part, f"{grouped(month_wage)} × {left} ÷ {running}"))
    total = total_line("二倍工资差额", lines)
    cautions = (Caution.LIMITATION_MONTH_BY_MONTH, *((Caution.MONTH_IN_PART,) if left else ()))
    return Worked(total.amount or 0, (*lines, total), basis, cautions)


def arrears(months: Sequence[MonthPay]) -> Worked[int]:
    """Return the wages owed: what was due less what was paid, month by month (30). A month paid above its due lowers nothing."""
    lines = [
        money_line(f"{m.month:%Y-%m}", max(m.due - m.paid, 0), f"{grouped(m.due)} − {grouped(m.paid)}")
        for m in sorted(months, key=lambda m: m.month)
    ]
    total = total_line("欠付工资", lines)
    return Worked(total.amount or 0, (*lines, total), CONTRACT_LAW.articles("30"))


def added_compensation(owed: int) -> Worked[tuple[int, int]]:
    """Return least and most of the surcharge of 50–100 %, after an order to pay was not obeyed in time (85)."""
    least, most = half_up(Fraction(owed, 2)), owed
    lines = (
        money_line("加付赔偿金下限", least, f"{grouped(owed)} × 50%"),
        money_line("加付赔偿金上限", most, f"{grouped(owed)} × 100%"),
    )
    return Worked((least, most), lines, CONTRACT_LAW.articles("85"), (Caution.ONLY_AFTER_ORDER,))


def _by_service(first: date, last: date, wage: Wage) -> tuple[int, tuple[Line, ...], tuple[Caution, ...]]:
    worked = service(first, last)
    months = worked.paid_months
    base, how, cautions = wage.average, grouped(wage.average), list[Caution]()
    if wage.local_average is not None and wage.average > _CAP_TIMES * wage.local_average:
        base, how = _CAP_TIMES * wage.local_average, f"{grouped(wage.local_average)} × {_CAP_TIMES}"
        months = min(months, Fraction(_CAP_YEARS))
        cautions.append(Caution.WAGE_CAPPED)
    elif wage.minimum is not None and wage.average < wage.minimum:
        base, how = wage.minimum, f"{grouped(wage.average)} < {grouped(wage.minimum)}"
        cautions.append(Caution.WAGE_RAISED_TO_MINIMUM)
    amount = half_up(base * months)
    lines = (
        Line("工作年限", f"{first.isoformat()} — {last.isoformat()}: {worked.years}/{worked.months}/{worked.days}"),
        money_line("计算基数", base, how),
        money_line("经济补偿标准", amount, f"{grouped(base)} × {float(months):g}"),
    )
    return amount, lines, tuple(cautions)
