"""Takes an import back as a whole: every case is voided with the reason, as long as nobody touched one of them.

What takes long only reads, portion by portion: each case is judged, and what its voiding changes is put aside. Then one short
transaction writes all of it, so nobody ever sees half an import, and nobody waits for minutes.

A number once given stays with its voided case. One that stood on paper before belongs to the paper, not to the entry that was
wrong: the voided entry lets go of it, so that the corrected ledger can bring it again.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import and_, func, select

from portal.declare.steps import Verb
from portal.engine.changes import Change
from portal.engine.deciding import Deciding
from portal.engine.transitions import decide
from portal.errors import Overtaken, Problem, Refused
from portal.services.deciding import deciding_for
from portal.services.ledger.known import who_imports
from portal.services.ledger.numbering import start_again
from portal.store.actors import Person
from portal.store.load_case import state_of
from portal.store.outbox import TwoSteps
from portal.store.record import record
from portal.store.tables.cases import CaseFile
from portal.store.tables.ledger import LedgerCase, LedgerImport
from portal.store.together import Gathered, adopt
from portal.store.unit_of_work import UnitOfWork

UNDO = "ledger.undo"
REASON = "台账导入已撤销"
_PORTION = 200
"""How many cases lie in memory at once."""

_NO_NUMBER: Mapping[str, None] = {"number": None, "number_word": None, "number_year": None, "number_serial": None}


@dataclass(frozen=True)
class ReadyUndo:
    """The voiding of every case of an import, ready to be written."""

    gathered: Gathered

    def close(self) -> None:
        """Let go of what was put aside."""
        self.gathered.close()


@dataclass(frozen=True)
class Stopped:
    """What stands in the way of taking it back; nothing, when the import has moved on or nobody may void its cases any more."""

    problems: tuple[Problem, ...] = ()

    def close(self) -> None:
        """Nothing is held."""


def touched(uow: UnitOfWork, ledger: LedgerImport) -> int:
    """Return how many of the cases somebody worked on since they were imported."""
    now = and_(CaseFile.id == LedgerCase.case_id, CaseFile.county_code == LedgerCase.county_code)
    statement = select(func.count(LedgerCase.id)).join(CaseFile, now)
    of_it = (LedgerCase.county_code == uow.county_code, LedgerCase.import_id == ledger.id)
    return uow.session.scalar(statement.where(*of_it, CaseFile.version != LedgerCase.version)) or 0


def make_undo_ready(uow: UnitOfWork, actor: Person, ledger: LedgerImport) -> ReadyUndo:
    """Return the voiding of every case of the import, ready to be written; nothing is written, and nobody waits.

    Raises:
        Refused: somebody worked on one of them, or one may not be voided.
    """
    refuse_touched(uow, ledger)
    plain = deciding_for(uow, actor, ledger.organisation_id)
    decides = replace(plain, call_back_days=cache(plain.call_back_days))
    gathered = Gathered(uow)
    try:
        with uow.gathering(gathered.sheaf):
            for portion in _portions(uow, ledger):
                for case in adopt(uow, list(portion)):
                    _void(uow, case, decides, numbered=portion[case.id])
                gathered.put_aside()
    except BaseException:
        gathered.close()
        raise
    return ReadyUndo(gathered)


def refuse_touched(uow: UnitOfWork, ledger: LedgerImport) -> None:
    """Raise `Refused` when somebody worked on one of the cases since they were imported."""
    count = touched(uow, ledger)
    if count:
        raise Refused.at("", "import_touched", count=count)


def _portions(uow: UnitOfWork, ledger: LedgerImport) -> Iterator[dict[uuid.UUID, bool]]:
    """Give the cases of the import, some at a time, each with whether its number was the ledger's own."""
    statement = (
        select(LedgerCase.row, LedgerCase.case_id, LedgerCase.numbered)
        .where(LedgerCase.county_code == uow.county_code, LedgerCase.import_id == ledger.id)
        .order_by(LedgerCase.row)
        .limit(_PORTION)
    )
    after = -1
    while rows := uow.session.execute(statement.where(LedgerCase.row > after)).all():
        yield {row.case_id: row.numbered for row in rows}
        after = rows[-1].row


def _void(uow: UnitOfWork, case: CaseFile, decides: Deciding, *, numbered: bool) -> None:
    case_type = uow.registry.case_type(case.type)
    if case_type is None:
        raise Refused.at("", "plugin_absent", plugin=case.plugin)
    state = state_of(uow, case, case_type)
    change = decide(state, "void", {"reason_text": REASON}, decides)
    if not isinstance(change, Change):
        raise Refused(change)
    if numbered:
        change = replace(change, columns={**change.columns, **_NO_NUMBER}, data={**change.data, "gave_up": case.number})
    record(uow, case, state, change)


def _asked_for(uow: UnitOfWork, payload: Mapping[str, Any]) -> LedgerImport | None:
    """Return the import, unless it has moved on since it was to be taken back."""
    ledger = uow.session.get(LedgerImport, uuid.UUID(str(payload["import"])))
    return ledger if ledger is not None and ledger.state == "undoing" and ledger.version == payload["version"] else None


def _who(uow: UnitOfWork, ledger: LedgerImport) -> Person | None:
    """Return who asked for it, when she still may."""
    actor = who_imports(uow, ledger)
    return actor if actor is not None and actor.may(Verb.VOID, ledger.type) else None


def _ready(uow: UnitOfWork, payload: Mapping[str, Any]) -> ReadyUndo | Stopped:
    """Make the voiding of all cases ready, or say what stands in the way."""
    ledger = _asked_for(uow, payload)
    actor = _who(uow, ledger) if ledger is not None else None
    if ledger is None or actor is None:
        return Stopped()
    uow.on_behalf_of(actor)
    try:
        return make_undo_ready(uow, actor, ledger)
    except Refused as refused:
        return Stopped(refused.problems)


def _write(uow: UnitOfWork, payload: Mapping[str, Any], ready: ReadyUndo | Stopped) -> None:
    """Write what was made ready, or note what stands in the way: the import stays as it was then."""
    ledger = _asked_for(uow, payload)
    if ledger is None:
        return
    ledger.changed_at = uow.now
    actor = _who(uow, ledger)
    if actor is None or isinstance(ready, Stopped):
        told = () if isinstance(ready, ReadyUndo) else ready.problems
        ledger.problems = [{"row": 0, "at": "", "code": p.code, "asks": False, "params": dict(p.params)} for p in told]
        ledger.state = "done"
        return
    uow.on_behalf_of(actor)
    if touched(uow, ledger):
        raise Overtaken
    ready.gathered.check(uow)
    ready.gathered.write(uow)
    start_again(uow, ledger.organisation_id, ledger.counters)
    ledger.state = "undone"


undo_all = TwoSteps(_ready, _write)
"""The job: take everything back, or nothing and say what stands in the way."""
