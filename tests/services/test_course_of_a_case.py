"""A case from the first call to the archive, through services and store, on both databases."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.errors import Forbidden, NotFound, Refused, Repeated, Stale
from portal.reading.case_page import case_page
from portal.reading.desk import desk as read_desk
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.advance import advance
from portal.services.open_case import Opened, open_case
from portal.services.reveal import reveal
from portal.store.actors import Person
from portal.store.record import Recorded
from portal.store.tables.cases import CaseFile, CaseSecret, Party
from portal.store.tables.course import CaseEvent
from portal.store.tables.figures import CaseFact
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk

TERM = {"payer": "兴业建筑", "payee": "王小军", "amount": "12000", "due_on": "2026-12-20"}


def opened(desk: Desk, who: Person | None = None, **changes: Any) -> Opened:
    with desk.store.begin(who or desk.clerk, write=True) as uow:
        return open_case(uow, {**raw(**changes), "type": TYPE}, accept={})


def do(desk: Desk, who: Person, case_id: uuid.UUID, action: str, version: int, **data: Any) -> Recorded:
    with desk.store.begin(who, write=True) as uow:
        return advance(uow, case_id, action, data, version=version)


def test_case_goes_its_whole_way_and_its_figures_follow(desk: Desk) -> None:
    case = opened(desk)
    assert case.number == "（2026）临劳调字第1号"
    steps: list[tuple[str, dict[str, Any]]] = [
        ("take", {}),
        ("consent", {"consented_on": "今天", "how": "phone"}),
        ("note", {"channel": "phone", "text": "约周一见面", "next_on": "2026-11-23"}),
        ("session", {"held_on": "今天", "manner": "face_to_face", "record": "愿意分期", "result": "success"}),
        ("agree", {"form": "written", "agreed_on": "今天", "facts": "欠薪属实", "terms": [TERM]}),
        ("sign", {"signed_on": "今天", "complete": True}),
        ("perform", {"performed_on": "今天"}),
        ("follow_up", {"visited_on": "今天", "how": "phone", "performance": "full", "content": "satisfied"}),
        ("archive", {"archived_on": "今天"}),
    ]
    version = case.version
    for action, data in steps:
        version = do(desk, desk.mediator, case.case_id, action, version, **data).version

    with desk.store.begin(desk.mediator) as uow:
        page = case_page(uow, desk.mediator, case.case_id)
        facts = dict(uow.session.execute(select(CaseFact.fact, CaseFact.number).where(CaseFact.to_event.is_(None))).all())
    assert page.phase == "archived"
    assert page.ending == "settled"
    assert page.terms[0].amount == 1_200_000
    assert facts["amount_agreed"] == 1_200_000
    assert [e.sentence for e in page.timeline][-1] == "登记，来源：当事人申请"
    assert "约周一见面" in {e.text for e in page.timeline}


def test_numbers_have_no_gaps_and_none_is_given_to_a_case_under_review(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        waiting = open_case(uow, {**raw(), "type": TYPE})
    numbers = [opened(desk).number for _ in range(3)]

    assert waiting.number is None
    assert numbers == [f"（2026）临劳调字第{n}号" for n in (1, 2, 3)]


def test_what_is_secret_lies_encrypted_and_is_shown_to_the_registrar_only(desk: Desk) -> None:
    case = opened(desk)

    with desk.store.begin(desk.clerk) as uow:
        mine = case_page(uow, desk.clerk, case.case_id)
        party = uow.session.scalars(select(Party).where(Party.role == "worker")).one()
        secrets = uow.session.scalar(select(func.count()).select_from(CaseSecret))
    with desk.store.begin(desk.mediator) as uow:
        theirs = case_page(uow, desk.mediator, case.case_id)
    with desk.store.begin(desk.mediator, write=True) as uow:
        shown = reveal(uow, case.case_id, party.id, "phone")

    assert mine.parties[0].id_number == "620723199001010016"
    assert theirs.parties[0].id_number == "6207************16"
    assert theirs.parties[0].phone == "138****0011"
    assert shown == "13893600011"
    assert secrets == 6  # number, phone, address and birth day of the person; phone and address of the firm


def test_another_organisation_does_not_know_that_the_case_exists(desk: Desk) -> None:
    case = opened(desk)

    with desk.store.begin(desk.stranger) as uow, pytest.raises(NotFound):
        case_page(uow, desk.stranger, case.case_id)
    with pytest.raises(NotFound):
        do(desk, desk.stranger, case.case_id, "take", case.version)
    with desk.store.begin(desk.stranger) as uow:
        assert register_page(uow, desk.stranger, RegisterQuery(tab=Tab.ALL)).rows == ()


def test_a_reader_of_the_county_sees_masked_names_and_may_not_act(desk: Desk) -> None:
    case = opened(desk)

    with desk.store.begin(desk.coordinator) as uow:
        row = register_page(uow, desk.coordinator, RegisterQuery()).rows[0]
    assert row.parties == "王*与临泽县兴业建筑有限公司"
    with pytest.raises(Forbidden):
        do(desk, desk.coordinator, case.case_id, "take", case.version)


def test_a_sealed_case_is_counted_and_not_listed(desk: Desk) -> None:
    case = opened(desk, details={"owed": "1", "owed_since": "2026-1-1", "violence": "是", "safe_phone": "13893600055"})

    with desk.store.begin(desk.coordinator) as uow:
        page = register_page(uow, desk.coordinator, RegisterQuery())
        assert (page.rows, page.sealed) == ((), 1)
        with pytest.raises(NotFound):
            case_page(uow, desk.coordinator, case.case_id)
    with desk.store.begin(desk.mediator) as uow:
        assert register_page(uow, desk.mediator, RegisterQuery()).rows == ()
    with desk.store.begin(desk.head) as uow:
        assert len(register_page(uow, desk.head, RegisterQuery()).rows) == 1


def test_a_stale_form_is_told_what_happened_meanwhile(desk: Desk) -> None:
    case = opened(desk)
    do(desk, desk.mediator, case.case_id, "take", case.version)

    with pytest.raises(Stale) as stale:
        do(desk, desk.clerk, case.case_id, "note", case.version, channel="phone", text="x")

    assert stale.value.changed == ("take",)


def test_the_same_submit_twice_opens_one_case(desk: Desk) -> None:
    body = {**raw(), "type": TYPE}
    with desk.store.begin(desk.clerk, write=True) as uow:
        first = open_case(uow, body, token="t1")

    with pytest.raises(Repeated) as repeated, desk.store.begin(desk.clerk, write=True) as uow:
        open_case(uow, body, token="t1")

    assert repeated.value.location == str(first.case_id)


def test_a_refused_act_writes_nothing(desk: Desk) -> None:
    case = opened(desk)

    with pytest.raises(Refused):
        do(desk, desk.clerk, case.case_id, "consent", case.version, consented_on="明年", how="phone")

    with desk.store.begin(desk.clerk) as uow:
        assert uow.session.scalar(select(func.max(CaseEvent.seq))) == case.version
        assert uow.session.get_one(CaseFile, case.case_id).version == case.version


@embedded
def test_a_case_settled_on_the_spot_is_entered_in_one_go(desk: Desk) -> None:
    spot: dict[str, dict[str, Any]] = {
        "accept": {"accepted_on": "2026-11-20"},
        "take": {},
        "consent": {"consented_on": "2026-11-20", "how": "meeting"},
        "session": {"held_on": "2026-11-20", "manner": "face_to_face", "record": "当场说合", "result": "success"},
        "agree": {"form": "oral", "agreed_on": "2026-11-20", "terms": [{"payer": "兴业建筑", "act": "当面道歉"}]},
    }
    with desk.store.begin(desk.clerk, write=True) as uow:
        case = open_case(uow, {**raw(received_on="2026-11-20"), "type": TYPE}, on_the_spot=spot)

    with desk.store.begin(desk.clerk) as uow:
        page = case_page(uow, desk.clerk, case.case_id)
    assert (page.phase, page.ending, page.after_the_fact) == ("agreed", "settled", True)
    assert page.number == "（2026）临劳调字第1号"


def test_open_matters_of_the_same_person_are_noticed(desk: Desk) -> None:
    opened(desk)

    assert [n.code for n in opened(desk).notices] == ["open_matters", "open_matters"]


def test_a_case_is_found_by_name_phone_and_number(desk: Desk) -> None:
    opened(desk)

    with desk.store.begin(desk.clerk) as uow:
        for text in ("王小军", "0011", "王0016", "第1号", "欠薪三个月", "620723199001010016"):
            assert len(register_page(uow, desk.clerk, RegisterQuery(text=text)).rows) == 1, text
        assert register_page(uow, desk.clerk, RegisterQuery(text="李四")).rows == ()


def test_correction_and_voiding_keep_number_and_history(desk: Desk) -> None:
    case = opened(desk)
    version = do(desk, desk.clerk, case.case_id, "correct", case.version, reason_text="看错", summary="欠薪四个月").version
    do(desk, desk.head, case.case_id, "void", version, reason_text="重复登记")

    with desk.store.begin(desk.clerk) as uow:
        page = case_page(uow, desk.clerk, case.case_id)
    assert (page.voided, page.number, page.summary) == (True, case.number, "欠薪四个月")
    assert page.offers == ()


@embedded
def test_desk_shows_whose_turn_it_is(desk: Desk) -> None:
    case = opened(desk)
    version = do(desk, desk.mediator, case.case_id, "take", case.version).version
    with desk.store.begin(desk.mediator) as uow:
        assert [r.move for r in read_desk(uow, desk.mediator).ours] == ["consent"]

    do(desk, desk.mediator, case.case_id, "ask_consent", version, asked_on="今天", how="phone")

    with desk.store.begin(desk.mediator) as uow:
        assert len(read_desk(uow, desk.mediator).others) == 1


def test_unsealing_brings_back_what_sealing_had_closed(desk: Desk) -> None:
    case = opened(desk)
    version = do(desk, desk.clerk, case.case_id, "seal", case.version, to="4", reason_text="当事人有危险").version

    def amounts() -> list[int | None]:
        with desk.store.begin(desk.head) as uow:
            open_facts = select(CaseFact.number).where(CaseFact.to_event.is_(None), CaseFact.fact == "amount_claimed")
            return list(uow.session.scalars(open_facts))

    assert amounts() == []
    do(desk, desk.head, case.case_id, "unseal", version, to="2", reason_text="危险已解除")
    assert amounts() == [1_200_000]
    with desk.store.begin(desk.mediator) as uow:
        assert len(register_page(uow, desk.mediator, RegisterQuery(text="欠薪三个月")).rows) == 1
