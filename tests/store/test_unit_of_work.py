"""One actor, one moment, one transaction."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, event, select, update
from sqlalchemy.exc import OperationalError

from portal.errors import GuardError, StoreError
from portal.store import settings
from portal.store.actors import Public, System
from portal.store.calendar_rows import seed
from portal.store.database import WRITES, make_engine
from portal.store.tables.machine import Setting
from portal.store.unit_of_work import Store
from tests.store.county import COUNTY, DEMO, NOW

START = System(COUNTY, "start")


def test_what_is_written_stays_after_the_block(store: Store) -> None:
    with store.begin(START, write=True) as uow:
        settings.write(uow.session, settings.COUNTY_NAME, "临泽县")

    with store.begin(START) as uow:
        assert settings.read(uow.session, settings.COUNTY_NAME) == "临泽县"


def test_an_escaping_exception_takes_everything_back(store: Store) -> None:
    told: list[str] = []

    def fail_halfway() -> None:
        with store.begin(START, write=True) as uow:
            settings.write(uow.session, settings.COUNTY_NAME, "临泽县")
            uow.session.flush()
            uow.after_commit(lambda: told.append("committed"))
            raise LookupError

    with pytest.raises(LookupError):
        fail_halfway()

    with store.begin(START) as uow:
        assert settings.read(uow.session, settings.COUNTY_NAME) == ""
    assert told == []


def test_commit_that_fails_leaves_no_transaction_open(store: Store) -> None:
    def fail(_connection: Connection) -> None:
        raise OperationalError("COMMIT", {}, OSError("disk I/O error"))

    event.listen(store.engine, "commit", fail)
    with pytest.raises(OperationalError), store.begin(START, write=True) as uow:
        settings.write(uow.session, settings.COUNTY_NAME, "临泽县")
    event.remove(store.engine, "commit", fail)
    beside = make_engine(store.engine.url)
    with beside.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        left = connection.scalar(select(Setting.value).where(Setting.key == settings.COUNTY_NAME.name))
    beside.dispose()

    assert left is None  # and nobody had to wait for the lock
    with store.begin(START, write=True) as uow:
        assert settings.read(uow.session, settings.COUNTY_NAME) == ""


def test_what_waits_for_the_commit_sees_what_was_written(store: Store) -> None:
    seen: list[str] = []

    def look() -> None:
        with store.begin(START) as later:
            seen.append(settings.read(later.session, settings.COUNTY_NAME))

    with store.begin(START, write=True) as uow:
        settings.write(uow.session, settings.COUNTY_NAME, "临泽县")
        uow.after_commit(look)

    assert seen == ["临泽县"]


def test_a_reader_cannot_write(store: Store) -> None:
    with store.begin(DEMO) as uow:
        settings.write(uow.session, settings.COUNTY_NAME, "临泽县")

        with pytest.raises(GuardError, match="only reads"):
            uow.session.flush()


def test_a_reader_never_commits(store: Store) -> None:
    with store.begin(DEMO) as uow:
        uow.session.add(Setting(key="county_name", value="临泽县"))

    with store.begin(START) as uow:
        assert settings.read(uow.session, settings.COUNTY_NAME) == ""


def test_now_and_today_hold_for_the_life_of_the_unit(store: Store) -> None:
    with store.begin(START, now=datetime(2026, 12, 31, 17, 30, tzinfo=UTC)) as uow:
        assert uow.now == datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
        assert uow.today == date(2027, 1, 1)  # already the new year in China

    with store.begin(START, today=date(2030, 1, 1)) as uow:
        assert (uow.now, uow.today) == (NOW, date(2030, 1, 1))


def test_one_thread_never_has_two_writers(embedded: Store) -> None:
    with (
        embedded.begin(START, write=True),
        pytest.raises(StoreError, match="already open"),
        embedded.begin(START, write=True),
    ):
        raise AssertionError("not reached")

    with embedded.begin(START, write=True):
        pass  # the first is over: the thread may write again


def test_a_reader_may_be_open_beside_a_writer(store: Store) -> None:
    with store.begin(START) as reader, store.begin(START, write=True) as writer:
        settings.write(writer.session, settings.COUNTY_NAME, "临泽县")
        writer.session.flush()

        assert settings.read(reader.session, settings.COUNTY_NAME) == ""


def test_writers_of_several_threads_lose_no_update(store: Store) -> None:
    with store.begin(START, write=True) as uow:
        settings.write(uow.session, settings.HELP_PHONE, "0")

    def count_up() -> None:
        for _ in range(10):
            with store.begin(START, write=True) as uow:
                row = uow.session.scalars(select(Setting).where(Setting.key == "help_phone").with_for_update()).one()
                row.value = str(int(row.value) + 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.begin(START) as uow:
        assert settings.read(uow.session, settings.HELP_PHONE) == "40"


def test_an_undeclared_task_is_refused(embedded: Store) -> None:
    with pytest.raises(GuardError, match="no declared task"), embedded.begin(System(COUNTY, "whatever")):
        raise AssertionError("not reached")


def test_a_closed_unit_gives_its_connection_back(store: Store) -> None:
    for _ in range(30):  # more than any pool holds
        with store.begin(Public(COUNTY, "guide")) as uow:
            uow.session.scalars(select(Setting)).all()


def test_the_calendar_is_read_again_when_another_version_is_loaded(store: Store) -> None:
    with store.begin(START, write=True) as uow:
        version = seed(uow.session)
    with store.begin(START) as uow:
        first = uow.calendar
        assert first.version == version
        assert uow.calendar is first
    with store.begin(START) as uow:
        assert uow.calendar is first

    with store.begin(START, write=True) as uow:
        uow.session.execute(update(Setting).where(Setting.key == "calendar_version").values(value="other"))
    with store.begin(START) as uow:
        assert uow.calendar.version == "other"
