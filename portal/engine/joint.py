"""联合办理: another body takes part in a case. What it may do there, and what each answer writes into the course.

The case stays with the body that has it, and so does the dispute: whoever takes part notes contacts, sessions and files, and
decides nothing. The parties are told who learns what before it is sent, as with a referral (个人信息保护法 23).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.declare.phases import OPEN_PHASES
from portal.declare.privacy import Privacy
from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import changed

ASKED, WITHDRAWN, DECLINED, ACCEPTED, ENDED = "joint_ask", "joint_withdraw", "joint_declined", "joint_accepted", "joint_end"
PARTNER_ACTS = frozenset({"note", "session"})
"""The acts of whoever takes part, besides files; a session of theirs decides nothing."""
GOES_ON = "continue"


def noted(state: CaseState, action: str, data: Mapping[str, Any], deciding: Deciding) -> Change:
    """Return what asking, an answer or an end writes into the course; phase and responsibility stay as they are."""
    return changed(state, action, deciding.today, data)


def is_over_with(before: Privacy, change: Change) -> bool:
    """Say whether an act leaves nothing to take part in: the case ended or was voided, or was sealed."""
    sealed = change.privacy > before and change.privacy >= Privacy.P4
    return change.phase not in OPEN_PHASES or "voided_on" in change.columns or sealed
