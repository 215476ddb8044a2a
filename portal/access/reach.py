"""How far a post sees: one SQL clause for lists and for single cases alike (the first wall).

A case is in reach by its organisation and those below it, by place, by sector, for the whole county, or because somebody
let the post in (joint handling, referral, a task for one person), unless the person stands aside (回避). Being handler or
registrar counts in the post of the case's own organisation only: whoever holds two posts acts in one. Whoever stands in for
somebody absent (代办) sees her cases besides, as long as that lasts (`portal.access.standing_in`).

A case in which somebody has the person's own phone or identity number is out of her reach, whatever she is in it and in every
post (`portal.store.own_numbers`). A sealed case (P4) is in reach of its named handlers and of the supervisor of its
organisation; for all others it does not exist. Whoever looks by special permission (特批查阅) sees that one case besides, unless
she stands aside from it or it is a matter of her own, until her row of access ends.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true

from portal.access.actors import Actor, Glass, Person, System
from portal.access.standing_in import stood_in_clause
from portal.declare.privacy import Privacy
from portal.declare.roles import Reach
from portal.store.coarse import RECUSED, below, through
from portal.store.moment import NOW, current_moment
from portal.store.own_numbers import own_matters
from portal.store.statement_parts import keep_parts, of_the_rule
from portal.store.tables.cases import BlindIndex, CaseAccess, CaseFile
from portal.store.tables.places import Division

LET_IN = ("joint", "referral")
"""The grounds of rows of access that open a case beyond its organisation (联合办理、转办)."""

_access = of_the_rule(CaseAccess.__table__, "reach_access")
_division = Division.__table__.alias("reach_division")


def reach_clause(actor: Actor, case: Any = CaseFile, *, now: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition on `CaseFile` (or an alias of it) for the cases the actor may see.

    Rows of access count when they stand at `now`, which is the moment of the unit of work unless another is given.
    """
    if case is CaseFile and (now is None or now == current_moment()):
        return _kept_reach(actor)
    return _reach(actor, case, NOW if now is None else now)


def sealed_count_clause(actor: Actor, case: Any = CaseFile, *, now: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition for 「另有封存 n 件」: sealed cases within the post's reach that it may not see.

    They may be counted through `portal.access.doors` and never listed.
    """
    if not isinstance(actor, Person) or actor.reach is Reach.NOTHING:
        return false()
    at = NOW if now is None else now
    return and_(_within(actor, case, at), case.privacy >= Privacy.P4, not_(_is_named(actor, case, at)))


def counted_clause(actor: Actor, case: Any = CaseFile) -> ColumnElement[bool]:
    """Return the condition for figures: reach by organisation, place, sector or county, and nothing that makes a figure personal.

    Sealed cases are counted, and so are those the person stands aside from: a unit's figures are the same whoever looks. Cases
    somebody else let in are counted where they belong. A post that sees no case but opens the statistics gets the county's
    figures, with small counts suppressed (`portal.reading.figures_suppression`). For counts and sums only, never for rows.
    """
    if isinstance(actor, System):
        return and_(case.county_code == actor.county_code)
    if not isinstance(actor, Person):
        return false()
    if actor.reach is Reach.NOTHING:
        return and_(case.county_code == actor.county_code) if actor.may("open", "portal.statistics") else false()
    return and_(case.county_code == actor.county_code, _by_reach(actor, case))


@lru_cache(maxsize=128)  # as many as posts at work in one process; it costs more to build than to ask
def _kept_reach(actor: Actor) -> ColumnElement[bool]:
    clause = _reach(actor, CaseFile, NOW)
    keep_parts(clause)
    return clause


def _reach(actor: Actor, case: Any, now: Any) -> ColumnElement[bool]:
    if isinstance(actor, System):
        return and_(case.county_code == actor.county_code)
    if not isinstance(actor, Person) or actor.reach is Reach.NOTHING:
        return false()
    ordinary = and_(_within(actor, case, now), or_(case.privacy < Privacy.P4, _is_named(actor, case, now)))
    return ordinary if actor.glass is None else or_(ordinary, _opened(actor, actor.glass, case, now))


def _opened(person: Person, glass: Glass, case: Any, now: Any) -> ColumnElement[bool]:
    """Return whether it is the case that was opened to the person by special permission, as long as that stands."""
    row = select(_access.c.case_id).where(_access.c.county_code == person.county_code, *through(glass, person, _access, now))
    return and_(
        case.county_code == person.county_code, case.id == glass.case_id, case.id.in_(row), _is_hers_to_see(person, case, now)
    )


def _is_hers_to_see(person: Person, case: Any, now: Any) -> ColumnElement[bool]:
    """Return whether she neither stands aside from the case nor has a number of her own in it."""
    hers = own_matters(person.county_code, person.staff_id).with_only_columns(BlindIndex.case_id)
    return and_(case.id.not_in(_to_me(person, (RECUSED,), now)), case.id.not_in(hers))


def _within(person: Person, case: Any, now: Any) -> ColumnElement[bool]:
    """Return reach without regard to sealing."""
    stood_in = stood_in_clause(person, case)
    instead = () if stood_in is None else (stood_in,)
    near = or_(_by_reach(person, case), *(case.id.in_(rows) for rows in _let_in(person, now)), *instead)
    return and_(case.county_code == person.county_code, near, _is_hers_to_see(person, case, now))


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


def _let_in(person: Person, now: Any) -> list[Any]:
    """Return the cases whose organisation let in this person, and those where it let in the person's organisation."""
    to_me = _to_me(person, LET_IN, now)
    if person.reach is Reach.ASSIGNED:
        return [to_me]
    return [to_me, _rows(person, LET_IN, now).where(_access.c.organisation_id.in_(below(person)))]


def _is_named(person: Person, case: Any, now: Any) -> ColumnElement[bool]:
    """Return whether the person is a named handler of the case or the supervisor of its organisation."""
    handles = case.handler_id.is_not_distinct_from(person.staff_id)  # never unknown, so that it can be denied
    grounds = [handles, case.registered_by_id == person.staff_id, case.id.in_(_to_me(person, LET_IN, now))]
    if person.supervises:
        grounds.append(case.organisation_id == person.organisation_id)
    return or_(*grounds)


def _to_me(person: Person, grounds: tuple[str, ...], now: Any) -> Any:
    return _rows(person, grounds, now).where(_access.c.staff_id == person.staff_id)


def _rows(person: Person, grounds: tuple[str, ...], now: Any) -> Any:
    """Return the cases of standing rows of access; grounds are named, so that the many rows of owners are not walked."""
    return select(_access.c.case_id).where(
        _access.c.county_code == person.county_code,
        _access.c.ground.in_(grounds),
        or_(_access.c.until.is_(None), _access.c.until > now),
    )


def _divisions(person: Person) -> Any:
    return select(_division.c.code).where(_division.c.path.startswith(person.division_path, autoescape=True))
