"""Decides what may be done with a case now, and what doing it changes. Pure: a state goes in, a `Change` or problems come out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.declare.clocks import Extend
from portal.declare.fields import (
    ClockPick,
    Field,
    FilePicks,
    LinkPick,
    MemberList,
    OrganisationPick,
    PartyPick,
    PartyPicks,
    ReceiverPick,
    SignatureList,
    Staff,
    TermList,
    TermPick,
)
from portal.declare.steps import Action, Verb
from portal.engine import actions as core
from portal.engine.agreement_check_list import Severity
from portal.engine.agreement_checks import Finding, findings
from portal.engine.agreement_terms import read_terms
from portal.engine.calling_back import with_call_back
from portal.engine.case_state import CaseState, ClockState, GuardView
from portal.engine.chains import with_followers
from portal.engine.changes import Change
from portal.engine.clocks import may_extend
from portal.engine.correction import correct
from portal.engine.deciding import Deciding
from portal.engine.details import DetailsView, holds
from portal.engine.effects import apply_core
from portal.engine.groups import election_asked
from portal.engine.limitation_moves import may_move
from portal.engine.members import member_rows
from portal.engine.moves import next_move
from portal.engine.numbers_in_text import phones_asked
from portal.engine.own_actions import apply_own
from portal.engine.performance import open_terms
from portal.engine.read_fields import FieldProblem, read_fields, read_text
from portal.engine.representation import standing_problems
from portal.engine.sent_files import SentFile
from portal.engine.signing import read_signatures, signing_problems
from portal.errors import Problem


@dataclass(frozen=True)
class Offer:
    """An act somebody may do now. `primary` marks the one the case waits for."""

    key: str
    label: str
    verb: Verb
    fields: tuple[Field, ...]
    group: core.Group
    danger: bool
    primary: bool


def offered(state: CaseState, may: Callable[[Verb], bool]) -> tuple[Offer, ...]:
    """Return the acts that are possible now and whose verb the person holds, the awaited one first."""
    if state.voided_on is not None or state.erased:
        return ()
    move = next_move(state)
    offers = [_offer(state, act, move) for act in _possible(state) if may(act.verb)]
    return tuple(sorted(offers, key=lambda o: not o.primary))


def decide(
    state: CaseState, action: str, raw: Mapping[str, Any], deciding: Deciding, confirmed: frozenset[str] = frozenset()
) -> Change | tuple[Problem, ...]:
    """Return what the act changes, or every problem at its field.

    An act that is not offered now gives the single problem `not_offered`. A guard that only asks is a problem until
    `guard:<field>` stands in `confirmed`.
    """
    act = next(_possible(state, action), None)
    if act is None or state.voided_on is not None or state.erased:
        return (Problem("", "not_offered", {"action": action}),)
    offer = _offer(state, act)
    if action == "correct":
        return correct(state, raw, deciding.today, deciding.calendar, confirmed)
    data, problems = _read(state, offer, raw, deciding)
    if action in ("sign", "signature") and not problems:
        problems += signing_problems(state, data, state.agreed_on, confirmed, whole=action == "sign")
    problems += _guards(state, action, data, confirmed, {p.field for p in problems})
    problems += standing_problems(state, action, deciding.today)
    problems += [p for p in election_asked(state, action) if f"guard:{p.answer}" not in confirmed]
    found = findings(state, data, deciding.today, deciding.lpr_on) if action == "agree" else ()
    open_, answered = _open(found, confirmed)
    problems += open_
    own = state.type.action(action)
    if own is None:  # what is typed for an act of the type's own is kept encrypted beside its event
        problems += [p for p in phones_asked(offer.fields, data) if f"guard:{p.field}" not in confirmed]
    if problems:
        return tuple(problems)
    if own is not None:
        change = apply_own(state, own, data, deciding.today, deciding.calendar, confirmed)
    else:
        change = apply_core(state, action, data, deciding, confirmed)
    if not isinstance(change, Change):
        return change
    if answered:
        change = replace(change, data={**change.data, "confirmed": list(answered)})
    return with_call_back(state, with_followers(state, change, deciding.calendar), deciding)


def told(state: CaseState, action: str, raw: Mapping[str, Any], deciding: Deciding) -> tuple[Finding, ...]:
    """Return what the checks of an agreement only tell about what is entered so far; nothing waits for it."""
    act = next(_possible(state, action), None)
    if action != "agree" or act is None:
        return ()
    data, _problems = _read(state, _offer(state, act), raw, deciding)
    return tuple(f for f in findings(state, data, deciding.today, deciding.lpr_on) if f.severity is Severity.TELLS)


def _open(found: tuple[Finding, ...], confirmed: frozenset[str]) -> tuple[list[Problem], tuple[str, ...]]:
    """Return the problems that stop or were not answered, and the codes of the checks that were confirmed."""
    problems: list[Problem] = []
    answered: list[str] = []
    for finding in found:
        if finding.severity is Severity.TELLS:
            continue
        problem = finding.problem
        if problem.asks and f"guard:{problem.answer}" in confirmed:
            answered.append(finding.code)
        else:
            problems.append(problem)
    return problems, tuple(dict.fromkeys(answered))


def _possible(state: CaseState, only: str = "") -> Iterator[core.CoreAction | Action]:
    """Yield every act the phase and step allow, whoever asks; `only` the one of that key."""
    for act in core.CORE_ACTIONS:
        if only not in ("", act.key) or state.phase not in act.phases:
            continue
        if core.still_possible(state, act.key) and _has_object(state, act.key):
            yield act
    for own in state.type.actions:
        if only not in ("", own.key) or state.phase not in own.phases or (own.once and state.did(own.key)):
            continue
        if own.when is None or own.when.holds(state.details):
            yield own


def _offer(state: CaseState, act: core.CoreAction | Action, move: str = "") -> Offer:
    """Return an act with what it asks for in this case."""
    if isinstance(act, Action):
        group = core.Group.URGENT if act.urgent else core.Group.MAIN
        return Offer(act.key, act.title, act.verb, act.fields, group, act.urgent, act.key == move)
    return Offer(act.key, act.label, act.verb, core.fields_of(state, act.key), act.group, act.danger, act.key == move)


def _has_object(state: CaseState, key: str) -> bool:
    """Say whether there is something the act can be done to."""
    if key == "extend":
        return bool(may_extend(state, EXTENDABLE))
    if key == "breach":
        return any(term.due_on is not None and term.breached_on is None for _number, term in open_terms(state))
    return True


_SPECIAL = (
    Staff,
    PartyPick,
    PartyPicks,
    LinkPick,
    ClockPick,
    TermList,
    SignatureList,
    MemberList,
    TermPick,
    OrganisationPick,
    ReceiverPick,
    FilePicks,
)
EXTENDABLE = (Extend.BY_ALL_PARTIES, Extend.BY_SUPERVISOR, Extend.BY_PARTIES_AND_US)


def _read(state: CaseState, offer: Offer, raw: object, deciding: Deciding) -> tuple[dict[str, Any], list[Problem]]:
    """Return what was entered for the act, typed, and every problem."""
    if not isinstance(raw, Mapping):
        return {}, [Problem("", "wrong_kind")]
    special = {f.key for f in offer.fields if isinstance(f, _SPECIAL)}
    plain = tuple(f for f in offer.fields if f.key not in special)
    data, problems = read_fields(plain, {k: v for k, v in raw.items() if k not in special}, deciding.today, "")
    for field in offer.fields:
        if field.key in special:
            try:
                value = _read_special(state, offer.key, field, raw.get(field.key), deciding, problems)
            except FieldProblem as problem:
                problems.append(Problem(field.key, problem.code, problem.params))
                continue
            if value is None and field.required:
                problems.append(Problem(field.key, "required", {"title": field.title}))
            elif value is not None:
                data[field.key] = value
    return data, problems


def clocks_to_pick(state: CaseState, action: str) -> tuple[ClockState, ...]:
    """Return the clocks the act may be done to."""
    return may_move(state) if action in ("interrupt", "hinder") else may_extend(state, EXTENDABLE)


def _read_special(state: CaseState, action: str, field: Field, raw: object, deciding: Deciding, problems: list[Problem]) -> Any:
    """Return the value of a field only the core asks for."""
    if isinstance(field, TermList):
        return read_terms(raw, deciding.today, problems, field.key)
    if isinstance(field, SignatureList):
        return read_signatures(raw, state, deciding.today, problems, field.key)
    if isinstance(field, MemberList):
        return member_rows(raw)
    if isinstance(field, PartyPicks):
        return _parties_picked(state, raw)
    if isinstance(field, FilePicks):
        return _files_picked(raw, deciding)
    text = read_text(raw, 80, lines=False) if raw not in (None, "") else None
    if text is None:
        return None
    if isinstance(field, Staff):
        return _picked(text, deciding.staff_in_reach)
    if isinstance(field, OrganisationPick):
        return _picked(text, deciding.can_receive)
    if isinstance(field, ReceiverPick):
        return _picked(text, lambda _staff: True)  # whether she works there is asked when the body is known
    if isinstance(field, PartyPick):
        if text not in {str(p.id) for p in state.parties}:
            raise FieldProblem("not_an_option")
        return text
    if isinstance(field, TermPick):
        if text not in {str(number) for number, _term in open_terms(state)}:
            raise FieldProblem("not_an_option")
        return text
    if isinstance(field, LinkPick):
        if text not in {str(link.id) for link in state.links if link.ended_on is None}:
            raise FieldProblem("not_an_option")
        return text
    if text not in {c.key for c in clocks_to_pick(state, action)}:
        raise FieldProblem("not_an_option")
    return text


def _files_picked(raw: object, deciding: Deciding) -> tuple[SentFile, ...] | None:
    """Return the files that were chosen, in the order of their list; none by default."""
    if raw in (None, "", [], ()):
        return None
    if not isinstance(raw, (list, tuple)) or not all(isinstance(one, str) for one in raw):
        raise FieldProblem("wrong_kind")
    chosen = tuple(one for one in deciding.files() if one.id in raw)
    if len(chosen) != len(set(raw)):
        raise FieldProblem("not_an_option")
    return chosen


def _parties_picked(state: CaseState, raw: object) -> tuple[str, ...] | None:
    """Return the ids of several parties, each once and in the order of the case."""
    if raw in (None, "", [], ()):
        return None
    given = raw if isinstance(raw, (list, tuple)) else [raw]
    known = [str(p.id) for p in state.parties]
    if not all(isinstance(one, str) and one in known for one in given):
        raise FieldProblem("not_an_option")
    return tuple(one for one in known if one in given)


def _picked(text: str, known: Callable[[uuid.UUID], bool]) -> uuid.UUID:
    try:
        picked = uuid.UUID(text)
    except ValueError:
        raise FieldProblem("not_an_option") from None
    if not known(picked):
        raise FieldProblem("not_an_option")
    return picked


def _guards(state: CaseState, action: str, data: Mapping[str, Any], confirmed: frozenset[str], failed: set[str]) -> list[Problem]:
    """Return the type's guards of this act that do not hold."""
    case, entered = GuardView(state), DetailsView(data)
    problems = []
    for guard in state.type.guards:
        if guard.action != action or (guard.field and guard.field in failed):
            continue
        if holds(lambda guard=guard: guard.check(case, entered)):  # type: ignore[misc]
            continue
        if guard.asks and f"guard:{guard.field}" in confirmed:
            continue
        params: dict[str, str | int] = {"message": guard.message}
        if guard.basis is not None:
            params |= {"law": guard.basis.law, "article": guard.basis.article}
        problems.append(Problem(guard.field, "declared", params, asks=guard.asks))
    return problems
