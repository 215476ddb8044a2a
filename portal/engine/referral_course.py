"""What the acts of a case tell of its referrals: is an answer awaited, has the dispute gone on, did it come from elsewhere."""

from __future__ import annotations

from portal.engine.case_state import CaseState

PROPOSED, WITHDRAWN, REFUSED, ACCEPTED, RETURNED = "refer", "refer_withdraw", "refer_refused", "refer_accepted", "refer_returned"
CAME_IN, GIVES_BACK, URGED = "refer_in", "refer_return", "refer_urged"
_SENDERS_COURSE = (PROPOSED, WITHDRAWN, REFUSED, ACCEPTED, RETURNED)

AWAITED = "referred"
"""The move of a case whose referral waits for an answer: it is the other body's turn."""


def is_pending(state: CaseState) -> bool:
    """Say whether the answer to a referral is awaited."""
    return _last(state.actions) == PROPOSED


def has_gone_on(state: CaseState) -> bool:
    """Say whether another body has taken the dispute over, or got it back."""
    return _last(state.actions) == ACCEPTED or state.did(GIVES_BACK)


def came_in(state: CaseState) -> bool:
    """Say whether the case was opened by accepting a referral."""
    return state.did(CAME_IN)


def _last(actions: tuple[str, ...]) -> str:
    return next((action for action in reversed(actions) if action in _SENDERS_COURSE), "")
