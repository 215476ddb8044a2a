"""The store's own jobs, run as the queue runs them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from portal.store.house_jobs import DRAFTS_KEPT, SUBMITS_KEPT, house_handlers, seal_file
from portal.store.identifiers import new_id
from portal.store.outbox import RunReport, put, run_due
from portal.store.seals import LAG, read_seal_file
from portal.store.tables.desk import Draft, Submit
from portal.store.unit_of_work import Store
from tests.store.county import COUNTY, DEMO, NOW
from tests.store.test_audit import write_county


def do(store: Store, folder: Path, task: str) -> RunReport:
    with store.begin(DEMO, write=True) as uow:
        put(uow, task, task)
    return run_due(store, house_handlers(folder), COUNTY)


def draft(saved_at: datetime) -> Draft:
    return Draft(
        county_code=COUNTY, id=new_id(), staff_id=new_id(), post_id=new_id(), form="new:x", label="", body=b"", saved_at=saved_at
    )


def submit(at: datetime) -> Submit:
    return Submit(county_code=COUNTY, id=new_id(), staff_id=new_id(), token="t", body_hash=bytes(32), location="/", at=at)


def test_old_drafts_and_tokens_go_and_young_ones_stay(store: Store, tmp_path: Path) -> None:
    minute = timedelta(minutes=1)
    with store.begin(DEMO, write=True) as uow:
        uow.session.add_all((draft(NOW - DRAFTS_KEPT - minute), draft(NOW - DRAFTS_KEPT + minute)))
        uow.session.add_all((submit(NOW - SUBMITS_KEPT - minute), submit(NOW - SUBMITS_KEPT + minute)))

    assert do(store, tmp_path, "tidy") == RunReport(done=1)

    with store.begin(DEMO) as uow:
        assert uow.session.scalars(select(Draft.saved_at)).all() == [NOW - DRAFTS_KEPT + minute]
        assert uow.session.scalars(select(Submit.at)).all() == [NOW - SUBMITS_KEPT + minute]


def test_the_daily_seal_stands_in_its_file(store: Store, tmp_path: Path) -> None:
    write_county(store)
    store.clock = lambda: NOW + LAG + timedelta(hours=1)

    assert do(store, tmp_path, "audit.seal") == RunReport(done=1)

    assert [line.ordinal for line in read_seal_file(seal_file(tmp_path))] == [1]


def test_squeezing_is_a_job_on_both_databases(store: Store, tmp_path: Path) -> None:
    assert do(store, tmp_path, "search.squeeze") == RunReport(done=1)
