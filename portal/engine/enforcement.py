"""Until when the court may be asked to enforce a confirmed agreement: two years (民事诉讼法 250).

The period is a clock of the case from the ruling on. Where several debts are open it is that of the one that runs out first;
when that one is performed, the clock goes over to the next. It is interrupted and suspended as limitations are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portal.declare.clocks import Unit
from portal.declare.phases import Moment
from portal.declare.statutory.mediation import ENFORCEMENT
from portal.engine.agreement_rows import TermPerformed, TermState
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState
from portal.engine.changes import ClockMove, ClockStopped
from portal.engine.clocks import due_date, start
from portal.engine.confirmation import Confirming
from portal.engine.limitation_moves import promised

YEARS = ENFORCEMENT.term.length
BASIS = ENFORCEMENT.basis


def enforceable_until(term: TermState, terms: Sequence[TermState], ruled_on: date, calendar: WorkCalendar) -> date:
    """Return the last day to ask for enforcement of a term of an agreement that was confirmed on `ruled_on`.

    The two years run from the last day on which the term was to be performed; of payments in instalments from the last of
    them; where no day is set, from the day the ruling took effect.
    """
    return due_date(begins(term, terms, ruled_on), None, YEARS, Unit.YEAR, calendar, reason="started").on


def begins(term: TermState, terms: Sequence[TermState], ruled_on: date) -> date:
    """Return the last day of the term; money from one person to the same other one is one debt in instalments."""
    return max((one.due_on for one in _debt(term, terms) if one.due_on is not None), default=ruled_on)


def confirmed_on(state: CaseState, ruled_on: date, calendar: WorkCalendar) -> tuple[ClockMove, ...]:
    """Return the clocks that begin because the court confirmed the agreement."""
    terms = state.agreement.terms if state.agreement is not None else ()
    first = _first_to_run_out(terms, ruled_on)
    if first is None:
        return ()
    return _begun(state, first, calendar)


def performed(state: CaseState, row: TermPerformed, calendar: WorkCalendar) -> tuple[ClockMove, ...]:
    """Return what a performance that leaves something open does to the period: it acknowledges the rest of the same debt, and
    once the debt is done the period is that of the next one.

    Where several debts are open a payment of one moves nothing: the period shown stays the first that can run out.
    """
    running = tuple(clock for clock in state.clocks if clock.is_open and is_enforcement(state, clock.key))
    ruled_on = _ruled_on(state)
    terms = state.agreement.terms if state.agreement is not None else ()
    before = _first_to_run_out(terms, ruled_on) if ruled_on is not None else None
    if not running or ruled_on is None or before is None:
        return ()
    left = tuple(t for t in terms if not (row.whole and t.id == row.term_id))
    after = _first_to_run_out(left, ruled_on, among=terms)
    if after == before:
        alone = {_between(t) for t in left if t.performed_on is None} == {before[1]}
        return tuple(promised(running, row.performed_on, calendar)) if alone else ()
    stops = tuple(ClockStopped(clock.key, row.performed_on, None) for clock in running)
    return (*stops, *(_begun(state, after, calendar) if after is not None else ()))


def is_enforcement(state: CaseState, key: str) -> bool:
    """Say whether the clock of the type is the time to ask for enforcement."""
    declared = state.type.clock(key)
    return declared is not None and declared.starts is Moment.ENFORCEABLE


def _begun(state: CaseState, first: tuple[date, tuple[str, str]], calendar: WorkCalendar) -> tuple[ClockMove, ...]:
    begun = (start(clock, first[0], state.details, calendar) for clock in state.type.clocks if clock.starts is Moment.ENFORCEABLE)
    return tuple(clock for clock in begun if clock is not None)


def _first_to_run_out(
    open_terms: Sequence[TermState], ruled_on: date, *, among: Sequence[TermState] = ()
) -> tuple[date, tuple[str, str]] | None:
    """Return from when the debt that runs out first is counted, and between whom it is; nothing where all is performed."""
    days = [(begins(term, among or open_terms, ruled_on), _between(term)) for term in open_terms if term.performed_on is None]
    return min(days, default=None)


def _debt(term: TermState, terms: Sequence[TermState]) -> list[TermState]:
    """Return the terms that are one debt with this one."""
    if term.kind != "money":
        return [term]
    return [t for t in terms if t.kind == "money" and _between(t) == _between(term)]


def _between(term: TermState) -> tuple[str, str]:
    return (term.payer, term.payee) if term.kind == "money" else ("", str(term.id))


def _ruled_on(state: CaseState) -> date | None:
    applied = state.confirmation
    return applied.ruled_on if applied is not None and applied.state == Confirming.CONFIRMED else None
