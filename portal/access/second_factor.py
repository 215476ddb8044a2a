"""动态验证码: a code of six digits that an authenticator on a telephone shows for half a minute (TOTP, RFC 6238).

The secret is ciphertext. A code counts half a minute early or late and never twice: the step of the newest one used is kept,
and only a later one is taken. For the day the telephone is lost there are recovery codes: 120 random bits each, so that a hash
needs no stretching; each opens once.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
import uuid
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import pyotp
from sqlalchemy import ColumnElement, delete, func, select

from portal.store.identifiers import new_id
from portal.store.secrets import seal, unseal
from portal.store.tables.sign_in import RecoveryCode, SecondFactor
from portal.store.unit_of_work import UnitOfWork

STEP = 30  # seconds that a code is shown
WINDOW = 1  # steps that clocks may differ
RECOVERY_CODES = 10
ISSUER = "诉源"
LONGEST = 40

_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 of them, none that looks like another
_GROUPS, _GROUP = 4, 6  # five bits a sign; below 112 bits a code would need the slow hash of a password (ASVS 5.0 V6.5.2)


class Given(StrEnum):
    """What somebody typed."""

    CODE = "code"
    RECOVERY = "recovery"
    WRONG = "wrong"


def factor_of(uow: UnitOfWork, staff_id: uuid.UUID) -> SecondFactor | None:
    """Return how it stands with a person's second factor, locked where the unit of work writes."""
    statement = select(SecondFactor).where(SecondFactor.county_code == uow.county_code, SecondFactor.id == staff_id)
    return uow.session.scalars(statement.with_for_update() if uow.writes else statement).one_or_none()


def begin(uow: UnitOfWork, staff_id: uuid.UUID) -> None:
    """Make a new secret for somebody who has not set one up; it counts for nothing until `confirm`."""
    row = factor_of(uow, staff_id)
    if row is None:
        row = SecondFactor(county_code=uow.county_code, id=staff_id, last_step=0, reset_told=True)
        uow.session.add(row)
    row.secret = seal(uow.keyring, "second_factor", "secret", staff_id, pyotp.random_base32())
    row.last_step, row.since = 0, None
    uow.session.flush()


def secret_of(uow: UnitOfWork, row: SecondFactor) -> str:
    """Return the secret, which is shown while it is being set up and never again."""
    return "" if row.secret is None else unseal(uow.keyring, "second_factor", "secret", row.id, row.secret)


def address_of(secret: str, username: str, county: str) -> str:
    """Return what the QR code holds: the authenticator shows the county and the user name beside its codes."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=f"{ISSUER} {county}".strip())


def confirm(uow: UnitOfWork, row: SecondFactor, given: str) -> bool:
    """Let the second factor count from now on when the code is right, and say whether it was."""
    if not _code(uow, row, plain(given)):
        return False
    row.since, row.reset_at, row.reset_told = uow.now, None, True
    uow.session.flush()
    return True


def check(uow: UnitOfWork, staff_id: uuid.UUID, given: str) -> Given:
    """Say what a text is for somebody whose second factor counts, and use it up."""
    row = factor_of(uow, staff_id)
    typed = plain(given)
    if row is None or row.since is None:
        return Given.WRONG
    if _code(uow, row, typed):
        uow.session.flush()
        return Given.CODE
    return Given.RECOVERY if _recovery(uow, staff_id, typed) else Given.WRONG


def make_recovery_codes(uow: UnitOfWork, staff_id: uuid.UUID) -> tuple[str, ...]:
    """Make new recovery codes in place of what is left of the old ones, and return them, the only time they are known."""
    _forget_recovery_codes(uow, staff_id)
    made = tuple("-".join(_signs() for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES))
    uow.session.add_all(
        RecoveryCode(county_code=uow.county_code, id=new_id(), staff_id=staff_id, code_hash=_hash(staff_id, plain(code)))
        for code in made
    )
    uow.session.flush()
    return made


def recovery_codes_left(uow: UnitOfWork, staff_id: uuid.UUID) -> int:
    """Return how many recovery codes were not used."""
    return uow.session.scalar(select(func.count()).select_from(RecoveryCode).where(*_mine(uow, staff_id))) or 0


def take_away(uow: UnitOfWork, row: SecondFactor, *, by_administrator: bool) -> None:
    """Forget the secret and the recovery codes. What an administrator took away, the person is told when she signs in next."""
    _forget_recovery_codes(uow, row.id)
    row.secret, row.since, row.last_step = None, None, 0
    row.reset_at = uow.now if by_administrator else None
    row.reset_told = not by_administrator
    uow.session.flush()


def reset_to_tell(uow: UnitOfWork, staff_id: uuid.UUID) -> datetime | None:
    """Return when an administrator took the second factor away, the first time it is asked for after that."""
    row = factor_of(uow, staff_id)
    if row is None or row.reset_told:
        return None
    row.reset_told = True
    uow.session.flush()
    return row.reset_at


def plain(given: str) -> str:
    """Return what somebody typed without spaces and hyphens, in one width and one case."""
    return unicodedata.normalize("NFKC", given[:LONGEST]).upper().replace(" ", "").replace("-", "")


def _signs() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(_GROUP))


def _code(uow: UnitOfWork, row: SecondFactor, typed: str) -> bool:
    if len(typed) != 6 or not typed.isascii() or row.secret is None:
        return False
    made = pyotp.TOTP(secret_of(uow, row))
    for step in _steps(uow.now, row.last_step):
        if hmac.compare_digest(made.at(step * STEP), typed):
            row.last_step = step
            return True
    return False


def _steps(now: datetime, last: int) -> Iterator[int]:
    """Give the steps whose codes count now and were not used."""
    present = int(now.timestamp()) // STEP
    return (step for step in range(present - WINDOW, present + WINDOW + 1) if step > last)


def _recovery(uow: UnitOfWork, staff_id: uuid.UUID, typed: str) -> bool:
    row = uow.session.scalars(
        select(RecoveryCode).where(*_mine(uow, staff_id), RecoveryCode.code_hash == _hash(staff_id, typed)).with_for_update()
    ).one_or_none()
    if row is None:
        return False
    uow.session.delete(row)
    uow.session.flush()
    return True


def _forget_recovery_codes(uow: UnitOfWork, staff_id: uuid.UUID) -> None:
    uow.session.execute(delete(RecoveryCode).where(*_mine(uow, staff_id)))


def _mine(uow: UnitOfWork, staff_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return RecoveryCode.county_code == uow.county_code, RecoveryCode.staff_id == staff_id


def _hash(staff_id: uuid.UUID, typed: str) -> bytes:
    return hashlib.sha256(f"{staff_id}|{typed}".encode(errors="replace")).digest()
