"""工伤保险条例 (2011-01-01): lump sums and monthly payments after an injury at work.

The lump sums of articles 36 and 37 for medical care and re-employment on ending the contract are set by each province and
are not in these results.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portal.engine.law.worked import Caution, Statute, Worked, half_up, money_line, total_line
from portal.engine.money import grouped

INJURY_REGULATION = Statute("工伤保险条例", date(2011, 1, 1))

_MONTHS = {1: 27, 2: 25, 3: 23, 4: 21, 5: 18, 6: 16, 7: 13, 8: 11, 9: 9, 10: 7}
_PENSION = {1: 90, 2: 85, 3: 80, 4: 75, 5: 70, 6: 60}
_ARTICLE = {**dict.fromkeys(range(1, 5), "35"), 5: "36", 6: "36", **dict.fromkeys(range(7, 11), "37")}
_LEAST_SHARE, _MOST_SHARE = Fraction(60, 100), Fraction(3)


class Kin(StrEnum):
    """Whom the dead provided for (39): spouse, another relative, a lonely old person or an orphan."""

    SPOUSE = "spouse"
    OTHER = "other"
    LONELY_OR_ORPHAN = "lonely_or_orphan"


_KIN = {Kin.SPOUSE: 40, Kin.OTHER: 30, Kin.LONELY_OR_ORPHAN: 40}


@dataclass(frozen=True, slots=True)
class DeathBenefits:
    """Funeral grant and lump sum once, and what the relatives get each month together, in fen."""

    funeral: int
    lump_sum: int
    monthly: int


def own_wage(average: int, regional_average: int) -> Worked[int]:
    """Return 本人工资: the average contribution wage of the year before, within 60–300 % of the regional average (64)."""
    low, high = half_up(regional_average * _LEAST_SHARE), half_up(regional_average * _MOST_SHARE)
    wage, how = average, grouped(average)
    if average < low:
        wage, how = low, f"{grouped(average)} < {grouped(regional_average)} × 60%"
    elif average > high:
        wage, how = high, f"{grouped(average)} > {grouped(regional_average)} × 300%"
    line = money_line("本人工资", wage, how)
    return Worked(wage, (line,), INJURY_REGULATION.articles("64"), (Caution.CONTRIBUTION_WAGE,))


def disability_grant(grade: int, wage: int) -> Worked[int]:
    """Return the lump sum for a disability of grade 1–10: 27 to 7 months of `own_wage` (35–37). Raises `ValueError`."""
    _check(grade, _MONTHS)
    amount = wage * _MONTHS[grade]
    line = money_line("一次性伤残补助金", amount, f"{grouped(wage)} × {_MONTHS[grade]}")
    cautions = (Caution.CONTRIBUTION_WAGE, *((Caution.PROVINCIAL_TABLE,) if grade >= 5 else ()))
    return Worked(amount, (line,), INJURY_REGULATION.articles(_ARTICLE[grade], "64"), cautions)


def disability_pension(grade: int, wage: int, minimum: int) -> Worked[int]:
    """Return the monthly pension of grades 1–6: 90 to 60 % of `own_wage`, at least the local minimum wage (35, 36)."""
    _check(grade, _PENSION)
    share = half_up(Fraction(wage * _PENSION[grade], 100))
    amount = max(share, minimum)
    how = f"{grouped(wage)} × {_PENSION[grade]}%"
    line = money_line("伤残津贴", amount, how if share >= minimum else f"{how} = {grouped(share)} < {grouped(minimum)}")
    return Worked(amount, (line,), INJURY_REGULATION.articles(_ARTICLE[grade], "64"), (Caution.CONTRIBUTION_WAGE,))


def death(wage: int, regional_average: int, national_income: int, kin: Sequence[Kin] = ()) -> Worked[DeathBenefits]:
    """Return what the relatives of somebody killed at work get (39).

    `regional_average` is last year's average monthly wage of the insured region, `national_income` last year's national
    disposable income of urban residents; the monthly payments together never exceed the wage.
    """
    parts = [
        money_line("供养亲属抚恤金（每月）", half_up(Fraction(wage * _KIN[who], 100)), f"{grouped(wage)} × {_KIN[who]}%")
        for who in kin
    ]
    together = sum(part.amount or 0 for part in parts)
    benefits = DeathBenefits(6 * regional_average, 20 * national_income, min(together, wage))
    lines = [
        money_line("丧葬补助金", benefits.funeral, f"{grouped(regional_average)} × 6"),
        money_line("一次性工亡补助金", benefits.lump_sum, f"{grouped(national_income)} × 20"),
        *parts,
    ]
    if together > wage:
        lines.append(money_line("供养亲属抚恤金合计（每月）", wage, f"{grouped(together)} > {grouped(wage)}"))
    elif len(parts) > 1:
        lines.append(total_line("供养亲属抚恤金合计（每月）", parts))
    return Worked(benefits, tuple(lines), INJURY_REGULATION.articles("39", "64"), (Caution.CONTRIBUTION_WAGE,))


def _check(grade: int, known: dict[int, int]) -> None:
    if grade not in known:
        raise ValueError("no such grade")
