"""回避: declared, taken back, and found by an official's own numbers; on both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from portal.errors import Forbidden, NotFound, Refused
from portal.reading.case_page import case_page
from portal.reading.desk import desk as read_desk
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.advance import advance
from portal.services.hand_over import hand_over
from portal.services.people import keep_own_number
from portal.services.recuse import stand_aside, take_back
from portal.services.reveal import reveal
from portal.store.actors import Person
from portal.store.own_numbers import index_missing, index_numbers
from portal.store.tables.cases import CaseAccess
from portal.store.tables.course import AuditValue
from portal.store.tables.people import Staff, StaffNumber
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import do, opened
from tests.store.county import DEMO

ID_NUMBER, PHONE = "620723199001010016", "13893600011"  # of the worker in the example
OTHER_ID, OTHER_PHONE = "620723198506150028", "13893600077"


def aside(desk: Desk, who: Person, case_id: uuid.UUID) -> None:
    with desk.store.begin(who, write=True) as uow:
        stand_aside(uow, case_id)


def back(desk: Desk, who: Person, case_id: uuid.UUID, whom: Person, **data: Any) -> None:
    with desk.store.begin(who, write=True) as uow:
        take_back(uow, case_id, whom.staff_id, data)


def sees(desk: Desk, who: Person, case_id: uuid.UUID) -> bool:
    """Say whether she opens the case, after looking that list, search and desk say the same."""
    with desk.store.begin(who) as uow:
        listed = {row.id for row in register_page(uow, who, RegisterQuery(tab=Tab.ALL)).rows}
        hits = {row.id for row in register_page(uow, who, RegisterQuery(tab=Tab.ALL, text="第1号")).rows}
        mine = read_desk(uow, who)
        try:
            case_page(uow, who, case_id)
            there = True
        except NotFound:
            there = False
    assert (case_id in listed) is there
    assert (case_id in hits) is there
    assert there or case_id not in {row.id for row in (*mine.today, *mine.ours, *mine.others, *mine.unhandled)}
    return there


def taken(desk: Desk) -> uuid.UUID:
    """Return a case in the mediator's hands."""
    case = opened(desk)
    do(desk, desk.mediator, case.case_id, "take", case.version)
    return case.case_id


def numbers(desk: Desk, who: Person, *, phone: str = "", id_number: str = "") -> None:
    """Write down an official's own numbers."""
    with desk.store.begin(DEMO, write=True) as uow:
        staff = uow.session.get_one(Staff, who.staff_id)
        staff.phone = phone
        index_numbers(uow, staff)
    if id_number:
        with desk.store.begin(who, write=True) as uow:
            keep_own_number(uow, {"id_number": id_number})


def test_whoever_stands_aside_loses_the_case_at_once_and_in_every_post(desk: Desk) -> None:
    case_id = taken(desk)
    assert sees(desk, desk.mediator, case_id)

    aside(desk, desk.mediator, case_id)

    elsewhere = replace(desk.mediator, organisation_id=desk.stranger.organisation_id, reach=desk.coordinator.reach)
    assert not sees(desk, desk.mediator, case_id)
    assert not sees(desk, elsewhere, case_id)
    assert sees(desk, desk.clerk, case_id)
    for act in (
        lambda uow: stand_aside(uow, case_id),
        lambda uow: advance(uow, case_id, "note", {"channel": "phone", "text": "x"}, version=4),
        lambda uow: reveal(uow, case_id, uuid.uuid4(), "phone"),
        lambda uow: take_back(uow, case_id, desk.mediator.staff_id, {"reason_text": "x"}),
    ):
        with pytest.raises(NotFound), desk.store.begin(desk.mediator, write=True) as uow:
            act(uow)


@embedded
def test_her_head_is_told_that_the_case_needs_another_handler_and_the_record_keeps_it(desk: Desk) -> None:
    case_id = taken(desk)

    aside(desk, desk.mediator, case_id)

    with desk.store.begin(desk.head) as uow:
        assert [row.id for row in read_desk(uow, desk.head).unhandled] == [case_id]
        page = case_page(uow, desk.head, case_id)
    with desk.store.begin(desk.clerk) as uow:
        assert read_desk(uow, desk.clerk).unhandled == ()
        assert case_page(uow, desk.clerk, case_id).aside == ()
    assert (page.handler_id, [one.name for one in page.aside]) == (None, ["李秀英"])
    assert (page.timeline[0].who, page.timeline[0].sentence) == ("李秀英", "与当事人有关系，回避，不再办理本案")

    do(desk, desk.head, case_id, "assign", page.version, handler_id=str(desk.clerk.staff_id))
    with desk.store.begin(desk.head) as uow:
        assert read_desk(uow, desk.head).unhandled == ()


@embedded
def test_case_is_not_given_to_whoever_stands_aside(desk: Desk) -> None:
    case_id = taken(desk)
    aside(desk, desk.mediator, case_id)

    with pytest.raises(Refused):
        do(desk, desk.head, case_id, "assign", 4, handler_id=str(desk.mediator.staff_id))
    do(desk, desk.head, case_id, "assign", 4, handler_id=str(desk.clerk.staff_id))
    with desk.store.begin(desk.head, write=True) as uow:
        assert hand_over(uow, desk.clerk.staff_id, desk.mediator.staff_id) == 1

    with desk.store.begin(desk.head) as uow:
        assert case_page(uow, desk.head, case_id).handler_id is None
        assert [row.id for row in read_desk(uow, desk.head).unhandled] == [case_id]
    assert not sees(desk, desk.mediator, case_id)


@embedded
def test_only_the_supervisor_takes_it_back_and_says_why(desk: Desk) -> None:
    case_id = taken(desk)
    aside(desk, desk.mediator, case_id)

    for who, problem in (
        (desk.stranger, NotFound),
        (desk.coordinator, Forbidden),
        (desk.without(desk.clerk, "supervise"), Forbidden),
    ):
        with pytest.raises(problem):
            back(desk, who, case_id, desk.mediator, reason_text="已核实")
    with pytest.raises(Forbidden):
        back(desk, desk.clerk, case_id, desk.mediator, reason_text="已核实")  # the verb, and not her post
    for reason in ({}, {"reason_text": "  "}):
        with pytest.raises(Refused):
            back(desk, desk.head, case_id, desk.mediator, **reason)
    with pytest.raises(NotFound):
        back(desk, desk.head, case_id, desk.clerk, reason_text="已核实")
    assert not sees(desk, desk.mediator, case_id)

    back(desk, desk.head, case_id, desk.mediator, reason_text="已核实")

    assert sees(desk, desk.mediator, case_id)
    with desk.store.begin(desk.head) as uow:
        page = case_page(uow, desk.head, case_id)
        row = uow.session.scalars(select(CaseAccess).where(CaseAccess.ground == "recused")).one()
        kept = uow.session.scalars(select(AuditValue.path).where(AuditValue.event_seq == page.version)).all()
    assert row.until is not None
    assert (page.timeline[0].sentence, kept) == ("撤销李秀英的回避", ["reason_text"])
    assert page.aside == ()


def test_a_coordinator_stands_aside_too_and_figures_do_not_change(desk: Desk) -> None:
    case_id = taken(desk)

    aside(desk, desk.coordinator, case_id)

    assert not sees(desk, desk.coordinator, case_id)
    assert sees(desk, desk.mediator, case_id)
    with desk.store.begin(desk.head) as uow:
        assert read_desk(uow, desk.head).unhandled == ()  # its handler is still there


@pytest.mark.parametrize("own", [{"phone": PHONE}, {"id_number": ID_NUMBER}, {"phone": OTHER_PHONE, "id_number": ID_NUMBER}])
def test_own_number_of_a_party_keeps_an_official_out_from_the_first_moment(desk: Desk, own: dict[str, str]) -> None:
    numbers(desk, desk.mediator, **own)

    case_id = opened(desk).case_id

    assert not sees(desk, desk.mediator, case_id)
    assert sees(desk, desk.clerk, case_id)
    with pytest.raises(Refused):
        do(desk, desk.head, case_id, "assign", 2, handler_id=str(desk.mediator.staff_id))


def test_numbers_that_change_on_either_side_take_effect_at_once(desk: Desk) -> None:
    case_id = taken(desk)
    numbers(desk, desk.mediator, phone=OTHER_PHONE)
    assert sees(desk, desk.mediator, case_id)

    numbers(desk, desk.mediator, phone=PHONE)
    assert not sees(desk, desk.mediator, case_id)
    with desk.store.begin(desk.head) as uow:
        assert [row.id for row in read_desk(uow, desk.head).unhandled] == [case_id]
        party = next(p for p in case_page(uow, desk.head, case_id).parties if p.role == "worker")

    corrected = {"worker": [{"id": str(party.id), "phone": "13893600012"}]}
    version = do(desk, desk.clerk, case_id, "correct", 3, reason_text="号码记错", parties=corrected).version
    assert sees(desk, desk.mediator, case_id)
    corrected["worker"][0]["phone"] = PHONE
    do(desk, desk.clerk, case_id, "correct", version, reason_text="原来没错", parties=corrected)
    assert not sees(desk, desk.mediator, case_id)


@embedded
def test_what_the_numbers_say_no_supervisor_takes_back(desk: Desk) -> None:
    case_id = taken(desk)
    aside(desk, desk.mediator, case_id)
    numbers(desk, desk.mediator, phone=PHONE)

    with pytest.raises(Refused) as refused:
        back(desk, desk.head, case_id, desk.mediator, reason_text="已核实")

    assert [p.code for p in refused.value.problems] == ["own_number_stands"]


@embedded
def test_nobody_registers_or_corrects_a_case_into_one_of_her_own(desk: Desk) -> None:
    numbers(desk, desk.clerk, phone=PHONE)

    with pytest.raises(Refused) as refused:
        opened(desk)
    assert [(p.field, p.code) for p in refused.value.problems] == [("parties.worker.0", "own_matter")]

    body = raw()["parties"]
    case = opened(desk, parties={**body, "worker": {**body["worker"], "phone": OTHER_PHONE, "id_number": OTHER_ID}})
    with desk.store.begin(desk.clerk) as uow:
        party = next(p for p in case_page(uow, desk.clerk, case.case_id).parties if p.role == "worker")
    with pytest.raises(Refused) as refused:
        do(
            desk,
            desk.clerk,
            case.case_id,
            "correct",
            case.version,
            reason_text="x",
            parties={"worker": [{"id": str(party.id), "phone": PHONE}]},
        )
    assert [p.code for p in refused.value.problems] == ["own_matter"]


def test_own_number_is_kept_as_ciphertext_and_hash_and_can_be_forgotten(desk: Desk) -> None:
    numbers(desk, desk.mediator, id_number=ID_NUMBER)
    with desk.store.begin(DEMO) as uow:
        staff = uow.session.get_one(Staff, desk.mediator.staff_id)
        kinds = uow.session.scalars(select(StaffNumber.kind)).all()
    assert staff.id_number is not None
    assert ID_NUMBER.encode() not in staff.id_number
    assert kinds == ["id_number"]

    with desk.store.begin(desk.mediator, write=True) as uow:
        keep_own_number(uow, {"forget_id": "是"})

    with desk.store.begin(DEMO) as uow:
        assert uow.session.get_one(Staff, desk.mediator.staff_id).id_number is None
        assert uow.session.scalars(select(StaffNumber.kind)).all() == []


def test_phones_of_an_earlier_release_are_taken_in_once(desk: Desk) -> None:
    with desk.store.begin(DEMO, write=True) as uow:
        uow.session.get_one(Staff, desk.mediator.staff_id).phone = PHONE
    counted: list[int] = []
    for _ in range(2):
        with desk.store.begin(DEMO, write=True) as uow:
            counted.append(index_missing(uow))

    assert counted == [1, 0]
    assert not sees(desk, desk.mediator, opened(desk).case_id)
