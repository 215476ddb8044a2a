"""A desk without a server: opens a case of a declared type and drives it from act to act with the pure engine.

    desk = Desk("orchard.damaged_fruit", DAMAGED_FRUIT, today=date(2026, 11, 21))
    desk.open(desk.example())
    desk.act("accept", accepted_on="2026-11-21")
    desk.due("mediation")

What it refuses it raises as `Refused`, with every problem. It knows nothing of posts, reach and storage.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.clocks import Whose
from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.case_state import CaseState, ClockState
from portal.engine.chains import after_lapse
from portal.engine.changes import (
    Change,
    Opening,
)
from portal.engine.days import SHANGHAI
from portal.engine.deciding import Deciding
from portal.engine.following import after, moved, opened
from portal.engine.intake import read_case
from portal.engine.transitions import decide, offered
from portal.errors import Refused
from portal.hooks.examples import example_body

__all__ = ["Desk", "problems"]

STAFF = uuid.UUID(int=1)
"""Who acts at the desk."""


@cache
def _published() -> WorkCalendar:
    """Return the calendar of the published notices, the same for every desk."""
    return WorkCalendar.of("test", seed_rows())


class Desk:
    """One case of one type, its clocks counted by the calendar of the published holiday notices."""

    def __init__(self, type_key: str, case_type: CaseType, *, today: date) -> None:
        self.type_key = type_key
        self.case_type = case_type
        self.today = today
        self.calendar = _published()
        self.opening: Opening | None = None
        self._state: CaseState | None = None

    @property
    def state(self) -> CaseState:
        """Return the case as it stands now."""
        if self._state is None:
            raise LookupError("no case was opened")
        return self._state

    def example(self, **details: object) -> dict[str, Any]:
        """Return the type's example as a body, with other details where they are named; `None` leaves one out."""
        body = example_body(self.case_type, self.today)
        merged = {**dict(body["details"]), **details}  # type: ignore[call-overload]
        return {**body, "details": {key: value for key, value in merged.items() if value is not None}}

    def open(self, body: dict[str, Any], confirmed: Iterable[str] = ()) -> CaseState:
        """Open the case from a body as the API takes it, and confirm what only asks.

        Raises:
            Refused: with every problem.
        """
        raw = {**body, "confirmed": [*body.get("confirmed", ()), *confirmed]}
        read = read_case(self.type_key, self.case_type, raw, today=self.today, calendar=self.calendar, divisions=frozenset())
        if not isinstance(read, Opening):
            raise Refused(read)
        self.opening = read
        self._state = opened(read, self.case_type, uuid.UUID(int=2))
        return self._state

    def act(
        self, action: str, confirmed: Iterable[str] = (), *, supervises: bool = False, on: date | None = None, **data: Any
    ) -> Change:
        """Do something with the case and return what it changed.

        Raises:
            Refused: with every problem.
        """
        today = on or self.today
        deciding = Deciding(
            today=today,
            now=datetime.combine(today, time(9), SHANGHAI),
            calendar=self.calendar,
            staff_id=STAFF,
            supervises=supervises,
            staff_in_reach=lambda staff: staff == STAFF,
        )
        change = decide(self.state, action, data, deciding, frozenset(confirmed))
        if not isinstance(change, Change):
            raise Refused(change)
        self._state = after(self.state, change)
        return change

    def lapse(self, *, on: date) -> tuple[str, ...]:
        """Let the parties' rights whose last day lies before the day lapse, as the daily task does; return what then began."""
        gone = [
            (c.key, c.due_on) for c in self.state.clocks if c.state == "running" and c.whose is Whose.PARTIES and c.due_on < on
        ]
        lapsed = {key for key, _day in gone}
        clocks = tuple(replace(c, state="lapsed") if c.key in lapsed and c.state == "running" else c for c in self.state.clocks)
        self._state = replace(self.state, clocks=clocks)
        begun = after_lapse(self.state, gone, self.calendar)
        self._state = replace(self.state, clocks=moved(self.state.clocks, begun))
        return tuple(clock.key for clock in begun)

    def offers(self) -> frozenset[str]:
        """Return the keys of the acts possible now for somebody who holds every verb."""
        return frozenset(offer.key for offer in offered(self.state, lambda verb: True))

    def clock(self, key: str) -> ClockState | None:
        """Return the latest clock of the key, or `None` when it never started."""
        return next((c for c in reversed(self.state.clocks) if c.key == key), None)

    def due(self, key: str) -> date | None:
        """Return the day the clock falls due, or `None` when it never started."""
        clock = self.clock(key)
        return clock.due_on if clock else None


def problems(refused: Refused) -> set[str]:
    """Return the fields of a refusal, with a question mark behind those that only ask."""
    return {f"{p.field}?" if p.asks else p.field for p in refused.problems}
