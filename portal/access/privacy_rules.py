"""What of a case in reach is shown, part by part: one matrix for pages, API, exports, print, search, audit and notices.

The matrix is data (`MATRIX`): how a reader stands to the case × its class → what she sees of each part (domain 6.2,
security 4.3). `sights_for` evaluates it for a case at hand, `sight_clause` for a query, so that what is not shown is not
searched either. Free text follows names: whoever sees 张* reads 张* in the story, too.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, false, not_, or_

from portal.access.actors import Actor, Person, System
from portal.access.standing_in import stood_in_clause
from portal.declare.privacy import Privacy
from portal.declare.steps import Verb
from portal.store.tables.cases import CaseFile


class CaseLike(Protocol):
    """What the rules look at; a `CaseFile` and a row of its columns both have it."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def handler_id(self) -> uuid.UUID | None: ...
    @property
    def registered_by_id(self) -> uuid.UUID: ...
    @property
    def privacy(self) -> int: ...
    @property
    def type(self) -> str: ...


class Relation(StrEnum):
    """How a reader stands to a case in reach; the first that fits counts."""

    LOOKING = "looking"  # by special permission (特批查阅), at this case
    NAMED = "named"  # its handler or registrar, or who stands in for them, in the post of its organisation
    HEAD = "head"  # the supervisor of its organisation
    COLLEAGUE = "colleague"  # another post of its organisation
    PARTNER = "partner"  # takes part from another organisation (联合办理); a row of access tells, not the case
    OTHER = "other"  # another organisation, a place, a sector, the county
    NOBODY = "nobody"  # who is not signed in


class Sight(StrEnum):
    """How much is seen of a part. On request means masked until asked for, one by one, and written down."""

    FULL = "full"
    ON_REQUEST = "on_request"
    MASKED = "masked"
    NONE = "none"


@dataclass(frozen=True)
class Sights:
    """What one reader sees of each part of one case."""

    content: Sight  # the story, the details, the course in words; without it the header only
    names: Sight  # of people, and of people in free text
    organisation_names: Sight
    id_numbers: Sight  # in full with the day of birth, masked with an age band
    phones: Sight
    addresses: Sight
    about: Sight  # nation and occupation
    masked_fields: Sight  # declared `Sensitivity.MASKED`
    sealed_fields: Sight  # declared `Sensitivity.SEALED`


class Restricted(StrEnum):
    """The two groups of classes the matrix knows; what P4 adds is a matter of reach."""

    NO = "no"  # P0–P2
    YES = "yes"  # P3, P4


_F, _R, _M, _N = Sight.FULL, Sight.ON_REQUEST, Sight.MASKED, Sight.NONE

MATRIX: Mapping[tuple[Relation, Restricted], Sights] = MappingProxyType(
    {
        #                                             content names  bodies ids phones places about masked sealed
        (Relation.LOOKING, Restricted.NO): Sights(_F, _F, _F, _M, _M, _M, _F, _M, _F),
        (Relation.LOOKING, Restricted.YES): Sights(_F, _F, _F, _M, _M, _M, _F, _M, _F),
        (Relation.NAMED, Restricted.NO): Sights(_F, _F, _F, _F, _F, _F, _F, _F, _F),
        (Relation.NAMED, Restricted.YES): Sights(_F, _F, _F, _F, _F, _F, _F, _F, _F),
        (Relation.HEAD, Restricted.NO): Sights(_F, _F, _F, _R, _R, _R, _F, _R, _F),
        (Relation.HEAD, Restricted.YES): Sights(_F, _F, _F, _R, _R, _R, _F, _R, _F),
        (Relation.COLLEAGUE, Restricted.NO): Sights(_F, _F, _F, _R, _R, _R, _F, _R, _N),
        (Relation.COLLEAGUE, Restricted.YES): Sights(_N, _M, _F, _N, _N, _N, _N, _N, _N),
        (Relation.PARTNER, Restricted.NO): Sights(_F, _F, _F, _M, _M, _M, _F, _M, _N),
        (Relation.PARTNER, Restricted.YES): Sights(_F, _F, _F, _M, _M, _M, _F, _M, _N),
        (Relation.OTHER, Restricted.NO): Sights(_F, _M, _F, _M, _M, _M, _N, _M, _N),
        (Relation.OTHER, Restricted.YES): Sights(_N, _M, _M, _N, _N, _N, _N, _N, _N),
        (Relation.NOBODY, Restricted.NO): Sights(_N, _N, _N, _N, _N, _N, _N, _N, _N),
        (Relation.NOBODY, Restricted.YES): Sights(_N, _N, _N, _N, _N, _N, _N, _N, _N),
    }
)
PARTS = tuple(field.name for field in fields(Sights))
_ALL = Sights(*(Sight.FULL for _ in PARTS))


def sights_for(actor: Actor, case: CaseLike, *, partner: bool = False) -> Sights:
    """Return what the actor sees of a case in reach. What is shown on request is masked for whoever lacks the verb.

    `partner` says that she takes part from another organisation; lists, which do not ask, show such a case as to any other.
    """
    if isinstance(actor, System):
        return _ALL
    relation = relation_of(actor, case)
    relation = Relation.PARTNER if partner and relation is Relation.OTHER else relation
    return _evaluated(relation, case.privacy >= Privacy.P3, actor.may(Verb.REVEAL, case.type))


def may_read_content(actor: Actor, case: CaseLike, *, let_in: bool = False) -> bool:
    """Say whether the content of a case in reach is shown, not its header only.

    `let_in` says that a row of access names the person (joint handling), which the case itself does not tell.
    """
    return sights_for(actor, case).content is Sight.FULL or (let_in and isinstance(actor, Person))


def relation_of(actor: Actor, case: CaseLike) -> Relation:
    """Return how the actor stands to a case in reach."""
    if not isinstance(actor, Person):
        return Relation.NOBODY
    if actor.glass is not None and actor.glass.case_id == case.id:
        return Relation.LOOKING
    if case.organisation_id != actor.organisation_id:
        return Relation.OTHER
    if actor.staff_id in (case.handler_id, case.registered_by_id) or actor.for_whom(case) is not None:
        return Relation.NAMED
    return Relation.HEAD if actor.supervises else Relation.COLLEAGUE


def sight_clause(actor: Actor, part: str, wanted: Collection[Sight], case: Any = CaseFile) -> ColumnElement[bool]:
    """Return the condition on `CaseFile` for the cases of which the actor sees the part in one of these ways.

    The same matrix as `sights_for`; a property test holds the two together.
    """
    if isinstance(actor, System):
        return and_(case.county_code == actor.county_code) if Sight.FULL in wanted else false()
    if not isinstance(actor, Person):
        return false()
    types = sorted(view for verb, view in actor.verbs if verb == Verb.REVEAL.value)
    revealed = case.type.in_(types)
    found: list[ColumnElement[bool]] = []
    for (relation, restricted), sights in MATRIX.items():
        where = _stands(actor, relation, case)
        if where is None:
            continue
        sight = getattr(sights, part)
        group = case.privacy >= Privacy.P3 if restricted is Restricted.YES else case.privacy < Privacy.P3
        if sight is Sight.ON_REQUEST:
            asked = [revealed] * (Sight.ON_REQUEST in wanted) + [not_(revealed)] * (Sight.MASKED in wanted)
            if asked:
                found.append(and_(where, group, or_(*asked)))
        elif sight in wanted:
            found.append(and_(where, group))
    return or_(false(), *found)


def is_in_hands(actor: Person, case: CaseLike) -> bool:
    """Say whether the person handles the case, or registered it and nobody took it yet, or stands in for whoever does."""
    holder = case.handler_id if case.handler_id is not None else case.registered_by_id
    return (case.organisation_id == actor.organisation_id and holder == actor.staff_id) or actor.for_whom(case) is not None


@lru_cache(maxsize=64)
def _evaluated(relation: Relation, is_restricted: bool, may_reveal: bool) -> Sights:
    sights = MATRIX[relation, Restricted.YES if is_restricted else Restricted.NO]
    if may_reveal:
        return sights
    return replace(sights, **{part: Sight.MASKED for part in PARTS if getattr(sights, part) is Sight.ON_REQUEST})


def _stands(person: Person, relation: Relation, case: Any) -> ColumnElement[bool] | None:
    """Return the condition that the person stands so to a case; `None` where she never does."""
    if relation is Relation.LOOKING:
        return None if person.glass is None else and_(case.id == person.glass.case_id)
    if person.glass is not None:
        usual = _stands(replace(person, glass=None), relation, case)
        return None if usual is None else and_(usual, case.id != person.glass.case_id)
    own = case.organisation_id == person.organisation_id
    named = or_(case.handler_id.is_not_distinct_from(person.staff_id), case.registered_by_id == person.staff_id)
    stood_in = stood_in_clause(person, case)
    named = named if stood_in is None else or_(named, stood_in)
    match relation:
        case Relation.NAMED:
            return and_(own, named)
        case Relation.HEAD:
            return and_(own, not_(named)) if person.supervises else None
        case Relation.COLLEAGUE:
            return None if person.supervises else and_(own, not_(named))
        case Relation.OTHER:
            return and_(case.organisation_id != person.organisation_id)
    return None
