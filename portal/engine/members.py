"""名单: what a list of the many of one side is, and which of its rows name somebody twice. What adding it does: `joining`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, Field, MemberList
from portal.declare.parties import PartyKind, Role
from portal.engine.case_state import PartyState
from portal.engine.intake import MOST_PARTIES
from portal.engine.read_fields import FieldProblem
from portal.errors import Problem

AT = "members"


def group_roles(case_type: CaseType) -> tuple[Role, ...]:
    """Return the roles of which there may be many people."""
    return tuple(role for role in case_type.parties if role.many and role.kind is not PartyKind.ORGANISATION)


def members_fields(case_type: CaseType) -> tuple[Field, ...]:
    """Return what the act asks for: of which role they are, and who they are."""
    roles = tuple((role.key, role.title) for role in group_roles(case_type))
    return (Choice("role", "加到哪一类当事人", roles, required=True), MemberList(AT, "名单", required=True))


def member_rows(raw: object) -> tuple[Mapping[str, Any], ...] | None:
    """Return the rows as they came, or `None` for an empty list.

    Raises:
        FieldProblem: not a list of rows, or more than a case takes.
    """
    if raw in (None, "", [], ()):
        return None
    if not isinstance(raw, (list, tuple)) or not all(isinstance(row, Mapping) for row in raw):
        raise FieldProblem("wrong_kind")
    if len(raw) > MOST_PARTIES:
        raise FieldProblem("too_many_members", most=MOST_PARTIES)
    return tuple(raw)


def doubled(joined: Sequence[PartyState], there: Iterable[PartyState]) -> list[Problem]:
    """Return each identity number that stands in the list twice, with the earlier row (from 1), or in the case already."""
    known = {party.id_number for party in there if party.id_number}
    first: dict[str, int] = {}
    found = []
    for at, party in enumerate(joined):
        if not party.id_number:
            continue
        path = f"{AT}.{at}.id_number"
        if party.id_number in known:
            found.append(Problem(path, "member_there_already"))
        elif party.id_number in first:
            found.append(Problem(path, "member_twice", {"row": first[party.id_number] + 1}))
        first.setdefault(party.id_number, at)
    return found
