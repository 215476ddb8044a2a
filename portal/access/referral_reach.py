"""Who sees a referral before it is accepted: the body it is offered to, and those that watch over it.

One that names a receiver (always from P3 on) is seen there by the receiver alone. What was sent is read by the body it was
sent to; those that watch see from whom to whom, of which type, until when. A sealed one (P4) they do not see at all. The
sender sees its own case and what that case tells of the referral.
"""

from __future__ import annotations

import uuid
from typing import Protocol

from sqlalchemy import ColumnElement, and_, false, or_, select

from portal.access.actors import Person
from portal.declare.privacy import Privacy
from portal.declare.roles import Reach
from portal.store.coarse import below
from portal.store.tables.places import Division, Organisation
from portal.store.tables.referral import Referral


class ReferralLike(Protocol):
    """What the rules look at."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def receiver_id(self) -> uuid.UUID | None: ...


def offered_clause(actor: Person) -> ColumnElement[bool]:
    """Return the condition on `Referral` for those this post may answer, or look at because it is its own body's."""
    if actor.reach is Reach.NOTHING:
        return false()
    mine = Referral.receiver_id == actor.staff_id
    anybodys = Referral.receiver_id.is_(None)
    here = Referral.organisation_id == actor.organisation_id
    return and_(here, mine if actor.reach is Reach.ASSIGNED else or_(mine, anybodys))


def watched_clause(actor: Person) -> ColumnElement[bool]:
    """Return the condition for those a post watches over without being asked itself."""
    seen = Referral.privacy < int(Privacy.P4)
    match actor.reach:
        case Reach.COUNTY:
            return seen
        case Reach.PLACE:
            here = (
                select(Organisation.id)
                .join(Division, Division.code == Organisation.division_code)
                .where(
                    Organisation.county_code == actor.county_code,
                    Division.path.startswith(actor.division_path, autoescape=True),
                )
            )
            return and_(seen, Referral.organisation_id.in_(here))
        case Reach.SECTOR:
            return and_(seen, Referral.organisation_id.in_(below(actor)))
    return false()


def is_offered_to(actor: Person, row: ReferralLike) -> bool:
    """Say whether the post may read what was sent and answer; the same rule as `offered_clause` for a row at hand."""
    if row.organisation_id != actor.organisation_id or actor.reach is Reach.NOTHING:
        return False
    return row.receiver_id == actor.staff_id or (row.receiver_id is None and actor.reach is not Reach.ASSIGNED)
