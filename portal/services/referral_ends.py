"""What an act of one case changes at the other end of a referral: the dispute has one responsible case at every instant."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.referral import must_be_withdrawn, taken_back, withdraw
from portal.engine.referral_course import GIVES_BACK
from portal.errors import Refused
from portal.services.acting import person
from portal.services.carried_files import take_files_back
from portal.services.deciding import deciding
from portal.store.load_case import load_case
from portal.store.record import Recorded, record
from portal.store.referral_rows import RETURNED, TASK, accepted_as, close
from portal.store.tables.cases import CaseFile, Dispute
from portal.store.unit_of_work import UnitOfWork


def follow_referral(uow: UnitOfWork, case: CaseFile, before: CaseState, change: Change, recorded: Recorded) -> Recorded:
    """Do what an act that was just recorded calls for: withdraw an offer that lost its object, give a case back."""
    if change.action == GIVES_BACK:
        _give_back(uow, case, change)
    elif must_be_withdrawn(before, change):
        uow.session.flush()
        _, state = load_case(uow, case.id)
        withdrawn = withdraw(state, "", {}, uow.today, deciding(uow, person(uow), case))
        if isinstance(withdrawn, Change):
            return record(uow, case, state, withdrawn)
    return recorded


def make_responsible(uow: UnitOfWork, dispute_id: uuid.UUID, case_id: uuid.UUID) -> None:
    """Name the case that answers for the dispute from now on, at the task."""
    dispute = uow.session.scalars(
        select(Dispute).where(Dispute.county_code == uow.county_code, Dispute.id == dispute_id).with_for_update()
    ).one()
    dispute.responsible_case_id = case_id


def _give_back(uow: UnitOfWork, case: CaseFile, change: Change) -> None:
    """Reopen the case of whoever referred the dispute, and make it the responsible one again.

    Raises:
        Refused: the plugin of that case is not loaded, so nothing can be decided about it.
    """
    actor = person(uow)
    with uow.at_task(TASK):
        row = accepted_as(uow, case.id)
        origin, state = load_case(uow, row.from_case_id, lock=True)
        if state.voided_on is not None:
            raise Refused.at("", "referral_origin_gone")
        why = str(change.data.get("why", ""))
        record(uow, origin, state, taken_back(state, actor.organisation_id, why, deciding(uow, actor, origin)))
        make_responsible(uow, case.dispute_id, origin.id)
        take_files_back(uow, actor, row)
        close(uow, row, RETURNED, why)
