"""Passwords: how they are hashed and checked, and what a new one must be.

Hashing is Werkzeug's scrypt, the format of Flask-AppBuilder's `ab_user.password`. A check costs 32 MiB and a third of a
second, so at most `AT_ONCE` run in a process; further attempts wait their turn.
"""

from __future__ import annotations

import secrets
import threading
from enum import StrEnum

from werkzeug.security import check_password_hash, generate_password_hash

from portal.access.common_passwords import is_common

SHORTEST = 10
LONGEST = 128
CLASSES = 3
"""Kinds of signs that the profile 等级保护 asks for, of five: capitals, small letters, digits, other signs, 汉字."""
AT_ONCE = 4

_gate = threading.BoundedSemaphore(AT_ONCE)
_METHOD = "scrypt:32768:8:3"  # N, r, p: the least that ASVS 5.0 (appendix C) allows with 32 MiB
_FORMER = "scrypt:32768:8:1$"  # what earlier releases wrote
_READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"


class Profile(StrEnum):
    """Whose advice the county follows; the two contradict each other.

    等级保护 (GB/T 22239 8.1.4.1 a) asks for several kinds of signs and a change from time to time; ASVS 5 (6.2.5, 6.2.10)
    forbids both. Length, names, the former password and common ones are looked at by either.
    """

    DJBH = "djbh"
    ASVS = "asvs"

    @property
    def days(self) -> int | None:
        """After how many days a password is to be changed; None for never."""
        return 90 if self is Profile.DJBH else None


class Weakness(StrEnum):
    """Why a new password is not taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_PLAIN = "too_plain"
    NAMES_THE_PERSON = "names_the_person"
    COMMON = "common"
    UNCHANGED = "unchanged"


def weakness(
    password: str, *, names: tuple[str, ...] = (), old: str | None = None, profile: Profile = Profile.ASVS
) -> Weakness | None:
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
    if is_common(password):
        return Weakness.COMMON
    if profile is Profile.DJBH and len({_class_of(sign) for sign in password}) < CLASSES:
        return Weakness.TOO_PLAIN
    return None


def hash_password(password: str) -> str:
    """Return what is stored."""
    with _gate:
        return generate_password_hash(password, _METHOD)


def is_outdated(stored: str) -> bool:
    """Say whether an earlier release hashed it more weakly; it is hashed anew when its password is there."""
    return stored.startswith(_FORMER)


def is_right(stored: str | None, password: str) -> bool:
    """Say whether the password fits. Without a stored hash the same work is done, and the answer is no."""
    with _gate:
        return check_password_hash(stored or _nobody(), password[: LONGEST + 1]) and stored is not None


def one_time_password() -> str:
    """Return a first password for a slip of paper: readable, 69 bits, used once."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(3))


def _class_of(sign: str) -> str:
    if sign.isdecimal():
        return "digit"
    if sign.isalpha():
        return "capital" if sign.isupper() else "small" if sign.islower() else "character"
    return "other"


def _nobody() -> str:
    global _nobodys
    if _nobodys is None:
        _nobodys = generate_password_hash(secrets.token_urlsafe(16), _METHOD)
    return _nobodys


_nobodys: str | None = None
