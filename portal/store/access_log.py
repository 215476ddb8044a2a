"""Writes acts that are no case event: reads of P3 and P4, searches, exports, prints, reveals, logins, roles, settings."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from portal.engine.chain import GENESIS, Plain, canonical, link
from portal.store.actors import Person
from portal.store.identifiers import new_id
from portal.store.tables.machine import AccessEntry

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


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
    """
    actor = uow.actor if by is None else by
    entry = AccessEntry(
        county_code=uow.county_code,
        id=new_id(),
        at=uow.now,
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
    uow.session.flush()


def access_content(entry: AccessEntry) -> bytes:
    """Return the canonical bytes of an entry; its hash stands alone until a seal takes it in."""
    content: dict[str, Plain] = {
        "county": entry.county_code,
        "id": entry.id,
        "at": entry.at,
        "kind": entry.kind,
        "action": entry.action,
        "staff": entry.staff_id,
        "post": entry.post_id,
        "organisation": entry.organisation_id,
        "case": entry.case_id,
        "data": entry.data,  # type: ignore[dict-item]
        "count": entry.count,
    }
    return canonical(content)
