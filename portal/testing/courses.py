"""Drives a type through its whole life with the pure engine: every course of the core, and those the author gives.

What an act asks for is filled in from what it declares; the author gives only what her guards want:

    Course("unpaid_wages", "先评估后调解", (("accept", {}), ("screen", {"risk": "low"}), ("consent", {})))
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, Choices, Field, TermList, YesNo
from portal.declare.parties import Side
from portal.declare.phases import Moment
from portal.engine.transitions import Offer, offered
from portal.errors import Refused
from portal.proof.canaries import Matter, Nest, Subject
from portal.proof.filling import Pen
from portal.testing.desk import STAFF, Desk

__all__ = ["Course", "OWN"]

OWN = "OWN"
"""In a course: whatever acts of the type's own are offered now and were not done yet."""

_Acts = tuple[tuple[str, Mapping[str, Any]], ...]
_TRIES = 6
_WHOLE = 2  # so many variants go every course; the others, one a condition, go so many courses
_SETTLED = {"result": "success"}
_FAILED = {"result": "failed"}
_COURT = {"number": "（2026）甘0723诉前调确1号", "why": None}
_CONFIRMED = (
    ("confirmation_answer", {"answer": "accepted", **_COURT}),
    ("confirmation_answer", {"answer": "confirmed", **_COURT}),
)
_LATER = {"performed": None}  # not performed on the spot: performance is an act of its own
_AGO = timedelta(days=1)
_DUE = timedelta(days=20)
_LONG_AFTER = timedelta(days=366 * 21)  # beyond the longest period of the law


@dataclass(frozen=True)
class Course:
    """A way through a type. `type` is its key without the plugin's, `acts` are keys with what must be entered for them.

    `details` are entered when the case is opened instead of the example's.
    """

    type: str
    title: str
    acts: tuple[tuple[str, Mapping[str, Any]], ...]
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Walked:
    """What was met on all courses of a type."""

    acts: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)
    started: set[str] = field(default_factory=set)
    stopped: set[str] = field(default_factory=set)
    held: dict[str, str] = field(default_factory=dict)
    """Acts that were refused on every try, with the reason; those of the author's courses begin with the course's title."""


def walk(type_key: str, declared: CaseType, today: date, own: tuple[Course, ...] = ()) -> Walked:
    """Return what is met when a type is driven through the core's courses, in each variant of its example, and the author's."""
    walked = Walked()
    core = tuple(_core(declared))
    for number, body in enumerate(variants(type_key, declared, today)):
        for course in core if number < _WHOLE else core[:_WHOLE]:
            _go(Desk(type_key, declared, today=today), body, course, walked, strict=False)
    for course in own:
        desk = Desk(type_key, declared, today=today)
        _go(desk, desk.example(**course.details), course, walked, strict=True)
    return walked


def variants(type_key: str, declared: CaseType, today: date) -> Iterator[dict[str, Any]]:
    """Yield the example, the example with every field filled in, and the example with each condition and trigger met."""
    desk = Desk(type_key, declared, today=today)
    plain = desk.example()
    yield copy.deepcopy(plain)
    pen = _pen(type_key, today)
    full = copy.deepcopy(plain)
    for asked in declared.fields:
        if not asked.retired and asked.key not in full["details"] and (asked.when is None or asked.when.holds(full["details"])):
            value = pen.value(asked, "details")
            if value is not None:
                full["details"][asked.key] = value
    if _opens(desk, full, plain):
        yield full
    for turn in dict.fromkeys(_turns(declared, today)):
        varied = copy.deepcopy(plain)
        possible = all(_set(varied, declared, pen, key, value) for key, value in turn)
        if possible and _opens(desk, varied, plain, pen) and all(key in varied["details"] for key, _ in turn):
            yield varied


def fill(desk: Desk, offer_fields: tuple[Field, ...], action: str) -> dict[str, Any]:
    """Return what could be entered for an act: days of today, the first choices, texts, and the first party."""
    pen = _pen(desk.type_key, desk.today)
    first = str(desk.state.parties[0].id)
    data = pen.act(offer_fields, action, staff=str(STAFF), party=first)
    for asked in offer_fields:
        if isinstance(asked, TermList):
            data[asked.key] = [_term(desk)]
    return data


def _term(desk: Desk) -> dict[str, Any]:
    """Return a small term between the first party of each side, that no check of an agreement minds."""
    sides = {party.side: party.name for party in reversed(desk.state.parties)}
    names = {"payer": sides.get(Side.RESPONDENT, "被申请人"), "payee": sides.get(Side.APPLICANT, "申请人")}
    return {**names, "amount": "1.00", "due_on": (desk.today + _DUE).isoformat(), "method": "银行转账"}


def _core(declared: CaseType) -> Iterator[Course]:
    begin: _Acts = (("accept", {}), ("take", {}), (OWN, {}), ("consent", {}), (OWN, {}))
    after: _Acts = ((OWN, {}), ("follow_up", {}), ("archive", {}))
    settle: _Acts = (*begin, ("session", _SETTLED), (OWN, {}), ("agree", {}), (OWN, {}), ("sign", _LATER), (OWN, {}))
    yield Course(declared.key, "调解成功", (*settle, ("perform", {}), *after))
    yield Course(declared.key, "调解不成", (*begin, ("session", _FAILED), (OWN, {}), ("fail", {}), *after))
    yield Course(declared.key, "申请司法确认", (*settle, ("apply_confirmation", {}), *_CONFIRMED, (OWN, {})))
    yield Course(declared.key, "中止", (*begin, ("pause", {}), (OWN, {}), ("resume", {}), (OWN, {}), ("fail", {})))
    yield Course(declared.key, "撤回", ((OWN, {}), ("accept", {}), (OWN, {}), ("withdraw", {}), *after))
    yield Course(declared.key, "不予受理", (("supplement", {}), (OWN, {}), ("supplied", {}), ("refuse", {}), (OWN, {})))


def _go(desk: Desk, body: dict[str, Any], course: Course, walked: Walked, *, strict: bool) -> None:
    try:
        desk.open(body, [f"rule:{f.key}" for f in desk.case_type.fields])
    except Refused as refused:
        if strict:
            walked.held[f"{course.title}：登记"] = str(refused)
        return
    _note(desk, walked, "")
    _run_out(desk, walked)
    for act, given in course.acts:
        for offer in _meant(desk, act):
            before = desk.state.step
            why = _do(desk, offer, given)
            if why:
                walked.held.setdefault(f"{course.title}：{offer.key}" if strict else offer.key, why)
            else:
                walked.acts.add(offer.key)
                _note(desk, walked, before)
        if strict and act != OWN and act not in desk.state.actions:
            walked.held.setdefault(f"{course.title}：{act}", "这时没有这个动作可办")
    _run_out(desk, walked)


def _run_out(desk: Desk, walked: Walked) -> None:
    """Note which clocks begin when the rights of the parties run out as the case stands; the case itself is left as it is."""
    later = copy.copy(desk)
    on = desk.today + _LONG_AFTER
    while begun := later.lapse(on=on):
        walked.started |= set(begun)
        on += _LONG_AFTER


def _meant(desk: Desk, act: str) -> Iterator[Offer]:
    """Yield the acts that are meant, as they are offered when their turn comes."""
    if act != OWN:
        yield from [offer for offer in offered(desk.state, lambda verb: True) if offer.key == act]
        return
    for own in desk.case_type.actions:
        now = {offer.key: offer for offer in offered(desk.state, lambda verb: True)}
        if own.key in now and not desk.state.did(own.key):
            yield now[own.key]


def _do(desk: Desk, offer: Offer, given: Mapping[str, Any]) -> str:
    """Do an act and return why it could not be done, or an empty text."""
    data = {**fill(desk, offer.fields, offer.key), **given}
    confirmed: set[str] = set()
    why = ""
    for turn in range(_TRIES):
        try:
            desk.act(offer.key, sorted(confirmed), supervises=True, **{k: v for k, v in data.items() if v is not None})
            return ""
        except Refused as refused:
            why = "；".join(f"{p.field} {p.params.get('message', p.code)}".strip() for p in refused.problems)
            before = (copy.deepcopy(data), set(confirmed))
            for problem in refused.problems:
                if problem.asks:
                    confirmed |= {f"guard:{problem.answer}", f"rule:{problem.answer}"}
                elif problem.field.partition(".")[0] not in given:
                    _otherwise(offer.fields, data, problem.field.partition(".")[0], turn)
            if (data, confirmed) == before:
                break
    return why


def _otherwise(asked: tuple[Field, ...], data: dict[str, Any], key: str, turn: int) -> None:
    """Answer a refused field in another way: the next choice, all of several, the other of yes and no, or not at all."""
    field = next((one for one in asked if one.key == key), None)
    match field:
        case Choices():
            data[key] = [option for option, _ in field.pairs]
        case Choice():
            data[key] = field.pairs[(turn + 1) % len(field.pairs)][0]
        case YesNo():
            data[key] = not data.get(key)
        case _:
            data.pop(key, None)


def _note(desk: Desk, walked: Walked, before: str) -> None:
    state = desk.state
    if state.step:
        walked.steps.add(state.step)
    if before and state.step != before:
        walked.left.add(before)
    if state.ending is not None:
        walked.endings.add(state.ending.value)
        walked.left |= {before} - {""}
    walked.started |= {clock.key for clock in state.clocks}
    walked.stopped |= {clock.key for clock in state.clocks if not clock.is_open}


def _turns(declared: CaseType, today: date) -> Iterator[tuple[tuple[str, str | bool], ...]]:
    """Yield what of the details turns a clock or an act on: a value of its condition, and the day a clock waits for."""
    for action in declared.actions:
        if action.when is not None:
            yield from (((action.when.field, value),) for value in action.when.values)
    for clock in declared.clocks:
        values = [((clock.when.field, value),) for value in clock.when.values] if clock.when is not None else [()]
        of_field = isinstance(clock.starts, str) and not isinstance(clock.starts, Moment)
        day = ((str(clock.starts), (today - _AGO).isoformat()),) if of_field else ()
        last = ((clock.until, (today + _DUE).isoformat()),) if clock.until is not None else ()
        yield from (turn for value in values if (turn := (*value, *day, *last)))


def _set(body: dict[str, Any], declared: CaseType, pen: Pen, key: str, value: str | bool) -> bool:
    """Let a field have a value in a body, those it depends on first; return whether that is possible."""
    asked = declared.field(key)
    if (
        asked.when is not None
        and not asked.when.holds(body["details"])
        and not _set(body, declared, pen, asked.when.field, asked.when.values[0])
    ):
        return False
    body["details"][key] = [value] if isinstance(asked, Choices) else value
    for other in declared.fields:
        applies = other.when is None or other.when.holds(body["details"])
        if not applies:
            body["details"].pop(other.key, None)
        elif other.key not in body["details"] and other.required and not other.retired:
            filled = pen.value(other, "details")
            if filled is not None:
                body["details"][other.key] = filled
    return body["details"].get(key) is not None


def _opens(desk: Desk, body: dict[str, Any], plain: Mapping[str, Any], pen: Pen | None = None) -> bool:
    """Say whether the case opens, leaving out or filling in what was refused at first."""
    for _ in range(_TRIES):
        try:
            desk.open(body)
            return True
        except Refused as refused:
            before = copy.deepcopy(body)
            for problem in refused.problems:
                where, _, key = problem.field.partition(".")
                if problem.asks:
                    body.setdefault("confirmed", []).append(f"rule:{problem.field}")
                    body["confirmed"].append(f"rule:{key}")
                elif where == "details" and problem.code == "required" and pen is not None:
                    body["details"][key] = pen.value(desk.case_type.field(key), "details")
                elif where == "details" and key in plain["details"] and body["details"].get(key) != plain["details"][key]:
                    body["details"][key] = plain["details"][key]
                elif where == "details":
                    body["details"].pop(key, None)
            if body == before:
                return False
    return False


def _pen(type_key: str, today: date) -> Pen:
    return Pen(Nest(), Subject(Matter.CASE, type_key, uuid.UUID(int=1), "", "", type_key.partition(".")[0], type=type_key), today)
