"""What the acts of judicial confirmation change: the joint application, and what the court answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.declare.facts import Fact
from portal.declare.phases import Moment
from portal.engine import confirmation as rules
from portal.engine.agreement_rows import ConfirmationAnswered, ConfirmationApplied, ConfirmationState
from portal.engine.case_state import CaseState
from portal.engine.changes import ClockMove, FactValue
from portal.engine.confirmation import Confirming
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed, moments_at, restarted
from portal.engine.enforcement import confirmed_on
from portal.errors import Problem

_REASONS = {
    Confirming.NOT_ACCEPTED: dict(rules.NOT_ACCEPTED_REASONS),
    Confirming.DISMISSED: dict(rules.REASONS),
}


def apply_confirmation(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return the joint application, or why it cannot be made: whose agreement, what it says, the thirty days, the materials."""
    effective_on = state.agreement.effective_on if state.agreement is not None else None
    problems = [
        Problem("", "declared", {"message": found.text, "law": found.basis.law, "article": found.basis.article})
        for found in rules.obstacles(state, established=deciding.is_committee())
    ]
    if effective_on is not None:
        last = rules.last_day(effective_on, deciding.calendar)
        if day < effective_on:
            problems.append(Problem("applied_on", "before_effect", {"day": effective_on.isoformat()}))
        elif day > last:
            problems.append(Problem("applied_on", "confirmation_too_late", {"day": last.isoformat()}))
    if data["joint"] is False:
        problems.append(Problem("joint", "confirmation_is_joint"))
    titles = dict(rules.MATERIALS)
    problems += [
        Problem("materials", "material_missing", {"title": titles[key]})
        for key in rules.MUST_MATERIALS
        if key not in data["materials"]
    ]
    if problems:
        return tuple(problems)
    row = ConfirmationApplied(day, data["court"], tuple(data["materials"]))
    told = {"applied_on": day, "note": data.get("note")}
    return changed(
        state,
        action,
        day,
        told,
        rows=(row,),
        clocks=moments_at(state, day, deciding, Moment.CONFIRMING),
        facts={Fact.CONFIRMATION_APPLIED_ON: day},
    )


def confirmation_answer(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what the court answered: it took the application, it confirmed, it did not, or the parties took it back."""
    now = state.confirmation
    if now is None:
        return (Problem("", "not_offered", {"action": action}),)
    answer, number, why = Confirming(data["answer"]), data.get("number") or "", data.get("why") or ""
    problems: list[Problem] = []
    if day < (now.accepted_on or now.applied_on):
        problems.append(Problem("answered_on", "before_application", {"day": (now.accepted_on or now.applied_on).isoformat()}))
    if now.state == Confirming.ACCEPTED and answer in (Confirming.ACCEPTED, Confirming.NOT_ACCEPTED):
        problems.append(Problem("answer", "accepted_already", {"day": (now.accepted_on or now.applied_on).isoformat()}))
    if number and rules.COURT_NUMBER.fullmatch(number) is None:
        problems.append(Problem("number", "court_number_form"))
    elif not number and not now.number and answer in (Confirming.ACCEPTED, Confirming.CONFIRMED, Confirming.DISMISSED):
        problems.append(Problem("number", "required", {"title": "法院案号"}))
    reasons = _REASONS.get(answer)
    if reasons is not None and why not in reasons:
        problems.append(Problem("why", "refusal_reason_needed"))
    elif reasons is None and why:
        problems.append(Problem("why", "no_reason_here"))
    if problems:
        return tuple(problems)
    told = {"answer": answer.value, "number": number or now.number, "why": why, "note": data.get("note")}
    row = ConfirmationAnswered(answer.value, day, number or now.number, why)
    return changed(state, action, day, told, rows=(row,), clocks=_clocks(state, answer, day, deciding), facts=_facts(answer, day))


def _clocks(state: CaseState, answer: Confirming, day: date, deciding: Deciding) -> tuple[ClockMove, ...]:
    """Return the time for asking again where nothing was confirmed, and that for enforcement where the court confirmed."""
    if answer is Confirming.CONFIRMED:
        return confirmed_on(state, day, deciding.calendar)
    return restarted(state, Moment.CONFIRMING, deciding) if answer in rules.ENDED_UNCONFIRMED else ()


def _facts(answer: Confirming, day: date) -> dict[Fact, FactValue | None]:
    """Return what Form A counts: an application stays one unless it was taken back; only a ruling confirms."""
    match answer:
        case Confirming.CONFIRMED:
            return {Fact.CONFIRMED_ON: day}
        case Confirming.WITHDRAWN:
            return {Fact.CONFIRMATION_APPLIED_ON: None}
    return {}


def confirmation_facts(applied: ConfirmationState | None) -> dict[Fact, FactValue | None]:
    """Return what is counted of the latest application: worked out afresh, the same as its acts had written."""
    if applied is None or applied.state == Confirming.WITHDRAWN:
        return {Fact.CONFIRMATION_APPLIED_ON: None, Fact.CONFIRMED_ON: None}
    confirmed_on = applied.ruled_on if applied.state == Confirming.CONFIRMED else None
    return {Fact.CONFIRMATION_APPLIED_ON: applied.applied_on, Fact.CONFIRMED_ON: confirmed_on}
