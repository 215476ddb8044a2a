"""What the acts of a mediation session change: its record, and the facts nobody disputes, which are signed by themselves.

What a party concedes for the sake of an agreement is no evidence against it later (特邀调解规定 22); facts all sides confirmed
are, and they are confirmed in writing (在线调解规则 18, 22). So the facts stand on a paper of their own and never in the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.engine.case_state import CaseState
from portal.engine.changes import SessionHeld, UndisputedSigned, UndisputedStated
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed
from portal.errors import Problem

CONTINUE = "continue"


def session(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Write down a session. A next day belongs to one that goes on, and lies after it."""
    began, ended = (_hour(data.get(key)) for key in ("began", "ended"))
    next_on = data.get("next_on")
    problems = []
    if began and ended and ended <= began:
        problems.append(Problem("ended", "session_ends_before_it_begins"))
    if next_on is not None and data["result"] != CONTINUE:
        problems.append(Problem("next_on", "nothing_to_continue"))
    elif next_on is not None and next_on <= day:
        problems.append(Problem("next_on", "not_later", {"day": day.isoformat()}))
    if problems:
        return tuple(problems)
    held = SessionHeld(
        day,
        data.get("place") or "",
        data["manner"],
        data.get("present") or "",
        data["record"],
        data["result"],
        began=began,
        ended=ended,
        others=data.get("others") or "",
        informed=bool(data.get("informed")),
        next_on=next_on,
    )
    kept = {k: data[k] for k in ("held_on", "manner", "result")}
    return changed(state, action, day, kept, rows=(held,), last_result=data["result"], columns={"next_contact_on": next_on})


def undisputed(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Write down the facts nobody disputes, in place of what was written before; they wait for signatures."""
    return changed(state, action, day, {"stated_on": day}, rows=(UndisputedStated(day, data["facts"]),))


def undisputed_sign(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Note that all sides signed them."""
    return changed(state, action, day, {"signed_on": day}, rows=(UndisputedSigned(day),))


def hours(began: str, ended: str) -> str:
    """Return from when to when a session was, as far as that was written down."""
    return "—".join(part for part in (began, ended) if part)


def _hour(written: str | None) -> str:
    """Return a time of day as 09:30."""
    hour, _colon, minute = (written or "").replace("：", ":").partition(":")
    return f"{int(hour):02d}:{minute}" if minute else ""
