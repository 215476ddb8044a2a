"""A calculator worked as the portal works it: inputs read as people type them, then the formula."""

from __future__ import annotations

from datetime import date

from portal.declare.calculators import Calculator, Worked
from portal.engine.details import DetailsView
from portal.engine.read_fields import read_fields
from portal.errors import Refused

__all__ = ["worked"]


def worked(calculator: Calculator, today: date = date(2026, 11, 21), /, **raw: object) -> Worked:
    """Return the result for inputs written as the API writes them, money in yuan.

        worked(TREBLE, paid="80.00", with_refund=True).total  # 58000

    Raises:
        Refused: an input is missing or cannot be read.
    """
    values, problems = read_fields(calculator.inputs, raw, today, "")
    if problems:
        raise Refused(tuple(problems))
    return calculator.work(DetailsView(values))
