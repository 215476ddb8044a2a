"""An agreement after its words: signed one by one, performed in parts, broken, on the desk and in the ledger."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.engine.performance import Standing
from portal.errors import Refused
from portal.reading.case_page import CasePage, case_page
from portal.reading.confirmation import ConfirmationPage, confirmation
from portal.reading.confirmations import confirmations
from portal.reading.desk import desk as read_desk
from portal.reading.figures_amounts import Amounts, amounts_of
from portal.reading.performance import Ledger, ledger
from portal.services.advance import advance
from portal.services.open_case import open_case
from portal.services.rebuild_facts import rebuild_facts
from portal.store.actors import Person, System
from portal.store.tables.cases import CaseFile
from portal.store.tables.figures import CaseFact
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk
from tests.store.county import COUNTY

FIRST, LAST = "2026-11-30", "2026-12-20"
PAYS = {"payer": "兴业建筑", "payee": "王小军"}
TERMS = [{**PAYS, "amount": "4000", "due_on": FIRST}, {**PAYS, "amount": "8000", "due_on": LAST}]


def do(desk: Desk, case_id: uuid.UUID, action: str, *, on: date | None = None, **data: Any) -> None:
    with desk.store.begin(desk.mediator, write=True) as uow:
        uow.today = on or uow.today
        version = case_page(uow, desk.mediator, case_id).version
        advance(uow, case_id, action, data, version=version)


def agreed(desk: Desk) -> uuid.UUID:
    with desk.store.begin(desk.clerk, write=True) as uow:
        case_id = open_case(uow, {**raw(), "type": TYPE}, accept={}).case_id
    do(desk, case_id, "take")
    do(desk, case_id, "consent", consented_on="今天", how="phone")
    do(desk, case_id, "agree", form="written", agreed_on="今天", terms=TERMS)
    return case_id


def seen(desk: Desk, case_id: uuid.UUID, on: date) -> tuple[CasePage, Ledger | None]:
    with desk.store.begin(desk.mediator) as uow:
        uow.today = on
        page = case_page(uow, desk.mediator, case_id)
        return page, ledger(uow, page, on)


def money(desk: Desk, who: Person, case_id: uuid.UUID) -> Amounts | None:
    with desk.store.begin(who) as uow:
        return amounts_of(uow, who, [case_id]).get(case_id)


def test_signatures_are_kept_one_by_one_and_a_missing_one_is_named(desk: Desk) -> None:
    case_id = agreed(desk)
    page, _none = seen(desk, case_id, date(2026, 11, 21))
    first, second = (f"party:{party.id}" for party in page.parties)

    do(desk, case_id, "signature", signatures=[{"who": first, "kind": "fingerprint", "signed_on": "今天"}])
    page, none = seen(desk, case_id, date(2026, 11, 21))
    with pytest.raises(Refused) as refused:
        do(desk, case_id, "sign", signatures=[{"who": "mediator", "kind": "signature", "signed_on": "今天"}])
    rest = [(second, "stamp"), ("mediator", "signature"), ("seal", "stamp")]
    do(desk, case_id, "sign", signatures=[{"who": who, "kind": kind, "signed_on": "今天"} for who, kind in rest])
    after, found = seen(desk, case_id, date(2026, 11, 21))

    assert [(s.kind, s.signed_on is None) for s in page.signatures] == [("按指印", False), ("", True), ("", True), ("", True)]
    assert (page.step, none) == ("to_sign", None)
    assert [p.code for p in refused.value.problems] == ["party_unsigned", "seal_missing"]
    assert (after.step, all(s.signed_on for s in after.signatures), found is not None) == ("in_force", True, True)


def test_ledger_follows_what_is_done_and_what_is_not(desk: Desk) -> None:
    case_id = agreed(desk)
    do(desk, case_id, "sign", signed_on="今天", complete=True)
    late = date(2026, 12, 2)

    do(
        desk,
        case_id,
        "perform_term",
        on=late,
        term="1",
        performed_on="2026-12-01",
        amount="1500",
        proof="receipt",
        proof_text="收条",
    )
    do(desk, case_id, "breach", on=late, term="1", found_on="2026-12-02", remedies_told=True, chosen="urge", note="说月底结账")
    page, found = seen(desk, case_id, late)
    assert found is not None
    first, second = found.lines
    assert (first.standing, first.left, first.done[0].amount, first.done[0].text) == (Standing.BREACHED, 250_000, 150_000, "收条")
    assert first.breach is not None
    assert (first.breach.left, first.breach.chosen) == (250_000, "由调解组织督促履行")
    assert (second.standing, found.paid, found.total) == (Standing.DUE, 150_000, 1_200_000)
    assert "人民调解法第33条" in {way.basis for way in found.ways}, "thirty days still run"
    assert {e.action for e in page.timeline} >= {"perform_term", "breach"}
    assert money(desk, desk.coordinator, case_id) == Amounts(asked=1_200_000, agreed=1_200_000, performed=150_000)
    with desk.store.begin(System(COUNTY, "demo"), write=True) as uow:
        uow.session.get_one(CaseFile, case_id).privacy = 3
    assert money(desk, desk.coordinator, case_id) is None, "of a restricted case another body reads the heading only"
    assert money(desk, desk.mediator, case_id) is not None

    do(desk, case_id, "perform", on=date(2026, 12, 20), performed_on="2026-12-20", proof="transfer")
    page, found = seen(desk, case_id, date(2026, 12, 21))
    assert found is not None
    assert (page.step, page.agreement.performed_on if page.agreement else None) == ("performed", date(2026, 12, 20))
    assert (found.performed, found.paid, found.ways) == (2, 1_200_000, ())


@embedded
@pytest.mark.parametrize(
    ("on", "group"),
    [(date(2026, 11, 26), "others"), (date(2026, 11, 27), "ours"), (date(2026, 11, 30), "today"), (date(2026, 12, 3), "today")],
)
def test_a_term_is_on_the_desk_before_and_on_its_day(desk: Desk, on: date, group: str) -> None:
    case_id = agreed(desk)
    do(desk, case_id, "sign", signed_on="今天", complete=True)

    with desk.store.begin(desk.mediator) as uow:
        uow.today = on
        found = read_desk(uow, desk.mediator)

    rows = {name: [row.term_on for row in getattr(found, name) if row.id == case_id] for name in ("today", "ours", "others")}
    assert rows == {name: [date(2026, 11, 30)] if name == group else [] for name in rows}


APPLICATION: dict[str, Any] = {
    "court": "临泽县人民法院",
    "joint": True,
    "materials": ["application", "agreement", "proof", "identity", "contact"],
}
COURT_NUMBER = "（2026）甘0723诉前调确12号"


def confirmed_page(desk: Desk, case_id: uuid.UUID, on: date) -> ConfirmationPage:
    with desk.store.begin(desk.mediator) as uow:
        uow.today = on
        found = confirmation(case_page(uow, desk.mediator, case_id), frozenset(), on, uow.calendar)
        assert found is not None
        return found


def test_confirmation_goes_from_the_application_to_the_ruling_and_is_listed_and_counted(desk: Desk) -> None:
    case_id = agreed(desk)
    do(desk, case_id, "sign", signed_on="今天", complete=True)
    before = confirmed_page(desk, case_id, date(2026, 11, 21))
    late = confirmed_page(desk, case_id, date(2026, 12, 22))

    do(desk, case_id, "apply_confirmation", on=date(2026, 12, 1), applied_on="2026-12-01", **APPLICATION)
    waiting = confirmed_page(desk, case_id, date(2026, 12, 2))
    answer: dict[str, Any] = {"answer": "confirmed", "answered_on": "2026-12-10", "number": COURT_NUMBER}
    do(desk, case_id, "confirmation_answer", on=date(2026, 12, 10), **answer)
    after = confirmed_page(desk, case_id, date(2026, 12, 11))
    with desk.store.begin(desk.head) as uow:
        listed = confirmations(uow, desk.head, 2026)
        days = dict(uow.session.execute(select(CaseFact.fact, CaseFact.day).where(CaseFact.to_event.is_(None))).all())
    with desk.store.begin(System("620723", "facts.rebuild"), write=True) as uow:
        rebuilt = rebuild_facts(uow)

    assert (before.until, before.is_open, before.obstacles, before.latest) == (date(2026, 12, 21), True, (), None)
    assert (late.is_open, "人民调解法第32条" in {way.basis for way in late.ways}) == (False, True)
    assert waiting.latest is not None
    assert (waiting.latest.state, [t.on for t in waiting.court_terms]) == ("applied", [date(2026, 12, 4)])
    assert after.latest is not None
    assert (after.latest.number, [e.until for e in after.enforceable]) == (COURT_NUMBER, [date(2028, 12, 20)] * 2)
    assert [(row.court_number, row.word) for row in listed.rows] == [(COURT_NUMBER, "裁定协议有效")]
    assert (days["confirmation_applied_on"], days["confirmed_on"]) == (date(2026, 12, 1), date(2026, 12, 10))
    assert rebuilt.written == 0, "worked out afresh, every figure is what its case says"


@embedded
def test_a_refusal_keeps_its_reason_for_the_bureau_and_opens_the_other_ways(desk: Desk) -> None:
    case_id = agreed(desk)
    do(desk, case_id, "sign", signed_on="今天", complete=True)
    do(desk, case_id, "apply_confirmation", applied_on="今天", **APPLICATION)
    do(desk, case_id, "confirmation_answer", answer="not_accepted", answered_on="今天", why="other_court")

    page = confirmed_page(desk, case_id, date(2026, 11, 22))
    with desk.store.begin(desk.coordinator) as uow:
        listed = confirmations(uow, desk.coordinator, 2026)

    assert page.latest is not None
    assert page.latest.why == "不属于收到申请的人民法院管辖"
    assert {way.code for way in page.ways} >= {"confirm", "sue", "mediate_again"}
    assert [(r.why, r.mediator, r.count) for r in listed.refusals] == [("不属于收到申请的人民法院管辖", "李秀英", 1)]


@embedded
def test_a_body_that_only_coordinates_cannot_bring_an_agreement_to_court(desk: Desk) -> None:
    case_id = agreed(desk)
    do(desk, case_id, "sign", signed_on="今天", complete=True)
    with Session(desk.store.engine) as session, session.begin():
        session.execute(text("UPDATE organisation SET kind = 'county' WHERE short_name = '工会调委会'"))

    with pytest.raises(Refused) as refused:
        do(desk, case_id, "apply_confirmation", applied_on="今天", **APPLICATION)

    assert [(p.params["law"], p.params["article"]) for p in refused.value.problems] == [("民事诉讼法", "205")]
    assert [o.basis for o in confirmed_page(desk, case_id, date(2026, 11, 21)).obstacles] == ["民事诉讼法第205条"]
