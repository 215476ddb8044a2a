"""Whoever asks, as parameters of clauses that are built once and hold for everybody who sees as far.

The conditions of the coarse rule are costly to build, and from one actor to the next nothing in them differs but a few values.
With these parameters in their place the conditions are the same. The values are looked up when a statement runs: they are
those of the guard of the very connection that runs it, which tells them before each statement (`portal.store.passages`). On
a connection without a guard the statement fails.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import String

from portal.declare.roles import Reach
from portal.errors import GuardError
from portal.store.actors import Actor, Glass, Person, Public, System
from portal.store.bound import Bound
from portal.store.coarse import WIDE, CoarseRule
from portal.store.tables.columns import Uid

_asker: ContextVar[Actor | None] = ContextVar("portal_asker", default=None)


def asks(actor: Actor | None) -> None:
    """Let the statement that runs next in this thread be this actor's, or nobody's."""
    _asker.set(actor)


def shape_of(rule: CoarseRule) -> CoarseRule:
    """Return the rule with parameters in place of its actor's values: equal for all who see as far and touch the same."""
    return CoarseRule(_as_parameters(rule.actor), rule.system_tables)


def _as_parameters(actor: Actor) -> Actor:
    if isinstance(actor, System):
        return _SYSTEM
    if not isinstance(actor, Person):
        return _PUBLIC
    if actor.reach is Reach.NOTHING:
        return _post(Reach.NOTHING, has_glass=False)
    return _post(Reach.COUNTY if actor.reach in WIDE else Reach.ASSIGNED, has_glass=actor.glass is not None)


def _parameter(name: str, of_type: Any) -> Any:
    value = attrgetter(name)

    def look_up() -> Any:
        actor = _asker.get()
        if actor is None:
            raise GuardError("a statement that nobody asks")
        return value(actor)

    return Bound(f"portal_asker_{name.replace('.', '_')}", callable_=look_up, type_=of_type)


_COUNTY = _parameter("county_code", String())
_STAFF = _parameter("staff_id", Uid())
_BELOW = _parameter("organisation_path", String())
_GLASS = Glass(_parameter("glass.access_id", Uid()), _parameter("glass.case_id", Uid()))
_NO_VALUE: Any = None  # what the coarse rule does not ask for
_SYSTEM = System(_COUNTY, "")
_PUBLIC = Public(_COUNTY, "")


@cache
def _post(reach: Reach, *, has_glass: bool) -> Person:
    return Person(
        county_code=_COUNTY,
        staff_id=_STAFF,
        user_id=_NO_VALUE,
        post_id=_NO_VALUE,
        organisation_id=_NO_VALUE,
        organisation_path=_BELOW,
        plugins=_NO_VALUE,
        division_path=_NO_VALUE,
        role=_NO_VALUE,
        reach=reach,
        supervises=False,
        manages_people=False,
        verbs=_NO_VALUE,
        glass=_GLASS if has_glass else None,
    )
