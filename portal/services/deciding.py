"""What the engine needs to know of whoever decides."""

from __future__ import annotations

from portal.access.actors import Person
from portal.engine.transitions import Deciding
from portal.services.acting import staff_of
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork


def deciding(uow: UnitOfWork, actor: Person, case: CaseFile) -> Deciding:
    """Return who decides about this case, when, and whom the case may be given to."""
    return Deciding(
        today=uow.today,
        now=uow.now,
        calendar=uow.calendar,
        staff_id=actor.staff_id,
        supervises=actor.supervises and actor.organisation_id == case.organisation_id,
        staff_in_reach=lambda staff_id: staff_of(uow, case.organisation_id, staff_id),
    )
