"""劳动法 44 (1995-01-01), 工资支付暂行规定 13, and the notices on converting wages: hour and day base, overtime.

A month has 21.75 paid days (365 − 104 days of rest, by twelve). The notice of 2008 (劳社部发〔2008〕3号) was replaced on
2025-01-01 by 人社部发〔2025〕2号, which leaves 21.75 as it was; only the average working days of a month fell from 20.83 to
20.67.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.declare.clocks import Basis
from portal.engine.law.worked import Caution, Statute, Worked, exact, half_up, money_line, total_line
from portal.engine.money import grouped

LABOUR_LAW = Statute("劳动法", date(1995, 1, 1))
WAGE_RULES = Statute("工资支付暂行规定", date(1995, 1, 1))
CONVERSION_2008 = Statute("关于职工全年月平均工作时间和工资折算问题的通知", date(2008, 1, 3), date(2024, 12, 31))
CONVERSION_2025 = Statute("关于职工全年月平均工作时间和工资折算问题的通知", date(2025, 1, 1), verified=False)

PAID_DAYS = Fraction(365 - 104, 12)
HOURS_A_DAY = 8

_KINDS = (("平日延长工作时间", Fraction(3, 2), "150%"), ("休息日", Fraction(2), "200%"), ("法定休假日", Fraction(3), "300%"))


def conversion(on: date) -> tuple[Basis, ...]:
    """Return the notice in force on the day."""
    return (CONVERSION_2025 if on >= CONVERSION_2025.since else CONVERSION_2008).articles("二")


def day_wage(month_wage: int) -> Fraction:
    """Return one day's wage in fen, exact: the month's wage ÷ 21.75."""
    return month_wage / PAID_DAYS


def hour_wage(month_wage: int) -> Fraction:
    """Return one hour's wage in fen, exact: the day's wage ÷ 8."""
    return day_wage(month_wage) / HOURS_A_DAY


def overtime(
    month_wage: int, on: date, *, workday: Decimal | int = 0, restday: Decimal | int = 0, holiday: Decimal | int = 0
) -> Worked[int]:
    """Return the least pay for hours of overtime: 150 % on a working day, 200 % on a rest day, 300 % on a statutory holiday.

    A rest day is paid only where no day off is given for it; the 300 % are due besides the month's wage (44). `on` chooses
    the notice cited.
    """
    hour = hour_wage(month_wage)
    lines = [money_line("小时工资", half_up(hour), f"{grouped(month_wage)} ÷ 21.75 ÷ {HOURS_A_DAY}")]
    parts = [
        money_line(
            what, half_up(hour * exact(hours) * rate), f"{grouped(month_wage)} ÷ 21.75 ÷ {HOURS_A_DAY} × {hours} × {shown}"
        )
        for (what, rate, shown), hours in zip(_KINDS, (workday, restday, holiday), strict=True)
        if hours
    ]
    total = total_line("加班费", parts)
    cautions = (Caution.AT_LEAST, Caution.OTHER_WORKING_TIME_SYSTEM, *((Caution.NO_DAY_OFF_GIVEN,) if restday else ()))
    basis = LABOUR_LAW.articles("44") + WAGE_RULES.articles("13") + conversion(on)
    return Worked(total.amount or 0, (*lines, *parts, total), basis, cautions)
