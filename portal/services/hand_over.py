"""移交: gives all open cases of a person in an organisation to another one, each with an event of its own."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from portal.declare.phases import Phase
from portal.declare.privacy import Privacy
from portal.engine.changes import Change
from portal.errors import Forbidden, Refused
from portal.services.acting import person, staff_of
from portal.store.load_case import load_case
from portal.store.record import record
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork


def hand_over(uow: UnitOfWork, from_staff: uuid.UUID, to_staff: uuid.UUID) -> int:
    """Give every open case of the one to the other within the organisation of this post, and return how many.

    Raises:
        Forbidden: the post neither supervises nor manages people.
        Refused: the receiver holds no post there, or is the same person.
    """
    actor = person(uow)
    if not (actor.supervises or actor.manages_people):
        raise Forbidden("hand_over")
    if from_staff == to_staff or not staff_of(uow, actor.organisation_id, to_staff):
        raise Refused.at("to_staff", "not_an_option")
    ids = uow.session.scalars(
        select(CaseFile.id)
        .where(
            CaseFile.county_code == uow.county_code,
            CaseFile.organisation_id == actor.organisation_id,
            or_(CaseFile.handler_id == from_staff, (CaseFile.handler_id.is_(None)) & (CaseFile.registered_by_id == from_staff)),
            CaseFile.phase != Phase.ARCHIVED.value,
            CaseFile.voided_on.is_(None),
        )
        .order_by(CaseFile.id)
    ).all()
    for case_id in ids:
        case, state = load_case(uow, case_id, lock=True)
        change = Change(
            action="hand_over",
            occurred_on=uow.today,
            phase=state.phase,
            step=state.step,
            ending=state.ending,
            privacy=Privacy(case.privacy),
            move=case.move,
            data={"handler": str(to_staff), "before": str(from_staff)},
            handler_id=to_staff,
        )
        record(uow, case, state, change)
    return len(ids)
