"""The coarse rule of the second wall: simple, the same for every statement, and never narrower than `access.reach`.

    a post that sees its organisation or what it is assigned   cases with a row in `case_access` for it, now
    a post that sees a place, a sector or the county           all cases below P4, and P4 by such a row
    a post that sees no cases, and the public                  none
    a task of the system                                       the tables it names
    whoever looks by special permission                        the same, and the one case of her own row, as long as it stands

The owner's row in `case_access` stands as long as the case; this is what makes the rule wide enough.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from portal.declare.privacy import Privacy
from portal.declare.roles import Reach
from portal.errors import GuardError
from portal.store.actors import Actor, Glass, Person, System
from portal.store.bound import bound
from portal.store.moment import NOW
from portal.store.scoping import Follows, follows
from portal.store.system_tasks import may_touch
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.tables.places import Organisation

RECUSED = "recused"
"""The ground of a `case_access` row that keeps somebody out (回避) instead of letting them in."""

GLASS = "glass"
"""The ground of a `case_access` row that opens a case by special permission (特批查阅), to an actor who names that row only."""

WIDE = (Reach.PLACE, Reach.SECTOR, Reach.COUNTY)

# Plain tables under names of their own: the rule must not be subject to itself.
_case = CaseFile.__table__.alias("coarse_case")
_access = CaseAccess.__table__.alias("coarse_access")
_organisation = Organisation.__table__.alias("coarse_organisation")


@dataclass(frozen=True)
class CoarseRule:
    """The rule for one actor, at the moment the statement runs. Equal rules give equal conditions, so they can be kept.

    The guard asks with its shape (`portal.store.asker`) and tells whose values count; the values themselves say the same.
    """

    actor: Actor
    system_tables: frozenset[str] = frozenset()

    def rows(self, entity: Any, table: Any) -> ColumnElement[bool]:
        """Return the condition on a mapped class (or an alias of its table) for the rows the actor may come near."""
        what = follows(table)
        actor = self.actor
        if what is Follows.NOBODY:
            return true()
        if isinstance(actor, System):
            return entity.county_code == bound(actor.county_code) if may_touch(self.system_tables, table.name) else false()
        if not isinstance(actor, Person) or (actor.reach is Reach.NOTHING and what is not Follows.AUTHOR):
            return false()
        return and_(entity.county_code == bound(actor.county_code), self._near(what, entity, actor))

    def may_add(self, what: Follows, table: str, values: Mapping[str, Any]) -> bool:
        """Say whether the actor may add such a row at all; whether its case is in reach is another question."""
        actor = self.actor
        if isinstance(actor, System):
            return may_touch(self.system_tables, table)
        if not isinstance(actor, Person) or actor.glass is not None:
            return False
        return values.get("staff_id") == actor.staff_id if what is Follows.AUTHOR else actor.reach is not Reach.NOTHING

    def is_own(self, session: Session, organisation_id: uuid.UUID) -> bool:
        """Say whether an organisation is the actor's or below it, so that it may get rows of its own."""
        actor = self.actor
        if not isinstance(actor, Person) or organisation_id == actor.organisation_id:
            return isinstance(actor, (Person, System))
        return session.scalar(below(actor).where(_organisation.c.id == organisation_id)) is not None

    def _near(self, what: Follows, entity: Any, person: Person) -> ColumnElement[bool]:
        match what:
            case Follows.ITSELF:
                return self._near_case(entity.id, person, entity.privacy < bound(Privacy.P4))
            case Follows.CASE:
                return self._near_case(entity.case_id, person, self._is_open(entity.case_id, person))
            case Follows.DISPUTE:
                own = and_(_case.c.county_code == bound(person.county_code), _case.c.dispute_id == entity.id)
                return exists(select(1).where(own, self._near_case(_case.c.id, person, _case.c.privacy < bound(Privacy.P4))))
            case Follows.AUTHOR:
                return and_(entity.staff_id == bound(person.staff_id))
            case Follows.ORGANISATION:
                return true() if person.reach in WIDE else entity.organisation_id.in_(below(person))
        raise GuardError(f"no coarse rule for rows that follow {what}")

    def _near_case(self, case_id: Any, person: Person, is_open: ColumnElement[bool]) -> ColumnElement[bool]:
        to_her_or_hers = or_(_access.c.staff_id == bound(person.staff_id), _access.c.organisation_id.in_(below(person)))
        near = [_stands(person, case_id, _access.c.ground.not_in((bound(RECUSED), bound(GLASS))), to_her_or_hers)]
        if person.glass is not None:
            near.append(_stands(person, case_id, *through(person.glass, person, _access)))
        if person.reach in WIDE:
            near.insert(0, is_open)
        return or_(*near)

    def _is_open(self, case_id: Any, person: Person) -> ColumnElement[bool]:
        return exists(
            select(1).where(
                _case.c.county_code == bound(person.county_code), _case.c.id == case_id, _case.c.privacy < bound(Privacy.P4)
            )
        )


def through(glass: Glass, person: Person, access: Any, now: Any = NOW) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on a row of access for the one that opens a case to this person by special permission."""
    return (
        access.c.id == bound(glass.access_id),
        access.c.case_id == bound(glass.case_id),
        access.c.ground == bound(GLASS),
        access.c.staff_id == bound(person.staff_id),
        access.c.since <= now,
        access.c.until > now,
    )


def _stands(person: Person, case_id: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether a row of access that meets the conditions stands now for the case."""
    return exists(
        select(1).where(
            _access.c.county_code == bound(person.county_code),
            _access.c.case_id == case_id,
            _access.c.since <= NOW,
            or_(_access.c.until.is_(None), _access.c.until > NOW),
            *conditions,
        )
    )


def below(person: Person) -> Select[tuple[uuid.UUID]]:
    """Return the ids of the person's organisation and of those below it, as a subquery."""
    return select(_organisation.c.id).where(
        _organisation.c.county_code == bound(person.county_code),
        _organisation.c.path.startswith(bound(person.organisation_path)),  # ids and slashes: nothing to escape
    )
