"""司法确认: until when the parties may ask the court together to confirm an agreement (人民调解法 33; 民事诉讼法 205)."""

from __future__ import annotations

from datetime import date

from portal.declare.clocks import Unit
from portal.declare.statutory.mediation import CONFIRMATION
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState
from portal.engine.clocks import due_date

APPLY_DAYS = CONFIRMATION.term.length


def last_day(effective_on: date, calendar: WorkCalendar) -> date:
    """Return the last day to apply: thirty days from the day of effect, a rest day at the end passed over (民事诉讼法 85)."""
    return due_date(effective_on, None, APPLY_DAYS, Unit.DAY, calendar, reason="started").on


def may_still_apply(state: CaseState, today: date, calendar: WorkCalendar) -> bool:
    """Say whether the thirty days still run."""
    effective_on = state.agreement.effective_on if state.agreement is not None else None
    return effective_on is not None and today <= last_day(effective_on, calendar)
