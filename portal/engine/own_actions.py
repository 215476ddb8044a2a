"""What a type's own action changes: a step, perhaps the privacy class, the clocks it meets, and what was entered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.declare.steps import Action
from portal.engine import clocks
from portal.engine.case_state import CaseState
from portal.engine.changes import Change, Edited, Json
from portal.engine.moves import next_move
from portal.engine.read_fields import spelled, stored

_TEXT_KINDS = frozenset({"text", "long_text", "id_number", "phone"})


def apply_own(state: CaseState, action: Action, data: Mapping[str, Any], today: date) -> Change:
    """Return the change of a type's own action.

    Codes, days and amounts stay with the event as they are; typed text is kept encrypted beside it. The event happened on
    the first day that was entered, else today.
    """
    plain: dict[str, Json] = {}
    values: list[Edited] = []
    for field in action.fields:
        value = data.get(field.key)
        if value is None:
            continue
        if field.is_secret or field.kind in _TEXT_KINDS:
            values.append(Edited(field.key, None, spelled(field, value)))
        else:
            plain[field.key] = stored(field, value)
    day = next((data[f.key] for f in action.fields if f.kind == "day" and data.get(f.key) and data[f.key] <= today), today)
    step = action.to or state.step
    privacy = state.privacy if action.raises is None else max(state.privacy, action.raises)
    return Change(
        action=action.key,
        occurred_on=day,
        phase=state.phase,
        step=step,
        ending=state.ending,
        privacy=privacy,
        move=next_move(state),
        data=plain,
        values=tuple(values),
        clocks=clocks.stopped_by(state, action.key, day),
    )
