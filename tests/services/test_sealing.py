"""An answer that tells of violence seals the case: what remains of it, and for whom; at intake and in a later correction."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from portal.errors import Forbidden, NotFound, Refused
from portal.reading.audit_trail import TrailQuery, trail
from portal.reading.case_page import case_page
from portal.reading.desk import desk as read_desk
from portal.reading.event_values import event_values
from portal.reading.export import workbook
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.daily import forget_drafts
from portal.services.drafts import save_draft
from portal.store.actors import System
from portal.store.figures import KEPT_WHEN_SEALED
from portal.store.record import DRAFTS_FORGOTTEN
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.tables.course import AuditValue
from portal.store.tables.desk import Draft
from portal.store.tables.figures import CaseFact, CaseMeasure, CaseText
from portal.store.tables.machine import Outbox
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import do, opened
from tests.store.county import COUNTY, DEMO, County

VIOLENT = {"violence": "是", "safe_phone": "13893600055"}


def sealed_later(desk: Desk) -> uuid.UUID:
    """Return a case that was ordinary, let another body in, was written about by a colleague, and then told of violence."""
    case = opened(desk, details={**raw()["details"], "employment": "劳动合同"})
    version = do(desk, desk.clerk, case.case_id, "correct", case.version, reason_text="记错", summary="王小军被打").version
    with desk.store.begin(DEMO, write=True) as uow:
        row = uow.session.get_one(CaseFile, case.case_id)
        County(uow.session).let_in(row, "joint", organisation=desk.stranger.organisation_id)
    for who in (desk.mediator, desk.clerk):
        with desk.store.begin(who, write=True) as uow:
            save_draft(uow, f"case:{case.case_id}:note", "记一笔", {"text": "王小军被打"})
    with desk.store.begin(desk.stranger) as uow:
        assert case_page(uow, desk.stranger, case.case_id).summary
    do(desk, desk.clerk, case.case_id, "correct", version, reason_text="当事人说出实情", details=VIOLENT)
    return case.case_id


def sealed_at_intake(desk: Desk) -> uuid.UUID:
    return opened(desk, details={**raw()["details"], **VIOLENT}).case_id


@pytest.mark.parametrize("sealed", [sealed_at_intake, sealed_later])
def test_nothing_that_is_searched_or_counted_remains_but_its_dates(desk: Desk, sealed: Any) -> None:
    case_id = sealed(desk)

    with desk.store.begin(DEMO) as uow:
        standing = (CaseFact.case_id == case_id, CaseFact.to_event.is_(None))
        facts = set(uow.session.scalars(select(CaseFact.fact).where(*standing)))
        measures = select(func.count()).select_from(CaseMeasure)
        counted = uow.session.scalar(measures.where(CaseMeasure.case_id == case_id, CaseMeasure.to_event.is_(None)))
        texts = uow.session.scalar(select(func.count()).select_from(CaseText).where(CaseText.case_id == case_id))
        jobs = uow.session.scalars(select(Outbox.payload)).all()
    assert facts <= {fact.value for fact in KEPT_WHEN_SEALED}
    assert {"received_on", "accepted_on"} <= facts
    assert (counted, texts) == (0, 0)
    assert "王小军" not in repr(jobs)


@pytest.mark.parametrize("sealed", [sealed_at_intake, sealed_later])
def test_for_all_others_it_does_not_exist(desk: Desk, sealed: Any) -> None:
    case_id = sealed(desk)

    for who in (desk.mediator, desk.stranger, desk.coordinator):
        with desk.store.begin(who) as uow:
            with pytest.raises(NotFound):
                case_page(uow, who, case_id)
            for text in ("", "王小军", "0011", "第1号", "620723199001010016"):
                page = register_page(uow, who, RegisterQuery(tab=Tab.ALL, text=text))
                assert (page.rows, page.count) == ((), 0)
            shown = read_desk(uow, who)
            assert (shown.today, shown.ours, shown.others, shown.drafts) == ((), (), (), ())
    with desk.store.begin(desk.coordinator, write=True) as uow:
        book, count = workbook(uow, desk.coordinator, RegisterQuery(tab=Tab.ALL))
    assert count == 0
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()) == 1
    for who in (desk.clerk, desk.head):
        with desk.store.begin(who) as uow:
            assert case_page(uow, who, case_id).privacy == 4


def test_doors_that_stood_open_are_shut_and_earlier_values_hidden(desk: Desk) -> None:
    case_id = sealed_later(desk)

    with desk.store.begin(DEMO) as uow:
        rows = uow.session.execute(select(CaseAccess.ground, CaseAccess.until).where(CaseAccess.case_id == case_id)).all()
        hidden = dict(
            uow.session.execute(select(AuditValue.event_seq, AuditValue.hidden).where(AuditValue.case_id == case_id)).all()
        )
        version = uow.session.get_one(CaseFile, case_id).version
    assert {ground for ground, until in rows if until is None} == {"owner", "registrar"}
    assert {ground for ground, until in rows if until is not None} == {"joint"}
    assert hidden == {version - 1: True, version: False}
    with desk.store.begin(desk.head) as uow:
        assert {v.hidden for v in event_values(uow, desk.head, case_id, version - 1)} == {True}
        told = trail(uow, desk.head, TrailQuery())
    assert "王小军" not in repr(told)


def test_drafts_of_others_are_deleted_by_the_job_and_the_handlers_kept(desk: Desk) -> None:
    sealed_later(desk)
    with desk.store.begin(DEMO) as uow:
        payload = uow.session.scalars(select(Outbox.payload).where(Outbox.task == DRAFTS_FORGOTTEN)).one()

    with desk.store.begin(System(COUNTY, DRAFTS_FORGOTTEN), write=True) as uow:
        forget_drafts(uow, payload)

    with desk.store.begin(DEMO) as uow:
        assert uow.session.scalars(select(Draft.staff_id)).all() == [desk.clerk.staff_id]


@embedded
def test_only_the_supervisor_lowers_it_with_a_reason(desk: Desk) -> None:
    case_id = sealed_later(desk)
    with desk.store.begin(DEMO) as uow:
        version = uow.session.get_one(CaseFile, case_id).version

    with pytest.raises(Forbidden):
        do(desk, desk.without(desk.clerk, "supervise"), case_id, "unseal", version, to="2", reason_text="x")
    with pytest.raises(Refused):
        do(desk, desk.head, case_id, "unseal", version, to="2", reason_text=" ")
    do(desk, desk.head, case_id, "unseal", version, to="2", reason_text="危险已经解除")

    with desk.store.begin(desk.mediator) as uow:
        assert case_page(uow, desk.mediator, case_id).privacy == 2


@embedded
def test_answer_taken_back_does_not_lower_it(desk: Desk) -> None:
    case_id = sealed_later(desk)
    with desk.store.begin(DEMO) as uow:
        version = uow.session.get_one(CaseFile, case_id).version

    do(desk, desk.clerk, case_id, "correct", version, reason_text="改回", details={"violence": "否", "safe_phone": ""})

    with desk.store.begin(desk.mediator) as uow, pytest.raises(NotFound):
        case_page(uow, desk.mediator, case_id)
