"""Whose turn it is: the one act the case waits for, or nothing when others have the move."""

from __future__ import annotations

from portal.declare.phases import OPEN_PHASES, Ending, Phase
from portal.engine.actions import IN_FORCE, TO_SIGN, TO_SUPPLEMENT
from portal.engine.case_state import CaseState
from portal.engine.referral_course import AWAITED, has_gone_on, is_pending

# Acts that wait for somebody else: shown as the primary button, but the case is not "our turn".
OTHERS_TURN = frozenset({"supplied", "consent_awaited", "resume", "perform"})


def next_move(state: CaseState) -> str:
    """Return the key of the act the page offers first, or an empty text when the case is done."""
    if is_pending(state) and state.phase in OPEN_PHASES:
        return AWAITED
    match state.phase:
        case Phase.CLUE | Phase.REVIEW:
            return "supplied" if state.step == TO_SUPPLEMENT else "accept"
        case Phase.ACCEPTED:
            return "take" if state.handler_id is None else "consent"
        case Phase.CONSENT:
            return "consent"
        case Phase.MEDIATING:
            return {"success": "agree", "failed": "fail"}.get(state.last_result or "", "session")
        case Phase.PAUSED:
            return "resume"
        case Phase.AGREED:
            return "sign" if state.step == TO_SIGN else "perform" if state.step == IN_FORCE else "follow_up"
        case Phase.ENDED:
            merged = state.ending is Ending.MERGED  # whoever was heard is called back in the case that leads
            return "archive" if has_gone_on(state) or merged or state.consented_on is None else "follow_up"
        case Phase.FOLLOWED_UP:
            return "archive"
    return ""


def is_our_turn(state: CaseState) -> bool:
    """Say whether the move is the organisation's own; asking for consent, pauses and performance wait for others."""
    move = next_move(state)
    return bool(move) and move != AWAITED and move not in OTHERS_TURN and state.phase is not Phase.CONSENT
