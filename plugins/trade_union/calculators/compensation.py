"""Economic compensation (经济补偿), damages for an unlawful ending (赔偿金) and the wage instead of notice (代通知金).

One month's wage for each full year of service; six months or more count as a year, less than six months as half a
month's wage (劳动合同法 47). The month's wage is the average of the twelve months before the end, not less than the local
minimum wage (实施条例 27). Above three times the local average wage, three times that average is paid, for at most twelve
years (47). The first and the last day of service both count. Compensation counts service from 2008-01-01 (97), damages
from the first day (实施条例 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from portal.sdk import Calculator, Day, Line, Money, Worked

from .. import bases
from .figures import full_after, money, plain, whole_fen, whole_months

CONTRACT_LAW_IN_FORCE = date(2008, 1, 1)
MOST_YEARS_WHEN_CAPPED = 12

HIRED = Day("hired_on", "入职日期", required=True)
ENDED = Day("ended_on", "解除、终止日期", required=True, hint="最后一个工作日")
AVERAGE = Money(
    "average_wage",
    "前12个月平均工资",
    required=True,
    least=1,
    hint="应得工资，含奖金、津贴和补贴；不满12个月的按实际月数平均",
)
LOCAL_AVERAGE = Money(
    "local_average_wage", "本地区上年度职工月平均工资", hint="所在设区的市公布的数；月工资明显不到其三倍的，可以不填"
)
MINIMUM = Money("minimum_wage", "当地月最低工资标准", hint="平均工资明显高于最低工资的，可以不填")
LAST_MONTH = Money("last_month_wage", "上一个月工资", required=True, least=1)


@dataclass(frozen=True)
class Service:
    """A length of service: full years and what is left over."""

    years: int
    months: int
    days: int

    @property
    def paid_months(self) -> Fraction:
        """Return for how many months' wages it stands (劳动合同法 47)."""
        if self.months >= 6:
            return Fraction(self.years + 1)
        return Fraction(self.years) + (Fraction(1, 2) if self.months or self.days else 0)

    def __str__(self) -> str:
        parts = ((self.years, "年"), (self.months, "个月"), (self.days, "天"))
        return "".join(f"{number}{unit}" for number, unit in parts if number) or "0天"


def service(first: date, last: date) -> Service:
    """Return the length of service from the first to the last day, both counted.

    Raises `ValueError` when the last day is before the first.
    """
    if last < first:
        raise ValueError("the last day is before the first")
    after = last + timedelta(days=1)
    months = whole_months(first, after)
    left = (after - full_after(first, months)).days
    return Service(months // 12, months % 12, left)


def compensation(
    first: date, last: date, average: int, local_average: int | None = None, minimum: int | None = None
) -> tuple[int, tuple[Line, ...]]:
    """Return the compensation for this service in fen, with its lines (劳动合同法 47, 实施条例 27)."""
    worked = service(first, last)
    months = worked.paid_months
    lines = [Line("工作年限", f"{first.isoformat()} 至 {last.isoformat()}，共{worked}，折合{plain(months)}个月工资")]
    wage = average
    if local_average and average > 3 * local_average:
        wage = 3 * local_average
        lines.append(Line("计算基数", f"月工资{money(average)}高于当地平均工资的三倍，按三倍计算", wage))
        if months > MOST_YEARS_WHEN_CAPPED:
            months = Fraction(MOST_YEARS_WHEN_CAPPED)
            lines.append(Line("年限封顶", f"按三倍计算的，最多支付{MOST_YEARS_WHEN_CAPPED}个月工资"))
    elif minimum and average < minimum:
        wage = minimum
        lines.append(Line("计算基数", f"月工资{money(average)}低于当地最低工资，按最低工资计算", wage))
    else:
        lines.append(Line("计算基数", "解除、终止前12个月平均工资", wage))
    total = whole_fen(months * wage)
    lines.append(Line("小计", f"{money(wage)} × {plain(months)}", total))
    return total, tuple(lines)


def _counted_from(hired: date) -> tuple[date, tuple[Line, ...]]:
    if hired >= CONTRACT_LAW_IN_FORCE:
        return hired, ()
    explained = "劳动合同法施行以前的年限按当时的规定另行计算，不在本结果内"
    return CONTRACT_LAW_IN_FORCE, (Line("起算日", f"{CONTRACT_LAW_IN_FORCE.isoformat()}。{explained}"),)


def _work_compensation(inputs: Any) -> Worked:
    first, note = _counted_from(inputs.hired_on)
    total, lines = compensation(
        first, inputs.ended_on, inputs.average_wage, inputs.get("local_average_wage"), inputs.get("minimum_wage")
    )
    return Worked(total, (*note, *lines))


def _work_with_notice(inputs: Any) -> Worked:
    owed = _work_compensation(inputs)
    notice = inputs.last_month_wage
    total = owed.total + notice
    return Worked(
        total,
        (
            *owed.lines,
            Line("代通知金", "未提前三十日书面通知的，另付上一个月工资", notice),
            Line("合计", "经济补偿加代通知金", total),
        ),
    )


def _work_unlawful(inputs: Any) -> Worked:
    once, lines = compensation(
        inputs.hired_on, inputs.ended_on, inputs.average_wage, inputs.get("local_average_wage"), inputs.get("minimum_wage")
    )
    total = 2 * once
    return Worked(total, (*lines, Line("赔偿金", f"{money(once)} × 2；支付赔偿金的，不再支付经济补偿", total)))


_INPUTS = (HIRED, ENDED, AVERAGE, LOCAL_AVERAGE, MINIMUM)
_BASIS = (bases.COMPENSATION_DUE, bases.COMPENSATION, bases.OLD_CONTRACTS, bases.MONTHLY_WAGE)

COMPENSATION = Calculator("compensation", "经济补偿（N）", _INPUTS, _work_compensation, _BASIS)
WITH_NOTICE = Calculator(
    "with_notice",
    "经济补偿加代通知金（N＋1）",
    (*_INPUTS, LAST_MONTH),
    _work_with_notice,
    (bases.NOTICE_OR_WAGE, *_BASIS, bases.LAST_MONTH),
)
UNLAWFUL = Calculator(
    "unlawful",
    "违法解除、终止赔偿金（2N）",
    _INPUTS,
    _work_unlawful,
    (bases.UNLAWFUL, bases.COMPENSATION, bases.NOT_BOTH, bases.MONTHLY_WAGE),
)
