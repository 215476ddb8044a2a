"""Asks whoever acts in this request to prove once more who she is."""

from __future__ import annotations

from flask import request

from portal.access.lockout import Locked
from portal.access.proving_again import Proved, prove_again
from portal.access.signing_in import Wrong
from portal.errors import Refused
from portal.web.acting import current_actor, now, portal
from portal.web.failed_sign_ins import note_not_proved

FIELD = "password"


def proof(password: str) -> Proved | Wrong | Locked:
    """Return the proof of the acting person, or why there is none; counted by the lock-out."""
    running = portal()
    found = prove_again(
        running.engine,
        running.lockout,
        user_id=current_actor().user_id,
        password=password,
        address=request.remote_addr or "",
        now=now(),
    )
    if isinstance(found, Wrong):
        note_not_proved()
    return found


def must_prove() -> Proved:
    """Return the proof that came with the form.

    Raises:
        Refused: the password is missing or wrong, or it was wrong too often.
    """
    given = request.form.get(FIELD, "")
    if not given:
        raise Refused.at(FIELD, "password_missing")
    match proof(given):
        case Proved() as proved:
            return proved
        case Locked():
            raise Refused.at(FIELD, "password_locked")
    raise Refused.at(FIELD, "password_wrong")
