"""An agreement after its words: signed one by one, performed in parts, broken, on the desk and in the ledger."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from portal.engine.performance import Standing
from portal.errors import Refused
from portal.reading.case_page import CasePage, case_page
from portal.reading.desk import desk as read_desk
from portal.reading.performance import Ledger, ledger
from portal.services.advance import advance
from portal.services.open_case import open_case
from tests.engine.wages import raw
from tests.services.conftest import TYPE, Desk

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

    do(desk, case_id, "perform", on=date(2026, 12, 20), performed_on="2026-12-20", proof="transfer")
    page, found = seen(desk, case_id, date(2026, 12, 21))
    assert found is not None
    assert (page.step, page.agreement.performed_on if page.agreement else None) == ("performed", date(2026, 12, 20))
    assert (found.performed, found.paid, found.ways) == (2, 1_200_000, ())


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
