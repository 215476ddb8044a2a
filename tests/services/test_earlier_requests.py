"""Limitations that began before requests were counted get theirs in portions, each with its event; absent plugins wait."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import select, update

from portal.hooks.registry import Registry
from portal.services.earlier_requests import EVENT, TASK, count_portion
from portal.services.open_case import open_case
from portal.store.actors import System
from portal.store.database import make_engine
from portal.store.migrate import downgrade, upgrade
from portal.store.outbox import put, run_due
from portal.store.tables.course import CaseClock, CaseEvent
from portal.store.tables.machine import Outbox
from portal.store.unit_of_work import Store
from portal.store.verify import verify_chains
from tests.engine.test_limitation import TYPE as LIMITED
from tests.engine.wages import raw
from tests.services.conftest import LABOUR, TYPE, Desk
from tests.store.county import COUNTY, NOW

COUNTED = {"limitation": date(2029, 11, 12), "arbitration": date(2027, 11, 10)}
BARE = {"limitation": date(2029, 5, 14), "arbitration": date(2027, 5, 12)}


@pytest.fixture
def store(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The desk's store with a type that has limitations, and portions of two clocks and one case."""
    monkeypatch.setattr("portal.services.earlier_requests.LOOKED_AT", 2)
    monkeypatch.setattr("portal.services.earlier_requests.CHANGED", 1)
    return replace(desk.store, registry=Registry.of(replace(LABOUR, case_types=(LIMITED,))))


def opened(store: Store, desk: Desk, source: str) -> uuid.UUID:
    """Open a case whose limitations began without the request, as before requests were counted."""
    body = {**raw(), "type": TYPE, "source": source, "received_on": "2026-11-10"}
    body["details"] = {**body["details"], "known_on": "2026-05-12"}
    with store.begin(desk.clerk, write=True) as uow:
        case_id = open_case(uow, body).case_id
    with store.begin(System(COUNTY, "demo"), write=True) as uow:
        for key, due_on in BARE.items():
            clock = update(CaseClock).where(CaseClock.case_id == case_id, CaseClock.key == key)
            uow.session.execute(clock.values(interruptions=[], due_on=due_on))
    return case_id


def run(store: Store) -> None:
    while (report := run_due(store, {TASK: count_portion}, COUNTY)).done:
        assert report.failed == 0


def ask(store: Store) -> None:
    with store.begin(System(COUNTY, TASK), write=True) as uow:
        put(uow, TASK, f"{TASK}:0")


def due(store: Store, case_id: uuid.UUID) -> Mapping[str, date]:
    with store.begin(System(COUNTY, "demo")) as uow:
        rows = uow.session.scalars(select(CaseClock).where(CaseClock.case_id == case_id, CaseClock.key.in_(BARE)))
        return {row.key: row.due_on for row in rows}


def test_every_limitation_gets_the_request_it_had_and_only_once(store: Store, desk: Desk) -> None:
    asked = [opened(store, desk, "application") for _case in range(3)]
    own = opened(store, desk, "own_motion")
    ask(store)
    run(store)

    assert [due(store, case_id) for case_id in asked] == [COUNTED] * 3
    assert due(store, own) == BARE
    with store.begin(System(COUNTY, TASK), write=True) as uow:
        put(uow, TASK, "again")
    run(store)
    with store.begin(System(COUNTY, "audit.verify")) as uow:
        events = uow.session.scalars(select(CaseEvent).where(CaseEvent.action == EVENT)).all()
        assert {event.case_id for event in events} == set(asked)
        assert all(set(BARE) == set(cast("list[str]", event.data["clocks"])) for event in events)
        assert verify_chains(uow)[2] == []


def test_a_case_whose_plugin_is_away_waits_for_it(store: Store, desk: Desk) -> None:
    case_id = opened(store, desk, "application")
    ask(store)
    run(replace(store, registry=Registry.of()))

    assert due(store, case_id) == BARE
    with store.begin(System(COUNTY, TASK)) as uow:
        (later,) = uow.session.scalars(select(Outbox.due_at).where(Outbox.task == TASK, Outbox.done_at.is_(None)))
    assert later == NOW + timedelta(days=7)
    run(replace(store, clock=lambda: later))
    assert due(store, case_id) == COUNTED


def test_an_upgrade_asks_for_it_in_a_county_that_has_bodies(store: Store, desk: Desk) -> None:
    case_id = opened(store, desk, "application")
    owner = make_engine(store.engine.url, as_owner=True)
    store.engine.dispose()
    downgrade(owner, "core_0043")
    upgrade(owner)
    owner.dispose()
    run(replace(store, clock=lambda: datetime.now(UTC)))

    assert due(store, case_id) == COUNTED
