"""Takes an import back as a whole: every case is voided with the reason, as long as nobody touched one of them.

A number once given stays with its voided case. One that stood on paper before belongs to the paper, not to the entry that was
wrong: the voided entry lets go of it, so that the corrected ledger can bring it again.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from portal.declare.steps import Verb
from portal.engine.changes import Change
from portal.engine.transitions import decide
from portal.errors import Refused
from portal.services.deciding import deciding
from portal.services.ledger.known import who_imports
from portal.services.ledger.numbering import start_again
from portal.store.actors import Person
from portal.store.load_case import state_of
from portal.store.record import record
from portal.store.tables.cases import CaseFile
from portal.store.tables.ledger import LedgerCase, LedgerImport
from portal.store.unit_of_work import UnitOfWork

UNDO = "ledger.undo"
REASON = "台账导入已撤销"
_NO_NUMBER: Mapping[str, None] = {"number": None, "number_word": None, "number_year": None, "number_serial": None}


def touched(uow: UnitOfWork, ledger: LedgerImport) -> int:
    """Return how many of the cases somebody worked on since they were imported."""
    made = select(LedgerCase.case_id, LedgerCase.version).where(
        LedgerCase.county_code == uow.county_code, LedgerCase.import_id == ledger.id
    )
    versions = {row.case_id: row.version for row in uow.session.execute(made)}
    now = select(CaseFile.id, CaseFile.version).join(LedgerCase, LedgerCase.case_id == CaseFile.id)
    now = now.where(CaseFile.county_code == uow.county_code, LedgerCase.import_id == ledger.id)
    still = sum(1 for row in uow.session.execute(now) if versions.get(row.id) == row.version)
    return len(versions) - still


def take_back(uow: UnitOfWork, actor: Person, ledger: LedgerImport) -> None:
    """Void every case of the import.

    Raises:
        Refused: somebody worked on one of them, or one may not be voided; to be called within `uow.attempt()`.
    """
    count = touched(uow, ledger)
    if count:
        raise Refused.at("", "import_touched", count=count)
    rows = select(LedgerCase.case_id, LedgerCase.numbered).where(LedgerCase.import_id == ledger.id).order_by(LedgerCase.row)
    for row in uow.session.execute(rows).all():
        case = uow.session.get_one(CaseFile, row.case_id)
        case_type = uow.registry.case_type(case.type)
        if case_type is None:
            raise Refused.at("", "plugin_absent", plugin=case.plugin)
        state = state_of(uow, case, case_type)
        change = decide(state, "void", {"reason_text": REASON}, deciding(uow, actor, case))
        if not isinstance(change, Change):
            raise Refused(change)
        if row.numbered:
            change = replace(change, columns={**change.columns, **_NO_NUMBER}, data={**change.data, "gave_up": case.number})
        record(uow, case, state, change)
    start_again(uow, ledger.organisation_id, ledger.counters)
    ledger.state = "undone"


def undo_all(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Do the job: take everything back, or nothing."""
    ledger = uow.session.get(LedgerImport, uuid.UUID(str(payload["import"])))
    if ledger is None or ledger.state != "undoing" or ledger.version != payload["version"]:
        return
    actor = who_imports(uow, ledger)
    ledger.changed_at = uow.now
    if actor is None or not actor.may(Verb.VOID, ledger.type):
        ledger.state = "done"
        return
    uow.on_behalf_of(actor)
    try:
        with uow.attempt():
            take_back(uow, actor, ledger)
    except Refused as refused:
        ledger.state = "done"
        told = [{"row": 0, "at": "", "code": p.code, "asks": False, "params": dict(p.params)} for p in refused.problems]
        ledger.problems = list(told)
