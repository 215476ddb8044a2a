"""What happens to words of contact when a case becomes sealed: its own end at once, copies elsewhere with the next job."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from portal.store.outbox import put
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Contact

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

OFFERED, RECEIVED, ACCEPTED = "offered", "received", "accepted"
SEALED = "sealed"
STANDS = timedelta(days=30)
"""How long an offer stands before it may be made again."""


def close_sealed(uow: UnitOfWork, case: CaseFile) -> None:
    """End every word that lies at a case; an offer it made is taken back from where it was delivered."""
    rows = uow.session.scalars(
        select(Contact).where(Contact.county_code == case.county_code, Contact.case_id == case.id, Contact.closed_at.is_(None))
    )
    for row in rows:
        row.closed_at, row.outcome = uow.now, SEALED
        if row.part == OFFERED:
            put(uow, "contacts.close", f"contacts.close:{row.thread}", {"thread": str(row.thread)})
