"""Writes and finds referrals. They lie between two bodies, so whatever touches both ends does it at the task `referral`."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from portal.engine.changes import ReferralProposed
from portal.store.identifiers import new_id
from portal.store.secrets import seal, unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.referral import Referral

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

TASK = "referral"
PROPOSED, ACCEPTED, REFUSED, WITHDRAWN, RETURNED = "proposed", "accepted", "refused", "withdrawn", "returned"


def write_proposal(uow: UnitOfWork, case: CaseFile, proposed: ReferralProposed) -> None:
    """Write an offer of the case to another body."""
    row_id = new_id()
    text = json.dumps(dict(proposed.snapshot), ensure_ascii=False)
    with uow.at_task(TASK):
        uow.session.add(
            Referral(
                county_code=case.county_code,
                id=row_id,
                organisation_id=proposed.to,
                receiver_id=proposed.receiver,
                sender_id=case.organisation_id,
                from_case_id=case.id,
                type=case.type,
                privacy=case.privacy,
                reason=proposed.reason,
                consented_on=proposed.consented_on,
                how=proposed.how,
                proposed_by_id=getattr(uow.actor, "staff_id", None),
                snapshot=seal(uow.keyring, "referral", "snapshot", row_id, text),
                sent_at=uow.now,
                due_on=proposed.due_on,
                state=PROPOSED,
            )
        )


def withdraw_proposal(uow: UnitOfWork, case: CaseFile) -> None:
    """Close the offer that awaits an answer."""
    with uow.at_task(TASK):
        row = uow.session.scalars(
            select(Referral).where(
                Referral.county_code == case.county_code, Referral.from_case_id == case.id, Referral.state == PROPOSED
            )
        ).one()
        close(uow, row, WITHDRAWN)


def close(uow: UnitOfWork, row: Referral, state: str, why: str = "") -> None:
    """Write how an offer ended. What was sent is kept only where it was accepted."""
    row.state, row.why, row.answered_at = state, why, uow.now
    if state in (REFUSED, WITHDRAWN):
        row.snapshot = None


def snapshot(uow: UnitOfWork, row: Referral) -> dict[str, Any]:
    """Return what was sent; nothing where it was forgotten."""
    if row.snapshot is None:
        return {}
    read: dict[str, Any] = json.loads(unseal(uow.keyring, "referral", "snapshot", row.id, row.snapshot))
    return read


def accepted_as(uow: UnitOfWork, case_id: uuid.UUID) -> Referral:
    """Return the referral by which a case was opened, at the task."""
    statement = select(Referral).where(
        Referral.county_code == uow.county_code, Referral.to_case_id == case_id, Referral.state == ACCEPTED
    )
    return uow.session.scalars(statement.with_for_update()).one()
