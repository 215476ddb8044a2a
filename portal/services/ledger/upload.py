"""The life of an import: a file is read, its columns are named, it is checked, written, left or undone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import select

from portal.declare.steps import Verb
from portal.engine.ledger.columns import SERIAL, columns_of
from portal.engine.ledger.header import find_header, guess
from portal.engine.ledger.sheets import Sheet, lines_of, packed
from portal.errors import NotFound, Problem, Refused
from portal.services.acting import must, person
from portal.services.ledger.check import ask_for_portion
from portal.services.ledger.known import type_of
from portal.services.ledger.undo import UNDO, refuse_touched
from portal.services.ledger.write import WRITE
from portal.store.access_log import log_access
from portal.store.actors import Person
from portal.store.identifiers import new_id
from portal.store.ledger_rows import sealed_cells, sheets_of
from portal.store.outbox import put
from portal.store.tables.ledger import LedgerImport
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 20_000
LONGEST_NAME = 120
Columns = dict[str, dict[str, str | int]]


def keep(
    uow: UnitOfWork,
    type_key: str,
    filename: str,
    sheets: tuple[Sheet, ...],
    *,
    again: bool = False,
    import_id: uuid.UUID | None = None,
) -> LedgerImport:
    """Keep what was read from a file until its columns are confirmed.

    `again` takes a ledger that was taken before; without it that is asked.

    Raises:
        Refused: the same ledger was imported before. NotFound, Forbidden: not the type of this post.
    """
    actor = person(uow)
    case_type = type_of(uow, actor, type_key)
    cells, digest = refuse_again(uow, actor, type_key, sheets, again=again)
    best = max(range(len(sheets)), key=lambda at: (find_header(sheets[at].rows, case_type).known, -at))
    made = import_id or new_id()
    ledger = LedgerImport(
        county_code=uow.county_code,
        id=made,
        organisation_id=actor.organisation_id,
        staff_id=actor.staff_id,
        post_id=actor.post_id,
        type=type_key,
        filename=filename[-LONGEST_NAME:],
        digest=digest,
        cells=sealed_cells(uow, made, cells),
        sheet=best,
        columns=dict(guessed(sheets[best], type_key, uow)),
        state="read",
        version=1,
        rows=len(lines_of(sheets[best], case_type)),
        checked=0,
        wrong=0,
        asked=0,
        problems=[],
        counters=[],
        made=0,
        recorded_at=uow.now,
        changed_at=uow.now,
    )
    uow.session.add(ledger)
    uow.session.flush()
    return ledger


def refuse_again(uow: UnitOfWork, actor: Person, type_key: str, sheets: tuple[Sheet, ...], *, again: bool) -> tuple[bytes, bytes]:
    """Return the packed cells and their digest.

    Raises:
        Refused: the organisation imported the same ledger before, and nobody said that it comes again.
    """
    cells = packed(sheets)
    digest = uow.keyring.audit_digest(b"ledger|" + type_key.encode() + b"|" + cells)
    same = select(LedgerImport.recorded_at).where(
        LedgerImport.county_code == uow.county_code,
        LedgerImport.organisation_id == actor.organisation_id,
        LedgerImport.digest == digest,
        LedgerImport.state.in_(("writing", "done", "undoing")),
    )
    earlier = uow.session.scalar(same.limit(1))
    if earlier is not None and not again:
        raise Refused((Problem("file", "ledger_again", {"day": earlier.date().isoformat()}, asks=True),))
    return cells, digest


def guessed(sheet: Sheet, type_key: str, uow: UnitOfWork) -> Columns:
    """Return what the columns of a sheet are by their headings."""
    case_type = uow.registry.case_type(type_key)
    if case_type is None:
        raise NotFound
    found = guess(find_header(sheet.rows, case_type), case_type)
    return {path: {"at": at} for path, at in found.items() if path != SERIAL}


def own_import(uow: UnitOfWork, import_id: uuid.UUID) -> LedgerImport:
    """Return an import of the organisation of this post, locked while it is changed.

    Raises:
        NotFound: missing, or another organisation's. Forbidden: the post does not import ledgers of the type.
    """
    actor = person(uow)
    statement = select(LedgerImport).where(
        LedgerImport.county_code == uow.county_code,
        LedgerImport.id == import_id,
        LedgerImport.organisation_id == actor.organisation_id,
    )
    ledger = uow.session.scalars(statement.with_for_update() if uow.writes else statement).one_or_none()
    if ledger is None:
        raise NotFound
    type_of(uow, actor, ledger.type)
    return ledger


def choose_sheet(uow: UnitOfWork, import_id: uuid.UUID, sheet: int) -> None:
    """Read another sheet of the file; what its columns are is guessed anew.

    Raises:
        Refused: no such sheet, or the import has gone on.
    """
    ledger = _in_state(own_import(uow, import_id), "read", "checked")
    sheets = sheets_of(uow, ledger)
    if not 0 <= sheet < len(sheets):
        raise Refused.at("sheet", "not_an_option")
    case_type = type_of(uow, person(uow), ledger.type)
    ledger.sheet, ledger.rows = sheet, len(lines_of(sheets[sheet], case_type))
    ledger.columns = dict(guessed(sheets[sheet], ledger.type, uow))
    _anew(uow, ledger, "read")


def check(uow: UnitOfWork, import_id: uuid.UUID, columns: Mapping[str, Mapping[str, str | int]]) -> None:
    """Take what the columns mean, and check every row.

    Raises:
        Refused: a needed column is named by nothing, one is named twice, there are no rows or too many.
    """
    ledger = _in_state(own_import(uow, import_id), "read", "checked")
    case_type = type_of(uow, person(uow), ledger.type)
    known = {column.path: column for column in columns_of(case_type)}
    kept = {path: dict(of) for path, of in columns.items() if path in known and path != SERIAL}
    missing = [c for c in known.values() if c.required and c.path not in kept]
    problems = [Problem(c.path, "column_missing", {"title": c.heading}) for c in missing]
    if not ledger.rows:
        problems.append(Problem("", "ledger_without_rows"))
    if ledger.rows > MOST_ROWS:
        problems.append(Problem("", "workbook_too_many_rows"))
    if problems:
        raise Refused(tuple(problems))
    ledger.columns = dict(kept)
    _anew(uow, ledger, "checking")
    ask_for_portion(uow, ledger)


def start(uow: UnitOfWork, import_id: uuid.UUID, *, confirmed: bool) -> None:
    """Have everything written.

    Raises:
        Refused: rows are wrong, or what they ask is not confirmed.
    """
    ledger = _in_state(own_import(uow, import_id), "checked")
    if ledger.wrong:
        raise Refused.at("", "ledger_wrong", count=ledger.wrong)
    if ledger.asked and not confirmed:
        raise Refused.at("confirmed", "ledger_asks", count=ledger.asked)
    ledger.state, ledger.version, ledger.changed_at = "writing", ledger.version + 1, uow.now
    put(uow, WRITE, f"{WRITE}:{ledger.id}:{ledger.version}", {"import": str(ledger.id), "version": ledger.version})
    log_access(uow, "import", "ledger", data={"import": str(ledger.id), "type": ledger.type}, count=ledger.rows)


def leave(uow: UnitOfWork, import_id: uuid.UUID) -> None:
    """Give an import up that was not written; what was read from the file is deleted.

    Raises:
        Refused: it is being written, or was.
    """
    ledger = _in_state(own_import(uow, import_id), "read", "checking", "checked")
    ledger.state, ledger.cells, ledger.problems, ledger.changed_at = "left", None, [], uow.now


def undo(uow: UnitOfWork, import_id: uuid.UUID) -> None:
    """Have an import taken back.

    Raises:
        Refused: it was not written, or somebody worked on one of its cases. Forbidden: the post voids no cases of the type.
    """
    ledger = _in_state(own_import(uow, import_id), "done")
    must(person(uow), Verb.VOID, ledger.type)
    refuse_touched(uow, ledger)
    actor = person(uow)
    ledger.state, ledger.version, ledger.changed_at = "undoing", ledger.version + 1, uow.now
    ledger.staff_id, ledger.post_id, ledger.problems = actor.staff_id, actor.post_id, []
    put(uow, UNDO, f"{UNDO}:{ledger.id}:{ledger.version}", {"import": str(ledger.id), "version": ledger.version})
    log_access(uow, "import", "undo", data={"import": str(ledger.id), "type": ledger.type}, count=ledger.made)


def _in_state(ledger: LedgerImport, *states: str) -> LedgerImport:
    if ledger.state not in states:
        raise Refused.at("", "import_moved_on")
    return ledger


def _anew(uow: UnitOfWork, ledger: LedgerImport, state: str) -> None:
    ledger.state, ledger.version, ledger.changed_at = state, ledger.version + 1, uow.now
    ledger.checked, ledger.wrong, ledger.asked, ledger.problems = 0, 0, 0, []
