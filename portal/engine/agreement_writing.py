"""An agreement as its checks read it: every writing with its field, the terms, the sum beside the claim, the LPR of the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from portal.declare.facts import Fact
from portal.declare.texts import N_
from portal.engine.case_state import CaseState
from portal.engine.changes import TermRow

UNVERIFIED = N_("，待核")
_TOGETHER = re.compile(r"[、，,；;/和与及\s]+")
_AND_MORE = re.compile(r"等\d*人$")
_SIDES = re.compile(r"(?:甲|乙|丙|丁)方|双方|各方|申请人|被申请人")


@dataclass(frozen=True)
class Lpr:
    """The one-year LPR in force on a day, in per cent; `verified` says somebody compared it with the announcement."""

    per_cent: Decimal
    verified: bool

    @property
    def mark(self) -> str:
        """Return what stands behind a figure nobody compared with its source yet."""
        return "" if self.verified else UNVERIFIED


LprOn = Callable[[date], Lpr | None]


def no_lpr(day: date) -> Lpr | None:
    """Return nothing: no LPR is registered."""
    return None


@dataclass(frozen=True)
class Place:
    """One writing without white space: where it stands, which part it is, and the amount (fen) of its term."""

    field: str
    part: str
    text: str
    amount: int = 0


@dataclass(frozen=True)
class TermAt:
    """A term and the path at which the form names it."""

    at: str
    row: TermRow


class Writing:
    """What was entered for an agreement of a case."""

    def __init__(self, state: CaseState, data: Mapping[str, Any], day: date, lpr_on: LprOn) -> None:
        self._state, self._lpr_on, self._day = state, lpr_on, day
        rows: tuple[TermRow, ...] = data.get("terms") or ()
        self.terms = tuple(TermAt(row.at or f"terms.{index}", row) for index, row in enumerate(rows))
        self.total = sum(row.amount or 0 for row in rows)
        written = [Place("facts", "facts", data.get("facts") or "")]
        for term in self.terms:
            amount = term.row.amount or 0
            written += [Place(f"{term.at}.{part}", part, getattr(term.row, part), amount) for part in ("act", "method", "breach")]
        self.places = tuple(Place(p.field, p.part, "".join(p.text.split()), p.amount) for p in written if p.text)

    @cached_property
    def claimed(self) -> int | None:
        """Return what the case asks for in fen, or `None`."""
        for field in self._state.type.fields:
            value = self._state.details.get(field.key)
            if field.fact is Fact.AMOUNT_CLAIMED and isinstance(value, int):
                return value
        return None

    def lpr(self) -> Lpr | None:
        """Return the LPR of the day of the agreement; asked for only where a rate is written."""
        return (
            self._lpr
            if any("率" in p.text or "息" in p.text or "逾期" in p.text or "金" in p.text for p in self.places)
            else None
        )

    @cached_property
    def _lpr(self) -> Lpr | None:
        return self._lpr_on(self._day)

    def knows(self, name: str) -> bool:
        """Say whether the name, or every name of a list, is a party's or a side's."""
        if not self._state.parties or _AND_MORE.search(name) or _SIDES.fullmatch(name):
            return True
        known = {party.name for party in self._state.parties}
        return name in known or all(part in known for part in _TOGETHER.split(name) if part)
