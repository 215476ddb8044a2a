"""披露: ties the portal finds, the agreement of both sides, and the paper that says so; on both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from portal.errors import Refused
from portal.papers.dossier import Course, Place, dossier
from portal.reading.act_choices import staff_choices
from portal.reading.case_page import case_page
from portal.services.hand_over import hand_over
from portal.services.ties import ties
from portal.store.identifiers import new_id
from portal.store.parameter_rows import NATION, TIE_YEARS
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import ParameterValue
from portal.store.tables.roster import RosterEntry
from portal.web.case_on_paper import on_paper
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import do, opened
from tests.store.county import DEMO

EMPLOYER = raw()["parties"]["employer"]["name"]


def enter(desk: Desk, employer: str = "", code: str = "") -> None:
    """Put the mediator on the roster of her committee."""
    with desk.store.begin(DEMO, write=True) as uow:
        uow.session.add(
            RosterEntry(
                county_code=uow.county_code,
                id=new_id(),
                organisation_id=desk.mediator.organisation_id,
                staff_id=desk.mediator.staff_id,
                name="李秀英",
                position="member",
                is_woman=True,
                specialties=["欠薪"],
                languages=["裕固语"],
                level="2",
                since=date(2026, 1, 1),
                employer=employer,
                employer_code=code,
            )
        )


def found(desk: Desk, case_id: uuid.UUID) -> frozenset[str]:
    with desk.store.begin(desk.head) as uow:
        return ties(uow, uow.session.get_one(CaseFile, case_id), desk.mediator.staff_id)


def other_worker(number: int) -> dict[str, object]:
    parties = raw()["parties"]
    return {**parties, "worker": {"name": f"工人{number}", "no_id_reason": "未带证件", "phone": f"1389360{number:04d}"}}


@pytest.mark.parametrize("by", ["name", "code"])
def test_her_employer_among_the_parties_is_found_and_the_case_waits_for_the_agreement_of_all(desk: Desk, by: str) -> None:
    code = raw()["parties"]["employer"].get("credit_code") or "91620723MA71ABCDX1"
    enter(desk, EMPLOYER if by == "name" else "某公司", "" if by == "name" else code)
    case = opened(desk)
    assert found(desk, case.case_id) == {"employer"}
    with pytest.raises(Refused) as refused:
        do(desk, desk.mediator, case.case_id, "take", case.version)
    assert [p.code for p in refused.value.problems] == ["tie_before_taking"]
    with pytest.raises(Refused):
        do(desk, desk.head, case.case_id, "assign", case.version, handler_id=str(desk.mediator.staff_id))

    text = "调解员在该公司兼职"
    agreed = {"waived": "yes", "waived_on": "今天", "disclosed": text}
    do(desk, desk.head, case.case_id, "assign", case.version, handler_id=str(desk.mediator.staff_id), **agreed)

    with desk.store.begin(desk.mediator) as uow:
        page = case_page(uow, desk.mediator, case.case_id)
        paper = on_paper(page, uow.today)
    assert (paper.value("ties"), paper.value("disclosed")) == ("调解员所在的单位是一方当事人", text)
    course = Course(page.phase, None, None, frozenset(), frozenset(), {})
    asked = {}
    for disclosed in (True, False):
        entries = dossier((), replace(course, disclosed=disclosed)).entries
        asked[disclosed] = next(entry for entry in entries if entry.paper.key == "disclosure")
    assert (asked[True].place, asked[False].place) == (Place.MISSING, Place.NOT_NEEDED)

    given = do(desk, desk.head, case.case_id, "assign", page.version, handler_id=str(desk.clerk.staff_id))
    with desk.store.begin(desk.head) as uow:
        assert case_page(uow, desk.head, case.case_id).disclosure is None, "what was disclosed of another does not stay"
    assert given.version == page.version + 1


def test_an_earlier_case_of_the_same_person_is_found_here_and_nowhere_else(desk: Desk) -> None:
    first = opened(desk)
    second = opened(desk, summary="又欠薪")
    third = opened(desk, parties=other_worker(1))
    assert found(desk, second.case_id) == frozenset(), "the first one was not hers"

    do(desk, desk.mediator, first.case_id, "take", first.version)

    assert found(desk, second.case_id) == {"earlier"}
    assert found(desk, third.case_id) == frozenset(), "the same employer again is no tie"
    assert found(desk, first.case_id) == frozenset(), "a case is not earlier than itself"

    with desk.store.begin(DEMO, write=True) as uow:
        uow.session.add(
            ParameterValue(
                key=TIE_YEARS, since=date(2026, 1, 2), division_code=NATION, value="0", unit="年", source="本县", verified=True
            )
        )
    assert found(desk, second.case_id) == frozenset()


def test_a_hand_over_leaves_out_cases_of_her_employer(desk: Desk) -> None:
    enter(desk, f" {EMPLOYER} ")
    case = opened(desk)
    do(desk, desk.clerk, case.case_id, "take", case.version)

    with desk.store.begin(desk.head, write=True) as uow:
        assert hand_over(uow, desk.clerk.staff_id, desk.mediator.staff_id) == 1

    with desk.store.begin(desk.head) as uow:
        assert case_page(uow, desk.head, case.case_id).handler_id is None


@embedded
def test_the_choice_shows_load_specialties_languages_and_level(desk: Desk) -> None:
    enter(desk)
    with desk.store.begin(desk.head) as uow:
        shown = dict(staff_choices(uow, desk.head.organisation_id))
    assert shown[str(desk.mediator.staff_id)] == "李秀英（在办 0 件，擅长欠薪，会裕固语，二级）"
    assert shown[str(desk.clerk.staff_id)] == "王建国（在办 0 件）"
