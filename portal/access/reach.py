"""How far a post sees: one SQL clause for lists and for single cases alike (the first wall).

A case is in reach by its organisation and those below it, by place, by sector, for the whole county, or because somebody
let the post in (joint handling, referral, a task for one person), unless the person stands aside (回避). Being handler or
registrar counts in the post of the case's own organisation only: whoever holds two posts acts in one. A sealed case (P4)
is in reach of its named handlers and of the supervisor of its organisation; for all others it does not exist.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true

from portal.access.actors import Actor, Person, System
from portal.declare.privacy import Privacy
from portal.declare.roles import Reach
from portal.store.access_rows import HANDLER, OWNER, REGISTRAR
from portal.store.coarse import RECUSED, below
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.tables.places import Division

_access = CaseAccess.__table__.alias("reach_access")
_division = Division.__table__.alias("reach_division")


def reach_clause(actor: Actor, case: Any = CaseFile, *, now: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition on `CaseFile` (or an alias of it) for the cases the actor may see.

    Rows of access that ended before `now` do not count; without `now` the database's own moment decides.
    """
    if isinstance(actor, System):
        return and_(case.county_code == actor.county_code)
    if not isinstance(actor, Person) or actor.reach is Reach.NOTHING:
        return false()
    return and_(_within(actor, case, now), or_(case.privacy < Privacy.P4, _is_named(actor, case, now)))


def sealed_count_clause(actor: Actor, case: Any = CaseFile, *, now: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition for 「另有封存 n 件」: sealed cases within the post's reach that it may not see.

    They may be counted through `portal.access.doors` and never listed.
    """
    if not isinstance(actor, Person) or actor.reach is Reach.NOTHING:
        return false()
    return and_(_within(actor, case, now), case.privacy >= Privacy.P4, not_(_is_named(actor, case, now)))


def _within(person: Person, case: Any, now: datetime | None) -> ColumnElement[bool]:
    """Return reach without regard to sealing."""
    near = or_(_by_reach(person, case), case.id.in_(_let_in(person, now)))
    stands_aside = _rows(person, now).where(_access.c.staff_id == person.staff_id, _access.c.ground == RECUSED)
    return and_(case.county_code == person.county_code, near, case.id.not_in(stands_aside))


def _by_reach(person: Person, case: Any) -> ColumnElement[bool]:
    own = case.organisation_id.in_(below(person))
    match person.reach:
        case Reach.ASSIGNED:
            return and_(own, or_(case.handler_id == person.staff_id, case.registered_by_id == person.staff_id))
        case Reach.PLACE:
            return or_(own, case.division_code.in_(_divisions(person)))
        case Reach.SECTOR:
            return or_(own, case.plugin.in_(sorted(person.plugins)))
        case Reach.COUNTY:
            return true()
    return own  # type: ignore[no-any-return]


def _let_in(person: Person, now: datetime | None) -> Any:
    """Return the cases whose organisation let in this person, or this person's organisation."""
    to_me = and_(_access.c.staff_id == person.staff_id, _access.c.ground.not_in((HANDLER, REGISTRAR, RECUSED)))
    if person.reach is Reach.ASSIGNED:
        return _rows(person, now).where(to_me)
    to_us = and_(_access.c.organisation_id.in_(below(person)), _access.c.ground.not_in((OWNER, RECUSED)))
    return _rows(person, now).where(or_(to_me, to_us))


def _is_named(person: Person, case: Any, now: datetime | None) -> ColumnElement[bool]:
    """Return whether the person is a named handler of the case or the supervisor of its organisation."""
    to_me = _rows(person, now).where(_access.c.staff_id == person.staff_id, _access.c.ground != RECUSED)
    handles = case.handler_id.is_not_distinct_from(person.staff_id)  # never unknown, so that it can be denied
    grounds = [handles, case.registered_by_id == person.staff_id, case.id.in_(to_me)]
    if person.supervises:
        grounds.append(case.organisation_id == person.organisation_id)
    return or_(*grounds)


def _rows(person: Person, now: datetime | None) -> Any:
    moment: Any = func.current_timestamp() if now is None else now
    return select(_access.c.case_id).where(
        _access.c.county_code == person.county_code, or_(_access.c.until.is_(None), _access.c.until > moment)
    )


def _divisions(person: Person) -> Any:
    return select(_division.c.code).where(_division.c.path.startswith(person.division_path, autoescape=True))
