"""已当场调成，补录: the acts that follow the opening of a case settled before it was entered, and their problems all at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from portal.declare.case_types import CaseType
from portal.declare.phases import Phase, Source
from portal.declare.privacy import Privacy
from portal.engine import actions as core
from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.transitions import decide
from portal.errors import Problem

if TYPE_CHECKING:
    from portal.engine.deciding import Deciding

ACTS = ("accept", "take", "consent", "session", "agree", "sign")
"""In the order in which they follow, each an event of its own with the day on which it happened."""

_NEEDS_THE_CASE = ("not_offered", "declared")


def entered_problems(
    type_key: str, case_type: CaseType, acts: Mapping[str, Mapping[str, Any]], deciding: Deciding
) -> tuple[Problem, ...]:
    """Return what is wrong with what was typed for the acts, while the case itself cannot be opened yet.

    So that a form tells everything at once. What depends on the case (guards, the course of days) is told when it is there.
    """
    found: list[Problem] = []
    for act in (act for act in ACTS if act in acts):
        phase, step = {
            "accept": (Phase.REVIEW, ""),
            "take": (Phase.ACCEPTED, ""),
            "consent": (Phase.ACCEPTED, ""),
            "sign": (Phase.AGREED, core.TO_SIGN),
        }.get(act, (Phase.MEDIATING, ""))
        decided = decide(_imagined(type_key, case_type, phase, step), act, acts[act], deciding)
        if not isinstance(decided, Change):
            found += [problem for problem in at_act(act, decided) if problem.code not in _NEEDS_THE_CASE]
    return tuple(found)


def at_act(act: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of an act at `<act>.<field>`, those of the whole act at `<act>`."""
    return tuple(Problem(f"{act}.{p.field}".rstrip("."), p.code, p.params, p.asks) for p in problems)


def answered(confirmed: object, act: str) -> frozenset[str]:
    """Return the answers to what the guards of one act ask (`guard:<act>.<field>`) as the engine names them."""
    given = confirmed if isinstance(confirmed, (list, tuple)) else ()
    own = f"guard:{act}"
    codes = (code for code in given if isinstance(code, str))
    return frozenset(f"guard:{code.removeprefix(own).removeprefix('.')}" for code in codes if f"{code}.".startswith(f"{own}."))


def _imagined(type_key: str, case_type: CaseType, phase: Phase, step: str) -> CaseState:
    """Return a case about which nothing is known but where it stands."""
    return CaseState(
        id=uuid.UUID(int=0),
        type_key=type_key,
        type=case_type,
        phase=phase,
        step=step,
        ending=None,
        privacy=Privacy(case_type.privacy),
        version=0,
        source=Source.APPLICATION,
        received_on=date.min,
        details={},
        parties=(),
    )
