"""A case that must not be found any more leaves the index, and over night its bytes."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from portal.store import search_text
from portal.store.outbox import RunReport, run_due
from portal.store.squeezing import TASK, squeeze, unindex
from portal.store.tables.figures import CaseText
from portal.store.tables.machine import Outbox
from portal.store.unit_of_work import Store
from tests.store.county import COUNTY, DEMO, County


def test_the_first_case_of_a_day_asks_for_one_squeezing_at_night(store: Store) -> None:
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("县妇联")
        cases = [county.case("县妇联") for _ in range(3)]
        for case in cases[:2]:
            search_text.index_case(uow.session, COUNTY, case.id, "彩礼")
        for case in cases:  # the third was never indexed
            unindex(uow, case)

    with store.begin(DEMO) as uow:
        assert uow.session.scalars(select(CaseText)).all() == []
        jobs = [(job.task, job.due_at) for job in uow.session.scalars(select(Outbox))]

    needed = store.engine.dialect.name == "sqlite" and not search_text.FORGETS_AT_ONCE
    night = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)  # two o'clock of the 22nd in China
    assert jobs == ([(TASK, night)] if needed else [])
    store.clock = lambda: night
    assert run_due(store, {TASK: squeeze}, COUNTY) == RunReport(done=int(needed))
