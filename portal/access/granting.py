"""Who administers people, how far, and which roles she may give away.

    security administrator of the county   everybody; every role that fits the organisation
    administrator of an organisation       people of her organisation and below; roles of its sectors that see and may do
                                           no more than her own
    the system (command line, demo)        everybody

Nobody gives herself anything: whoever holds a key does not cut it. A role fits an organisation that has its sector; roles
of the county fit bodies at county level, those that see a place fit every body.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from portal.access.actors import Actor, Person, System
from portal.access.county_roles import (
    AUDIT,
    CALENDAR,
    COUNTY,
    MANAGE,
    ORGANISATIONS,
    PARAMETERS,
    PEOPLE,
    PLUGINS,
    ROLES,
    SIGN_IN,
    Grant,
)
from portal.declare.roles import Reach

SECADMIN = f"{COUNTY}.secadmin"
SYSADMIN = f"{COUNTY}.sysadmin"
NEVER_EMPTY = frozenset({SECADMIN, SYSADMIN})
"""Roles somebody must always hold, or nobody could ever give them again."""

KEYS_APART: tuple[frozenset[Grant], ...] = (
    frozenset((PEOPLE, ROLES, SIGN_IN)),
    frozenset((PLUGINS, CALENDAR, PARAMETERS, ORGANISATIONS)),
    frozenset((AUDIT,)),
)
"""三员分立: what the security, the system and the audit administrator hold; nobody holds of two, and none of them sees a case."""

WIDTH = {
    Reach.NOTHING: 0,
    Reach.ASSIGNED: 1,
    Reach.ORGANISATION: 2,
    Reach.PLACE: 3,
    Reach.SECTOR: 4,
    Reach.COUNTY: 5,
}


@dataclass(frozen=True)
class GivenRole:
    """A role as it stands in the tables. `can` are its grants, with an empty view where it is a verb on types of cases."""

    name: str
    plugin: str
    title: str
    reach: Reach
    supervises: bool
    manages_people: bool
    declared: bool
    can: frozenset[Grant]

    @property
    def verbs(self) -> frozenset[str]:
        """What it may do with cases."""
        return frozenset(verb for verb, view in self.can if not view)


@dataclass(frozen=True)
class Place:
    """What of an organisation decides which roles fit it."""

    path: str
    level: str
    plugins: Collection[str]


def go_together(one: GivenRole, other: GivenRole) -> bool:
    """Say whether one person may hold both roles at once.

    Each of the county's three administrators is another person, and none of them holds a post that sees cases.
    """
    for key, beside in ((one, other), (other, one)):
        group = _key_of(key)
        if group is not None and (beside.verbs or _key_of(beside) not in (None, group)):
            return False
    return True


def _key_of(role: GivenRole) -> frozenset[Grant] | None:
    """Return the group of keys a role of the county holds."""
    if role.plugin != COUNTY:
        return None
    return next((group for group in KEYS_APART if group & role.can), None)


def manages_people(actor: Actor) -> bool:
    """Say whether the actor administers anybody."""
    if isinstance(actor, System):
        return True
    return isinstance(actor, Person) and actor.manages_people and actor.may(MANAGE, PEOPLE[1])


def manages_county(actor: Actor) -> bool:
    """Say whether the actor administers everybody in the county."""
    if isinstance(actor, System):
        return True
    return isinstance(actor, Person) and manages_people(actor) and actor.role.partition(".")[0] == COUNTY


def manages_place(actor: Actor, path: str) -> bool:
    """Say whether the actor administers people of the organisation with this path."""
    if manages_county(actor):
        return True
    return isinstance(actor, Person) and manages_people(actor) and path.startswith(actor.organisation_path)


def fits(role: GivenRole, place: Place) -> bool:
    """Say whether a post in this role makes sense in the organisation."""
    if role.plugin != COUNTY:
        return role.plugin in place.plugins
    return place.level == "county" or role.reach is Reach.PLACE


def may_give(actor: Actor, role: GivenRole, place: Place) -> bool:
    """Say whether the actor may give somebody a post in this role in the organisation."""
    if not fits(role, place) or not manages_place(actor, place.path):
        return False
    if manages_county(actor) or not isinstance(actor, Person):
        return True
    return (
        role.plugin in actor.plugins
        and WIDTH[role.reach] <= WIDTH[actor.reach]
        and (actor.supervises or not role.supervises)
        and role.verbs <= {verb for verb, _ in actor.verbs}
        and {grant for grant in role.can if grant[1]} <= actor.verbs
    )
