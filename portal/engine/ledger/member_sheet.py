"""Reads a list of the many of one side from a spreadsheet: one person a row, whatever order its columns have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.declare.parties import PartyKind, Role
from portal.engine.intake import MOST_PARTIES
from portal.engine.ledger.columns import role_columns
from portal.engine.ledger.header import Header, header_of, names_of_role, places_of
from portal.engine.ledger.rows import Mapped, is_passed_over, kind_of, values_of
from portal.engine.ledger.sheets import Line, Sheet
from portal.engine.members import AT
from portal.errors import Problem, Refused

_ROW = re.compile(rf"{AT}\.(\d+)(?:\.(.+))?")


@dataclass(frozen=True)
class Placed:
    """A problem at its row and column as the spreadsheet counts them; one of the whole list has neither."""

    row: int
    column: int | None
    heading: str
    problem: Problem


@dataclass(frozen=True)
class Members:
    """What a list holds: a body for each person, the rows they stand in, and what is wrong with cells."""

    rows: tuple[Mapping[str, Any], ...]
    lines: tuple[int, ...]
    columns: Mapping[str, tuple[int, str]]  # key → place and heading
    wrong: tuple[Placed, ...] = ()

    def placed(self, problem: Problem) -> Placed:
        """Return a problem of the act where the spreadsheet has it: `members.3.phone` in the row of the fourth person."""
        found = _ROW.fullmatch(problem.field)
        if found is None:
            return Placed(0, None, "", problem)
        if "row" in problem.params and isinstance(earlier := problem.params["row"], int):
            problem = replace(problem, params={**problem.params, "row": self.lines[earlier - 1]})
        return self._at(self.lines[int(found[1])], found[2] or "name", problem)

    def _at(self, row: int, key: str, problem: Problem) -> Placed:
        column, heading = self.columns.get(key, (None, ""))
        return Placed(row, column, heading, problem)


def read_members(sheets: Sequence[Sheet], role: Role) -> Members:
    """Return the list that stands in the first sheet with a column of names.

    Raises:
        Refused: no such column, nobody below it, or too many.
    """
    columns = role_columns(role)
    names = names_of_role(role, columns)
    for sheet in sheets:
        header = header_of(sheet.rows, names)
        places = places_of(header, names)
        if f"parties.{role.key}.name" in places:
            return _read(sheet, role, header, places)
    raise Refused.at("file", "members_without_names")


def _read(sheet: Sheet, role: Role, header: Header, places: Mapping[str, int]) -> Members:
    numbered = (Line(number, row) for number, row in enumerate(sheet.rows[header.first_row :], header.first_row + 1))
    lines = [line for line in numbered if not is_passed_over(line.cells) and _has_somebody(line, places)]
    if not lines:
        raise Refused.at("file", "members_empty")
    if len(lines) > MOST_PARTIES:
        raise Refused.at("file", "too_many_members", most=MOST_PARTIES)
    columns = role_columns(role)
    at = {path.rpartition(".")[2]: (place, header.labels[place]) for path, place in places.items()}
    made = Members((), tuple(line.number for line in lines), at)
    rows, wrong = [], []
    for line in lines:
        values, problems = values_of(line.cells, Mapped(places), columns)
        row = {path.rpartition(".")[2]: value for path, value in values.items()}
        if role.kind is PartyKind.EITHER:
            row.setdefault("kind", kind_of(row))
        rows.append(row)
        wrong += [made._at(line.number, problem.field.rpartition(".")[2], problem) for problem in problems]
    return replace(made, rows=tuple(rows), wrong=tuple(wrong))


def _has_somebody(line: Line, places: Mapping[str, int]) -> bool:
    """Say whether anything but a serial number stands in the row: lists are ruled in advance for more than come."""
    return any(place < len(line.cells) and line.cells[place] not in (None, "") for place in places.values())
