"""转办: offered with consent, accepted, refused, withdrawn, returned; one responsible case per dispute at every instant."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.access.actors import Person
from portal.access.sent_files import files_to_send
from portal.declare.phases import Ending
from portal.engine.referral import digest_of, snapshot_of
from portal.errors import Forbidden, NotFound, Refused, Repeated
from portal.reading.case_page import case_page
from portal.reading.materials import materials_of
from portal.reading.referrals import progress, referral, referrals_for
from portal.services.advance import advance
from portal.services.answer_referral import accept_referral, refuse_referral, urge_referral
from portal.services.erasing import _files_of
from portal.services.file_checks.taking import Sent
from portal.services.file_keeping import verify
from portal.services.materials import add_materials, checked, give_out, limits, store_files, void_material
from portal.services.open_case import open_case
from portal.store.files.vault import Vault
from portal.store.load_case import load_case
from portal.store.tables.cases import CaseFile, Dispute
from portal.store.tables.figures import CaseFact
from portal.store.tables.materials import Material
from portal.store.tables.referral import Referral
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk
from tests.store.county import DEMO

CONSENT = {"consented_on": "今天", "how": "phone", "consented": True, "reason": "not_ours"}


def opened(desk: Desk, who: Person | None = None, **body: Any) -> uuid.UUID:
    with desk.store.begin(who or desk.clerk, write=True) as uow:
        return open_case(uow, {**raw(**body), "type": TYPE}, accept={}).case_id


def version(desk: Desk, case_id: uuid.UUID) -> int:
    with desk.store.begin(DEMO) as uow:
        return uow.session.get_one(CaseFile, case_id).version


def act(desk: Desk, who: Person, case_id: uuid.UUID, action: str, **data: Any) -> None:
    with desk.store.begin(who, write=True) as uow:
        advance(uow, case_id, action, data, version=uow.session.get_one(CaseFile, case_id).version)


def offered(desk: Desk, case_id: uuid.UUID, *, to: Person | None = None, who: Person | None = None, **data: Any) -> uuid.UUID:
    """Offer the case to the stranger's committee as the page does: what was shown is what is sent."""
    sender, target = who or desk.clerk, to or desk.stranger
    with desk.store.begin(sender, write=True) as uow:
        case, state = load_case(uow, case_id, secrets=True)
        sends = tuple(data.get("sends", ()))
        files = tuple(one for one in files_to_send(uow, sender, case) if one.id in data.get("files", ()))
        shown = digest_of(snapshot_of(state, sends, data.get("note", ""), files))
        body = {**CONSENT, "to": str(target.organisation_id), "who": str(state.parties[0].id), "shown": shown, **data}
        advance(uow, case_id, "refer", body, version=case.version)
    with desk.store.begin(DEMO) as uow:
        sent = select(Referral).where(Referral.from_case_id == case_id)
        rows = uow.session.scalars(sent.order_by(Referral.sent_at, Referral.id))
        return list(rows)[-1].id


def accepted(desk: Desk, referral_id: uuid.UUID, who: Person | None = None, **body: Any) -> uuid.UUID:
    with desk.store.begin(who or desk.stranger, write=True) as uow:
        return accept_referral(uow, referral_id, {**raw(**body), "type": TYPE}, accept={}).case_id


def responsible(desk: Desk, case_id: uuid.UUID) -> uuid.UUID:
    with desk.store.begin(DEMO) as uow:
        case = uow.session.get_one(CaseFile, case_id)
        return uow.session.get_one(Dispute, case.dispute_id).responsible_case_id


def refusal(refused: pytest.ExceptionInfo[Refused]) -> dict[str, str]:
    return {p.field: p.code for p in refused.value.problems}


def test_accepted_referral_ends_the_senders_case_and_moves_responsibility_at_once(desk: Desk) -> None:
    case_id = opened(desk)
    referral_id = offered(desk, case_id)

    new_id = accepted(desk, referral_id)

    assert responsible(desk, case_id) == new_id
    with desk.store.begin(DEMO) as uow:
        before, after = uow.session.get_one(CaseFile, case_id), uow.session.get_one(CaseFile, new_id)
        assert (before.ending, before.dispute_id) == (Ending.PASSED_ON.value, after.dispute_id)
        assert (after.organisation_id, after.source) == (desk.stranger.organisation_id, "other_body")
        assert uow.session.scalar(select(func.count()).select_from(Dispute)) == 1


def test_until_it_is_accepted_the_sender_stays_responsible_and_its_clock_runs(desk: Desk) -> None:
    case_id = opened(desk)
    offered(desk, case_id)

    with desk.store.begin(desk.clerk) as uow:
        page = case_page(uow, desk.clerk, case_id)

    assert (page.ending, page.move, page.our_turn) == (None, "referred", False)
    assert [c.state for c in page.clocks] == ["running"]
    assert responsible(desk, case_id) == case_id


def test_target_sees_what_was_shown_and_nothing_more_of_the_case(desk: Desk) -> None:
    case_id = opened(desk)
    referral_id = offered(desk, case_id, sends=["phone"], note="当事人急用钱")

    with desk.store.begin(desk.stranger) as uow:
        seen = referral(uow, desk.stranger, referral_id)
        assert {"phone", "id_number"} & seen.snapshot["parties"][0].keys() == {"phone"}
        assert seen.snapshot["note"] == "当事人急用钱"
        assert "details" not in seen.snapshot
        with pytest.raises(NotFound):
            case_page(uow, desk.stranger, case_id)


@embedded
def test_answer_is_due_after_three_working_days(desk: Desk) -> None:
    """人民法院在线调解规则 12; the twenty-first of November 2026 is a Saturday."""
    offered(desk, opened(desk))

    with desk.store.begin(desk.stranger) as uow:
        (row,) = referrals_for(uow, desk.stranger)

    assert row.due_on == date(2026, 11, 25)


@embedded
def test_what_was_not_shown_is_not_sent(desk: Desk) -> None:
    case_id = opened(desk)

    with pytest.raises(Refused) as refused:
        offered(desk, case_id, shown="0" * 64)
    assert refusal(refused) == {"shown": "show_first"}

    with pytest.raises(Refused) as refused:
        offered(desk, case_id, consented=False)
    assert refusal(refused) == {"consented": "consent_missing"}


@embedded
def test_nobody_refers_to_oneself_or_to_a_body_without_a_sector(desk: Desk) -> None:
    case_id = opened(desk)

    for to in (desk.mediator, desk.coordinator):
        with pytest.raises(Refused) as refused:
            offered(desk, case_id, to=to)
        assert refusal(refused)["to"] == "not_an_option"


def test_refusal_tells_the_sender_why_and_the_target_forgets_what_it_was_sent(desk: Desk) -> None:
    case_id = opened(desk)
    referral_id = offered(desk, case_id)

    with desk.store.begin(desk.stranger, write=True) as uow:
        refuse_referral(uow, referral_id, {"why": "elsewhere", "text": "法院已经立案"})

    with desk.store.begin(desk.clerk) as uow:
        page = case_page(uow, desk.clerk, case_id)
        assert page.timeline[0].sentence == "对方单位不受理转办：其他单位已经在处理"
        assert page.our_turn
    with desk.store.begin(DEMO) as uow:
        row = uow.session.get_one(Referral, referral_id)
        assert (row.state, row.snapshot) == ("refused", None)
    with desk.store.begin(desk.stranger) as uow:
        assert referrals_for(uow, desk.stranger) == ()


@embedded
def test_withdrawn_referral_cannot_be_accepted(desk: Desk) -> None:
    case_id = opened(desk)
    referral_id = offered(desk, case_id)
    act(desk, desk.clerk, case_id, "refer_withdraw")

    with pytest.raises(Refused) as refused:
        accepted(desk, referral_id)

    assert refusal(refused) == {"": "referral_answered"}
    assert responsible(desk, case_id) == case_id


def test_returned_case_is_open_again_and_its_clock_runs_on_with_its_old_start(desk: Desk) -> None:
    case_id = opened(desk)
    with desk.store.begin(desk.clerk) as uow:
        due_on = case_page(uow, desk.clerk, case_id).clocks[0].due_on
    new_id = accepted(desk, offered(desk, case_id))

    act(desk, desk.stranger, new_id, "refer_return", why="unwilling")

    assert responsible(desk, case_id) == case_id
    with desk.store.begin(desk.clerk) as uow:
        page = case_page(uow, desk.clerk, case_id)
        assert (page.ending, page.phase) == (None, "accepted")
        assert [(c.state, c.due_on) for c in page.clocks] == [("running", due_on)]


@embedded
def test_case_that_ends_meanwhile_takes_its_offer_back(desk: Desk) -> None:
    case_id = opened(desk)
    referral_id = offered(desk, case_id)

    act(desk, desk.clerk, case_id, "withdraw", how="withdrawn", ended_on="今天")

    with desk.store.begin(DEMO) as uow:
        assert uow.session.get_one(Referral, referral_id).state == "withdrawn"
    with pytest.raises(Refused):
        accepted(desk, referral_id)


@embedded
def test_neither_end_can_be_voided_or_reopened_into_two_responsible_cases(desk: Desk) -> None:
    case_id = opened(desk)
    new_id = accepted(desk, offered(desk, case_id))

    for who, case, action in ((desk.head, case_id, "reopen"), (desk.head, case_id, "void"), (desk.stranger, new_id, "void")):
        with pytest.raises(Refused) as refused:
            act(desk, who, case, action, reason_text="看看")
        assert refusal(refused) == {"": "not_offered"}


def test_sender_sees_phase_and_day_of_the_other_case_and_not_the_case(desk: Desk) -> None:
    case_id = opened(desk)
    new_id = accepted(desk, offered(desk, case_id))

    with desk.store.begin(desk.clerk) as uow:
        told = progress(uow, desk.clerk, case_id)
        assert told is not None
        assert (told.to, told.state, told.phase, told.next_due_on is not None) == ("妇联调委会", "accepted", "accepted", True)
        with pytest.raises(NotFound):
            case_page(uow, desk.clerk, new_id)


@pytest.mark.parametrize("threatened", [True], ids=["sealed"])
def test_sealed_case_goes_to_one_named_person_and_nobody_else_learns_of_it(desk: Desk, threatened: bool) -> None:
    body = raw()
    case_id = opened(desk, details={**body["details"], "violence": threatened})
    with pytest.raises(Refused) as refused:
        offered(desk, case_id)
    assert refusal(refused) == {"receiver": "receiver_needed"}

    referral_id = offered(desk, case_id, receiver=str(desk.stranger.staff_id))

    colleague = replace(desk.stranger, staff_id=uuid.uuid4(), supervises=True)
    for other in (colleague, desk.coordinator):
        with desk.store.begin(other) as uow:
            assert referrals_for(uow, other) == ()
            with pytest.raises(NotFound):
                referral(uow, other, referral_id)
    new_id = accepted(desk, referral_id)
    with desk.store.begin(DEMO) as uow:
        assert uow.session.get_one(CaseFile, new_id).privacy == 4


def test_coordinator_sees_who_has_not_answered_without_what_was_sent_and_urges(desk: Desk) -> None:
    case_id = opened(desk)
    referral_id = offered(desk, case_id)
    urging = replace(desk.coordinator, verbs=desk.coordinator.verbs | {("urge", "portal.referrals")})

    with pytest.raises(Forbidden), desk.store.begin(desk.coordinator, write=True) as uow:
        urge_referral(uow, referral_id)
    with desk.store.begin(urging, write=True) as uow:
        urge_referral(uow, referral_id)
    with pytest.raises(Refused), desk.store.begin(urging, write=True) as uow:
        urge_referral(uow, referral_id)

    with desk.store.begin(urging) as uow:
        seen = referral(uow, urging, referral_id)
        assert (seen.row.urges, seen.snapshot) == (1, {})
    with desk.store.begin(desk.clerk) as uow:
        assert case_page(uow, desk.clerk, case_id).timeline[0].sentence == "县级催办对方单位答复"


def test_same_acceptance_sent_twice_has_one_effect(desk: Desk) -> None:
    referral_id = offered(desk, opened(desk))

    with desk.store.begin(desk.stranger, write=True) as uow:
        first = accept_referral(uow, referral_id, {**raw(), "type": TYPE}, token="t" * 20)
    with pytest.raises(Repeated) as repeated, desk.store.begin(desk.stranger, write=True) as uow:
        accept_referral(uow, referral_id, {**raw(), "type": TYPE}, token="t" * 20)

    assert repeated.value.location == str(first.case_id)


@embedded
def test_problem_of_the_new_case_leaves_everything_as_it_was(desk: Desk) -> None:
    case_id = opened(desk)
    referral_id = offered(desk, case_id)

    with pytest.raises(Refused):
        accepted(desk, referral_id, details={})

    assert responsible(desk, case_id) == case_id
    with desk.store.begin(DEMO) as uow:
        assert uow.session.get_one(Referral, referral_id).state == "proposed"


def test_a_dispute_has_one_case_that_is_not_counted_as_moved_on(desk: Desk) -> None:
    case_id = opened(desk)
    new_id = accepted(desk, offered(desk, case_id))
    act(desk, desk.stranger, new_id, "refer_return", why="unwilling")
    last_id = accepted(desk, offered(desk, case_id))

    with desk.store.begin(DEMO) as uow:
        moved = set(uow.session.scalars(select(CaseFact.case_id).where(CaseFact.fact == "moved_on", CaseFact.to_event.is_(None))))
        assert set(uow.session.scalars(select(CaseFile.id))) - moved == {last_id}


def file_of(desk: Desk, who: Person, vault: Vault, case_id: uuid.UUID, name: str, kind: str = "evidence") -> str:
    """Add a file to a case, and return its id."""
    with desk.store.begin(who, write=True) as uow:
        sent = Sent(name, io.BytesIO(f"%PDF-1.4\n{name}\n".encode()))
        (stored,) = store_files(vault, [sent], limits(uow))
        add_materials(uow, case_id, kind, [stored])
    return str(stored.id)


def files_of(desk: Desk, who: Person, case_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """Return the files somebody may have of a case, by name."""
    with desk.store.begin(who) as uow:
        return {row.name: row.id for row in materials_of(uow, who, case_id).rows if row.opens}


def content(desk: Desk, who: Person, vault: Vault, case_id: uuid.UUID, file_id: uuid.UUID) -> bytes:
    with desk.store.begin(who, write=True) as uow:
        given = give_out(uow, case_id, file_id)
    return b"".join(checked(vault, given))


def test_chosen_files_go_along_and_open_after_acceptance_only(desk: Desk, tmp_path: Path) -> None:
    vault = Vault(tmp_path / "files")
    case_id = opened(desk)
    chosen, kept_back, voided = (file_of(desk, desk.clerk, vault, case_id, f"{name}.pdf") for name in ("借条", "底账", "错放"))
    referral_id = offered(desk, case_id, files=[chosen, voided])
    with desk.store.begin(desk.stranger) as uow:
        seen = referral(uow, desk.stranger, referral_id).snapshot
    assert {(one["id"], one["name"]) for one in seen["files"]} == {(chosen, "借条.pdf"), (voided, "错放.pdf")}
    for file_id in (chosen, kept_back):
        with pytest.raises(NotFound):
            content(desk, desk.stranger, vault, case_id, uuid.UUID(file_id))
    with desk.store.begin(desk.clerk, write=True) as uow:
        void_material(uow, case_id, uuid.UUID(voided), {"reason_text": "放错了"})

    new_id = accepted(desk, referral_id)

    mine = files_of(desk, desk.stranger, new_id)
    assert set(mine) == {"借条.pdf"}, "neither what was not chosen, nor what was voided meanwhile"
    assert "借条.pdf".encode() in content(desk, desk.stranger, vault, new_id, mine["借条.pdf"])
    with pytest.raises(NotFound):
        content(desk, desk.clerk, vault, new_id, mine["借条.pdf"])
    assert verify(desk.store, vault, DEMO.county_code, datetime.now(UTC)).is_good
    assert len([one for one in vault.lying() if one.id]) == 3, "no copy"
    with desk.store.begin(DEMO) as uow:
        sent = uow.session.get_one(CaseFile, case_id)
        assert set(_files_of(uow, sent)) == {kept_back, voided}, "an erasure of the sender's case leaves what another case has"

    act(desk, desk.stranger, new_id, "refer_return", why="unwilling")

    assert files_of(desk, desk.stranger, new_id) == {}
    with pytest.raises(NotFound):
        content(desk, desk.stranger, vault, new_id, mine["借条.pdf"])
    assert set(files_of(desk, desk.clerk, case_id)) == {"借条.pdf", "底账.pdf"}


def test_files_nobody_may_send_are_refused_and_a_refusal_brings_none(desk: Desk, tmp_path: Path) -> None:
    vault = Vault(tmp_path / "files")
    case_id, other = opened(desk), opened(desk)
    foreign = file_of(desk, desk.clerk, vault, other, "别案.pdf")
    with pytest.raises(Refused) as refused:
        offered(desk, case_id, files=[foreign])
    assert refusal(refused) == {"files": "not_an_option"}
    own = file_of(desk, desk.clerk, vault, case_id, "借条.pdf")
    referral_id = offered(desk, case_id, files=[own])

    with desk.store.begin(desk.stranger, write=True) as uow:
        refuse_referral(uow, referral_id, {"why": "incomplete"})

    with desk.store.begin(DEMO) as uow:
        assert uow.session.scalar(select(func.count()).select_from(Material)) == 2
        assert uow.session.get_one(Referral, referral_id).snapshot is None
