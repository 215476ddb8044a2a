"""Passwords: how they are hashed and checked, and what a new one must be.

Hashing is Werkzeug's scrypt, the format of Flask-AppBuilder's `ab_user.password`. A check costs 32 MiB and a tenth of a
second, so at most `AT_ONCE` run in a process; further attempts wait their turn.
"""

from __future__ import annotations

import secrets
import threading
from enum import StrEnum

from werkzeug.security import check_password_hash, generate_password_hash

SHORTEST = 10
LONGEST = 128
AT_ONCE = 4

_gate = threading.BoundedSemaphore(AT_ONCE)
_READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
_COMMON = ("1234567890", "0123456789", "9876543210", "qwertyuiop", "password", "admin", "iloveyou", "abcdefghij", "woaini")


class Weakness(StrEnum):
    """Why a new password is not taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NAMES_THE_PERSON = "names_the_person"
    COMMON = "common"
    UNCHANGED = "unchanged"


def weakness(password: str, *, names: tuple[str, ...] = (), old: str | None = None) -> Weakness | None:
    """Say why a new password is not taken, or None. `names` are the account, the phone and the like."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    if old is not None and password == old:
        return Weakness.UNCHANGED
    if any(len(name) >= (4 if name.isascii() else 2) and name.casefold() in plain for name in names):
        return Weakness.NAMES_THE_PERSON
    if len(set(plain)) < 5 or any(word in plain and len(plain) <= len(word) + 3 for word in _COMMON):
        return Weakness.COMMON
    return None


def hash_password(password: str) -> str:
    """Return what is stored."""
    with _gate:
        return generate_password_hash(password)


def is_right(stored: str | None, password: str) -> bool:
    """Say whether the password fits. Without a stored hash the same work is done, and the answer is no."""
    with _gate:
        return check_password_hash(stored or _nobody(), password[: LONGEST + 1]) and stored is not None


def one_time_password() -> str:
    """Return a first password for a slip of paper: readable, 69 bits, used once."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(3))


def _nobody() -> str:
    global _nobodys
    if _nobodys is None:
        _nobodys = generate_password_hash(secrets.token_urlsafe(16))
    return _nobodys


_nobodys: str | None = None
