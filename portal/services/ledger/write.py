"""Writes every row of a checked ledger as a case: all of them, or none.

What takes long only reads: rows are played, and everything they come to is made ready and put aside (`make_ready`). Then one
short transaction asks whether what they were judged by still holds, and writes all of it (`write_ready`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.engine.ledger.course import Played
from portal.engine.ledger.sheets import Line, lines_of
from portal.engine.numbering import CaseNumber
from portal.errors import Overtaken
from portal.services.ledger.check import Findings, numbered
from portal.services.ledger.known import Ground, ground_of, mapped_of, played, who_imports
from portal.services.ledger.numbering import number_word, start_after, starts_after, still_free, with_number
from portal.store.actors import Person
from portal.store.identifiers import new_id
from portal.store.ledger_rows import sheets_of
from portal.store.numbers import begin_block
from portal.store.outbox import TwoSteps
from portal.store.record import record_next, record_opening
from portal.store.tables.ledger import LedgerCase, LedgerImport
from portal.store.together import Gathered
from portal.store.unit_of_work import UnitOfWork

WRITE = "ledger.write"
_PORTION = 200
"""How many cases lie in memory at once."""


class NotWritten(Exception):
    """Something is wrong with a row after all; nothing was written."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(f"{findings.wrong} problems")
        self.findings = findings


@dataclass(frozen=True)
class ReadyLedger:
    """A ledger that is ready to be written, with the ground its rows were judged on, and the numbers they had on paper."""

    ground: Ground
    gathered: Gathered
    by_row: Mapping[int, CaseNumber]
    made: int

    def close(self) -> None:
        """Let go of what was put aside."""
        self.gathered.close()


@dataclass(frozen=True)
class Stopped:
    """What stands in the way of a ledger after all; the import of nobody any more has no findings."""

    findings: Findings | None

    def close(self) -> None:
        """Nothing is held."""


def make_ready(uow: UnitOfWork, ground: Ground, lines: Sequence[Line], import_id: uuid.UUID) -> ReadyLedger:
    """Return all rows ready to be written; nothing is written, and nobody waits.

    Raises:
        NotWritten: a row that was right when it was checked is not any more.
    """
    findings = Findings()
    numbers = numbered(uow, ground, lines, right=True)
    for row, problem in numbers.problems:
        findings.add(row, (problem,))
    if findings.wrong:
        raise NotWritten(findings)
    gathered = Gathered(uow)
    try:
        _begin_numbers(uow, ground, gathered, numbers.by_row)
        with uow.gathering(gathered.sheaf):
            for at, line in enumerate(lines, 1):
                come = played(uow, ground, line, new_id)
                if not isinstance(come, Played):
                    findings.add(line.number, come)
                    raise NotWritten(findings)
                _gather(uow, ground, come, numbers.by_row.get(line.number), (import_id, line.number))
                if at % _PORTION == 0:
                    gathered.put_aside()
        gathered.put_aside()
    except BaseException:
        gathered.close()
        raise
    return ReadyLedger(ground, gathered, numbers.by_row, len(lines))


def write_ready(uow: UnitOfWork, ready: ReadyLedger, actor: Person, ledger: LedgerImport) -> None:
    """Write a ledger that was made ready.

    Raises:
        Overtaken: something it stands on changed meanwhile; it is to be made ready again.
    """
    ground = ready.ground
    if not ground.still_holds(ground_of(uow, actor, ground.type_key, ground.mapped)):
        raise Overtaken
    ready.gathered.check(uow)
    if not still_free(uow, ground, ready.by_row):
        raise Overtaken
    ledger.counters = start_after(uow, ground, ready.by_row.values())
    ready.gathered.write(uow)
    ledger.made = ready.made


def _begin_numbers(uow: UnitOfWork, ground: Ground, gathered: Gathered, by_row: Mapping[int, CaseNumber]) -> None:
    """Let the numbers the portal gives begin after the highest on paper."""
    word, organisation_id = number_word(uow, ground), ground.actor.organisation_id
    first = starts_after(uow, ground, by_row.values())
    for year in {number.year for number in by_row.values()}:
        begin_block(uow, gathered.sheaf, (organisation_id, word, year))
        if (word, year) in first:
            gathered.sheaf.counters[organisation_id, word, year] = first[word, year]


def _gather(uow: UnitOfWork, ground: Ground, come: Played, number: CaseNumber | None, row: tuple[uuid.UUID, int]) -> None:
    actor = ground.actor
    case = record_opening(uow, come.opening, ground.case_type, actor.organisation_id, actor.staff_id)
    for act in come.acts:
        takes = act.change.number_year is not None and number is not None
        change = with_number(act.change, number) if takes and number is not None else act.change
        record_next(uow, case, ground.case_type, come.opening.parties, change)
    import_id, line = row
    uow.row(
        LedgerCase,
        county_code=uow.county_code,
        id=new_id(),
        case_id=case.id,
        import_id=import_id,
        row=line,
        version=case.version,
        numbered=number is not None,
    )


def _asked_for(uow: UnitOfWork, payload: Mapping[str, Any]) -> LedgerImport | None:
    """Return the import, unless it has moved on since it was to be written."""
    ledger = uow.session.get(LedgerImport, uuid.UUID(str(payload["import"])))
    return ledger if ledger is not None and ledger.state == "writing" and ledger.version == payload["version"] else None


def _ready(uow: UnitOfWork, payload: Mapping[str, Any]) -> ReadyLedger | Stopped:
    """Make the import ready, or say what stands in the way."""
    ledger = _asked_for(uow, payload)
    actor = who_imports(uow, ledger) if ledger is not None else None
    if ledger is None or actor is None:
        return Stopped(None)
    uow.on_behalf_of(actor)
    ground = ground_of(uow, actor, ledger.type, mapped_of(ledger))
    lines = lines_of(sheets_of(uow, ledger)[ledger.sheet], ground.case_type)
    try:
        return make_ready(uow, ground, lines, ledger.id)
    except NotWritten as stopped:
        return Stopped(stopped.findings)


def _write(uow: UnitOfWork, payload: Mapping[str, Any], ready: ReadyLedger | Stopped) -> None:
    """Write what was made ready, or note what stands in the way."""
    ledger = _asked_for(uow, payload)
    if ledger is None:
        return
    ledger.changed_at = uow.now
    actor = who_imports(uow, ledger)
    if actor is None:
        ledger.state = "left"
        return
    if isinstance(ready, Stopped):
        if ready.findings is None:
            raise Overtaken
        _stop(ledger, ready.findings)
        return
    uow.on_behalf_of(actor)
    write_ready(uow, ready, actor, ledger)
    ledger.state, ledger.cells = "done", None


def _stop(ledger: LedgerImport, findings: Findings) -> None:
    ledger.state, ledger.made, ledger.counters = "checked", 0, []
    ledger.wrong, ledger.asked, ledger.problems = findings.wrong, findings.asked, findings.kept


write_all = TwoSteps(_ready, _write)
"""The job: write everything, or nothing and say what stands in the way."""
