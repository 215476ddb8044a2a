"""What the engine needs to know of whoever decides."""

from __future__ import annotations

import uuid

from portal.access.actors import Person
from portal.engine.deciding import Deciding
from portal.services.acting import staff_of
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork


def deciding(uow: UnitOfWork, actor: Person, case: CaseFile) -> Deciding:
    """Return who decides about this case, when, and whom the case may be given to."""
    return deciding_for(uow, actor, case.organisation_id)


def deciding_for(uow: UnitOfWork, actor: Person, organisation_id: uuid.UUID) -> Deciding:
    """Return the same for a case of the organisation that is not there yet."""
    return Deciding(
        today=uow.today,
        now=uow.now,
        calendar=uow.calendar,
        staff_id=actor.staff_id,
        supervises=actor.supervises and actor.organisation_id == organisation_id,
        staff_in_reach=lambda staff_id: staff_of(uow, organisation_id, staff_id),
    )
