"""The states of a type and the acts that lead from one to another, found by letting the engine do every act it offers.

Rules, guards and time limits are left out: the diagram shows what is possible, they say when. Every act gets plain values
for what it asks, and is tried with each answer to each of its questions, because some answers lead elsewhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from portal.declare import fields as kinds
from portal.declare.case_types import CaseType
from portal.declare.fields import Field
from portal.declare.phases import Ending, Phase
from portal.declare.privacy import Privacy
from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.days import SHANGHAI
from portal.engine.deciding import Deciding
from portal.engine.following import after
from portal.engine.performance import open_terms
from portal.engine.signing import signers
from portal.engine.transitions import Offer, decide, offered
from portal.reading.words import PHASES, STEPS
from portal.testing.desk import Desk

TODAY = date(2026, 11, 20)
_STAFF = uuid.UUID(int=1)
_OTHER_CASE = uuid.UUID(int=9)
_FAR = "2090-01-01"
_EXTENDED = "begins_at_received"  # the probe that may be extended
_TERM = {"kind": "act", "payer": "甲", "act": "赔礼道歉"}

Node = tuple[Phase, str]


@dataclass(frozen=True)
class Done:
    """An act done in a state, where it led, and what it changed; an act that plain values do not satisfy changed nothing."""

    offer: Offer
    start: Node
    end: Node
    change: Change | None


def diagram(key: str, case_type: CaseType, done: Sequence[Done]) -> str:
    """Return the state diagram of a type as mermaid text, from what was done in it."""
    edges = _edges(done)
    nodes = sorted({node for edge in edges for node in edge}, key=lambda node: (list(Phase).index(node[0]), node[1]))
    steps = dict(STEPS) | {step.key: step.title for step in case_type.steps}
    lines = ["stateDiagram-v2", "    direction TB"]
    lines += [f'    state "{title_of(node, steps)}" as {_name(node)}' for node in nodes]
    lines.append(f"    [*] --> {_name(_opened(key, case_type))} : 登记")
    lines += [f"    {_name(start)} --> {_name(end)} : {'、'.join(labels)}" for (start, end), labels in edges.items()]
    return "\n".join(lines) + "\n"


def title_of(node: Node, steps: dict[str, str]) -> str:
    """Return how a state is called."""
    phase, step = node
    return f"{PHASES[phase.value]}：{steps[step]}" if step else PHASES[phase.value]


def _name(node: Node) -> str:
    return "_".join(part for part in (node[0].value, node[1]) if part)


def _node(phase: Phase, step: str) -> Node:
    """Return the state as it is drawn; what came before a follow-up makes no other state."""
    return phase, "" if phase in (Phase.FOLLOWED_UP, Phase.ARCHIVED) else step


def _opened(key: str, case_type: CaseType) -> Node:
    state = _first(key, case_type)
    return _node(state.phase, state.step)


def _edges(deeds_done: Sequence[Done]) -> dict[tuple[Node, Node], list[str]]:
    """Return the acts between each two states, in the order they are met; acts that stay where they are left out."""
    edges: dict[tuple[Node, Node], list[str]] = {}
    for done in deeds_done:
        if done.start != done.end and done.offer.key not in ("correct", "void"):
            labels = edges.setdefault((done.start, done.end), [])
            if done.offer.label not in labels:
                labels.append(done.offer.label)
    return edges


def deeds(key: str, case_type: CaseType) -> Iterator[Done]:
    """Yield every act done in every state that can be reached, the clocks of the type as they are given."""
    first = _first(key, case_type)
    deciding = Deciding(
        today=TODAY,
        now=datetime.combine(TODAY, time(9), SHANGHAI),
        calendar=Desk(key, case_type, today=TODAY).calendar,
        staff_id=_STAFF,
        supervises=True,
        staff_in_reach=lambda staff: True,
        leading=lambda _meant: replace(first, id=_OTHER_CASE, privacy=Privacy.P4),
    )
    seen: set[tuple[object, ...]] = set()
    waiting = [first]
    while waiting:
        state = waiting.pop(0)
        here = _node(state.phase, state.step)
        course = (
            here,
            state.paused_from,
            state.ending is Ending.NOT_ACCEPTED,
            state.consented_on is not None,
        )  # what decides the way back
        if course in seen:
            continue
        seen.add(course)
        for offer in offered(state, lambda verb: True):
            did = False
            for data in _answers(offer, state):
                change = decide(state, offer.key, data, deciding)
                if isinstance(change, Change):
                    did = True
                    yield Done(offer, here, _node(change.phase, change.step), change)
                    if offer.key not in ("correct", "void"):
                        waiting.append(after(state, change))
            if not did:
                yield Done(offer, here, here, None)


def _first(key: str, case_type: CaseType) -> CaseState:
    bare = replace(
        case_type,
        rules=(),
        guards=(),
        actions=tuple(replace(action, when=None, once=False) for action in case_type.actions),
    )
    desk = Desk(key, bare, today=TODAY)
    return desk.open(desk.example())


def _answers(offer: Offer, state: CaseState) -> Iterator[dict[str, Any]]:
    """Yield plain values for what the act asks, then the same with each other answer to one question."""
    plain = {field.key: value for field in offer.fields if (value := _value(field, state)) is not None}
    yield plain
    for field in offer.fields:
        if isinstance(field, kinds.Choice) and not isinstance(field, kinds.Choices):
            yield from ({**plain, field.key: key} for key, _label in field.pairs[1:])
        elif isinstance(field, kinds.YesNo) and not field.required:
            yield {**plain, field.key: True}


def _value(field: Field, state: CaseState) -> Any:
    """Return a value the field takes; nothing for what may be left out."""
    match field:
        case kinds.TermList():
            return [_TERM]
        case kinds.SignatureList():
            return [{"who": s.who, "kind": s.kinds[0], "signed_on": TODAY.isoformat()} for s in signers(state)]
        case kinds.PartyPicks() if field.required:
            return [str(party.id) for party in state.parties]
        case kinds.MemberList():
            return [{"name": "王某"}]
        case kinds.TermPick():
            return str(open_terms(state)[0][0])
        case kinds.Staff():
            return str(_STAFF)
        case kinds.ClockPick():
            return next((clock.key for clock in state.clocks if clock.key.startswith(_EXTENDED)), None)
        case _ if not field.required:
            return None
        case kinds.Choices():
            return [field.pairs[0][0]]
        case kinds.Choice():
            return field.pairs[0][0]
        case kinds.Day():
            return _FAR if field.future else TODAY.isoformat()
        case kinds.YesNo():
            return True
        case kinds.Money():
            return "100.00"
        case kinds.Whole():
            return str(max(field.least, 1))
        case kinds.Number():
            return field.least
        case kinds.PartyPick():
            return str(state.parties[0].id)
        case kinds.Text() | kinds.LongText():
            return "一"
    return None
