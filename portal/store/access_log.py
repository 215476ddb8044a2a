"""Writes acts that are no case event: reads of P3 and P4, searches, exports, prints, reveals, logins, roles, settings."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from sqlalchemy.exc import SQLAlchemyError

from portal.declare.privacy import Privacy
from portal.engine.chain import GENESIS, Plain, canonical, link
from portal.errors import GuardError, Unrecorded
from portal.store.actors import Person
from portal.store.identifiers import new_id
from portal.store.tables.machine import AccessEntry

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

READ_IS_LOGGED_FROM = Privacy.P3
_COVERED: Mapping[str, str] = {
    "county": "county_code",
    "id": "id",
    "at": "at",
    "kind": "kind",
    "action": "action",
    "staff": "staff_id",
    "post": "post_id",
    "organisation": "organisation_id",
    "case": "case_id",
    "data": "data",
    "count": "count",
}


def log_access(
    uow: UnitOfWork,
    kind: str,
    action: str,
    *,
    case_id: uuid.UUID | None = None,
    data: Mapping[str, str | int] | None = None,
    count: int | None = None,
    by: Person | None = None,
) -> None:
    """Write one entry in the present transaction. `data` holds codes and ids, never what was read or searched for.

    `by` is the person for whom a task of the system acts.

    Raises:
        Unrecorded: the entry cannot be written. What it tells of must not be shown: the transaction is lost with it.
    """
    actor = uow.actor if by is None else by
    uow.session.flush()  # so that an error below is the entry's own
    entry = AccessEntry(
        county_code=uow.county_code,
        id=new_id(),
        at=uow.entered_at,
        kind=kind,
        action=action,
        staff_id=getattr(actor, "staff_id", None),
        post_id=getattr(actor, "post_id", None),
        organisation_id=getattr(actor, "organisation_id", None),
        case_id=case_id,
        data=dict(data or {}),
        count=count,
        hash=b"",
    )
    entry.hash = link(GENESIS, access_content(entry))
    uow.session.add(entry)
    try:
        uow.session.flush()
    except (SQLAlchemyError, GuardError) as error:
        raise Unrecorded(type(error).__name__) from error


def note_look(uow: UnitOfWork, what: str, matter: uuid.UUID, privacy: int) -> None:
    """Write down, before anything of it is shown, that somebody reads a restricted or sealed matter; once in a request.

    `what` is `case`, or the kind of what was sent out of one (`referral`, `joint`).

    A unit that only reads has it committed beside itself before it goes on. Whoever looks by special permission was written
    down when she was let in (`portal.services.glass`).

    Raises:
        Unrecorded: it cannot be written down, so nothing may be shown.
    """
    actor = uow.actor
    if privacy < READ_IS_LOGGED_FROM or not isinstance(actor, Person) or actor.glass is not None or uow.has_looked(matter):
        return
    if uow.writes:
        _log_look(uow, what, matter)
    else:
        try:
            with uow.beside() as writing:
                _log_look(writing, what, matter)
        except SQLAlchemyError as error:
            raise Unrecorded(type(error).__name__) from error
    uow.looked(matter)


def access_content(entry: AccessEntry) -> bytes:
    """Return the canonical bytes of an entry; its hash stands alone until a seal takes it in."""
    return canonical({name: cast("Plain", getattr(entry, column)) for name, column in _COVERED.items()})


def access_plain(values: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return what is covered of an entry whose columns have these values."""
    return {name: values[column] for name, column in _COVERED.items()}


def _log_look(uow: UnitOfWork, what: str, matter: uuid.UUID) -> None:
    if what == "case":
        log_access(uow, "read", what, case_id=matter)
    else:
        log_access(uow, "read", what, data={what: str(matter)})
