"""职工带薪年休假条例 (2008-01-01) and 企业职工带薪年休假实施办法 (2008-09-18): days of leave and pay for days not taken."""

from __future__ import annotations

from datetime import date

from portal.declare.calculators import Line
from portal.engine.law.wages import conversion, day_wage
from portal.engine.law.worked import Caution, Statute, Worked, half_up, money_line
from portal.engine.money import grouped

LEAVE_REGULATION = Statute("职工带薪年休假条例", date(2008, 1, 1))
LEAVE_RULES = Statute("企业职工带薪年休假实施办法", date(2008, 9, 18))

_TIMES_BESIDES_WAGE = 2


def entitlement(full_years: int) -> Worked[int]:
    """Return the days of a whole year by all years worked anywhere: 5 from one year, 10 from ten, 15 from twenty (条例 3)."""
    days = 15 if full_years >= 20 else 10 if full_years >= 10 else 5 if full_years >= 1 else 0
    return Worked(days, (Line("全年应休天数", str(days)),), LEAVE_REGULATION.articles("3", "4"), (Caution.LEAVE_LOST,))


def days_on_leaving(entitled: int, left_on: date, began: date | None = None, taken: int = 0) -> Worked[int]:
    """Return the days still owed when work ends within the year: days passed ÷ 365 × days of the year, less taken (办法 12).

    Parts of a day do not count; leave taken beyond that is not taken back. `began` is the first day of this year with this
    employer, where it was not 1 January.
    """
    first = max(began or date(left_on.year, 1, 1), date(left_on.year, 1, 1))
    passed = (left_on - first).days + 1
    owed = max(passed * entitled // 365 - taken, 0)
    line = Line("应休未休天数", f"{passed} ÷ 365 × {entitled} − {taken} → {owed}")
    return Worked(owed, (line,), LEAVE_RULES.articles("12"))


def days_on_entering(entitled: int, entered: date) -> Worked[int]:
    """Return the days of the first year with a new employer (办法 5): days left ÷ 365 × days of the year, whole days only."""
    remaining = (date(entered.year, 12, 31) - entered).days + 1
    days = remaining * entitled // 365
    return Worked(days, (Line("当年应休天数", f"{remaining} ÷ 365 × {entitled} → {days}"),), LEAVE_RULES.articles("3", "5"))


def unused_pay(month_wage: int, days: int, on: date) -> Worked[int]:
    """Return the pay still owed for leave not taken: 300 % of the day's wage, of which the usual wage has paid 100 %.

    `month_wage` is the average of the twelve months before, without overtime pay (条例 5; 办法 10, 11).
    """
    day = day_wage(month_wage)
    owed = half_up(day * days * _TIMES_BESIDES_WAGE)
    lines = (
        money_line("日工资", half_up(day), f"{grouped(month_wage)} ÷ 21.75"),
        money_line("未休年休假工资报酬", owed, f"{grouped(month_wage)} ÷ 21.75 × {days} × (300% − 100%)"),
    )
    basis = LEAVE_REGULATION.articles("5") + LEAVE_RULES.articles("10", "11") + conversion(on)
    return Worked(owed, lines, basis, (Caution.WORKER_DECLINED_IN_WRITING,))
