"""Asks whoever acts in this request to prove once more who she is."""

from __future__ import annotations

from flask import request

from portal.access.lockout import Locked
from portal.access.proving_again import Proved, WrongCode, prove_again
from portal.access.signing_in import Wrong
from portal.errors import Refused
from portal.web.acting import current_actor, current_signed, now, portal
from portal.web.failed_sign_ins import note_not_proved

FIELD = "password"
CODE = "code"
FIELDS = (FIELD, CODE)
"""What `ui.proof` puts into a form; none of it belongs to what the form is about."""


def proof(password: str, code: str) -> Proved | Wrong | WrongCode | Locked:
    """Return the proof of the acting person, or why there is none; counted by the lock-out."""
    running = portal()
    found = prove_again(
        running.store,
        running.lockout,
        user_id=current_actor().user_id,
        password=password,
        code=code,
        address=request.remote_addr or "",
        now=now(),
    )
    if isinstance(found, Wrong):
        note_not_proved()
    return found


def must_prove(prefix: str = "") -> Proved:
    """Return the proof that came with the form; `prefix` tells its fields from those of another form of the page.

    Raises:
        Refused: the password or the code is missing or wrong, or was wrong too often.
    """
    field, code_field = prefix + FIELD, prefix + CODE
    given, code = request.form.get(field, ""), request.form.get(code_field, "")
    if not given:
        raise Refused.at(field, "password_missing")
    if current_signed().has_second_factor and not code.strip():
        raise Refused.at(code_field, "code_missing")
    match proof(given, code):
        case Proved() as proved:
            return proved
        case WrongCode(locked=locked):
            raise Refused.at(code_field, "code_locked" if locked else "code_wrong")
        case Locked():
            raise Refused.at(field, "password_locked")
    raise Refused.at(field, "password_wrong")
