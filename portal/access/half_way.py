"""What a browser holds between the password and the code: a ticket that says whose password was right a moment ago.

It is ciphertext of the county's keys, good for five minutes, and only as long as that password is; it opens nothing without
the code. No session is open yet.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime, timedelta

from portal.access.signing_in import Found
from portal.errors import KeyringError
from portal.store.keyring import Keyring

LIFE = timedelta(minutes=5)
LONGEST = 600
_PLACE = "sign_in|half_way"


def ticket(keyring: Keyring, found: Found, now: datetime) -> str:
    """Return the ticket of somebody whose password was right."""
    content = {"user": found.user_id, "at": now.timestamp(), "password": _fingerprint(found)}
    return base64.urlsafe_b64encode(keyring.encrypt(json.dumps(content).encode(), _PLACE)).decode()


def user_of(keyring: Keyring, given: str, now: datetime) -> tuple[int, str] | None:
    """Return the user of a ticket with the fingerprint of her password then; None for one that is not ours or too old."""
    if len(given) > LONGEST:
        return None
    try:
        content = json.loads(keyring.decrypt(base64.urlsafe_b64decode(given), _PLACE))
    except (ValueError, KeyringError):
        return None
    age = now - datetime.fromtimestamp(content["at"], tz=now.tzinfo)
    return (content["user"], content["password"]) if timedelta() <= age <= LIFE else None


def is_of(found: Found, fingerprint: str) -> bool:
    """Say whether the password is still the one the ticket was given for."""
    return _fingerprint(found) == fingerprint


def _fingerprint(found: Found) -> str:
    return hashlib.sha256(found.password.encode()).hexdigest()[:16]
