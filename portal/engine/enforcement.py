"""Until when the court may be asked to enforce a confirmed agreement: two years (民事诉讼法 250)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portal.declare.clocks import Unit
from portal.declare.statutory.mediation import ENFORCEMENT
from portal.engine.agreement_rows import TermState
from portal.engine.calendars import WorkCalendar
from portal.engine.clocks import due_date

YEARS = ENFORCEMENT.term.length
BASIS = ENFORCEMENT.basis


def enforceable_until(term: TermState, terms: Sequence[TermState], ruled_on: date, calendar: WorkCalendar) -> date:
    """Return the last day to ask for enforcement of a term of an agreement that was confirmed on `ruled_on`.

    The two years run from the last day on which the term was to be performed; of payments in instalments from the last of
    them; where no day is set, from the day the ruling took effect.
    """
    return due_date(_begins(term, terms) or ruled_on, None, YEARS, Unit.YEAR, calendar, reason="started").on


def _begins(term: TermState, terms: Sequence[TermState]) -> date | None:
    """Return the last day of the term; money from one person to the same other one is one debt in instalments."""
    if term.kind != "money":
        return term.due_on
    days = [t.due_on for t in terms if t.kind == "money" and (t.payer, t.payee) == (term.payer, term.payee) and t.due_on]
    return max(days, default=None)
