"""A body's ledger becomes cases: checked row by row, written whole or not at all, taken back whole, on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.cli.words import in_words
from portal.errors import Forbidden, NotFound, Refused
from portal.reading.ledger_template import template
from portal.sdk import PERSON_A
from portal.services.advance import advance
from portal.services.ledger.check import CHECK, check_portion
from portal.services.ledger.undo import UNDO, undo_all
from portal.services.ledger.upload import check, keep, leave, own_import, start, undo
from portal.services.ledger.workbook import read_workbook
from portal.services.ledger.write import WRITE, write_all
from portal.services.open_case import open_case
from portal.store.actors import Person, System
from portal.store.outbox import Handler, RunReport, run_due
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.course import Agreement, CaseEvent
from portal.store.tables.ledger import LedgerImport
from portal.store.tables.machine import NumberCounter
from tests.engine.wages import WAGES, raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk
from tests.store.county import COUNTY, NOW

TODAY = NOW.date()
HANDLERS: dict[str, Handler] = {CHECK: check_portion, WRITE: write_all, UNDO: undo_all}
ROW = {
    "number": "7",
    "accepted_on": "2026-03-05",
    "parties.worker.name": "王小军",
    "parties.worker.id_number": PERSON_A["id_number"],
    "parties.employer.name": "临泽县兴业建筑有限公司",
    "details.owed": "12000",
    "details.owed_since": "2026-01-01",
    "summary": "欠薪三个月",
}
SETTLED = {
    **ROW,
    "number": "（2026）临劳调字第9号",
    "outcome": "书面协议",
    "ended_on": "3.20",
    "agreed_amount": "1.2万",
    "due_on": "2026-04-01",
    "signed": "是",
    "performed_on": "4.1",
    "handler": "李秀英",
}


@dataclass
class Ledgers:
    """Imports at a desk."""

    desk: Desk

    def bring(self, *rows: Mapping[str, str], who: Person | None = None, **how: Any) -> uuid.UUID:
        with in_words("zh"):
            made = template(WAGES, "labour", TODAY, rows)
        sheets = read_workbook(made)
        with self.desk.store.begin(who or self.desk.clerk, write=True) as uow:
            return keep(uow, TYPE, "台账.xlsx", sheets, **how).id

    def checked(self, import_id: uuid.UUID, who: Person | None = None, **fixed: str) -> LedgerImport:
        with self.desk.store.begin(who or self.desk.clerk, write=True) as uow:
            columns = dict(own_import(uow, import_id).columns) | {
                path.replace("__", "."): {"value": v} for path, v in fixed.items()
            }
            check(uow, import_id, columns)  # type: ignore[arg-type]
        self.run()
        return self.seen(import_id)

    def written(self, import_id: uuid.UUID, who: Person | None = None, *, confirmed: bool = False) -> LedgerImport:
        with self.desk.store.begin(who or self.desk.clerk, write=True) as uow:
            start(uow, import_id, confirmed=confirmed)
        self.run()
        return self.seen(import_id)

    def run(self) -> RunReport:
        report = RunReport()
        while (again := run_due(self.desk.store, HANDLERS, COUNTY)).done:
            report = again
        assert report.failed == 0
        return report

    def seen(self, import_id: uuid.UUID) -> LedgerImport:
        with self.desk.store.begin(self.desk.clerk) as uow:
            found = own_import(uow, import_id)
            uow.session.expunge(found)
            return found

    def cases(self) -> list[CaseFile]:
        with self.desk.store.begin(self.desk.clerk) as uow:
            found = list(uow.session.scalars(select(CaseFile).order_by(CaseFile.number_serial, CaseFile.recorded_at)))
            for case in found:
                uow.session.expunge(case)
            return found

    def count(self, entity: Any) -> int:
        with self.desk.store.begin(System(COUNTY, "demo")) as uow:
            return uow.session.scalar(select(func.count()).select_from(entity)) or 0


@pytest.fixture
def ledgers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Ledgers:
    """Imports at the desk, whose people have no accounts: who asked for a job is looked up among them."""
    people = {who.staff_id: who for who in (desk.clerk, desk.mediator, desk.head)}
    for module in ("check", "write", "undo"):
        monkeypatch.setattr(f"portal.services.ledger.{module}.who_imports", lambda uow, ledger: people[ledger.staff_id])
    return Ledgers(desk)


def told(ledger: LedgerImport) -> set[tuple[object, object, object]]:
    return {(p["row"], p["at"], p["code"]) for p in ledger.problems}


def test_rows_become_cases_with_their_course_their_numbers_and_who_entered_them(ledgers: Ledgers) -> None:
    brought = ledgers.bring(ROW, SETTLED)
    checked = ledgers.checked(brought)

    assert (checked.state, checked.rows, checked.wrong, told(checked)) == ("checked", 2, 0, set())
    done = ledgers.written(brought)

    assert (done.state, done.made, done.cells) == ("done", 2, None)
    first, second = ledgers.cases()
    assert [first.number, second.number] == ["（2026）临劳调字第7号", "（2026）临劳调字第9号"]
    assert (first.phase, first.accepted_on, first.after_the_fact) == ("accepted", date(2026, 3, 5), True)
    assert (second.phase, second.step, second.ending) == ("agreed", "performed", "settled")
    assert (second.agreed_on, second.handler_id) == (date(2026, 3, 20), ledgers.desk.mediator.staff_id)
    with ledgers.desk.store.begin(ledgers.desk.clerk) as uow:
        assert uow.session.scalar(select(Agreement.total).where(Agreement.case_id == second.id)) == 12_000_00
        events = uow.session.scalars(select(CaseEvent).where(CaseEvent.case_id == second.id).order_by(CaseEvent.seq)).all()
        assert [e.action for e in events] == ["open", "accept", "assign", "consent", "agree", "sign", "perform"]
        assert {(e.actor, e.staff_id, e.post_id) for e in events} == {
            ("system:ledger.write", ledgers.desk.clerk.staff_id, ledgers.desk.clerk.post_id)
        }
        assert uow.session.scalar(select(Party.id_mask).where(Party.case_id == first.id, Party.side == "applicant")) != ""


def test_numbers_go_on_after_those_on_paper(ledgers: Ledgers) -> None:
    ledgers.checked(brought := ledgers.bring(ROW, {**ROW, "number": ""}, SETTLED))
    ledgers.written(brought)

    assert [case.number_serial for case in ledgers.cases()] == [7, 9, 10]
    with ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:
        opened = open_case(uow, {"type": TYPE, **raw()}, accept={"accepted_on": str(TODAY)})
    assert opened.number == "（2026）临劳调字第11号"


@embedded
def test_what_is_wrong_is_told_at_its_row_and_nothing_is_written(ledgers: Ledgers) -> None:
    wrong = {**ROW, "parties.worker.id_number": "620723199001010017", "handler": "无名氏", "number": "（2026）沙劳调字第7号"}
    ledger = ledgers.checked(brought := ledgers.bring({**ROW, "number": "8"}, wrong, {**ROW, "number": "临劳-7"}))

    assert told(ledger) == {(5, "handler", "no_such_handler"), (6, "number", "number_form")}
    with pytest.raises(Refused), ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:
        start(uow, brought, confirmed=True)
    assert ledgers.count(CaseFile) == 0


@embedded
def test_numbers_are_held_against_each_other_and_against_those_given(ledgers: Ledgers) -> None:
    with ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:
        open_case(uow, {"type": TYPE, **raw()}, accept={"accepted_on": str(TODAY)})
    ledger = ledgers.checked(ledgers.bring(*({**ROW, "number": n} for n in ("1", "5", "6", "6"))))

    assert told(ledger) == {
        (4, "number", "number_given"),
        (5, "number", "number_beyond"),
        (6, "number", "number_beyond"),
        (7, "number", "number_twice"),
    }


def test_one_row_that_fails_while_writing_takes_all_of_them_back(ledgers: Ledgers) -> None:
    ledgers.checked(brought := ledgers.bring(ROW, SETTLED))
    with ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:  # meanwhile somebody gives numbers
        open_case(uow, {"type": TYPE, **raw()}, accept={"accepted_on": str(TODAY)})
    ledger = ledgers.written(brought)

    assert (ledger.state, ledger.made) == ("checked", 0)
    assert {code for _, _, code in told(ledger)} == {"number_beyond"}
    assert ledgers.count(CaseFile) == 1
    assert ledgers.count(NumberCounter) == 1


def test_an_import_is_taken_back_whole_and_can_come_again(ledgers: Ledgers) -> None:
    ledgers.checked(brought := ledgers.bring(ROW, SETTLED))
    ledgers.written(brought)
    with ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:
        undo(uow, brought)
    ledgers.run()

    assert ledgers.seen(brought).state == "undone"
    assert {(c.voided_on, c.number) for c in ledgers.cases()} == {(TODAY, None)}
    ledgers.checked(again := ledgers.bring(ROW, SETTLED))
    assert ledgers.written(again).state == "done"
    assert sorted(c.number_serial for c in ledgers.cases() if c.number_serial) == [7, 9]


def test_an_import_somebody_worked_on_is_not_taken_back(ledgers: Ledgers) -> None:
    ledgers.checked(brought := ledgers.bring(ROW))
    ledgers.written(brought)
    case = ledgers.cases()[0]
    with ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:
        advance(uow, case.id, "note", {"channel": "phone", "text": "已联系"}, version=case.version)
    with pytest.raises(Refused) as refused, ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:
        undo(uow, brought)

    assert [p.code for p in refused.value.problems] == ["import_touched"]


def test_the_same_ledger_is_noticed_though_saved_again(ledgers: Ledgers) -> None:
    ledgers.checked(brought := ledgers.bring(ROW))
    ledgers.written(brought)
    with pytest.raises(Refused) as refused:
        ledgers.bring(ROW)

    assert [(p.code, p.asks) for p in refused.value.problems] == [("ledger_again", True)]
    assert ledgers.seen(ledgers.bring(ROW, again=True)).state == "read"


@embedded
def test_a_value_for_all_rows_stands_where_the_sheet_has_no_column(ledgers: Ledgers) -> None:
    ledger = ledgers.checked(ledgers.bring({**ROW, "details.owed": ""}), details__owed="300")

    assert told(ledger) == set()


@embedded
def test_nobody_imports_for_another_body_or_without_the_verbs(ledgers: Ledgers) -> None:
    desk = ledgers.desk
    brought = ledgers.bring(ROW)
    with pytest.raises(NotFound), desk.store.begin(desk.stranger) as uow:
        own_import(uow, brought)
    with pytest.raises(Forbidden):
        ledgers.bring(ROW, who=desk.without(desk.clerk, "register"))
    with desk.store.begin(desk.clerk, write=True) as uow:
        leave(uow, brought)
    assert ledgers.seen(brought).cells is None


def test_check_shows_how_far_it_has_come_and_goes_on_after_a_stop(ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.services.ledger.check.PORTION", 2)
    brought = ledgers.bring(*({**ROW, "number": str(n), "details.owed": "x"} for n in range(1, 6)))
    with ledgers.desk.store.begin(ledgers.desk.clerk, write=True) as uow:
        check(uow, brought, dict(own_import(uow, brought).columns))  # type: ignore[arg-type]
    seen = []
    while run_due(ledgers.desk.store, HANDLERS, COUNTY).done:
        seen.append((ledgers.seen(brought).checked, ledgers.seen(brought).wrong))

    assert seen == [(2, 2), (4, 4), (5, 5)]
