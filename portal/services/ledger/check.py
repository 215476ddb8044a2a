"""The dry run: every row is played and every problem found, in portions, so that the page shows how far it has come."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.engine.ledger.course import Played
from portal.engine.ledger.rows import Entry, read_row
from portal.engine.ledger.sheets import Line, lines_of
from portal.errors import Overtaken, Problem
from portal.services.ledger.known import Ground, ground_of, mapped_of, played, who_imports
from portal.services.ledger.numbering import Numbered, numbers_of
from portal.store.ledger_rows import sheets_of
from portal.store.outbox import TwoSteps, put
from portal.store.tables.ledger import LedgerImport
from portal.store.unit_of_work import UnitOfWork

CHECK = "ledger.check"
PORTION = 200
MOST_KEPT = 500
"""How many problems are kept and shown; how many there are is counted to the end."""


@dataclass
class Findings:
    """What is wrong with rows, and what their rules ask."""

    wrong: int = 0
    asked: int = 0
    kept: list[dict[str, object]] = field(default_factory=list)

    def add(self, row: int, problems: Iterable[Problem]) -> None:
        """Keep the problems of one row."""
        for problem in problems:
            self.asked += problem.asks
            self.wrong += not problem.asks
            if len(self.kept) < MOST_KEPT:
                told: dict[str, object] = {"row": row, "at": problem.field, "code": problem.code, "asks": problem.asks}
                self.kept.append({**told, "params": dict(problem.params)})


def check_lines(uow: UnitOfWork, ground: Ground, lines: Iterable[Line], findings: Findings) -> None:
    """Play the rows and keep what was found."""
    for line in lines:
        come = played(uow, ground, line)
        findings.add(line.number, come.questions if isinstance(come, Played) else come)


def numbered(uow: UnitOfWork, ground: Ground, lines: Iterable[Line], *, right: bool = False) -> Numbered:
    """Return the numbers of all rows, which can be judged together only; of rows that are `right` nothing else is read."""
    mapped = ground.mapped.only("number", "accepted_on") if right else ground.mapped
    entries = ((line.number, read_row(line.cells, mapped, ground.case_type, ground.known, uow.today)) for line in lines)
    return numbers_of(uow, ground, ((number, entry) for number, entry in entries if isinstance(entry, Entry)))


def ask_for_portion(uow: UnitOfWork, ledger: LedgerImport) -> None:
    """Put the next portion of the dry run into the outbox."""
    payload = {"import": str(ledger.id), "version": ledger.version}
    put(uow, CHECK, f"{CHECK}:{ledger.id}:{ledger.version}:{ledger.checked}", payload)


@dataclass(frozen=True)
class Looked:
    """What one portion found, with what was found before; `None` when whoever asked for it has no post any more."""

    findings: Findings | None
    since: int = 0
    checked: int = 0
    is_over: bool = False

    def close(self) -> None:
        """Nothing is held."""


def _asked_for(uow: UnitOfWork, payload: Mapping[str, Any]) -> LedgerImport | None:
    """Return the import, unless it has moved on since the portion was asked for."""
    ledger = uow.session.get(LedgerImport, uuid.UUID(str(payload["import"])))
    return ledger if ledger is not None and ledger.state == "checking" and ledger.version == payload["version"] else None


def _look(uow: UnitOfWork, payload: Mapping[str, Any]) -> Looked:
    """Play the rows of a portion; nothing is written, and nobody waits."""
    ledger = _asked_for(uow, payload)
    actor = who_imports(uow, ledger) if ledger is not None else None
    if ledger is None or actor is None:
        return Looked(None)
    ground = ground_of(uow, actor, ledger.type, mapped_of(ledger))
    lines = lines_of(sheets_of(uow, ledger)[ledger.sheet], ground.case_type)
    findings = Findings(ledger.wrong, ledger.asked, list(ledger.problems))
    checked = min(ledger.checked + PORTION, len(lines))
    check_lines(uow, ground, lines[ledger.checked : checked], findings)
    if checked >= len(lines):
        for row, problem in numbered(uow, ground, lines).problems:
            findings.add(row, (problem,))
    findings.kept.sort(key=lambda one: (bool(one["asks"]), int(str(one["row"]))))
    return Looked(findings, ledger.checked, checked, checked >= len(lines))


def _note(uow: UnitOfWork, payload: Mapping[str, Any], looked: Looked) -> None:
    """Write down what a portion found, and ask for the next. One whose import has moved on does nothing."""
    ledger = _asked_for(uow, payload)
    if ledger is None:
        return
    findings, ledger.changed_at = looked.findings, uow.now
    if findings is None:
        ledger.state = "left"
        return
    if ledger.checked != looked.since:
        raise Overtaken
    ledger.checked, ledger.wrong, ledger.asked, ledger.problems = looked.checked, findings.wrong, findings.asked, findings.kept
    if looked.is_over:
        ledger.state = "checked"
    else:
        ask_for_portion(uow, ledger)


check_portion = TwoSteps(_look, _note)
"""The job: one portion of a dry run. Rows are played while others write; writing down what was found takes a moment."""
