"""抚养费: 婚姻家庭编解释（一） 49, 53 (2021-01-01), 民法典 1085: what a parent who does not live with a child pays a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.declare.calculators import Line
from portal.engine.deadlines import add_months
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked, half_up, money_line
from portal.engine.money import grouped

FAMILY_INTERPRETATION = Statute("婚姻家庭编解释（一）", date(2021, 1, 1))

_LEAST, _MOST, _MOST_FOR_SEVERAL = 20, 30, 50


@dataclass(frozen=True, slots=True)
class Range:
    """Least and most of what is usual, in fen a month for all children together."""

    least: int
    most: int


def child_support(income: int, children: int) -> Worked[Range]:
    """Return the usual range of a month's child support: 20–30 % of the gross monthly income, for two or more up to 50 % (49).

    Without a fixed income, give a twelfth of the year's income or of the average of the trade. Need of the child, means of
    both parents and local cost of living decide within it. Raises `ValueError` without children.
    """
    if children < 1:
        raise ValueError("at least one child")
    top = _MOST if children == 1 else _MOST_FOR_SEVERAL
    low, high = (half_up(Fraction(income * share, 100)) for share in (_LEAST, top))
    lines = (
        money_line("一般比例的下限", low, f"{grouped(income)} × {_LEAST}%"),
        money_line("一般比例的上限", high, f"{grouped(income)} × {top}%"),
    )
    basis = CIVIL_CODE.articles("1085") + FAMILY_INTERPRETATION.articles("49")
    return Worked(Range(low, high), lines, basis, (Caution.SPECIAL_CIRCUMSTANCES,))


def support_until(born: date) -> Worked[date]:
    """Return the day on which support usually ends: the eighteenth birthday (53)."""
    end = add_months(born, 18 * 12)
    return Worked(
        end, (Line("十八周岁", end.isoformat()),), FAMILY_INTERPRETATION.articles("53"), (Caution.SPECIAL_CIRCUMSTANCES,)
    )
