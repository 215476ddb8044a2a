"""What a reader of masked names gets of a case, wherever she looks: page, papers, API, audit, search, export."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from portal.errors import Forbidden, NotFound, Repeated
from portal.papers.dossier import papers_for
from portal.papers.sheet import sheet
from portal.reading.case_page import case_page
from portal.reading.case_values import case_values
from portal.reading.desk import desk as read_desk
from portal.reading.event_values import event_values
from portal.reading.export import workbook
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.reveal import reveal
from portal.store.actors import Person
from portal.web.api.case_json import case_json, row_json
from portal.web.case_on_paper import on_paper
from portal.web.dossiers import course_of
from tests.engine.wages import raw
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import do, opened

WORDS = "王小军说已欠薪三个月，请王小军的同事作证"
TERM = {"payer": "兴业建筑", "payee": "王小军", "amount": "12000", "due_on": "2026-12-20", "method": "转到王小军账户"}
HIDDEN = ("王小军", "620723199001010016", "0101001", "13893600011", "9360")
NUMBERS = ("13893600011", "0011", "620723199001010016", "王0016", "王小军0011")


def whole(desk: Desk) -> uuid.UUID:
    """Return a case with everything somebody may have written about its parties."""
    case = opened(desk, summary=WORDS, place="王小军工地")
    version = case.version
    steps: list[tuple[str, dict[str, Any]]] = [
        ("take", {}),
        ("consent", {"consented_on": "今天", "how": "phone"}),
        ("note", {"channel": "phone", "text": WORDS}),
        ("session", {"held_on": "今天", "manner": "face_to_face", "present": "王小军", "record": WORDS, "result": "success"}),
        ("correct", {"reason_text": "王小军来电更正", "place": "王小军家门口"}),
        ("agree", {"form": "written", "agreed_on": "今天", "facts": WORDS, "terms": [TERM]}),
    ]
    for action, data in steps:
        version = do(desk, desk.clerk, case.case_id, action, version, **data).version
    return case.case_id


def everything(desk: Desk, who: Person, case_id: uuid.UUID) -> str:
    """Return all that this reader is told of the case, as one text."""
    with desk.store.begin(who) as uow:
        page = case_page(uow, who, case_id)
        told = [
            repr((page.title, page.place, page.summary, page.fields, page.parties, page.timeline, page.sessions, page.terms)),
            repr(page.agreement),
            repr(case_json(page, case_values(uow, page))),
            repr([event_values(uow, who, case_id, seq) for seq in range(1, page.version + 1)]),
            repr([row_json(row) for row in register_page(uow, who, RegisterQuery(tab=Tab.ALL)).rows]),
            repr(read_desk(uow, who)),
        ]
        own = page.state.type.papers if page.state else ()
        told += [repr(sheet(paper, on_paper(page, uow.today))) for paper in papers_for(own, course_of(page))]
    with desk.store.begin(who, write=True) as uow:
        book, _rows = workbook(uow, who, RegisterQuery(tab=Tab.ALL))
        told.append(repr(CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()))
    return "\n".join(told)


def test_reader_of_another_body_meets_no_name_and_no_number_anywhere(desk: Desk) -> None:
    case_id = whole(desk)

    told = everything(desk, desk.coordinator, case_id)

    assert [text for text in HIDDEN if text in told] == []
    assert "王*" in told
    assert "6207************16" in told
    assert "临泽县兴业建筑有限公司" in told  # a body is no person
    assert "from_30" in told


def test_handler_reads_all_of_it(desk: Desk) -> None:
    case_id = whole(desk)

    told = everything(desk, desk.clerk, case_id)

    assert [text for text in HIDDEN if text not in told] == []


def found(desk: Desk, who: Person, text: str) -> int:
    with desk.store.begin(who) as uow:
        page = register_page(uow, who, RegisterQuery(tab=Tab.ALL, text=text))
    assert page.count == len(page.rows)
    return page.count


@pytest.mark.parametrize("text", ["王小军", "小军", *NUMBERS])
def test_nobody_searches_by_what_is_masked(desk: Desk, text: str) -> None:
    whole(desk)

    assert found(desk, desk.clerk, text) == 1
    assert found(desk, desk.mediator, text) == 1  # a colleague: names in full, numbers on request
    assert found(desk, desk.coordinator, text) == 0


@pytest.mark.parametrize("text", ["欠薪三个月", "第1号", "兴业建筑", "工地"])
def test_everybody_searches_by_what_she_reads(desk: Desk, text: str) -> None:
    opened(desk, summary=WORDS, place="王小军工地")

    assert found(desk, desk.coordinator, text) == found(desk, desk.clerk, text) == 1


def test_colleague_without_the_verb_does_not_search_by_numbers_either(desk: Desk) -> None:
    opened(desk)
    quiet = desk.without(desk.mediator, "reveal")

    assert found(desk, quiet, "王小军") == 1
    assert [found(desk, quiet, text) for text in NUMBERS] == [0] * len(NUMBERS)


def party_of(desk: Desk, case_id: uuid.UUID) -> uuid.UUID:
    with desk.store.begin(desk.clerk) as uow:
        return case_page(uow, desk.clerk, case_id).parties[0].id


def test_token_of_a_page_reveals_a_value_once(desk: Desk) -> None:
    case_id = opened(desk).case_id
    party = party_of(desk, case_id)
    with desk.store.begin(desk.mediator, write=True) as uow:
        assert reveal(uow, case_id, party, "phone", token="once") == "13893600011"

    with pytest.raises(Repeated), desk.store.begin(desk.mediator, write=True) as uow:
        reveal(uow, case_id, party, "phone", token="once")


def test_masked_field_is_revealed_and_a_sealed_one_is_not(desk: Desk) -> None:
    case_id = opened(desk, details={**raw()["details"], "account": "6222020200012345678", "refuge": "表姐家"}).case_id

    with desk.store.begin(desk.mediator) as uow:
        shown = {row.key: row for row in case_page(uow, desk.mediator, case_id).fields}
    with desk.store.begin(desk.mediator, write=True) as uow:
        assert reveal(uow, case_id, None, "details.account") == "6222020200012345678"
    assert [(shown[key].value, shown[key].masked) for key in ("account", "refuge")] == [("…", True)] * 2
    for part, problem in (("details.refuge", Forbidden), ("details.owed", NotFound), ("born", NotFound)):
        with pytest.raises(problem), desk.store.begin(desk.mediator, write=True) as uow:
            reveal(uow, case_id, None, part)


def test_who_may_not_ask_gets_nothing(desk: Desk) -> None:
    case_id = opened(desk).case_id
    party = party_of(desk, case_id)

    for who, problem in (
        (desk.stranger, NotFound),
        (desk.coordinator, Forbidden),
        (desk.without(desk.mediator, "reveal"), Forbidden),
    ):
        with pytest.raises(problem), desk.store.begin(who, write=True) as uow:
            reveal(uow, case_id, party, "phone")
