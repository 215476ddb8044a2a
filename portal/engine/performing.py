"""What is done towards the terms of an agreement, and what follows when one is not kept.

Full performance is not typed: it follows from the last term that is done (人民调解法 31).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.declare.facts import Fact
from portal.declare.phases import Moment
from portal.engine import actions as core
from portal.engine.agreement_rows import BreachNoted, TermPerformed, TermState
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState
from portal.engine.changes import AgreementPerformed
from portal.engine.confirmation import ENDED_UNCONFIRMED, Confirming, may_still_apply
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed, moments_at
from portal.engine.enforcement import is_enforcement, performed
from portal.engine.limitation_moves import promised
from portal.engine.money import yuan
from portal.engine.performance import open_terms, rest_performed
from portal.engine.remedies import Remedy, remedies
from portal.errors import Problem


def perform_term(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what is done towards one term; with the last one the whole agreement is performed."""
    term = _picked(state, data["term"])
    amount: int | None = data.get("amount")
    if term.kind != "money" and amount is not None:
        return (Problem("amount", "act_has_no_amount"),)
    if term.kind == "money":
        amount = term.left if amount is None else amount
        if amount > term.left:
            return (Problem("amount", "more_than_owed", {"left": yuan(term.left)}),)
    whole = term.kind != "money" or amount == term.left
    row = TermPerformed(term.id, day, amount, data["proof"], data.get("proof_text") or "", whole)
    told = {"term": data["term"], "amount": amount or 0, "proof": data["proof"], "proof_text": data.get("proof_text")}
    others = [other for _number, other in open_terms(state) if other.id != term.id]
    if not whole or others:
        claims = promised((c for c in state.clocks if not is_enforcement(state, c.key)), day, deciding.calendar)
        moves = (*claims, *performed(state, row, deciding.calendar))
        return changed(state, action, day, told, rows=(row,), clocks=moves)
    return _performed(state, action, day, told, (row,), deciding)


def perform(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what full performance changes: everything that was left is done on the day."""
    proof, text = data.get("proof") or "", data.get("proof_text") or ""
    return _performed(state, action, day, data, rest_performed(state, day, proof, text), deciding)


def breach(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what a term that was not kept changes: what was left, what was told, what is wanted now."""
    term = _picked(state, data["term"])
    if term.due_on is not None and day <= term.due_on:
        return (Problem("found_on", "not_overdue", {"day": term.due_on.isoformat()}),)
    if term.breached_on is not None:
        return (Problem("term", "breached_already", {"day": term.breached_on.isoformat()}),)
    ways = ways_open(state, (term,), deciding.today, deciding.calendar)
    if data["chosen"] not in {remedy.code for remedy in ways}:
        return (Problem("chosen", "remedy_not_open"),)
    row = BreachNoted(term.id, day, term.left, tuple(remedy.code for remedy in ways), data["chosen"])
    told = {"term": data["term"], "left": term.left, "chosen": data["chosen"], "note": data.get("note")}
    return changed(state, action, day, told, rows=(row,))


def ways_open(state: CaseState, terms: tuple[TermState, ...], today: date, calendar: WorkCalendar) -> tuple[Remedy, ...]:
    """Return what may be done today about terms that were not kept."""
    applied = state.confirmation.state if state.confirmation is not None else ""
    return remedies(
        state.type.agreement_law(state.details),
        {term.kind for term in terms},
        confirmed=applied == Confirming.CONFIRMED,
        may_confirm=applied in ("", *ENDED_UNCONFIRMED) and may_still_apply(state, today, calendar),
        refused=applied in (Confirming.DISMISSED, Confirming.NOT_ACCEPTED),
    )


def _performed(
    state: CaseState, action: str, day: date, told: Mapping[str, Any], rows: tuple[TermPerformed, ...], deciding: Deciding
) -> Result:
    """Return the end of the ledger: the agreement is performed since the day of its last term."""
    done = state.agreement.terms if state.agreement is not None else ()
    last = max([day, *(term.performed_on for term in done if term.performed_on is not None)])
    return changed(
        state,
        action,
        day,
        told,
        step=core.PERFORMED,
        rows=(*rows, AgreementPerformed(last)),
        clocks=moments_at(state, last, deciding, Moment.PERFORMED),
        facts={Fact.PERFORMED_ON: last},
    )


def _picked(state: CaseState, number: str) -> TermState:
    return next(term for place, term in open_terms(state) if str(place) == number)
