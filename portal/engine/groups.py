"""人数众多的一方: ten and more on one side elect two to five of themselves (民事诉讼法 56, 民事诉讼法解释 75, 76, 78).

What binds a party without court proceedings follows the same measure here: a representative may change or give up a claim or
settle only with the consent of those represented (民事诉讼法 56), so the paper names who signs for whom.
They may elect and need not; who elects nobody signs alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.engine.case_state import CaseState, PartyState
from portal.engine.representation import APART, REPRESENTATIVE, open_links
from portal.errors import Problem

MANY_FROM = 10  # 民事诉讼法解释 75
FEWEST, MOST = 2, 5  # 民事诉讼法解释 78


@dataclass(frozen=True)
class Group:
    """The many of one side: everybody, who was elected, and who signs alone."""

    side: str
    members: tuple[PartyState, ...]
    representatives: tuple[uuid.UUID | None, ...]
    apart: tuple[uuid.UUID | None, ...]

    @property
    def represented(self) -> tuple[PartyState, ...]:
        """Return those for whom the representatives sign."""
        own = {*self.representatives, *self.apart}
        return tuple(p for p in self.members if p.id not in own) if self.representatives else ()


def groups_of(state: CaseState, day: date | None = None) -> tuple[Group, ...]:
    """Return the sides on which there are ten or more, with what they elected as it stands (on a day)."""
    found = []
    for side in dict.fromkeys(p.side for p in state.parties):
        members = tuple(p for p in state.parties if p.side == side)
        if len(members) < MANY_FROM:
            continue
        ids = {p.id for p in members}
        found.append(Group(side, members, _of(state, REPRESENTATIVE, ids, day), _of(state, APART, ids, day)))
    return tuple(found)


def unelected(state: CaseState) -> tuple[Group, ...]:
    """Return the groups that named no representatives and of whom not everybody signs alone."""
    return tuple(g for g in groups_of(state) if not g.representatives and len(g.apart) < len(g.members))


def election_asked(state: CaseState, action: str) -> list[Problem]:
    """Return the question whether the many shall each sign what is agreed, where they elected nobody who signs for them."""
    if action != "agree":
        return []
    params = [(len(group.members), group.side) for group in unelected(state)]
    return [Problem("", "representatives_asked", {"count": n, "check": side}, asks=True) for n, side in params]


def group_with(groups: Sequence[Group], ids: Sequence[str]) -> Group | None:
    """Return the group to which all of these belong."""
    return next((g for g in groups if set(ids) <= {str(p.id) for p in g.members}), None)


def _of(state: CaseState, kind: str, ids: set[uuid.UUID | None], day: date | None) -> tuple[uuid.UUID | None, ...]:
    links = open_links(state, day, kind) if day else [link for link in state.links if link.kind == kind and not link.ended_on]
    return tuple(link.party_id for link in links if link.party_id in ids)
