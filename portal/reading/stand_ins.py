"""代办 as it is looked at: one's own both ways, or the whole organisation's for whoever leads it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.store.tables.people import Staff, StandIn
from portal.store.unit_of_work import UnitOfWork

SHOWN_AFTER = timedelta(days=90)


@dataclass(frozen=True)
class StandInLine:
    """Who stands in for whom. `state` is now, coming or over."""

    id: uuid.UUID
    absent: str
    stand_in: str
    since: date
    until: date
    state: str


def stand_ins(uow: UnitOfWork, actor: Person, *, everybodys: bool) -> tuple[StandInLine, ...]:
    """Return what stands, is to come, or ended lately in the post's organisation, the newest first."""
    absent, other = aliased(Staff), aliased(Staff)
    hers = or_(StandIn.absent_id == actor.staff_id, StandIn.stand_in_id == actor.staff_id)
    rows = uow.session.execute(
        select(StandIn, absent.name, other.name)
        .join(absent, and_(absent.county_code == StandIn.county_code, absent.id == StandIn.absent_id))
        .join(other, and_(other.county_code == StandIn.county_code, other.id == StandIn.stand_in_id))
        .where(
            StandIn.county_code == uow.county_code,
            StandIn.organisation_id == actor.organisation_id,
            StandIn.until >= uow.today - SHOWN_AFTER,
            *(() if everybodys else (hers,)),
        )
        .order_by(StandIn.since.desc(), StandIn.id)
    )
    return tuple(StandInLine(row.id, whom, who, row.since, row.until, _state(row, uow.today)) for row, whom, who in rows)


def _state(row: StandIn, today: date) -> str:
    if row.ended_at is not None or row.until < today:
        return "over"
    return "coming" if row.since > today else "now"
