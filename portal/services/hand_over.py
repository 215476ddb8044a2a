"""移交: gives all open cases of a person in an organisation to another one, each with an event of its own.

The organisation's own administrator does it in her name. For the county's security administrator, who sees no case, the
system does it (`people.hand_over`), and the event says at whose word.
"""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from portal.access.actors import System
from portal.access.granting import manages_place
from portal.declare.phases import Phase
from portal.declare.privacy import Privacy
from portal.engine.changes import Change
from portal.engine.choosing import EMPLOYER
from portal.errors import Forbidden, Refused
from portal.services.acting import person, staff_of, stands_aside
from portal.services.ties import ties
from portal.store.load_case import load_case
from portal.store.record import record
from portal.store.tables.cases import CaseFile
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork


def hand_over(
    uow: UnitOfWork,
    from_staff: uuid.UUID,
    to_staff: uuid.UUID,
    organisation_id: uuid.UUID | None = None,
    *,
    at_the_word_of: uuid.UUID | None = None,
) -> int:
    """Give every open case of the one to the other within an organisation (the post's own), and return how many.

    A case the receiver must stand aside from, or in which her employer is a party, is left without a handler, for the unit's
    head to give to somebody. Cases of a plugin that is not loaded stay where they are: nothing can be done to them now.
    `at_the_word_of` is the member of staff for whom the system acts.

    Raises:
        Forbidden: the post neither supervises nor manages people there.
        Refused: the receiver holds no post there, or is the same person.
    """
    organisation_id = _where(uow, organisation_id)
    if from_staff == to_staff or not staff_of(uow, organisation_id, to_staff):
        raise Refused.at("to_staff", "not_an_option")
    rows = uow.session.execute(
        select(CaseFile.id, CaseFile.type)
        .where(
            CaseFile.county_code == uow.county_code,
            CaseFile.organisation_id == organisation_id,
            or_(CaseFile.handler_id == from_staff, (CaseFile.handler_id.is_(None)) & (CaseFile.registered_by_id == from_staff)),
            CaseFile.phase != Phase.ARCHIVED.value,
            CaseFile.voided_on.is_(None),
        )
        .order_by(CaseFile.id)
    ).all()
    ids = [row.id for row in rows if uow.registry.case_type(row.type) is not None]
    word = {"by": str(at_the_word_of)} if at_the_word_of is not None else {}
    for case_id in ids:
        case, state = load_case(uow, case_id, lock=True)
        aside = stands_aside(uow, case_id, to_staff) or EMPLOYER in ties(uow, case, to_staff)
        change = Change(
            action="hand_over",
            occurred_on=uow.today,
            phase=state.phase,
            step=state.step,
            ending=state.ending,
            privacy=Privacy(case.privacy),
            move=case.move,
            columns={"handler_id": None} if aside else {},
            data={"handler": None if aside else str(to_staff), "before": str(from_staff), **word},
            handler_id=None if aside else to_staff,
        )
        record(uow, case, state, change)
    return len(ids)


def _where(uow: UnitOfWork, organisation_id: uuid.UUID | None) -> uuid.UUID:
    """Return the organisation whose cases are handed over, if the actor may do it there."""
    if isinstance(uow.actor, System) and organisation_id is not None:
        return organisation_id
    actor = person(uow)
    if organisation_id is None or organisation_id == actor.organisation_id:
        if not (actor.supervises or actor.manages_people):
            raise Forbidden("hand_over")
        return actor.organisation_id
    path = uow.session.scalar(
        select(Organisation.path).where(Organisation.county_code == uow.county_code, Organisation.id == organisation_id)
    )
    if path is None or not path.startswith(actor.organisation_path) or not manages_place(actor, path):
        raise Forbidden("hand_over")
    return organisation_id
