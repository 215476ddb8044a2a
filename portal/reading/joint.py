"""联合办理 as each side sees it: what waits for an answer, who takes part in a case, and whose move it is."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.joint_reach import asked_clause, handles_cases
from portal.errors import NotFound
from portal.reading.referrals import place_of
from portal.reading.shown import type_title
from portal.reading.wording import N_, say
from portal.store.access_log import note_look
from portal.store.joint_rows import ASKED, STANDING, TASK, told
from portal.store.tables.joint import JointHandling
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 50
STATES = {
    "asked": N_("等对方答复"),
    "taking": N_("参加办理中"),
    "declined": N_("对方不参加"),
    "withdrawn": N_("已撤回"),
    "ended": N_("已结束"),
}


@dataclass(frozen=True)
class JointShown:
    """A request or a participation of a case, for those who work on it."""

    id: uuid.UUID
    organisation: str
    state: str
    people: str
    due_on: date

    @property
    def stands(self) -> bool:
        """Say whether it can be ended."""
        return self.state in STANDING


@dataclass(frozen=True)
class JointRow:
    """A request that waits for an answer of this post, or a case it takes part in."""

    id: uuid.UUID
    sender: str
    type: str
    due_on: date
    state: str
    case_id: uuid.UUID


@dataclass(frozen=True)
class JointPage:
    """One request with what was sent."""

    row: JointRow
    privacy: int
    receiver_id: uuid.UUID | None
    consented_on: date
    how: str
    asked_at: datetime
    may_answer: bool
    snapshot: Mapping[str, Any]
    place: str


def joint_of(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[JointShown, ...]:
    """Return who was asked and who takes part; the caller has made sure that the case may be read."""
    with uow.at_task(TASK):
        rows = uow.session.execute(
            select(JointHandling, Organisation.short_name)
            .join(
                Organisation,
                and_(Organisation.county_code == JointHandling.county_code, Organisation.id == JointHandling.organisation_id),
            )
            .where(JointHandling.county_code == uow.county_code, JointHandling.from_case_id == case_id)
            .order_by(JointHandling.asked_at.desc(), JointHandling.id)
        ).all()
    wanted = {uuid.UUID(one) for row, _name in rows for one in row.staff}
    named = select(Staff.id, Staff.name).where(Staff.county_code == uow.county_code, Staff.id.in_(wanted))
    names = {one.id: one.name for one in uow.session.execute(named)} if wanted else {}
    return tuple(
        JointShown(row.id, name, row.state, "、".join(names.get(uuid.UUID(one), "") for one in row.staff), row.due_on)
        for row, name in rows
    )


def joint_for(uow: UnitOfWork, actor: Person) -> tuple[JointRow, ...]:
    """Return what waits for an answer of this post, the nearest day first."""
    if not handles_cases(actor):
        return ()
    statement = _joined(uow, actor).where(JointHandling.state == ASKED).order_by(JointHandling.due_on, JointHandling.id)
    return tuple(_row(uow, row, name) for row, name in uow.session.execute(statement.limit(MOST_ROWS)))


def joint_page(uow: UnitOfWork, actor: Person, joint_id: uuid.UUID) -> JointPage:
    """Return one request. Raises `NotFound` when it is missing or not for this post."""
    found = uow.session.execute(_joined(uow, actor).where(JointHandling.id == joint_id)).one_or_none()
    if found is None:
        raise NotFound
    row, name = found
    sent = told(uow, row) if row.state == ASKED else {}
    if sent:
        note_look(uow, "joint", row.id, row.privacy)
    return JointPage(
        row=_row(uow, row, name),
        privacy=row.privacy,
        receiver_id=row.receiver_id,
        consented_on=row.consented_on,
        how=row.how,
        asked_at=row.asked_at,
        may_answer=row.state == ASKED and handles_cases(actor),
        snapshot=sent,
        place=place_of(uow, sent),
    )


def state_word(state: str) -> str:
    """Return the state in words."""
    return say(STATES[state])


def _joined(uow: UnitOfWork, actor: Person) -> Any:
    sender = aliased(Organisation)
    return (
        select(JointHandling, sender.short_name)
        .join(sender, and_(sender.county_code == JointHandling.county_code, sender.id == JointHandling.sender_id))
        .where(JointHandling.county_code == uow.county_code, asked_clause(actor))
    )


def _row(uow: UnitOfWork, row: JointHandling, sender: str) -> JointRow:
    return JointRow(row.id, sender, type_title(uow, row.type), row.due_on, row.state, row.from_case_id)
