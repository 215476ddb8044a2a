"""投诉: to the judicial bureau and to nobody else, with a receipt, a day, and an answer; on both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.access.county_roles import COMPLAINTS
from portal.declare.roles import Reach
from portal.errors import Forbidden, NotFound, Refused
from portal.reading.complaints import complaint_counts, complaint_page, complaints
from portal.services.complaints import (
    TASK,
    Receipt,
    answer_complaint,
    by_receipt,
    complain,
    complain_at_the_desk,
    take_complaint,
)
from portal.services.opinions import ask_opinion
from portal.store.actors import Person, System
from portal.store.tables.cases import Party
from portal.store.tables.complaints import Complaint
from portal.store.tables.people import Post
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import do, opened
from tests.store.county import COUNTY, DEMO

SAID = {"grounds": ["favours", "insults"], "words": "一直替公司说话", "phone": "13893600011"}
ANSWER = {"finding": "founded", "measure": "criticised", "answer": "已批评教育，由其当面道歉。"}


@pytest.fixture
def bureau(desk: Desk) -> Person:
    """A post of the judicial bureau."""
    with desk.store.begin(DEMO, write=True) as uow:
        post = uow.session.get_one(Post, desk.coordinator.post_id)
        post.role = "county.justice"
    return replace(desk.coordinator, verbs=desk.coordinator.verbs | {COMPLAINTS})


def link(desk: Desk) -> tuple[str, uuid.UUID]:
    """Return a party's link to a case of the mediator's that ended, and the case."""
    case = opened(desk)
    version = do(desk, desk.mediator, case.case_id, "take", case.version).version
    do(desk, desk.mediator, case.case_id, "withdraw", version, how="withdrawn")
    with desk.store.begin(desk.mediator, write=True) as uow:
        party = uow.session.scalars(select(Party.id).where(Party.case_id == case.case_id).order_by(Party.ordinal)).first()
        return ask_opinion(uow, case.case_id, str(party))[0], case.case_id


def by_link(desk: Desk, token: str, **said: Any) -> Receipt | None:
    with desk.store.begin(System(COUNTY, TASK), write=True) as uow:
        return complain(uow, token, {**SAID, **said})


def seen(desk: Desk, who: Person) -> list[uuid.UUID]:
    with desk.store.begin(who) as uow:
        return [line.id for line in complaints(uow, who)]


def told(desk: Desk, receipt: Receipt) -> Any:
    with desk.store.begin(System(COUNTY, TASK)) as uow:
        return by_receipt(uow, receipt.token)


def test_a_complaint_by_link_reaches_the_bureau_alone_and_is_answered_there(desk: Desk, bureau: Person) -> None:
    token, case_id = link(desk)
    receipt = by_link(desk, token)
    assert receipt is not None
    assert by_link(desk, token) is None, "once"

    (complaint_id,) = seen(desk, bureau)
    for who in (desk.mediator, desk.head, desk.clerk, desk.stranger, desk.coordinator):
        assert seen(desk, who) == []
    assert seen(desk, replace(bureau, staff_id=desk.mediator.staff_id)) == [], "nobody reads what is said about herself"
    with desk.store.begin(bureau) as uow:
        page = complaint_page(uow, bureau, complaint_id)
        kept = uow.session.get_one(Complaint, complaint_id)
        assert (page.line.mediator, page.case_id, page.words, page.phone) == ("李秀英", case_id, SAID["words"], SAID["phone"])
        assert page.grounds == ("favours", "insults")
        assert receipt.due_on == uow.today + timedelta(days=30)
        assert kept.told is not None
        assert str(SAID["words"]).encode() not in kept.told

    assert told(desk, receipt).state == "received"
    with desk.store.begin(bureau, write=True) as uow:
        take_complaint(uow, complaint_id)
    assert told(desk, receipt).state == "taken"
    with desk.store.begin(bureau, write=True) as uow:
        answer_complaint(uow, complaint_id, ANSWER)
    assert (told(desk, receipt).state, told(desk, receipt).answer) == ("answered", ANSWER["answer"])
    with pytest.raises(Refused, match="complaint_answered"), desk.store.begin(bureau, write=True) as uow:
        answer_complaint(uow, complaint_id, ANSWER)
    with pytest.raises(Refused, match="complaint_taken"), desk.store.begin(bureau, write=True) as uow:
        take_complaint(uow, complaint_id)
    with desk.store.begin(desk.coordinator) as uow:
        counts = complaint_counts(uow, uow.today)
        assert (counts.received, counts.answered, counts.founded) == (1, 1, 1)


def test_without_a_bureau_or_with_a_wrong_form_nothing_is_taken_and_the_link_stays(desk: Desk) -> None:
    token, _case = link(desk)
    with pytest.raises(Refused) as refused:
        by_link(desk, token, grounds=[], words="")
    assert {p.field for p in refused.value.problems} == {"grounds", "words"}
    with pytest.raises(Refused, match="complaint_no_bureau"):
        by_link(desk, token)
    assert by_link(desk, "x" * 43) is None
    with desk.store.begin(System(COUNTY, TASK)) as uow:
        assert by_receipt(uow, token) is None
        assert uow.session.scalars(select(Complaint.id)).all() == []


def test_the_desk_of_the_bureau_writes_down_who_came_in_person(desk: Desk, bureau: Person) -> None:
    case = opened(desk)
    unit = desk.mediator.organisation_id
    body = {**SAID, "came_on": "今天", "mediator": "李秀英", "number": case.number}

    def desk_takes(who: Person, **changes: Any) -> Receipt:
        with desk.store.begin(who, write=True) as uow:
            return complain_at_the_desk(uow, unit, {**body, **changes})

    for wrong, at in (({"mediator": "没有这人"}, "mediator"), ({"number": "（2026）没有字第9号"}, "number")):
        with pytest.raises(Refused) as refused:
            desk_takes(bureau, **wrong)
        assert [p.field for p in refused.value.problems] == [at]
    with pytest.raises(Forbidden):
        desk_takes(desk.head)
    receipt = desk_takes(bureau)
    assert told(desk, receipt).state == "received"
    (complaint_id,) = seen(desk, bureau)
    with desk.store.begin(bureau) as uow:
        assert complaint_page(uow, bureau, complaint_id).number == case.number
    with pytest.raises(Refused, match="complaint_no_measure"), desk.store.begin(bureau, write=True) as uow:
        answer_complaint(uow, complaint_id, {**ANSWER, "finding": "unfounded"})
    other = replace(bureau, verbs=frozenset())
    with pytest.raises(NotFound), desk.store.begin(other) as uow:
        complaint_page(uow, other, complaint_id)
    assert bureau.reach is Reach.COUNTY
