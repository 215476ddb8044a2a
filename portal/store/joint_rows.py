"""Who takes part in a case of another body, and how they are let near it; both ends are touched at the task `joint`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from portal.store.identifiers import new_id
from portal.store.secrets import seal, unseal
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.tables.joint import JointHandling

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

TASK = "joint"
GROUND = "joint"
ASKED, DECLINED, WITHDRAWN, TAKING, ENDED = "asked", "declined", "withdrawn", "taking", "ended"
STANDING = (ASKED, TAKING)


def takes_part(uow: UnitOfWork, case_id: uuid.UUID, staff_id: uuid.UUID) -> bool:
    """Say whether somebody takes part in a case now."""
    row = select(CaseAccess.id).where(
        CaseAccess.county_code == uow.county_code,
        CaseAccess.case_id == case_id,
        CaseAccess.ground == GROUND,
        CaseAccess.staff_id == staff_id,
        or_(CaseAccess.until.is_(None), CaseAccess.until > uow.now),
    )
    return uow.session.scalar(row.limit(1)) is not None


def write_asked(uow: UnitOfWork, case: CaseFile, told: dict[str, Any], **values: Any) -> None:
    """Write a request about the case to another body."""
    row_id = new_id()
    text = json.dumps(told, ensure_ascii=False)
    uow.session.add(
        JointHandling(
            county_code=case.county_code,
            id=row_id,
            sender_id=case.organisation_id,
            from_case_id=case.id,
            type=case.type,
            privacy=case.privacy,
            asked_at=uow.now,
            snapshot=seal(uow.keyring, "joint_handling", "snapshot", row_id, text),
            state=ASKED,
            staff=[],
            **values,
        )
    )
    uow.session.flush()


def told(uow: UnitOfWork, row: JointHandling) -> dict[str, Any]:
    """Return what was sent; nothing where it was forgotten."""
    if row.snapshot is None:
        return {}
    read: dict[str, Any] = json.loads(unseal(uow.keyring, "joint_handling", "snapshot", row.id, row.snapshot))
    return read


def let_partners_in(uow: UnitOfWork, row: JointHandling, staff: Iterable[uuid.UUID]) -> None:
    """Let the people named by the other body near the case, each by a row of her own; nobody else of that body comes in."""
    named = list(staff)
    for staff_id in named:
        uow.session.add(
            CaseAccess(
                county_code=row.county_code,
                id=new_id(),
                case_id=row.from_case_id,
                staff_id=staff_id,
                ground=GROUND,
                since=uow.now,
            )
        )
    row.state, row.answered_at, row.staff = TAKING, uow.now, [str(one) for one in named]
    uow.session.flush()


def close(uow: UnitOfWork, row: JointHandling, state: str, why: str = "") -> None:
    """Write how a request or a participation ended, and close the doors it had opened."""
    if row.state == TAKING:
        row.ended_at = uow.now
        mine = {uuid.UUID(one) for one in row.staff}
        for access in uow.session.scalars(
            select(CaseAccess).where(
                CaseAccess.county_code == row.county_code,
                CaseAccess.case_id == row.from_case_id,
                CaseAccess.ground == GROUND,
                CaseAccess.until.is_(None),
            )
        ):
            if access.staff_id in mine:
                access.until = uow.now
    else:
        row.answered_at = uow.now
        row.snapshot = None
    row.state, row.why = state, why
    uow.session.flush()


def standing(uow: UnitOfWork, case_id: uuid.UUID) -> list[JointHandling]:
    """Return the requests and participations of a case that stand, at the task."""
    rows = select(JointHandling).where(
        JointHandling.county_code == uow.county_code, JointHandling.from_case_id == case_id, JointHandling.state.in_(STANDING)
    )
    return list(uow.session.scalars(rows.with_for_update()))
