"""Stand-ins of the demo county: in some bodies the mediator is away for a week and the clerk stands in for her.

Where visitors have accounts it is still to come, so that they find the posts as they are described.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from portal.services.demo.bodies import Body
from portal.store.identifiers import new_id
from portal.store.tables.people import Staff, StandIn
from portal.store.unit_of_work import UnitOfWork

EVERY, DAYS, AHEAD = 6, 7, 14


def write_stand_ins(uow: UnitOfWork, bodies: list[Body], today: date) -> None:
    """Name a stand-in in every sixth body that has two people for it."""
    known = set(uow.session.scalars(select(Staff.id).where(Staff.user_id.is_not(None))))
    for body in bodies[::EVERY]:
        if body.mediator == body.clerk:
            continue
        since = today + timedelta(days=AHEAD) if {body.mediator, body.clerk} & known else today
        uow.session.add(
            StandIn(
                county_code=uow.county_code,
                id=new_id(),
                organisation_id=body.id,
                absent_id=body.mediator,
                stand_in_id=body.clerk,
                since=since,
                until=since + timedelta(days=DAYS),
                named_by_id=body.head,
                named_at=uow.now,
            )
        )
    uow.session.flush()
