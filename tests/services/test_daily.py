"""Daily work: a right that ran out stops being somebody's duty."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from portal.services.advance import advance
from portal.services.daily import tick, tidy
from portal.services.drafts import load_draft, save_draft
from portal.services.open_case import open_case
from portal.store.actors import System
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock
from tests.engine.wages import raw
from tests.services.conftest import TYPE, Desk
from tests.store.county import COUNTY


def test_a_right_that_ran_out_lapses_and_a_duty_stays_overdue(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        settled = open_case(uow, {**raw(), "type": TYPE}, accept={})
        waiting = open_case(uow, {**raw(), "type": TYPE}, accept={})
        version = advance(
            uow, settled.case_id, "consent", {"consented_on": "今天", "how": "phone"}, version=settled.version
        ).version
        term = {"payer": "甲", "act": "当面道歉"}
        advance(uow, settled.case_id, "agree", {"form": "oral", "agreed_on": "今天", "terms": [term]}, version=version)

    with desk.store.begin(System(COUNTY, "clocks.tick"), write=True, today=date(2027, 3, 1)) as uow:
        tick(uow, {})

    with desk.store.begin(desk.clerk) as uow:
        states = {
            (c.case_id, c.key): c.state for c in uow.session.scalars(select(CaseClock)) if c.key in ("mediation", "confirmation")
        }
        due = {c.id: c.next_due_on for c in uow.session.scalars(select(CaseFile))}
    assert states[settled.case_id, "confirmation"] == "lapsed"
    assert states[waiting.case_id, "mediation"] == "running"
    assert due == {settled.case_id: None, waiting.case_id: date(2026, 12, 7)}


def test_drafts_nobody_touched_for_a_month_are_deleted(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        save_draft(uow, "new:labour.unpaid_wages", "拖欠工资", {"summary": "写到一半"})

    with desk.store.begin(System(COUNTY, "tidy"), write=True) as uow:
        tidy(uow, {})
    with desk.store.begin(desk.clerk) as uow:
        assert load_draft(uow, "new:labour.unpaid_wages") == {"summary": "写到一半"}

    later = desk.store.clock().replace(year=2027)
    with desk.store.begin(System(COUNTY, "tidy"), write=True, now=later) as uow:
        tidy(uow, {})
    with desk.store.begin(desk.clerk) as uow:
        assert load_draft(uow, "new:labour.unpaid_wages") is None
