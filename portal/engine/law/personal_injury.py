"""人身损害赔偿解释 (2022-05-01) and 民法典 1179: what an injury or a death is paid with.

The yearly figures are those of the province for the last statistical year (22); the same for town and country. Which items
are due, and which share each side bears, the table decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from portal.declare.calculators import Line
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked, exact, half_up, money_line, percent, total_line
from portal.engine.money import grouped

INJURY_INTERPRETATION = Statute("人身损害赔偿解释", date(2022, 5, 1))

_FULL_YEARS, _LEAST_YEARS = 20, 5
_ADULT, _OLD, _VERY_OLD = 18, 60, 75


class PerDay(StrEnum):
    """Items paid by the day, with the article of each."""

    CARE = "care"
    HOSPITAL_MEALS = "hospital_meals"
    NUTRITION = "nutrition"


_PER_DAY = {PerDay.CARE: ("护理费", "8"), PerDay.HOSPITAL_MEALS: ("住院伙食补助费", "10"), PerDay.NUTRITION: ("营养费", "11")}


@dataclass(frozen=True, slots=True)
class Dependant:
    """Somebody the victim had to maintain: full years of age, and how many maintain that person, the victim included.

    An adult counts only when unable to work and without other income (17).
    """

    age: int
    supporters: int = 1

    def __post_init__(self) -> None:
        if self.age < 0 or self.supporters < 1:
            raise ValueError("neither a negative age nor nobody who maintains")

    @property
    def years(self) -> int:
        """Return for how many years maintenance is paid: to eighteen, or as `years_paid`."""
        return _ADULT - self.age if self.age < _ADULT else years_paid(self.age)


def years_paid(age: int) -> int:
    """Return the years counted at an age: 20, from 60 one less for each year above, from 75 on five (12, 15, 17)."""
    if age >= _VERY_OLD:
        return _LEAST_YEARS
    return _FULL_YEARS - max(age - _OLD, 0)


def disability(yearly_income: int, age: int, coefficient: Decimal) -> Worked[int]:
    """Return 残疾赔偿金: urban disposable income × years × coefficient, from the day of rating (12).

    The coefficient is 1 for grade 1 down to 0.1 for grade 10. Raises `ValueError` outside of 0–1.
    """
    _check_share(coefficient)
    amount = half_up(yearly_income * years_paid(age) * exact(coefficient))
    line = money_line("残疾赔偿金", amount, f"{grouped(yearly_income)} × {years_paid(age)} × {percent(coefficient)}")
    basis = CIVIL_CODE.articles("1179") + INJURY_INTERPRETATION.articles("12", "18", "22")
    return Worked(amount, (line,), basis, (Caution.INCOME_UNCHANGED, Caution.HIGHER_HOME_STANDARD))


def death(yearly_income: int, age: int) -> Worked[int]:
    """Return 死亡赔偿金: urban disposable income × years (15)."""
    amount = yearly_income * years_paid(age)
    line = money_line("死亡赔偿金", amount, f"{grouped(yearly_income)} × {years_paid(age)}")
    basis = CIVIL_CODE.articles("1179") + INJURY_INTERPRETATION.articles("15", "18", "22")
    return Worked(amount, (line,), basis, (Caution.HIGHER_HOME_STANDARD,))


def funeral(yearly_wage: int) -> Worked[int]:
    """Return 丧葬费: six average monthly wages, given the average wage of a year (14)."""
    amount = half_up(Fraction(yearly_wage, 2))
    line = money_line("丧葬费", amount, f"{grouped(yearly_wage)} ÷ 12 × 6")
    return Worked(amount, (line,), INJURY_INTERPRETATION.articles("14", "22"))


def lost_income_by_month(monthly_loss: int, days: int) -> Worked[int]:
    """Return 误工费 from what a month's income really fell by, a day being a thirtieth (7)."""
    amount = half_up(Fraction(monthly_loss * days, 30))
    line = money_line("误工费", amount, f"{grouped(monthly_loss)} ÷ 30 × {days}")
    return Worked(amount, (line,), INJURY_INTERPRETATION.articles("7"))


def lost_income_by_year(yearly_average: int, days: int) -> Worked[int]:
    """Return 误工费 without a fixed income: by the average of the last three years, else by the trade's average wage (7)."""
    amount = half_up(Fraction(yearly_average * days, 365))
    line = money_line("误工费", amount, f"{grouped(yearly_average)} ÷ 365 × {days}")
    return Worked(amount, (line,), INJURY_INTERPRETATION.articles("7"))


def per_day(item: PerDay, rate: int, days: int, persons: int = 1) -> Worked[int]:
    """Return an item paid by the day: care (one carer as a rule), meals in hospital, nutrition (8, 10, 11)."""
    what, article = _PER_DAY[item]
    how = f"{grouped(rate)} × {days}" + (f" × {persons}" if persons != 1 else "")
    return Worked(rate * days * persons, (money_line(what, rate * days * persons, how),), INJURY_INTERPRETATION.articles(article))


def dependants(yearly_consumption: int, people: Sequence[Dependant], coefficient: Decimal = Decimal(1)) -> Worked[int]:
    """Return 被扶养人生活费: urban consumption × years × coefficient ÷ supporters, in no year above one year's consumption (17).

    The coefficient is the victim's loss of ability to work, 1 for a death. It is part of the compensation for disability or
    death (16). Years are full years; the shares of all dependants of a year are capped together.
    """
    _check_share(coefficient)
    lines: list[Line] = []
    year = 0
    for until in sorted({person.years for person in people}):
        sharing = [person for person in people if person.years > year]
        share = sum((exact(coefficient) / person.supporters for person in sharing), Fraction(0))
        capped = min(share, Fraction(1))
        amount = half_up(yearly_consumption * capped * (until - year))
        shown = percent(share) if share == capped else f"{percent(share)} → 100%"
        lines.append(money_line("被扶养人生活费", amount, f"{grouped(yearly_consumption)} × {until - year} × {shown}"))
        year = until
    total = total_line("被扶养人生活费合计", lines)
    basis = INJURY_INTERPRETATION.articles("16", "17", "18", "22")
    return Worked(total.amount or 0, (*lines, total), basis, (Caution.HIGHER_HOME_STANDARD,))


def _check_share(coefficient: Decimal) -> None:
    if not 0 < coefficient <= 1:
        raise ValueError("a coefficient is above 0 and at most 1")
