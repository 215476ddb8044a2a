"""Who acts for a party, written and read on both databases: secrets, masks, search, own matter, corrections."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.errors import Refused
from portal.reading.case_page import CasePage, case_page
from portal.reading.desk import desk as read_desk
from portal.reading.event_values import event_values
from portal.reading.register import RegisterQuery, register_page
from portal.services.advance import advance
from portal.services.elsewhere import ask_of_case
from portal.services.people import keep_own_number
from portal.services.reveal import reveal
from portal.store.actors import Person
from portal.store.tables.cases import BlindIndex, CaseSecret
from portal.store.tables.course import CaseEvent
from portal.store.tables.parties import PartyLink
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import do, opened

CHILD = {"kind": "person", "name": "王小云", "id_number": "620723201003081010", "phone": "13893600051"}
MOTHER_ID, MOTHER_PHONE = "620723198506150028", "13893600022"
MOTHER = {"name": "李桂兰", "kinship": "parent", "phone": MOTHER_PHONE, "id_number": MOTHER_ID, "scope": "户口簿"}


def page_of(desk: Desk, who: Person, case_id: uuid.UUID) -> CasePage:
    with desk.store.begin(who) as uow:
        return case_page(uow, who, case_id)


def child_case(desk: Desk, **guardian: Any) -> tuple[uuid.UUID, int]:
    parties = raw()["parties"]
    case = opened(desk, parties={**parties, "worker": {**CHILD, "guardian": {**MOTHER, **guardian}}})
    return case.case_id, do(desk, desk.mediator, case.case_id, "take", case.version).version


def test_guardian_is_encrypted_found_by_number_and_shown_as_the_matrix_says(desk: Desk) -> None:
    case_id, _version = child_case(desk)

    with desk.store.begin(desk.mediator) as uow:
        row = uow.session.scalars(select(PartyLink)).one()
        sealed = set(uow.session.scalars(select(CaseSecret.path).where(CaseSecret.path.startswith(f"party.{row.id}."))))
        everything = str([vars(row), *uow.session.scalars(select(CaseEvent.data))])
        found = register_page(uow, desk.mediator, RegisterQuery(text=MOTHER_PHONE)).rows
    (mine,) = page_of(desk, desk.mediator, case_id).parties[0].links
    (theirs,) = page_of(desk, desk.coordinator, case_id).parties[0].links

    assert sealed == {f"party.{row.id}.id_number", f"party.{row.id}.phone"}
    assert MOTHER_PHONE not in everything
    assert MOTHER_ID not in everything
    assert [one.id for one in found] == [case_id]
    assert (mine.name, mine.phone, mine.id_number, mine.ground) == ("李桂兰", MOTHER_PHONE, MOTHER_ID, "未满18周岁")
    assert (theirs.name, theirs.phone, theirs.ground) == ("李*", "138****0022", "")


def test_colleague_sees_a_number_on_request_only(desk: Desk) -> None:
    case_id, _version = child_case(desk)
    link = page_of(desk, desk.head, case_id).parties[0].links[0]

    with desk.store.begin(desk.head, write=True) as uow:
        shown = reveal(uow, case_id, link.id, "phone")

    assert (link.phone_full, shown) == (False, MOTHER_PHONE)


@embedded
def test_nobody_writes_down_herself_as_acting_for_a_party(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        keep_own_number(uow, {"id_number": MOTHER_ID})

    with pytest.raises(Refused) as told:
        child_case(desk)
    assert [(p.field, p.code) for p in told.value.problems] == [("parties.worker.0.guardian", "own_matter")]


@embedded
def test_the_number_of_an_agent_makes_no_tie_between_cases(desk: Desk) -> None:
    herself = {"kind": "person", "name": "李桂兰", "id_number": MOTHER_ID, "phone": MOTHER_PHONE}
    case = opened(desk, parties={**raw()["parties"], "worker": herself})
    do(desk, desk.mediator, case.case_id, "take", case.version)
    agent = {"name": "李桂兰", "kinship": "relative", "authority": "general", "phone": MOTHER_PHONE, "id_number": MOTHER_ID}
    other = {"kind": "person", "name": "赵德福", "id_number": "620723195511200030", "phone": "13893600033", "agent": agent}
    opened(desk, desk.stranger, parties={**raw()["parties"], "worker": other})

    with desk.store.begin(desk.mediator, write=True) as uow:
        told = ask_of_case(uow, case.case_id)
    with desk.store.begin(desk.stranger) as uow:
        hers = set(uow.session.scalars(select(BlindIndex.kind).where(BlindIndex.acts)))

    assert told is not None
    assert told.matters == 0
    assert {"id_number", "phone"} <= hers  # she is found by number all the same


@embedded
def test_taking_a_party_off_takes_who_acts_for_it_along(desk: Desk) -> None:
    parties = raw()["parties"]
    case = opened(desk, parties={**parties, "worker": [parties["worker"], {**CHILD, "guardian": MOTHER}]})
    child = page_of(desk, desk.clerk, case.case_id).parties[1].id
    gone = {"worker": [{"id": str(child), "remove": True}]}
    do(desk, desk.clerk, case.case_id, "correct", case.version, reason_text="登记错了", parties=gone)

    with desk.store.begin(desk.clerk) as uow:
        left = uow.session.scalar(select(func.count()).select_from(PartyLink))
        secrets = set(uow.session.scalars(select(CaseSecret.path)))
        acts = uow.session.scalar(select(func.count()).select_from(BlindIndex).where(BlindIndex.acts))
    assert (left, acts) == (0, 0)
    assert len([path for path in secrets if path.endswith("id_number")]) == 1


def test_safe_hours_are_secret_and_the_rule_stands_before_the_number(desk: Desk) -> None:
    case_id, version = child_case(desk)
    child = str(page_of(desk, desk.mediator, case_id).parties[0].id)
    recorded = do(desk, desk.mediator, case_id, "safe_channel", version, for_party=child, rule="text", times="工作日12点到13点")
    mine = page_of(desk, desk.mediator, case_id).parties[0]
    head = page_of(desk, desk.head, case_id).parties[0]
    other = page_of(desk, desk.coordinator, case_id).parties[0]
    with desk.store.begin(desk.coordinator) as uow:
        (told,) = event_values(uow, desk.coordinator, case_id, recorded.version)

    assert (mine.contact_rule, mine.contact_times) == ("text", "工作日12点到13点")
    assert (head.contact_rule, head.contact_times) == ("text", "")
    assert (other.contact_rule, other.contact_times, told.after) == ("", "", "…")
    do(
        desk,
        desk.clerk,
        case_id,
        "correct",
        recorded.version,
        reason_text="换号",
        parties={"worker": [{"id": child, "phone": "13893600099"}]},
    )
    assert page_of(desk, desk.mediator, case_id).parties[0].contact_times == "工作日12点到13点"


VISIT = {"visited_on": "今天", "how": "phone", "performance": "no_agreement", "content": "satisfied"}


def awaiting(desk: Desk) -> list[bool]:
    with desk.store.begin(desk.mediator) as uow:
        found = read_desk(uow, desk.mediator)
    return [row.awaits_receipt for row in (*found.today, *found.ours, *found.others)]


def test_what_is_handed_over_stays_on_the_desk_until_the_receipt_is_there(desk: Desk) -> None:
    case = opened(desk)
    version = do(desk, desk.mediator, case.case_id, "take", case.version).version
    told = {"to": "police", "who": "值班民警", "reported_on": "今天", "what": "扬言报复", "ends": True}
    with desk.store.begin(desk.mediator, write=True) as uow:
        version = advance(uow, case.case_id, "report", told, version=version).version
    version = do(desk, desk.mediator, case.case_id, "follow_up", version, **VISIT).version

    assert awaiting(desk) == [True]
    wrong = {"to": "procuratorate", "receipt": "检1号", "receipt_on": "今天"}
    with pytest.raises(Refused) as refused:
        do(desk, desk.mediator, case.case_id, "receipt", version, **wrong)
    assert {p.field for p in refused.value.problems} == {"to"}
    came = {"to": "police", "receipt": "沙公（2026）12", "receipt_on": "今天"}
    do(desk, desk.mediator, case.case_id, "receipt", version, **came)
    assert awaiting(desk) == [False]
    page = page_of(desk, desk.mediator, case.case_id)
    assert page.timeline[0].sentence == "收到公安机关的回执"
    with desk.store.begin(desk.mediator) as uow:
        (number,) = event_values(uow, desk.mediator, case.case_id, page.timeline[0].seq)
    assert (number.title, number.after) == ("回执编号", "沙公（2026）12")
    assert "receipt" not in {offer.key for offer in page.offers}
