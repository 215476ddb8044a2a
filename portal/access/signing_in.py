"""The one way in for people: account, password, lock-out, the code of a second factor where there is one, session.

Every attempt does the same work, whether the account exists or not, so that neither the answer nor its time tells which:
one look-up, one count, one check of a password. A one-click entry of the demo passes no password and is only offered by
the login page of a demo on the machine itself.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Connection, Engine, and_, func, or_, select, update

from portal.access import passwords, sessions
from portal.access.lockout import Locked, Lockout
from portal.access.second_factor import Given, check
from portal.store.access_log import log_access
from portal.store.actors import System
from portal.store.database import WRITES
from portal.store.tables.people import Staff
from portal.store.tables.sign_in import OutsideIdentity, SecondFactor
from portal.store.unit_of_work import Store

TASK = "sign_in"


@dataclass(frozen=True)
class Wrong:
    """Account and password do not fit together; which of the two was wrong is not told."""


@dataclass(frozen=True)
class Account:
    """A user who has proved who she is."""

    user_id: int
    staff_id: uuid.UUID
    county_code: str


@dataclass(frozen=True)
class HalfWay:
    """Her password was right; the code of her second factor is still to come."""

    found: Found


def authenticate(
    engine: Engine, lockout: Lockout, *, account: str, password: str, address: str, now: datetime
) -> Account | HalfWay | Wrong | Locked:
    """Return the account of a user name or official phone with its password, counted against the lock-out."""
    writing = engine.execution_options(**{WRITES: True})
    given = account.strip()
    with engine.connect() as connection:
        found = find(connection, given)
    name = given if found is None else counted_as(found.user_id)
    with writing.begin() as connection:
        locked = lockout.attempt(connection, name, address, now)
    if locked is not None:
        return locked
    stored = None if found is None else found.password
    if not passwords.is_right(stored, password) or found is None:
        return Wrong()
    renewed = passwords.hash_password(password) if passwords.is_outdated(found.password) else None
    with writing.begin() as connection:
        lockout.clear(connection, name)
        if renewed is not None:
            connection.execute(update(User).where(User.id == found.user_id).values(password=renewed))
    found = found if renewed is None else replace(found, password=renewed)
    return HalfWay(found) if found.has_second_factor else Account(found.user_id, found.staff_id, found.county_code)


def take_code(store: Store, lockout: Lockout, *, found: Found, code: str, address: str, now: datetime) -> Given | Locked:
    """Return what the code of somebody's second factor is, counted under a name of its own.

    A right password does not take wrong codes back, so that whoever knows it has no more tries than anybody.
    """
    name = code_counted_as(found.user_id)
    writing = store.engine.execution_options(**{WRITES: True})
    with writing.begin() as connection:
        locked = lockout.attempt(connection, name, address, now)
    if locked is not None:
        return locked
    with store.begin(System(found.county_code, TASK), write=True) as uow:
        given = check(uow, found.staff_id, code)
        if given is Given.WRONG:
            log_access(uow, "login", "code_wrong", data={"staff": str(found.staff_id)})
        if given is Given.RECOVERY:
            log_access(uow, "login", "recovery_code_used", data={"staff": str(found.staff_id)})
    if given is not Given.WRONG:
        with writing.begin() as connection:
            lockout.clear(connection, name)
    return given


def counted_as(user_id: int) -> str:
    """Return under which name the wrong passwords of a user are counted, whatever she typed."""
    return f"user {user_id}"


def code_counted_as(user_id: int) -> str:
    """Return under which name the wrong codes of a user are counted."""
    return f"user {user_id} code"


def forget_failures(connection: Connection, lockout: Lockout, user_id: int) -> None:
    """Let somebody who is locked out try again at once."""
    lockout.clear(connection, counted_as(user_id))
    lockout.clear(connection, code_counted_as(user_id))


@dataclass(frozen=True)
class Found:
    """An account that exists and is active; its password hash stays out of `repr`."""

    user_id: int
    staff_id: uuid.UUID
    county_code: str
    username: str
    phone: str
    password: str
    has_second_factor: bool

    def __repr__(self) -> str:
        return f"Found(user_id={self.user_id})"


_FOUND = (
    select(
        User.id,
        Staff.id,
        Staff.county_code,
        User.username,
        Staff.phone,
        User.password,
        SecondFactor.since.is_not(None).label("has_second_factor"),
    )
    .join(Staff, Staff.user_id == User.id)
    .outerjoin(SecondFactor, and_(SecondFactor.county_code == Staff.county_code, SecondFactor.id == Staff.id))
)


def find(connection: Connection, account: str) -> Found | None:
    """Return the active account of a user name, or of an official phone that belongs to one person only."""
    rows = connection.execute(
        _FOUND.where(
            or_(func.lower(User.username) == account.lower(), and_(Staff.phone == account, Staff.phone != "")),
            User.active.is_(True),
            Staff.ended_on.is_(None),
        ).limit(2)
    ).all()
    if len(rows) != 1 or not rows[0].password:
        return None
    return Found(*rows[0])


def account_of_subject(connection: Connection, issuer: str, subject: str) -> Found | None:
    """Return the active account of somebody whom another house vouches for; None when the county named nobody."""
    named = and_(OutsideIdentity.county_code == Staff.county_code, OutsideIdentity.staff_id == Staff.id)
    row = connection.execute(
        _FOUND.join(OutsideIdentity, named).where(
            OutsideIdentity.issuer == issuer,
            OutsideIdentity.subject == subject,
            User.active.is_(True),
            Staff.ended_on.is_(None),
        )
    ).one_or_none()
    return None if row is None else Found(*row)


def enter(
    connection: Connection,
    user_id: int,
    *,
    post_id: uuid.UUID | None,
    now: datetime,
    address: str,
    agent: str,
    data: sessions.Data,
) -> str:
    """Open the session of somebody who has proved who she is, and return its token."""
    connection.execute(
        update(User)
        .where(User.id == user_id)
        .values(last_login=now.replace(tzinfo=None), login_count=func.coalesce(User.login_count, 0) + 1, fail_login_count=0)
    )
    return sessions.start(connection, user_id=user_id, post_id=post_id, data=data, now=now, address=address, agent=agent)


def set_password(
    connection: Connection, account: Account, password: str, *, one_time: bool, now: datetime, staying: bytes | None = None
) -> None:
    """Store a new password and end every session of the user but `staying`."""
    connection.execute(update(User).where(User.id == account.user_id).values(password=passwords.hash_password(password)))
    connection.execute(
        update(Staff)
        .where(Staff.county_code == account.county_code, Staff.id == account.staff_id)
        .values(must_change_password=one_time, password_set_at=now)
    )
    sessions.end_all(connection, account.user_id, but=staying)


def account_of(connection: Connection, user_id: int) -> Found | None:
    """Return the account of a user who is signed in."""
    row = connection.execute(_FOUND.where(User.id == user_id, User.active.is_(True))).one_or_none()
    return None if row is None else Found(*row)
