"""Writes every row of a checked ledger as a case, in one transaction: all of them, or none."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from portal.engine.changes import Change
from portal.engine.ledger.course import Played
from portal.engine.ledger.sheets import Line, lines_of
from portal.engine.numbering import CaseNumber
from portal.engine.transitions import decide
from portal.errors import Problem, Refused
from portal.services.ledger.check import Findings, numbered
from portal.services.ledger.known import Ground, ground_of, mapped_of, played, who_imports
from portal.services.ledger.numbering import start_after, with_number
from portal.store.identifiers import new_id
from portal.store.ledger_rows import sheets_of
from portal.store.load_case import state_of
from portal.store.record import record, record_opening
from portal.store.tables.cases import CaseFile
from portal.store.tables.ledger import LedgerCase, LedgerImport
from portal.store.unit_of_work import UnitOfWork

WRITE = "ledger.write"
_FLUSHED_EVERY = 50


class NotWritten(Exception):
    """Something is wrong with a row after all; nothing was written."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(f"{findings.wrong} problems")
        self.findings = findings


def write_lines(uow: UnitOfWork, ground: Ground, lines: Sequence[Line], ledger: LedgerImport) -> None:
    """Write a case for each row. To be called within `uow.attempt()`, or in a unit of work of its own.

    Raises:
        NotWritten: a row that was right when it was checked is not any more.
    """
    findings = Findings()
    numbers = numbered(uow, ground, lines)
    for row, problem in numbers.problems:
        findings.add(row, (problem,))
    if findings.wrong:
        raise NotWritten(findings)
    ledger.counters = start_after(uow, ground, numbers.by_row.values())
    for at, line in enumerate(lines, 1):
        come = played(uow, ground, line)
        if not isinstance(come, Played):
            findings.add(line.number, come)
            raise NotWritten(findings)
        number = numbers.by_row.get(line.number)
        case = _write(uow, ground, come, number)
        uow.session.add(
            LedgerCase(
                county_code=uow.county_code,
                id=new_id(),
                case_id=case.id,
                import_id=ledger.id,
                row=line.number,
                version=case.version,
                numbered=number is not None,
            )
        )
        if at % _FLUSHED_EVERY == 0:
            uow.session.flush()
    ledger.made = len(lines)


def _write(uow: UnitOfWork, ground: Ground, come: Played, number: CaseNumber | None) -> CaseFile:
    actor = ground.actor
    case = record_opening(uow, come.opening, ground.case_type, actor.organisation_id, actor.staff_id)
    for act in come.acts:
        uow.session.flush()
        state = state_of(uow, case, ground.case_type)
        change = decide(state, act.key, act.data, ground.deciding, act.confirmed)
        if not isinstance(change, Change):
            raise Refused(change)
        takes = change.number_year is not None and number is not None
        record(uow, case, state, with_number(change, number) if takes and number is not None else change)
    return case


def write_all(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Do the job: write everything, or nothing and say what stands in the way."""
    ledger = uow.session.get(LedgerImport, uuid.UUID(str(payload["import"])))
    if ledger is None or ledger.state != "writing" or ledger.version != payload["version"]:
        return
    actor = who_imports(uow, ledger)
    ledger.changed_at = uow.now
    if actor is None:
        ledger.state = "left"
        return
    uow.on_behalf_of(actor)
    ground = ground_of(uow, actor, ledger.type, mapped_of(ledger))
    lines = lines_of(sheets_of(uow, ledger)[ledger.sheet], ground.case_type)
    try:
        with uow.attempt():
            write_lines(uow, ground, lines, ledger)
    except NotWritten as stopped:
        _stop(ledger, stopped.findings)
    except Refused as refused:
        findings = Findings()
        findings.add(0, (Problem("", p.code, p.params) for p in refused.problems))
        _stop(ledger, findings)
    else:
        ledger.state, ledger.cells = "done", None


def _stop(ledger: LedgerImport, findings: Findings) -> None:
    ledger.state, ledger.made, ledger.counters = "checked", 0, []
    ledger.wrong, ledger.asked, ledger.problems = findings.wrong, findings.asked, findings.kept
