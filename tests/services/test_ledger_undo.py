"""An import taken back at once leaves what voiding each case alone leaves, and nothing at all when somebody was faster."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from portal.engine.changes import Change
from portal.engine.transitions import decide
from portal.errors import GuardError, Overtaken, StoreError
from portal.services.advance import advance
from portal.services.deciding import deciding
from portal.services.ledger.undo import REASON, ReadyUndo, make_undo_ready
from portal.services.ledger.undo import _write as write_undo
from portal.services.ledger.upload import undo
from portal.store.actors import System
from portal.store.load_case import load_case
from portal.store.record import record
from portal.store.sheaf import Sheaf
from portal.store.tables.cases import CaseFile, CaseSecret
from portal.store.tables.course import CaseEvent
from portal.store.tables.figures import CaseText
from portal.store.tables.ledger import LedgerImport
from portal.store.together import adopt
from portal.store.unit_of_work import UnitOfWork
from portal.store.verify import verify_chains, verify_values
from tests.rig.databases import embedded
from tests.services.conftest import Desk
from tests.services.test_ledger_import import ROW, Ledgers, ledgers
from tests.services.test_ledger_together import ROWS, everything
from tests.store.county import COUNTY

__all__ = ("ledgers",)
UNDOER = System(COUNTY, "ledger.undo")


def imported(ledgers: Ledgers) -> LedgerImport:
    """Return an import of every kind of row that waits to be taken back."""
    ledgers.checked(brought := ledgers.bring(*ROWS))
    assert ledgers.written(brought, confirmed=True).state == "done"
    with ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:
        undo(uow, brought)
    return ledgers.seen(brought)


def ready(desk: Desk, ledger: LedgerImport) -> ReadyUndo:
    with desk.store.begin(UNDOER) as uow:
        uow.on_behalf_of(desk.clerk)
        return make_undo_ready(uow, desk.clerk, ledger)


def one_by_one(uow: UnitOfWork, desk: Desk) -> None:
    """Void each case alone."""
    for case_id in uow.session.scalars(select(CaseFile.id).order_by(CaseFile.id)).all():
        case, state = load_case(uow, case_id)
        change = decide(state, "void", {"reason_text": REASON}, deciding(uow, desk.clerk, case))
        assert isinstance(change, Change), change
        record(uow, case, state, change)
    uow.session.flush()


def without_numbers(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Leave out what only an undone import gives up: the numbers that stood on paper."""
    for row in found["case_file"]:
        row.update(dict.fromkeys(("number", "number_word", "number_year", "number_serial")))
    for event in found["case_event"]:
        event["data"].pop("gave_up", None)
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def test_many_voided_at_once_leave_what_one_by_one_leaves(ledgers: Ledgers) -> None:
    desk, ledger = ledgers.desk, imported(ledgers)
    with desk.store.begin(UNDOER, write=True) as uow:
        uow.on_behalf_of(desk.clerk)
        one_by_one(uow, desk)
        alone = without_numbers(everything(uow))
        uow.session.rollback()
    ledgers.run()

    assert ledgers.seen(ledger.id).state == "undone"
    with desk.store.begin(UNDOER) as uow:
        together = without_numbers(everything(uow))
    for table, rows in alone.items():
        assert together[table] == rows, table
    assert ledgers.count(CaseText) == 0
    assert {case.voided_on is not None for case in ledgers.cases()} == {True}
    with desk.store.begin(System(COUNTY, "audit.verify")) as uow:
        assert verify_chains(uow)[2] == []
        assert verify_values(uow)[1] == []


def test_somebody_who_works_on_a_case_meanwhile_keeps_all_of_them(ledgers: Ledgers) -> None:
    desk, ledger = ledgers.desk, imported(ledgers)
    payload = {"import": str(ledger.id), "version": ledger.version}
    with closing(ready(desk, ledger)) as made:
        case = ledgers.cases()[0]
        with desk.store.begin(desk.clerk, write=True) as uow:
            advance(uow, case.id, "note", {"channel": "phone", "text": "已联系"}, version=case.version)
        with pytest.raises(Overtaken), desk.store.begin(UNDOER, write=True) as uow:
            write_undo(uow, payload, made)
        with pytest.raises(Overtaken), desk.store.begin(UNDOER, write=True) as uow:  # nor past the question, by the row itself
            made.gathered.write(uow)
    ledgers.run()

    after = ledgers.seen(ledger.id)
    assert (after.state, [p["code"] for p in after.problems]) == ("done", ["import_touched"])
    assert {one.voided_on for one in ledgers.cases()} == {None}


@embedded
def test_the_guard_judges_rows_that_are_changed_together(ledgers: Ledgers) -> None:
    desk, ledger = ledgers.desk, imported(ledgers)
    with closing(ready(desk, ledger)) as made:
        for who in (System(COUNTY, "tidy"), desk.stranger, System("620722", "ledger.undo")):
            with desk.store.begin(who, write=True) as uow, pytest.raises(GuardError):
                made.gathered.write(uow)


@embedded
def test_what_was_not_read_of_an_adopted_case_is_refused(ledgers: Ledgers) -> None:
    ledgers.checked(brought := ledgers.bring(ROW))
    ledgers.written(brought)
    case_id = ledgers.cases()[0].id
    with ledgers.desk.store.begin(UNDOER) as uow, uow.gathering(Sheaf()):
        adopt(uow, [case_id])
        with pytest.raises(StoreError, match="CaseSecret"):
            uow.rows_of(CaseSecret, case_id)
        with pytest.raises(StoreError, match="deleted"):
            uow.remove(uow.rows_of(CaseEvent, case_id)[0])
