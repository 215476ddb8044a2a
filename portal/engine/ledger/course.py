"""Plays a row of a ledger through the intake and its acts without a store: what would be written, or everything that is wrong."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.declare.case_types import CaseType
from portal.engine.case_state import CaseState
from portal.engine.changes import AgreementMade, Change, Opening
from portal.engine.deciding import Deciding
from portal.engine.following import after, opened
from portal.engine.intake import read_case
from portal.engine.ledger.rows import Entry
from portal.engine.on_the_spot import entered_problems
from portal.engine.transitions import decide
from portal.errors import Problem

_NOBODY = uuid.UUID(int=0)
_AT_ACT: Mapping[str, str] = {
    "handler_id": "handler",
    "agreed_on": "ended_on",
    "signed_on": "ended_on",
    "complete": "signed",
    "terms": "agreed_amount",
    "amount": "agreed_amount",
    "payer": "agreed_amount",
    "payee": "agreed_amount",
    "act": "agreed_act",
    "facts": "agreed_act",
    "form": "outcome",
    "how": "outcome",
    "who": "outcome",
}
_ACTS = ("accept", "assign", "consent", "agree", "sign", "perform", "fail", "party_refuses", "withdraw")
_KEPT = ("accepted_on", "consented_on", "ended_on", "due_on", "performed_on", "reason", "remedies_told")


@dataclass(frozen=True)
class Act:
    """An act that was played: what was entered, what of it was confirmed, and what it changes."""

    key: str
    data: Mapping[str, Any]
    confirmed: frozenset[str]
    change: Change


@dataclass(frozen=True)
class Played:
    """What a row comes to: the opening, the acts after it, and what its rules only ask.

    Parties and terms have the ids they are written with, so that what the acts change can be written as it was decided.
    """

    opening: Opening
    acts: tuple[Act, ...]
    questions: tuple[Problem, ...]
    entry: Entry


def play(
    type_key: str,
    case_type: CaseType,
    entry: Entry,
    deciding: Deciding,
    divisions: frozenset[str],
    ids: Callable[[], uuid.UUID | None] = lambda: None,
) -> Played | tuple[Problem, ...]:
    """Return what the row comes to, or every problem at the path of its column.

    What only asks is answered with yes and told as a question: whoever imports confirms all questions at once. `ids` gives
    parties and terms their ids; a dry run needs none.
    """
    opening, questions = _opening(type_key, case_type, entry, deciding, divisions)
    if not isinstance(opening, Opening):
        found = opening + entered_problems(type_key, case_type, entry.acts, deciding)
        return _once(found)
    opening = replace(opening, parties=tuple(replace(party, id=ids()) for party in opening.parties))
    state = opened(opening, case_type, _NOBODY)
    done: list[Act] = []
    acts = list(entry.acts.items())
    for place, (act, data) in enumerate(acts):
        change, asked, confirmed = _decided(state, act, data, deciding)
        questions += asked
        if not isinstance(change, Change):
            later = entered_problems(type_key, case_type, dict(acts[place + 1 :]), deciding)
            wrong = tuple(replace(p, field=f"{act}.{p.field}".rstrip(".")) for p in change)
            return _once(wrong + later)
        change = _named(change, ids)
        done.append(Act(act, data, confirmed, change))
        state = after(state, change)
    return Played(opening, tuple(done), tuple(at_column(problem) for problem in questions), entry)


def at_column(problem: Problem) -> Problem:
    """Return the problem at the path of the column it is about; one of a whole act is about the result."""
    return replace(problem, field=_column_of(problem.field))


def _once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems at their columns, none told twice at one."""
    found = {(p.field, p.code, p.params.get("message")): p for p in map(at_column, problems)}
    return tuple(found.values())


def _column_of(path: str) -> str:
    parts = path.split(".")
    if parts[0] == "parties":
        key = [part for part in parts[2:] if not part.isdigit()]
        return ".".join([*parts[:2], key[0] if key else "name"]) if len(parts) > 1 else "parties"
    if path == "division_code":
        return "division"
    if parts[0] == "details" or len(parts) == 1:
        return "outcome" if path in _ACTS else path
    last = next((part for part in reversed(parts[1:]) if not re.fullmatch(r"\d+", part)), "")
    return last if last in _KEPT else _AT_ACT.get(last, "outcome")


def _opening(
    type_key: str, case_type: CaseType, entry: Entry, deciding: Deciding, divisions: frozenset[str]
) -> tuple[Opening | tuple[Problem, ...], tuple[Problem, ...]]:
    confirmed: list[str] = []
    asked: tuple[Problem, ...] = ()
    while True:
        body: dict[str, Any] = {**entry.body, "confirmed": confirmed}
        read = read_case(type_key, case_type, body, today=deciding.today, calendar=deciding.calendar, divisions=divisions)
        if isinstance(read, Opening):
            return read, asked
        if not all(p.asks for p in read) or confirmed:
            return read, ()
        asked = read
        confirmed = [f"rule:{p.field}" for p in read]


def _named(change: Change, ids: Callable[[], uuid.UUID | None]) -> Change:
    """Return the change with ids for the terms it makes."""
    if not any(isinstance(row, AgreementMade) for row in change.rows):
        return change
    return replace(change, rows=tuple(_with_ids(row, ids) if isinstance(row, AgreementMade) else row for row in change.rows))


def _with_ids(made: AgreementMade, ids: Callable[[], uuid.UUID | None]) -> AgreementMade:
    return replace(made, terms=tuple(replace(term, id=ids()) for term in made.terms))


def _decided(
    state: CaseState, act: str, data: Mapping[str, Any], deciding: Deciding
) -> tuple[Change | tuple[Problem, ...], tuple[Problem, ...], frozenset[str]]:
    decided = decide(state, act, data, deciding)
    if isinstance(decided, Change) or not all(p.asks for p in decided):
        return decided, (), frozenset()
    asked = tuple(replace(p, field=f"{act}.{p.field}".rstrip(".")) for p in decided)
    confirmed = frozenset(f"guard:{p.answer}" for p in decided)
    again = decide(state, act, data, deciding, confirmed)
    return again, asked if isinstance(again, Change) else (), confirmed
