"""Whose figures are shown: one's own organisation and those below it, one unit, a sector, a place, or the county.

A post is offered what its reach allows; the actor's reach is joined to every scope all the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, false, select

from portal.access.actors import Actor, Person, System
from portal.access.reach import counted_clause
from portal.declare.roles import Reach
from portal.errors import NotFound
from portal.reading.wording import N_, label, say
from portal.store.coarse import below
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

STATISTICS = "portal.statistics"


class ScopeKind(StrEnum):
    """What joins the cases of a scope."""

    COUNTY = "county"
    SECTOR = "sector"
    PLACE = "place"
    OWN = "own"
    UNIT = "unit"


@dataclass(frozen=True)
class Scope:
    """A scope with its title. `key` is the key of a plugin, the code of a division or the id of an organisation."""

    kind: ScopeKind
    key: str
    title: str

    @property
    def counts_disputes(self) -> bool:
        """Say whether a dispute that several bodies had a case of counts once, where it is now."""
        return self.kind in (ScopeKind.COUNTY, ScopeKind.PLACE)

    @property
    def code(self) -> str:
        """How the scope is written in an address: `county`, `own`, `sector:<plugin>`, `place:<code>`, `unit:<id>`."""
        return f"{self.kind.value}:{self.key}" if self.key else self.kind.value


def scopes(uow: UnitOfWork, actor: Actor) -> tuple[Scope, ...]:
    """Return the scopes the post may choose from, the widest first; empty when it opens no statistics."""
    if isinstance(actor, System):
        return (_county(uow),)
    if not isinstance(actor, Person) or not actor.may("open", STATISTICS):
        return ()
    match actor.reach:
        case Reach.NOTHING:
            return (_county(uow),)
        case Reach.COUNTY:
            return (_county(uow), *_sectors(uow, uow.registry.plugins), *_towns(uow), *_units(uow, actor))
        case Reach.SECTOR:
            return (*_sectors(uow, actor.plugins), *_units(uow, actor))
        case Reach.PLACE:
            return (*_place(uow, actor), *_units(uow, actor))
        case Reach.ASSIGNED:
            return (Scope(ScopeKind.OWN, "", say(N_("本人经办"))),)
    own, *inside = _units(uow, actor)
    return (Scope(ScopeKind.OWN, "", own.title), *inside)


def scope_of(offered: tuple[Scope, ...], code: str) -> Scope:
    """Return the offered scope of a code, the first one for an empty code.

    Raises:
        NotFound: it is not among those offered.
    """
    found = next((scope for scope in offered if scope.code == code), offered[0] if offered and not code else None)
    if found is None:
        raise NotFound
    return found


def scope_clause(actor: Actor, scope: Scope, case: Any) -> ColumnElement[bool]:
    """Return the condition on cases (a class, or the columns of a table) that a scope counts, within the actor's reach."""
    return and_(counted_clause(actor, case), _inside(actor, scope, case))


def _inside(actor: Actor, scope: Scope, case: Any) -> ColumnElement[bool]:
    match scope.kind:
        case ScopeKind.COUNTY:
            return and_(case.county_code == actor.county_code)
        case ScopeKind.SECTOR:
            return and_(case.plugin == scope.key)
        case ScopeKind.PLACE:
            division = Division.__table__.alias("scope_division").c
            path = select(Division.__table__.c.path).where(Division.__table__.c.code == scope.key).scalar_subquery()
            here = select(division.code).where(division.path.startswith(path))
            return and_(case.division_code.in_(here))
        case ScopeKind.OWN:
            if not isinstance(actor, Person):
                return false()
            return and_(case.organisation_id.in_(below(actor)))
        case ScopeKind.UNIT:
            organisation = Organisation.__table__.alias("scope_organisation").c
            unit = Organisation.__table__.alias("scope_unit").c
            own = (unit.county_code == actor.county_code, unit.id == uuid.UUID(scope.key))
            path = select(unit.path).where(*own).scalar_subquery()
            inside = (organisation.county_code == actor.county_code, organisation.path.startswith(path))
            return and_(case.organisation_id.in_(select(organisation.id).where(*inside)))


def _county(uow: UnitOfWork) -> Scope:
    return Scope(ScopeKind.COUNTY, "", say(N_("全县")))


def _sectors(uow: UnitOfWork, keys: Iterable[str]) -> Iterator[Scope]:
    wanted = frozenset(keys)
    for key, plugin in uow.registry.plugins.items():
        if key in wanted and plugin.case_types:
            yield Scope(ScopeKind.SECTOR, key, label(plugin.title, key))


def _towns(uow: UnitOfWork) -> Iterator[Scope]:
    rows = uow.session.execute(
        select(Division.code, Division.name)
        .where(Division.county_code == uow.county_code, Division.kind == "town")
        .order_by(Division.ordinal, Division.code)
    )
    return (Scope(ScopeKind.PLACE, code, name) for code, name in rows)


def _place(uow: UnitOfWork, actor: Person) -> Iterator[Scope]:
    rows = uow.session.execute(
        select(Division.code, Division.name).where(Division.county_code == uow.county_code, Division.path == actor.division_path)
    )
    return (Scope(ScopeKind.PLACE, code, name) for code, name in rows)


def _units(uow: UnitOfWork, actor: Person) -> Iterator[Scope]:
    """Give the organisations within reach, those above before those below them."""
    statement = select(Organisation.id, Organisation.short_name, Organisation.plugins).where(
        Organisation.county_code == uow.county_code
    )
    if actor.reach is Reach.PLACE:
        statement = statement.join(Division, Division.code == Organisation.division_code).where(
            Division.path.startswith(actor.division_path, autoescape=True)
        )
    elif actor.reach is Reach.ORGANISATION:
        statement = statement.where(Organisation.path.startswith(actor.organisation_path, autoescape=True))
    for row in uow.session.execute(statement.order_by(Organisation.path)):
        if actor.reach is not Reach.SECTOR or actor.plugins & set(row.plugins):
            yield Scope(ScopeKind.UNIT, row.id.hex, row.short_name)
