"""联合办理: asked with consent, accepted for named people, who note and decide nothing; on both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from portal.declare.roles import Reach
from portal.engine.referral import digest_of, snapshot_of
from portal.errors import Forbidden, NotFound, Refused, Stale
from portal.reading.case_page import case_page
from portal.reading.desk import desk as read_desk
from portal.reading.joint import joint_for, joint_page
from portal.reading.materials import materials_of
from portal.reading.referral_targets import receivers
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.advance import advance
from portal.services.joint import accept, ask, decline, end
from portal.services.materials import may_add
from portal.services.recuse import stand_aside
from portal.services.reveal import reveal
from portal.store.actors import Person
from portal.store.load_case import load_case
from portal.store.tables.cases import CaseAccess, CaseFile, Dispute
from portal.store.tables.joint import JointHandling
from tests.services.conftest import Desk
from tests.services.test_referral import accepted as referral_accepted
from tests.services.test_referral import act, offered, opened
from tests.store.county import DEMO

SESSION = {"held_on": "今天", "manner": "face_to_face", "record": "双方愿意再谈"}


def asked(desk: Desk, case_id: uuid.UUID, who: Person | None = None, **changes: Any) -> uuid.UUID:
    """Ask the stranger's committee into the case as the page does, and return the request."""
    sender = who or desk.clerk
    with desk.store.begin(sender, write=True) as uow:
        case, state = load_case(uow, case_id, secrets=True)
        body = {"what": "一起上门", "consented_on": "今天", "how": "phone", "consented": "yes", **changes}
        body |= {"to": str(changes.get("to", desk.stranger.organisation_id)), "who": str(state.parties[0].id)}
        shown = digest_of(snapshot_of(state, (), str(body["what"])))
        ask(uow, case_id, {"shown": shown, **body}, version=case.version)
    with desk.store.begin(DEMO) as uow:
        rows = uow.session.scalars(select(JointHandling.id).where(JointHandling.from_case_id == case_id))
        return max(rows)


def accepted(desk: Desk, joint_id: uuid.UUID, *who: Person) -> None:
    named = who or (desk.stranger,)
    with desk.store.begin(named[0], write=True) as uow:
        data = {"staff": [str(one.staff_id) for one in named]}
        accept(uow, joint_id, data, receivers(uow, named[0].organisation_id))


def joined(desk: Desk) -> tuple[uuid.UUID, uuid.UUID]:
    """Return a case in mediation in which the stranger takes part, and the row that says so."""
    case_id = opened(desk)
    act(desk, desk.clerk, case_id, "take")
    act(desk, desk.clerk, case_id, "consent", consented_on="今天", how="phone")
    joint_id = asked(desk, case_id)
    accepted(desk, joint_id)
    return case_id, joint_id


def sees(desk: Desk, who: Person, case_id: uuid.UUID) -> bool:
    with desk.store.begin(who) as uow:
        listed = {row.id for row in register_page(uow, who, RegisterQuery(tab=Tab.ALL)).rows}
        on_desk = {row.id for row in read_desk(uow, who).others}
        try:
            case_page(uow, who, case_id)
            there = True
        except NotFound:
            there = False
    assert (case_id in listed) is (case_id in on_desk) is there
    return there


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in refused.value.problems}


def without_type(who: Person) -> Person:
    """Return somebody whose sector has other types: she handles cases and holds no verb on this one."""
    return replace(who, verbs=frozenset({("handle", "other.kind"), ("read", "other.kind")}), reach=Reach.ASSIGNED)


def test_before_the_answer_the_other_body_sees_what_was_sent_and_not_the_case(desk: Desk) -> None:
    case_id = opened(desk)

    joint_id = asked(desk, case_id)

    assert not sees(desk, desk.stranger, case_id)
    with desk.store.begin(desk.stranger) as uow:
        assert [row.id for row in joint_for(uow, desk.stranger)] == [joint_id]
        assert [row.id for row in read_desk(uow, desk.stranger).joint] == [joint_id]
        page = joint_page(uow, desk.stranger, joint_id)
    assert page.snapshot["parties"][0]["name"] == "王小军"
    assert "phone" not in page.snapshot["parties"][0]
    for other in (desk.clerk, desk.coordinator):
        with desk.store.begin(other) as uow, pytest.raises(NotFound):
            joint_page(uow, other, joint_id)


def test_who_takes_part_notes_and_decides_nothing(desk: Desk) -> None:
    case_id, _joint = joined(desk)
    partner = without_type(desk.stranger)
    colleague = replace(partner, staff_id=uuid.uuid4(), reach=Reach.ORGANISATION)
    assert sees(desk, partner, case_id)
    assert not sees(desk, colleague, case_id)

    with desk.store.begin(partner) as uow:
        page = case_page(uow, partner, case_id)
        assert not materials_of(uow, partner, case_id).rows
        assert may_add(uow, case_id, "evidence").files > 0
    assert (page.partner, page.same_house, page.header_only) == (True, False, False)
    assert {offer.key for offer in page.offers} == {"note", "session"}
    assert page.parties[0].name == "王小军"
    assert "*" in page.parties[0].phone

    act(desk, partner, case_id, "note", channel="phone", text="对方愿意来")
    act(desk, partner, case_id, "session", **SESSION, result="continue")
    for action, data in (
        ("session", {**SESSION, "result": "success"}),
        ("agree", {"form": "written"}),
        ("fail", {"ended_on": "今天"}),
        ("void", {"reason_text": "x"}),
        ("assign", {"handler_id": str(desk.stranger.staff_id)}),
    ):
        with pytest.raises((Forbidden, Refused)):
            act(desk, partner, case_id, action, **data)
    with desk.store.begin(partner, write=True) as uow, pytest.raises((Forbidden, NotFound)):
        reveal(uow, case_id, page.parties[0].id, "phone")
    with desk.store.begin(desk.clerk) as uow:
        ours = case_page(uow, desk.clerk, case_id)
        case = uow.session.get_one(CaseFile, case_id)
        assert uow.session.get_one(Dispute, case.dispute_id).responsible_case_id == case_id
    assert [(one.organisation, one.people, one.state) for one in ours.joined] == [("妇联调委会", "孙梅", "taking")]
    assert (ours.move, ours.our_turn, ours.organisation) == ("session", True, "工会调委会")
    assert ours.timeline[0].who == "孙梅"


@pytest.mark.parametrize("by", ["responsible", "partner"])
def test_either_side_ends_it(desk: Desk, by: str) -> None:
    case_id, joint_id = joined(desk)
    who = desk.clerk if by == "responsible" else without_type(desk.stranger)
    with pytest.raises(NotFound), desk.store.begin(desk.coordinator, write=True) as uow:
        end(uow, joint_id)

    with desk.store.begin(who, write=True) as uow:
        assert end(uow, joint_id) == case_id

    assert not sees(desk, desk.stranger, case_id)
    with pytest.raises((Refused, NotFound)), desk.store.begin(who, write=True) as uow:
        end(uow, joint_id)
    with desk.store.begin(DEMO) as uow:
        doors = uow.session.scalars(select(CaseAccess).where(CaseAccess.ground == "joint", CaseAccess.until.is_(None))).all()
        assert (uow.session.get_one(JointHandling, joint_id).state, doors) == ("ended", [])


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("withdraw", {"how": "withdrawn", "ended_on": "今天"}),
        ("void", {"reason_text": "重复登记"}),
        ("seal", {"to": "4", "reason_text": "有危险"}),
    ],
)
def test_an_act_that_leaves_nothing_to_take_part_in_ends_it(desk: Desk, action: str, data: dict[str, str]) -> None:
    case_id, joint_id = joined(desk)

    act(desk, desk.head, case_id, action, **data)

    assert not sees(desk, desk.stranger, case_id)
    with desk.store.begin(DEMO) as uow:
        assert uow.session.get_one(JointHandling, joint_id).state == "ended"


def test_a_referral_that_is_accepted_ends_it_too(desk: Desk) -> None:
    case_id, joint_id = joined(desk)
    referral_accepted(desk, offered(desk, case_id))
    with desk.store.begin(DEMO) as uow:
        assert uow.session.get_one(JointHandling, joint_id).state == "ended"


def test_a_refusal_or_a_withdrawal_forgets_what_was_sent(desk: Desk) -> None:
    case_id = opened(desk)
    first = asked(desk, case_id)
    with pytest.raises(Refused) as refused:
        asked(desk, case_id)
    assert codes(refused) == {("to", "joint_twice")}
    with desk.store.begin(desk.stranger, write=True) as uow:
        decline(uow, first, {"why": "not_ours", "text": "另有人办"})
    with desk.store.begin(desk.clerk) as uow:
        assert "不属于本单位的调解范围" in case_page(uow, desk.clerk, case_id).timeline[0].sentence
    second = asked(desk, case_id)
    with desk.store.begin(desk.clerk, write=True) as uow:
        end(uow, second)

    with desk.store.begin(DEMO) as uow:
        rows = [uow.session.get_one(JointHandling, one) for one in (first, second)]
        assert [(row.state, row.snapshot) for row in rows] == [("declined", None), ("withdrawn", None)]
    for gone in (first, second):
        with pytest.raises(Refused):
            accepted(desk, gone)


def test_a_restricted_case_is_shared_with_one_named_person(desk: Desk) -> None:
    case_id = opened(desk)
    act(desk, desk.head, case_id, "seal", to="3", reason_text="涉及隐私")
    with pytest.raises(Refused) as refused:
        asked(desk, case_id)
    assert codes(refused) == {("receiver", "receiver_needed")}

    joint_id = asked(desk, case_id, receiver=str(desk.stranger.staff_id))
    colleague = replace(desk.stranger, staff_id=uuid.uuid4())
    with desk.store.begin(colleague) as uow:
        assert joint_for(uow, colleague) == ()
        with pytest.raises(NotFound):
            joint_page(uow, colleague, joint_id)
    accepted(desk, joint_id)

    with desk.store.begin(desk.stranger) as uow:
        page = case_page(uow, desk.stranger, case_id)
    assert not page.header_only
    assert page.parties[0].name == "王小军"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"consented": "no"}, "consented", "consent_missing"),
        ({"consented_on": ""}, "consented_on", "required"),
        ({"what": ""}, "what", "required"),
        ({"to": "CLERK"}, "to", "not_an_option"),
        ({"to": "CENTRE"}, "to", "not_an_option"),
        ({"receiver": "CLERK"}, "receiver", "not_an_option"),
        ({"shown": "x"}, "shown", "show_first"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk: Desk, changes: dict[str, str], field: str, code: str) -> None:
    case_id = opened(desk)
    known = {"CLERK": desk.clerk.organisation_id, "CENTRE": desk.coordinator.organisation_id}
    known |= {"CLERK": desk.clerk.staff_id} if field == "receiver" else {}
    said: dict[str, Any] = {key: str(known.get(value, value)) for key, value in changes.items()}
    with pytest.raises(Refused) as refused:
        asked(desk, case_id, **said)
    assert (field, code) in codes(refused)


def test_nobody_else_asks_and_nobody_named_stands_aside(desk: Desk) -> None:
    case_id = opened(desk)
    for who in (desk.stranger, desk.coordinator):
        with pytest.raises((NotFound, Forbidden)), desk.store.begin(who, write=True) as uow:
            ask(uow, case_id, {}, version=1)
    with pytest.raises(Stale), desk.store.begin(desk.clerk, write=True) as uow:
        ask(uow, case_id, {}, version=1)
    joint_id = asked(desk, case_id)
    with pytest.raises(Forbidden), desk.store.begin(desk.without(desk.stranger, "handle"), write=True) as uow:
        accept(uow, joint_id, {"staff": [str(desk.stranger.staff_id)]}, receivers(uow, desk.stranger.organisation_id))
    accepted(desk, joint_id)
    with desk.store.begin(desk.stranger, write=True) as uow:
        stand_aside(uow, case_id)
    assert not sees(desk, desk.stranger, case_id)
    with desk.store.begin(desk.clerk, write=True) as uow:
        end(uow, joint_id)
    again = asked(desk, case_id)
    with pytest.raises(Refused) as refused:
        accepted(desk, again)
    assert codes(refused) == {("staff", "joint_stands_aside")}
    with pytest.raises(NotFound), desk.store.begin(desk.stranger, write=True) as uow:
        advance(uow, case_id, "note", {"channel": "phone", "text": "x"}, version=1)
