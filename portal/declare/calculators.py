"""Calculators as declarations: inputs, a pure formula shown step by step, and where it stands in law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.declare.clocks import Basis
from portal.declare.fields import Field
from portal.declare.keys import check_key, check_title
from portal.errors import DeclarationError


@dataclass(frozen=True)
class Line:
    """One line of a calculation: what, how, and the amount in fen (`None` for a line that only explains)."""

    what: str
    how: str
    amount: int | None = None


@dataclass(frozen=True)
class Worked:
    """The result in fen with every step, as a person would write it on paper.

    `cautions` are codes of what the reader must weigh; they become sentences where the result is shown.
    """

    total: int
    lines: tuple[Line, ...]
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """An input that the county's parameters fill in when it is left empty: the version in force on the day.

    `parameter` is the key of an amount that differs by place and time (`average_monthly_wage`). `on` names the day input of
    the calculation whose day decides, today where it is empty; the version, its source and 「待核」 stand with the result.
    """

    input: str
    parameter: str
    on: str = ""


@dataclass(frozen=True)
class Calculator:
    """A calculation offered on the case and stand-alone, always shown with 「仅供调解参考，不作为裁判依据」.

    `work(inputs)` gets the read inputs as attributes (money as fen) and returns `Worked`. Input keys that equal a field key
    of the case are filled in from the case, those of `given` from the county's parameters.
    """

    key: str
    title: str
    inputs: tuple[Field, ...]
    work: Callable[[Any], Worked]
    basis: tuple[Basis, ...]
    given: tuple[Given, ...] = ()

    def __post_init__(self) -> None:
        check_key(self.key, f"calculator {self.key}")
        check_title(self.title, f"calculator {self.key}")
        if not self.basis:
            raise DeclarationError(f"calculator {self.key}", "names no basis")
        inputs = {field.key for field in self.inputs}
        for one in self.given:
            if one.input not in inputs or (one.on and one.on not in inputs):
                raise DeclarationError(f"calculator {self.key}", f"gives {one.input!r} on {one.on!r}, no such input")
