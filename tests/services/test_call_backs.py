"""回访: until when one is due, what it asks, what it leaves in the record, on the desk, in a draw and on paper."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.errors import Refused
from portal.papers.afterwards import FOLLOW_UP
from portal.papers.sheet import sheet
from portal.reading.case_page import CasePage, case_page
from portal.reading.checks import sample
from portal.reading.desk import DeskRow
from portal.reading.desk import desk as read_desk
from portal.services.advance import advance
from portal.services.open_case import open_case
from portal.services.samples import draw
from portal.store.parameter_rows import CALL_BACK_DAYS, NATION
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import ParameterValue
from portal.web.case_on_paper import on_paper
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk

TODAY = date(2026, 11, 21)
TERMS = [{"payer": "兴业建筑", "payee": "王小军", "amount": "12000", "due_on": "2026-12-20"}]
HEARD = {"visited_on": "今天", "how": "visit", "performance": "full", "content": "fairly"}


def do(desk: Desk, case_id: uuid.UUID, action: str, **data: Any) -> None:
    with desk.store.begin(desk.mediator, write=True) as uow:
        advance(uow, case_id, action, data, version=case_page(uow, desk.mediator, case_id).version)


def performed(desk: Desk, **body: Any) -> uuid.UUID:
    with desk.store.begin(desk.clerk, write=True) as uow:
        case_id = open_case(uow, {**raw(**body), "type": TYPE}, accept={}).case_id
    do(desk, case_id, "take")
    do(desk, case_id, "consent", consented_on="今天", how="phone")
    do(desk, case_id, "agree", form="written", agreed_on="今天", terms=TERMS)
    do(desk, case_id, "sign", signed_on="今天", complete=True, performed=True)
    return case_id


def page_of(desk: Desk, case_id: uuid.UUID) -> CasePage:
    with desk.store.begin(desk.mediator) as uow:
        return case_page(uow, desk.mediator, case_id)


def rows(desk: Desk, on: date) -> tuple[tuple[DeskRow, ...], tuple[DeskRow, ...]]:
    with desk.store.begin(desk.mediator) as uow:
        uow.today = on
        found = read_desk(uow, desk.mediator)
        return found.today, found.ours


def test_a_performed_case_waits_for_its_call_back_and_falls_due(desk: Desk) -> None:
    case_id = performed(desk)

    early, late = rows(desk, TODAY), rows(desk, date(2026, 12, 6))

    assert [(row.id, row.move, row.call_back_by) for row in early[1]] == [(case_id, "follow_up", date(2026, 12, 6))]
    assert (early[0], [row.id for row in late[0]]) == ((), [case_id])
    do(desk, case_id, "follow_up", **HEARD)
    assert page_of(desk, case_id).call_back_by is None
    assert rows(desk, date(2026, 12, 6))[0] == ()


@embedded
def test_the_county_decides_within_how_many_days(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        uow.session.add(
            ParameterValue(
                key=CALL_BACK_DAYS,
                since=date(2026, 10, 1),
                division_code=NATION,
                value="7",
                unit="天",
                source="本县",
                verified=True,
            )
        )

    assert page_of(desk, performed(desk)).call_back_by == date(2026, 11, 28)


@embedded
def test_reopening_takes_the_day_away(desk: Desk) -> None:
    case_id = performed(desk)
    with desk.store.begin(desk.head, write=True) as uow:
        advance(uow, case_id, "reopen", {"reason_text": "又起争执"}, version=case_page(uow, desk.head, case_id).version)

    assert page_of(desk, case_id).call_back_by is None


@embedded
@pytest.mark.parametrize(
    ("data", "field", "code"),
    [
        ({"outcome": "判决支付"}, "outcome", "outcome_without_suit"),
        ({"wrong": "yes"}, "measures", "measures_needed"),
        ({"escalates": "yes"}, "measures", "measures_needed"),
        ({"visited_on": "2026-11-20"}, "visited_on", "before_received"),
        ({"parties": ["nobody"]}, "parties", "not_an_option"),
        ({"content": ""}, "content", "required"),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(desk: Desk, data: dict[str, Any], field: str, code: str) -> None:
    case_id = performed(desk)

    with pytest.raises(Refused) as refused:
        do(desk, case_id, "follow_up", **{**HEARD, **data})

    assert [(p.field, p.code) for p in refused.value.problems] == [(field, code)]


def test_each_party_is_heard_and_all_stands_in_the_record_and_on_paper(desk: Desk) -> None:
    case_id = performed(desk)
    worker, employer = (str(party.id) for party in page_of(desk, case_id).parties)
    do(desk, case_id, "follow_up", **HEARD, parties=[worker], text="钱已收到")
    bad = {"sued": "yes", "outcome": "法院驳回", "escalates": "yes", "measures": "已上门劝导"}
    do(desk, case_id, "follow_up", **{**HEARD, "content": "not"}, parties=[employer], **bad)

    page = page_of(desk, case_id)
    paper = sheet(FOLLOW_UP, on_paper(page, TODAY))

    assert [(c.parties, c.content, c.sued, c.measures) for c in page.call_backs] == [
        ((worker,), "fairly", False, ""),
        ((employer,), "not", True, "已上门劝导"),
    ]
    assert page.timeline[1].text == "钱已收到"
    texts = "\n".join(text for piece in paper.pieces for row in piece.rows for _title, text in row)
    assert "■上门" in texts
    assert "■基本满意" in texts
    assert "■不满意" in texts
    assert "■有，结果：法院驳回" in texts
    assert "■有激化苗头" in texts
    assert ("采取的措施：已上门劝导",) in [piece.text for piece in paper.pieces]


def test_supervisors_draw_among_those_called_back_and_those_not(desk: Desk) -> None:
    late, heard = performed(desk), performed(desk)
    do(desk, heard, "follow_up", **HEARD)
    with desk.store.begin(desk.mediator, write=True) as uow:
        case = uow.session.get_one(CaseFile, late)
        case.call_back_by = date(2026, 11, 1)
    checker = replace(desk.coordinator, verbs=desk.coordinator.verbs | {("draw", "portal.checks")})
    with desk.store.begin(checker, write=True) as uow:
        drawn = [
            [row.case_id for row in sample(uow, checker, draw(uow, {"size": "10", "call_back": which}, seed=7))[1]]
            for which in ("late", "done")
        ]

    assert drawn == [[late], [heard]]
