"""A list of the many written on both databases: tried without writing, kept encrypted, written once, found by number, paged."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import event, func, select
from stdnum.cn import ric

from portal.engine.ledger.sheets import Sheet
from portal.errors import Refused
from portal.reading.case_page import case_page
from portal.reading.register import RegisterQuery, register_page
from portal.services.members import kept_list, try_list, write_list
from portal.services.people import keep_own_number
from portal.store.tables.cases import BlindIndex, CaseSecret, Party
from portal.store.tables.course import CaseEvent
from portal.store.tables.desk import Draft
from portal.store.tables.figures import CaseFact
from tests.rig.databases import embedded
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import opened


def number(n: int) -> str:
    first = f"62072319800101{n:03d}"
    return first + ric.calc_check_digit(first + "0")


def sheets(count: int, *, first: int = 1) -> tuple[Sheet, ...]:
    rows = [(n, f"工人{n}", number(n), f"138936{n:05d}") for n in range(first, first + count)]
    return (Sheet("名单", (("序号", "姓名", "身份证号", "电话"), *rows)),)


def tried(desk: Desk, case_id: uuid.UUID, given: tuple[Sheet, ...]) -> Any:
    with desk.store.begin(desk.mediator, write=True) as uow:
        return try_list(uow, case_id, "worker", given, "导入多人名单")


def test_list_is_written_in_one_act_encrypted_and_found(desk: Desk) -> None:
    case = opened(desk)

    told = tried(desk, case.case_id, sheets(12))
    assert told.wrong == ()
    with desk.store.begin(desk.mediator) as uow:
        before = uow.session.scalar(select(func.count()).select_from(Party))
        draft = uow.session.scalars(select(Draft)).one().body
        waits = kept_list(uow, case.case_id)
    with desk.store.begin(desk.mediator, write=True) as uow:
        written = write_list(uow, case.case_id, version=case.version, confirmed=(), token=None)
    with desk.store.begin(desk.mediator) as uow:
        page = case_page(uow, desk.mediator, case.case_id)
        people = uow.session.scalar(select(CaseFact.number).where(CaseFact.fact == "people", CaseFact.to_event.is_(None)))
        paths = uow.session.scalar(select(func.count()).select_from(CaseSecret).where(CaseSecret.path.endswith(".id_number")))
        hashes = uow.session.scalar(select(func.count()).select_from(BlindIndex).where(BlindIndex.kind == "id_number"))
        data = str(uow.session.scalars(select(CaseEvent.data).order_by(CaseEvent.seq)).all())
        found = register_page(uow, desk.mediator, RegisterQuery(text=number(7))).rows
        gone = kept_list(uow, case.case_id)

    assert (told.people, told.wrong, before) == (12, (), 2)
    assert waits is not None
    assert (waits.people, gone) == (12, None)
    assert number(7).encode() not in draft
    assert number(7) not in data
    assert written.version == case.version + 1
    assert page.title.startswith("王小军等13人与")
    assert (len(page.parties), people, paths, hashes) == (14, 14, 13, 13)
    assert page.parties[8].name == "工人7"
    assert [row.id for row in found] == [case.case_id]


@embedded
def test_a_list_with_mistakes_is_told_and_kept_nowhere(desk: Desk) -> None:
    case = opened(desk)
    tried(desk, case.case_id, sheets(2))
    bad = (Sheet("名单", (("姓名", "身份证号"), ("甲", number(1)), ("乙", number(1)[:-1] + "5"), ("丙", number(1)))),)

    told = tried(desk, case.case_id, bad)

    assert [(one.row, one.problem.code) for one in told.wrong] == [(3, "id_number_check_character"), (4, "member_twice")]
    with desk.store.begin(desk.mediator, write=True) as uow:
        assert uow.session.scalars(select(Draft)).all() == []
        with pytest.raises(Refused) as gone:
            write_list(uow, case.case_id, version=case.version, confirmed=(), token=None)
    assert gone.value.problems[0].code == "members_gone"


@embedded
def test_nobody_brings_a_list_with_her_own_number(desk: Desk) -> None:
    case = opened(desk)
    with desk.store.begin(desk.mediator, write=True) as uow:
        keep_own_number(uow, {"id_number": number(3)})

    told = tried(desk, case.case_id, sheets(4))

    assert [(one.row, one.problem.code) for one in told.wrong] == [(4, "own_matter")]


def test_five_hundred_members_cost_no_statement_each_to_write_or_to_show(desk: Desk) -> None:
    case = opened(desk)
    tried(desk, case.case_id, sheets(499))
    statements: list[str] = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    with desk.store.begin(desk.mediator, write=True) as uow:
        write_list(uow, case.case_id, version=case.version, confirmed=(), token=None)
    writing = len(statements)
    statements.clear()
    with desk.store.begin(desk.mediator) as uow:
        page = case_page(uow, desk.mediator, case.case_id)

    assert len(page.parties) == 501
    assert len([one for one in statements if one.startswith("SELECT")]) <= 12
    assert writing < 400, writing
