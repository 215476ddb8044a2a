"""名单导入: a list of the many of one side is read, tried without writing, kept for its reader, and written in one act."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from portal.declare.parties import Role
from portal.engine.changes import Change
from portal.engine.ledger.member_sheet import Members, Placed, read_members
from portal.engine.ledger.sheets import Sheet
from portal.engine.members import AT, group_roles
from portal.engine.transitions import decide
from portal.errors import Problem, Refused
from portal.services.acting import person, reach, refuse_own_matter
from portal.services.advance import advance
from portal.services.deciding import deciding
from portal.services.drafts import forget_draft, load_draft, save_draft
from portal.store.load_case import load_case
from portal.store.record import Recorded
from portal.store.unit_of_work import UnitOfWork

ACT = "members"


@dataclass(frozen=True)
class Tried:
    """What a list comes to: how many people, the sums of their amounts in fen by title, what is wrong, what is only asked."""

    role: Role
    people: int
    names: tuple[str, ...] = ()
    sums: tuple[tuple[str, int], ...] = ()
    wrong: tuple[Placed, ...] = ()
    questions: tuple[Problem, ...] = ()


def draft_name(case_id: uuid.UUID) -> str:
    """Return the name under which a list that was tried is kept; the desk leads back to it like to any unfinished act."""
    return f"case:{case_id}:{ACT}"


def try_list(uow: UnitOfWork, case_id: uuid.UUID, role_key: str, sheets: Sequence[Sheet], label: str) -> Tried:
    """Try a list that was just read. One without a mistake is kept for `write_list`, under `label` in the person's drafts.

    Raises:
        NotFound: missing or out of reach. Refused: the file holds no list, or is too long to be kept.
    """
    person(uow)
    role = _role(uow, case_id, role_key)
    members = read_members(sheets, role)
    tried = _tried(uow, case_id, role, members.rows, members)
    if tried.wrong:
        forget_draft(uow, draft_name(case_id))
    else:
        rows = [dict(row) for row in members.rows]
        save_draft(uow, draft_name(case_id), label, {"role": role.key, "rows": rows, "lines": list(members.lines)})
    return tried


def kept_list(uow: UnitOfWork, case_id: uuid.UUID) -> Tried | None:
    """Return the list that waits to be written, tried anew against the case as it stands now, or `None`."""
    kept = load_draft(uow, draft_name(case_id))
    if kept is None or "rows" not in kept:
        return None
    rows = cast("list[Mapping[str, Any]]", kept["rows"])
    lines = tuple(cast("list[int]", kept["lines"]))
    role = _role(uow, case_id, str(kept["role"]))
    return _tried(uow, case_id, role, rows, Members(tuple(rows), lines, {}))


def write_list(
    uow: UnitOfWork, case_id: uuid.UUID, *, version: int | None, confirmed: Collection[str], token: str | None
) -> Recorded:
    """Write the list that was kept, and forget it.

    Raises:
        Refused: there is none, or something is wrong with it after all. NotFound, Forbidden, Stale, Repeated: as for every act.
    """
    kept = load_draft(uow, draft_name(case_id))
    if kept is None or "rows" not in kept:
        raise Refused.at("file", "members_gone")
    raw = {"role": kept["role"], AT: kept["rows"]}
    recorded = advance(uow, case_id, ACT, raw, version=version, confirmed=confirmed, token=token)
    forget_draft(uow, draft_name(case_id))
    return recorded


def leave_list(uow: UnitOfWork, case_id: uuid.UUID) -> None:
    """Forget the list that was kept."""
    forget_draft(uow, draft_name(case_id))


def _role(uow: UnitOfWork, case_id: uuid.UUID, key: str) -> Role:
    reach(uow, person(uow), case_id)
    _case, state = load_case(uow, case_id)
    found = next((role for role in group_roles(state.type) if role.key == key), None)
    if found is None:
        raise Refused.at("role", "not_an_option")
    return found


def _tried(uow: UnitOfWork, case_id: uuid.UUID, role: Role, rows: Sequence[Mapping[str, Any]], members: Members) -> Tried:
    actor = person(uow)
    reach(uow, actor, case_id)
    case, state = load_case(uow, case_id, secrets=True)
    decided = decide(state, ACT, {"role": role.key, AT: list(rows)}, deciding(uow, actor, case))
    questions: tuple[Problem, ...] = ()
    if not isinstance(decided, Change) and all(p.asks for p in decided):
        questions = decided
        codes = frozenset(f"guard:{p.answer}" for p in decided)
        decided = decide(state, ACT, {"role": role.key, AT: list(rows)}, deciding(uow, actor, case), codes)
    if not isinstance(decided, Change):
        hard = (members.placed(p) for p in decided if not p.asks)
        seen = {(one.row, one.column) for one in members.wrong}
        wrong = (*members.wrong, *(one for one in hard if one.column is None or (one.row, one.column) not in seen))
        return Tried(role, len(rows), wrong=tuple(sorted(wrong, key=lambda one: (one.row, one.column or 0))))
    try:
        refuse_own_matter(uow, actor, decided.joined)
    except Refused as refused:
        own = tuple(members.placed(Problem(f"{AT}.{p.field.split('.')[2]}", p.code)) for p in refused.problems)
        return Tried(role, len(rows), wrong=(*members.wrong, *own))
    sums = tuple(
        (field.title, sum(p.details[field.key] for p in decided.joined if field.key in p.details))
        for field in role.fields
        if field.kind == "money" and any(field.key in p.details for p in decided.joined)
    )
    names = tuple(p.name for p in decided.joined)
    return Tried(role, len(rows), names, sums, members.wrong, questions if not members.wrong else ())
