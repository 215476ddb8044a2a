"""The imports of an organisation, and one of them: its sheets, its columns with samples, what is wrong in sentences."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from xlsxwriter.utility import xl_col_to_name

from portal.access.actors import Person
from portal.declare.fields import Choice, Choices, YesNo
from portal.declare.steps import Verb
from portal.engine.ledger.cells import shown
from portal.engine.ledger.columns import SERIAL, Column, columns_of
from portal.engine.ledger.header import find_header
from portal.engine.ledger.sheets import lines_of
from portal.errors import Problem
from portal.reading.problem_sentences import problem_sentence
from portal.reading.shown import type_title
from portal.reading.wording import N_, label, say
from portal.store.ledger_rows import sheets_of
from portal.store.tables.ledger import LedgerImport
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork

MOST_LISTED = 50
SAMPLES = 3
STATES = MappingProxyType(
    {
        "read": N_("待核对各列"),
        "checking": N_("正在检查"),
        "checked": N_("已检查，未导入"),
        "writing": N_("正在导入"),
        "done": N_("已导入"),
        "undoing": N_("正在撤销"),
        "undone": N_("已撤销导入"),
        "left": N_("已放弃"),
    }
)


@dataclass(frozen=True)
class ImportRow:
    """One import in the list."""

    id: uuid.UUID
    filename: str
    type_title: str
    state: str
    state_word: str
    rows: int
    made: int
    staff: str
    recorded_at: datetime


@dataclass(frozen=True)
class SheetChoice:
    """A sheet of the file, with how many cases it seems to hold."""

    at: int
    name: str
    rows: int


@dataclass(frozen=True)
class Source:
    """A column of the sheet: its letter, its heading, and the first values below it."""

    at: int
    letter: str
    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """A column a case may be read from: what it is, and where it is read from now."""

    path: str
    title: str
    hint: str
    required: bool
    at: int | None
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Told:
    """What is wrong at a row: where in the sheet, and the sentence."""

    row: int
    letter: str
    column: str
    sentence: str
    asks: bool


@dataclass(frozen=True)
class Shown:
    """One import as its page shows it."""

    row: ImportRow
    type_key: str
    sheets: tuple[SheetChoice, ...]
    sheet: int
    sources: tuple[Source, ...]
    groups: tuple[tuple[str, tuple[Wanted, ...]], ...]
    checked: int
    wrong: int
    asked: int
    told: tuple[Told, ...]
    may_undo: bool
    by_heading: int


def imports(uow: UnitOfWork, actor: Person) -> tuple[ImportRow, ...]:
    """Return the organisation's imports, the newest first."""
    statement = (
        select(LedgerImport, Staff.name)
        .join(Staff, Staff.id == LedgerImport.staff_id)
        .where(LedgerImport.county_code == uow.county_code, LedgerImport.organisation_id == actor.organisation_id)
        .order_by(LedgerImport.recorded_at.desc())
        .limit(MOST_LISTED)
    )
    return tuple(_row(uow, row.LedgerImport, row.name) for row in uow.session.execute(statement))


def shown_import(uow: UnitOfWork, actor: Person, ledger: LedgerImport) -> Shown:
    """Return one import; the caller has found out that the post may see it."""
    case_type = uow.registry.case_type(ledger.type)
    plugin = ledger.type.partition(".")[0]
    name = uow.session.scalar(select(Staff.name).where(Staff.id == ledger.staff_id)) or ""
    columns = columns_of(case_type) if case_type is not None else ()
    sheets: tuple[SheetChoice, ...] = ()
    sources: tuple[Source, ...] = ()
    if ledger.cells is not None and case_type is not None:
        read = sheets_of(uow, ledger)
        sheets = tuple(SheetChoice(at, one.name, len(lines_of(one, case_type))) for at, one in enumerate(read))
        header = find_header(read[ledger.sheet].rows, case_type)
        lines = lines_of(read[ledger.sheet], case_type)[:SAMPLES]
        width = max([len(header.labels), *(len(line.cells) for line in lines)], default=0)
        sources = tuple(
            Source(
                at,
                xl_col_to_name(at),
                header.labels[at] if at < len(header.labels) else "",
                tuple(shown(line.cells[at]) for line in lines if at < len(line.cells) and line.cells[at] is not None),
            )
            for at in range(width)
        )
    given: dict[str, Any] = dict(ledger.columns)
    places = {c.path: c for c in columns}
    groups: dict[str, list[Wanted]] = {}
    for column in columns:
        if column.path != SERIAL:
            groups.setdefault(label(column.group, plugin), []).append(_wanted(column, given.get(column.path, {}), plugin))
    return Shown(
        row=_row(uow, ledger, name),
        type_key=ledger.type,
        sheets=sheets,
        sheet=ledger.sheet,
        sources=sources,
        groups=tuple((group, tuple(wanted)) for group, wanted in groups.items()),
        checked=ledger.checked,
        wrong=ledger.wrong,
        asked=ledger.asked,
        told=tuple(told_of(problem, places, given, plugin) for problem in ledger.problems),
        may_undo=ledger.state == "done" and actor.may(Verb.VOID, ledger.type),
        by_heading=sum(1 for of in given.values() if "at" in of),
    )


def told_of(problem: dict[str, Any], places: dict[str, Column], given: dict[str, Any], plugin: str) -> Told:
    """Return a kept problem as it is told."""
    path = str(problem["at"])
    column = places.get(path)
    at = given.get(path, {}).get("at")
    return Told(
        row=int(problem["row"]),
        letter=xl_col_to_name(at) if at is not None else "",
        column=label(column.title, plugin) if column is not None else "",
        sentence=problem_sentence(Problem(path, str(problem["code"]), dict(problem["params"]), bool(problem["asks"])), plugin),
        asks=bool(problem["asks"]),
    )


def _wanted(column: Column, of: dict[str, Any], plugin: str) -> Wanted:
    options: tuple[tuple[str, str], ...] = ()
    if isinstance(column.field, Choice) and not isinstance(column.field, Choices):
        options = tuple((key, label(word, plugin)) for key, word in column.field.pairs)
    elif isinstance(column.field, YesNo):
        options = (("yes", say(N_("是"))), ("no", say(N_("否"))))
    return Wanted(
        path=column.path,
        title=label(column.title, plugin),
        hint=label(column.hint, plugin),
        required=column.required,
        at=of.get("at"),
        value=str(of.get("value", "")),
        options=options,
    )


def _row(uow: UnitOfWork, ledger: LedgerImport, staff: str) -> ImportRow:
    return ImportRow(
        id=ledger.id,
        filename=ledger.filename,
        type_title=type_title(uow, ledger.type),
        state=ledger.state,
        state_word=say(STATES[ledger.state]),
        rows=ledger.rows,
        made=ledger.made,
        staff=staff,
        recorded_at=ledger.recorded_at,
    )
