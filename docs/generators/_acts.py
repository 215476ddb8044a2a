"""Who may move a case what way: every act with its verb, from where to where, what it asks for, what it does to which clock.

Found as the diagram is, by doing every act. What it does to clocks is told by probes: one clock that begins and one that ends
at each moment, so that an act shows which moments it is; the table names the type's own clocks that hang on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from docs.generators._diagram import Done, Node, title_of
from docs.generators._shipped import table
from portal.declare.case_types import CaseType
from portal.declare.clocks import Basis, Clock, Extend
from portal.declare.fields import Choice, Choices
from portal.declare.phases import Moment
from portal.declare.steps import Verb
from portal.engine.changes import ClockDue, ClockMove, ClockStarted, ClockStopped, ClockSuspended
from portal.engine.transitions import Offer
from portal.reading.words import STEPS

_BASIS = Basis("probe", "1", since=date(2000, 1, 1))
_LONG = 9999


@dataclass
class _Act:
    offer: Offer
    ways: dict[tuple[Node, Node], None] = field(default_factory=dict)
    begins: dict[Moment, None] = field(default_factory=dict)
    ends: dict[Moment, None] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)


def acts_table(case_type: CaseType, verbs: dict[Verb, str], done: Sequence[Done]) -> str:
    """Return the table of acts of a type as markdown."""
    steps = dict(STEPS) | {step.key: step.title for step in case_type.steps}
    rows = [
        (
            act.offer.label,
            _ways(act.ways, steps),
            verbs[act.offer.verb],
            "、".join(f"{f.title}{'*' if f.required else ''}" for f in act.offer.fields) or "—",
            "；".join(_effects(act, case_type)) or "—",
        )
        for act in _acts(done).values()
    ]
    heads = ("动作", "从 → 到", "要有的权限", "问什么（* 必填）", "对期限的作用")
    return table(heads, rows)


def asked(done: Iterable[Done]) -> dict[str, str]:
    """Return act by act what it asks for, by the keys that guards and the API use, with the options of a choice."""
    found: dict[str, dict[str, str]] = {}
    for one in done:
        for question in one.offer.fields:
            options = f"（{'、'.join(key for key, _label in question.pairs)}）" if isinstance(question, Choice | Choices) else ""
            found.setdefault(one.offer.key, {}).setdefault(question.key, f"`{question.key}`{options}")
    return {act: "、".join(questions.values()) for act, questions in found.items()}


def _acts(deeds_done: Sequence[Done]) -> dict[str, _Act]:
    found: dict[str, _Act] = {}
    for done in deeds_done:
        act = found.setdefault(done.offer.key, _Act(done.offer))
        act.ways.setdefault((done.start, done.end))
        for move in done.change.clocks if done.change is not None else ():
            _note(act, move, done)
    return found


def _note(act: _Act, move: ClockMove, done: Done) -> None:
    probe, _colon, name = move.key.partition("_at_")
    if isinstance(move, ClockStarted):
        act.begins.setdefault(Moment(name))
    elif isinstance(move, ClockStopped):
        if move.by is None:
            act.others.setdefault("各项期限不再计算")
        elif probe == "ends" and name == move.by:
            act.ends.setdefault(Moment(name))
    elif isinstance(move, ClockSuspended):
        act.others.setdefault("各项期限中止")
    elif isinstance(move, ClockDue):
        told = {
            "extended": "所选的期限延长",
            "recalculated": "停了的期限接着算",
            "interrupted": "时效重新计算",
            "hindered": "时效中止",
        }.get(move.due.reason, "中止的期限接着算")
        act.others.setdefault(told)


def _effects(act: _Act, case_type: CaseType) -> Iterator[str]:
    begun = [c.title for c in case_type.clocks if isinstance(c.starts, Moment) and c.starts in act.begins]
    own = act.offer.key
    ended = [c.title for c in case_type.clocks if any(stop in act.ends or stop == own for stop in c.stops)]
    asked = {f.key for f in act.offer.fields}
    set_by = next((a.sets for a in case_type.actions if a.key == own), ())
    begun += [c.title for c in case_type.clocks if c.starts in asked and c.starts in set_by]
    if begun:
        yield f"开始：{'、'.join(dict.fromkeys(begun))}"
    if ended:
        yield f"停止：{'、'.join(dict.fromkeys(ended))}"
    yield from act.others


def _ways(ways: Iterable[tuple[Node, Node]], steps: dict[str, str]) -> str:
    moves: dict[Node, list[Node]] = {}
    for start, end in ways:
        moves.setdefault(end, []).append(start)
    stays = [start for end, starts in moves.items() for start in starts if start == end]
    told = [
        f"{'、'.join(title_of(start, steps) for start in starts if start != end)} → {title_of(end, steps)}"
        for end, starts in moves.items()
        if any(start != end for start in starts)
    ]
    if stays:
        told.append(f"{'、'.join(title_of(node, steps) for node in stays)}（不变）")
    return "；".join(told)


def probed(case_type: CaseType) -> CaseType:
    """Return the type with clocks that show which moments an act is."""
    begins = tuple(
        Clock(f"begins_at_{m.value}", "probe", m, _BASIS, days=_LONG, lapse="probe", extend=Extend.BY_ALL_PARTIES) for m in Moment
    )
    ends = tuple(
        Clock(f"ends_at_{m.value}", "probe", Moment.RECEIVED, _BASIS, days=_LONG, lapse="probe", stops=(m,)) for m in Moment
    )
    return replace(case_type, clocks=(*begins, *ends))
