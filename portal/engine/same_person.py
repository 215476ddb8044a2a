"""Who among the parties of several cases is likely one person, and what saying so writes into a case's course.

Two parties are likely one when they share an identity number, or have the same name and telephone and no two different
identity numbers. Nobody is compared by what is secret: numbers come as keyed hashes. Saying that parties are one person
changes no party and no paper; it is a link that hints, ties and the history of the person follow.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from portal.engine.case_state import CaseState
from portal.engine.changes import Change, PersonLinked
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import changed

JOINED, PARTED = "person_joined", "person_parted"
MOST_MERGED = 20
"""How many parties are said to be one person at once; each of them is an event of its case."""


@dataclass(frozen=True)
class Likeness:
    """What tells whether a party is somebody else's double: the name, and numbers as hashes."""

    party_id: uuid.UUID
    name: str
    id_numbers: frozenset[bytes] = frozenset()
    phones: frozenset[bytes] = frozenset()
    person_id: uuid.UUID | None = None

    @property
    def person(self) -> uuid.UUID:
        """Who it is as far as is known: the person it is linked to, or itself."""
        return self.person_id or self.party_id


def may_be_one(one: Likeness, other: Likeness) -> bool:
    """Say whether nothing speaks against two parties being one person: two different identity numbers do."""
    return not (one.id_numbers and other.id_numbers) or bool(one.id_numbers & other.id_numbers)


def likely_one(one: Likeness, other: Likeness) -> bool:
    """Say whether two parties are likely one person, or were said to be."""
    if one.person == other.person or one.id_numbers & other.id_numbers:
        return True
    return may_be_one(one, other) and one.name == other.name and bool(one.phones & other.phones)


def groups(parties: Sequence[Likeness]) -> tuple[tuple[Likeness, ...], ...]:
    """Return the parties that are likely one person each, where at least two were not yet said to be one. Order is kept."""
    found: list[list[Likeness]] = []
    for party in parties:
        mine = [party]
        others: list[list[Likeness]] = []
        for group in found:
            near = any(likely_one(party, other) for other in group)
            if near and all(may_be_one(one, other) for one in mine for other in group):
                mine = [*group, *mine]
            else:
                others.append(group)
        found = [*others, mine]
    order = {party.party_id: at for at, party in enumerate(parties)}
    found = sorted((sorted(group, key=lambda one: order[one.party_id]) for group in found), key=lambda g: order[g[0].party_id])
    return tuple(tuple(group) for group in found if len({party.person for party in group}) > 1)


def are_alike(parties: Sequence[Likeness]) -> bool:
    """Say whether all of them are likely one person, each by way of the others."""
    found = groups(parties)
    return len(found) == 1 and len(found[0]) == len(parties)


def linked(state: CaseState, party_id: uuid.UUID, person_id: uuid.UUID, deciding: Deciding) -> Change:
    """Return what it writes into a case that one of its parties is that person."""
    return _change(state, JOINED, party_id, person_id, person_id, deciding)


def unlinked(state: CaseState, party_id: uuid.UUID, person_id: uuid.UUID, before: uuid.UUID | None, deciding: Deciding) -> Change:
    """Return what it writes that one of its parties is no longer said to be that person, but whoever it was before."""
    return _change(state, PARTED, party_id, person_id, before, deciding)


def _change(
    state: CaseState, action: str, party_id: uuid.UUID, person_id: uuid.UUID, now: uuid.UUID | None, deciding: Deciding
) -> Change:
    told = {"party": str(party_id), "person": str(person_id)}
    return changed(state, action, deciding.today, told, rows=(PersonLinked(party_id, now),))
