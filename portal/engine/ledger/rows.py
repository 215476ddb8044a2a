"""Turns one row of a ledger into the body the intake takes and the acts that brought the case where it stands."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, Choices, Day
from portal.declare.parties import PartyKind, Side
from portal.engine.ledger.cells import Cell, parts_of, read_cell
from portal.engine.ledger.columns import (
    EXAMPLE,
    FAILED,
    IN_HAND,
    ORAL,
    REFUSED,
    SELF_SETTLED,
    SERIAL,
    WITHDRAWN,
    WRITTEN,
    Column,
    columns_of,
)
from portal.engine.naming import together
from portal.engine.read_fields import FieldProblem, read_field
from portal.errors import Problem

_BODY = ("source", "received_on", "occurred_on", "place", "summary")
_ONE_FOR_ALL = ("address", "nation", "occupation")
_FIRST_ONLY = ("phone",)
_TOTALS = ("合计", "小计", "总计", "共计")
_ORGANISATION = re.compile(
    r".*(?:公司|厂|店|合作社|集团|银行|医院|学校|委员会|村委会|居委会|经营部|商行|超市|饭店|酒店|中心|协会|局|所|院|社|站|场|部|行)"
)


@dataclass(frozen=True)
class Known:
    """What rows may name: places by name, staff by name. A name that stands for several gives `None`."""

    divisions: Mapping[str, str | None]
    staff: Mapping[str, uuid.UUID | None]


@dataclass(frozen=True)
class Entry:
    """One case of the ledger: the body for the intake, the acts with their data in order, and its number on paper."""

    body: Mapping[str, Any]
    acts: Mapping[str, Mapping[str, Any]]
    accepted_on: date
    number: str = ""


@dataclass(frozen=True)
class Mapped:
    """What each column is read from: a column of the sheet by its place, or one value for all rows."""

    places: Mapping[str, int]
    fixed: Mapping[str, str] = field(default_factory=dict)

    def only(self, *paths: str) -> Mapped:
        """Return the same for a few columns."""
        places, fixed = ({path: of[path] for path in paths if path in of} for of in (self.places, self.fixed))
        return Mapped(places, fixed)  # type: ignore[arg-type]


def is_passed_over(row: Sequence[Cell]) -> bool:
    """Say whether the row holds no case: empty, the template's example, or the sums at the end."""
    texts = [str(cell).strip() for cell in row if cell is not None and str(cell).strip()]
    return not texts or texts[0] == EXAMPLE or texts[0].replace(" ", "").rstrip("：:") in _TOTALS


def read_row(row: Sequence[Cell], mapped: Mapped, case_type: CaseType, known: Known, today: date) -> Entry | tuple[Problem, ...]:
    """Return the entry, or every problem at the path of its column. What the intake and the acts refuse is told by them."""
    values, problems = values_of(row, mapped, columns_of(case_type))
    accepted_on = _day("accepted_on", values, today, problems)
    body: dict[str, Any] = {key: values[key] for key in _BODY if key in values}
    if accepted_on is not None:
        body.setdefault("received_on", accepted_on.isoformat())
    elif not any(problem.field == "accepted_on" for problem in problems):
        problems.append(Problem("accepted_on", "required", {"title": "受理日期"}))
    if "division" in values:
        body["division_code"] = _division(str(values["division"]), known, problems)
    body["parties"] = _parties(values, case_type, problems)
    body["details"] = {path.removeprefix("details."): value for path, value in values.items() if path.startswith("details.")}
    body["after_the_fact"] = True
    acts = _acts(values, case_type, accepted_on or today, known, problems)
    if problems or accepted_on is None:
        return tuple(problems)
    return Entry(body, acts, accepted_on, str(values.get("number", "")))


def values_of(row: Sequence[Cell], mapped: Mapped, columns: Sequence[Column]) -> tuple[dict[str, Any], list[Problem]]:
    """Return what the cells of a row hold, by path, and what is wrong with them."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in columns:
        place = mapped.places.get(column.path)
        cell = row[place] if place is not None and place < len(row) else None
        if cell is None or cell == "":
            cell = mapped.fixed.get(column.path)
        if column.path == SERIAL:
            continue
        try:
            value = _read(column, cell)
        except FieldProblem as problem:
            problems.append(Problem(column.path, problem.code, problem.params))
            continue
        if value is not None:
            values[column.path] = value
    return values, problems


def _read(column: Column, cell: Cell) -> object:
    """Return what a cell holds; options of several parties in one cell give a list."""
    is_choice = isinstance(column.field, Choice) and not isinstance(column.field, Choices)
    if column.path.startswith("parties.") and is_choice and isinstance(cell, str) and len(parts := parts_of(cell)) > 1:
        return [read_cell(column.field, part) for part in parts]
    return read_cell(column.field, cell)


def _day(path: str, values: Mapping[str, Any], today: date, problems: list[Problem]) -> date | None:
    try:
        day: date | None = read_field(Day(path, path), values.get(path), today)
    except FieldProblem as problem:
        problems.append(Problem(path, problem.code, problem.params))
        return None
    return day


def _division(name: str, known: Known, problems: list[Problem]) -> str:
    plain = re.sub(r"\s", "", name)
    code = known.divisions.get(plain)
    if code is None:
        problems.append(Problem("division", "several_places" if plain in known.divisions else "no_such_place"))
    return code or ""


def _parties(values: Mapping[str, Any], case_type: CaseType, problems: list[Problem]) -> dict[str, list[dict[str, Any]]]:
    parties: dict[str, list[dict[str, Any]]] = {}
    for role in case_type.parties:
        prefix = f"parties.{role.key}."
        given = {path.removeprefix(prefix): value for path, value in values.items() if path.startswith(prefix)}
        if not given:
            continue
        names = parts_of(str(given.pop("name", ""))) if role.many else [str(given.pop("name", ""))]
        rows: list[dict[str, Any]] = [{"name": name} for name in names if name] or [{}]
        for key, value in given.items():
            if len(rows) == 1:
                rows[0][key] = value
                continue
            parts = parts_of(value) if isinstance(value, str) else value if isinstance(value, list) else [value]
            if key in _ONE_FOR_ALL and len(parts) != len(rows):
                parts = [value]
            if len(parts) == 1 and key not in ("id_number", "credit_code"):
                for row in rows[:1] if key in _FIRST_ONLY else rows:
                    row[key] = parts[0]
            elif len(parts) != len(rows):
                problems.append(Problem(prefix + key, "not_as_many", {"names": len(rows), "count": len(parts)}))
            else:
                for row, part in zip(rows, parts, strict=True):
                    row[key] = part
        if role.kind is PartyKind.EITHER:
            for row in rows:
                row.setdefault("kind", kind_of(row))
        parties[role.key] = rows
    return parties


def kind_of(row: Mapping[str, Any]) -> str:
    """Return what a party is whose ledger does not say: it has a code of organisations, or is named like one."""
    named = len(str(row.get("name", ""))) >= 4 and _ORGANISATION.fullmatch(str(row["name"])) is not None
    is_one = bool(row.get("credit_code")) or (named and not row.get("id_number"))
    return PartyKind.ORGANISATION.value if is_one else PartyKind.PERSON.value


def _acts(
    values: Mapping[str, Any], case_type: CaseType, accepted_on: date, known: Known, problems: list[Problem]
) -> dict[str, Mapping[str, Any]]:
    """Return the acts of the core that lead from the acceptance to the result, each with what the ledger says of it."""
    day = accepted_on.isoformat()
    acts: dict[str, Mapping[str, Any]] = {"accept": {"accepted_on": day}}
    if "handler" in values:
        handler = known.staff.get(re.sub(r"\s", "", str(values["handler"])))
        if handler is None:
            problems.append(Problem("handler", "no_such_handler"))
        else:
            acts["assign"] = {"handler_id": str(handler)}
    outcome = values.get("outcome", IN_HAND)
    ended_on = values.get("ended_on")
    if outcome != IN_HAND and ended_on is None:
        problems.append(Problem("ended_on", "required", {"title": "办结日期"}))
    consent = {"consented_on": values.get("consented_on", day), "how": "other"}
    if outcome in (WRITTEN, ORAL):
        acts["consent"] = consent
        acts["agree"] = _agreement(values, case_type, outcome, ended_on)
        if outcome == WRITTEN:
            acts["sign"] = _given({"signed_on": ended_on, "complete": values.get("signed")})
        if "performed_on" in values:
            acts["perform"] = {"performed_on": values["performed_on"]}
    elif outcome in (FAILED, REFUSED):
        if outcome == FAILED:
            acts["consent"] = consent
        acts[outcome] = _given(
            {"ended_on": ended_on, "reason": values.get("reason"), "remedies_told": values.get("remedies_told")}
        )
    elif outcome in (WITHDRAWN, SELF_SETTLED):
        acts["withdraw"] = _given({"how": outcome, "ended_on": ended_on})
    elif outcome == IN_HAND and "consented_on" in values:
        acts["consent"] = consent
    return acts


def _agreement(values: Mapping[str, Any], case_type: CaseType, outcome: str, day: object) -> dict[str, Any]:
    payer, payee = _first(values, case_type, Side.RESPONDENT), _first(values, case_type, Side.APPLICANT)
    terms = []
    if "agreed_amount" in values:
        amount = {"kind": "money", "payer": payer, "payee": payee, "amount": values["agreed_amount"]}
        terms.append(_given({**amount, "due_on": values.get("due_on", values.get("performed_on"))}))
    if "agreed_act" in values:
        terms.append({"kind": "act", "payer": payer, "act": values["agreed_act"]})
    data = _given({"agreed_on": day, "terms": terms or None})
    return {"form": outcome, **data} if case_type.oral else data


def _first(values: Mapping[str, Any], case_type: CaseType, side: Side) -> str:
    """Return the names of that side as an agreement writes them."""
    for role in case_type.parties:
        name = values.get(f"parties.{role.key}.name")
        if role.side is side and name:
            names = parts_of(str(name)) if role.many else [str(name)]
            return together(names)
    return ""


def _given(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}
