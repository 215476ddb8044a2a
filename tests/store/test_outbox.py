"""Jobs: written with the change that asks for them, done once, whatever fails in between."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from huey import MemoryHuey
from sqlalchemy import func, select

from portal.errors import Overtaken
from portal.services.jobs import waker
from portal.store import outbox, settings
from portal.store.actors import System
from portal.store.outbox import ATTEMPTS_MOST, NO_HANDLER, RunReport, TwoSteps, put, run_due
from portal.store.queue import DAILY, FILE, Daily, Queue, make_huey
from portal.store.tables.machine import Outbox
from portal.store.unit_of_work import Store, UnitOfWork
from tests.store.county import COUNTY, NOW

START = System(COUNTY, "start")


def count_up(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """The effect of the tests: a number in a setting."""
    phone = settings.read(uow.session, settings.HELP_PHONE) or "0"
    settings.write(uow.session, settings.HELP_PHONE, str(int(phone) + int(payload.get("by", 1))))


HANDLERS = {"tidy": count_up}


def ask(store: Store, key: str = "one", **more: Any) -> bool:
    with store.begin(START, write=True) as uow:
        return put(uow, "tidy", key, **more)


def counted(store: Store) -> str:
    with store.begin(START) as uow:
        return settings.read(uow.session, settings.HELP_PHONE) or "0"


def jobs(store: Store) -> list[Outbox]:
    with store.begin(START) as uow:
        return list(uow.session.scalars(select(Outbox)))


def later(store: Store, time: timedelta) -> Store:
    moved = replace(store, clock=lambda: NOW + time)
    return moved


def test_what_a_page_asks_for_is_looked_at_at_once(store: Store, tmp_path: Path) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    store.wake = waker(store, COUNTY, database_url=url, data_dir=tmp_path)

    ask(store)
    ask(store, "tomorrow", due_at=NOW + timedelta(days=1))

    queue = make_huey(url, tmp_path)
    assert queue.pending_count() == 1
    queue.storage.close()


def test_queue_that_cannot_be_opened_loses_no_job(embedded: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    url = embedded.engine.url.render_as_string(hide_password=False)
    embedded.wake = waker(embedded, COUNTY, database_url=url, data_dir=tmp_path / "gone")

    assert ask(embedded)

    assert [job.effect_key for job in jobs(embedded)] == ["one"]
    assert "the queue could not be opened" in caplog.text


def test_a_job_is_done_once(store: Store) -> None:
    ask(store, payload={"by": 5})

    assert run_due(store, HANDLERS, COUNTY) == RunReport(done=1)
    assert run_due(store, HANDLERS, COUNTY) == RunReport()
    assert counted(store) == "5"
    assert jobs(store)[0].done_at == NOW


@dataclass
class Prepared:
    """What the first step of a job found, and whether it was given up."""

    found: int
    closed: bool = False

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("overtaken", "report"), [(0, RunReport(done=1)), (2, RunReport(done=1)), (3, RunReport(failed=1))])
def test_a_job_in_two_steps_prepares_anew_what_was_overtaken(store: Store, overtaken: int, report: RunReport) -> None:
    made: list[Prepared] = []

    def ready(uow: UnitOfWork, payload: Mapping[str, Any]) -> Prepared:
        assert not uow.writes
        made.append(Prepared(int(payload["by"]) * (len(made) + 1)))
        return made[-1]

    def do(uow: UnitOfWork, payload: Mapping[str, Any], prepared: Prepared) -> None:
        assert not prepared.closed
        count_up(uow, {"by": prepared.found})
        if len(made) <= overtaken:
            raise Overtaken

    ask(store, payload={"by": 5})

    assert run_due(store, {"tidy": TwoSteps(ready, do)}, COUNTY) == report
    assert counted(store) == (str(5 * len(made)) if report.done else "0")
    assert len(made) == min(overtaken + 1, 3)
    assert all(one.closed for one in made)


def test_an_effect_asked_for_twice_happens_once(store: Store) -> None:
    assert ask(store) is True
    assert ask(store) is False
    run_due(store, HANDLERS, COUNTY)
    assert ask(store) is False  # also after it was done

    run_due(store, HANDLERS, COUNTY)
    assert counted(store) == "1"


def test_a_job_goes_with_the_change_that_asked_for_it(store: Store) -> None:
    def fail() -> None:
        with store.begin(START, write=True) as uow:
            put(uow, "tidy", "one")
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert jobs(store) == []


def test_the_queue_is_woken_after_the_commit_and_once(store: Store) -> None:
    woken: list[int] = []
    store.wake = lambda: woken.append(len(jobs(store)))

    with store.begin(START, write=True) as uow:
        put(uow, "tidy", "one")
        put(uow, "tidy", "two")
        put(uow, "tidy", "tomorrow", due_at=NOW + timedelta(days=1))
        assert woken == []

    assert woken == [3]


def test_a_job_of_tomorrow_waits(store: Store) -> None:
    ask(store, due_at=NOW + timedelta(days=1))

    assert run_due(store, HANDLERS, COUNTY) == RunReport()
    assert run_due(later(store, timedelta(days=1)), HANDLERS, COUNTY) == RunReport(done=1)


def test_a_failed_effect_is_taken_back_and_tried_again_later(store: Store) -> None:
    def fail(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
        count_up(uow, payload)
        uow.session.flush()
        raise LookupError("620723199001010016")

    ask(store)

    assert run_due(store, {"tidy": fail}, COUNTY) == RunReport(failed=1)
    (job,) = jobs(store)
    assert (counted(store), job.attempts, job.failed, job.done_at) == ("0", 1, "LookupError", None)
    assert job.due_at == NOW + timedelta(minutes=1)
    assert run_due(store, HANDLERS, COUNTY) == RunReport()
    assert run_due(later(store, timedelta(minutes=1)), HANDLERS, COUNTY) == RunReport(done=1)
    assert counted(store) == "1"


def test_one_that_keeps_failing_is_left_for_somebody_to_look_at(store: Store) -> None:
    def fail(_uow: UnitOfWork, _payload: Mapping[str, Any]) -> None:
        raise LookupError

    ask(store)
    reports = [run_due(later(store, timedelta(days=day)), {"tidy": fail}, COUNTY) for day in range(ATTEMPTS_MOST + 2)]

    assert [report.failed for report in reports] == [1] * ATTEMPTS_MOST + [0, 0]
    assert [report.dead for report in reports] == [0] * (ATTEMPTS_MOST - 1) + [1, 0, 0]
    with store.begin(START, write=True, now=NOW + timedelta(days=30)) as uow:
        assert outbox.waiting(uow.session, uow.now) == 0
        (dead,) = outbox.dead_jobs(uow.session)
        outbox.try_again(uow.session, dead.id, uow.now)
    assert run_due(later(store, timedelta(days=30)), HANDLERS, COUNTY) == RunReport(done=1)


def test_a_failing_job_stops_no_other(store: Store) -> None:
    def fail(_uow: UnitOfWork, _payload: Mapping[str, Any]) -> None:
        raise LookupError

    with store.begin(START, write=True) as uow:
        put(uow, "search.squeeze", "first")
        put(uow, "tidy", "second")

    assert run_due(store, {"search.squeeze": fail, **HANDLERS}, COUNTY) == RunReport(done=1, failed=1)


def test_a_job_nobody_can_do_waits_without_counting_attempts(store: Store) -> None:
    ask(store)

    assert run_due(store, {}, COUNTY) == RunReport()
    (job,) = jobs(store)
    assert (job.failed, job.attempts) == (NO_HANDLER, 0)
    assert run_due(later(store, timedelta(hours=1)), HANDLERS, COUNTY) == RunReport(done=1)


def test_several_runners_do_each_job_once(store: Store) -> None:
    with store.begin(START, write=True) as uow:
        for number in range(12):
            put(uow, "tidy", str(number))
    reports: list[RunReport] = []

    threads = [threading.Thread(target=lambda: reports.append(run_due(store, HANDLERS, COUNTY))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    done = sum(job.done_at is not None for job in jobs(store))
    assert sum(report.done for report in reports) == done
    left = run_due(later(store, timedelta(hours=1)), HANDLERS, COUNTY)  # two that read the same number at once may have met
    assert done + left.done == 12


def test_done_jobs_are_forgotten_after_a_while(store: Store) -> None:
    ask(store)
    run_due(store, HANDLERS, COUNTY)

    with store.begin(START, write=True) as uow:
        outbox.forget_done(uow.session, NOW)
        assert uow.session.scalar(select(func.count()).select_from(Outbox)) == 1
        outbox.forget_done(uow.session, NOW + timedelta(days=1))
        assert uow.session.scalar(select(func.count()).select_from(Outbox)) == 0


def test_a_daily_job_is_put_once_a_day_from_its_hour_on(store: Store) -> None:
    queue = Queue(MemoryHuey(), store, COUNTY, HANDLERS, DAILY)  # 10 o'clock in China: later than every daily job

    assert queue.tick() == RunReport(done=1)
    assert queue.tick() == RunReport()
    store.clock = lambda: NOW + timedelta(days=1)
    assert queue.tick() == RunReport(done=1)
    assert [job.effect_key for job in jobs(store)] == ["tidy:2026-11-21", "tidy:2026-11-22"]


def test_a_daily_job_waits_for_its_hour(store: Store) -> None:
    late = Daily("tidy", (NOW + timedelta(hours=9)).time())  # 11 o'clock in China is 3 o'clock in UTC

    assert Queue(MemoryHuey(), store, COUNTY, HANDLERS, (late,)).tick() == RunReport()


def test_a_woken_queue_looks_at_the_outbox(embedded: Store) -> None:
    queue = Queue(MemoryHuey(immediate=True), embedded, COUNTY, HANDLERS)
    embedded.wake = queue.wake

    ask(embedded)

    assert counted(embedded) == "1"


def test_a_queue_that_cannot_be_reached_does_not_undo_what_was_committed(embedded: Store, tmp_path: Path) -> None:
    queue = Queue(make_huey(str(embedded.engine.url), tmp_path), embedded, COUNTY, HANDLERS)
    embedded.wake = queue.wake
    queue.huey.storage.close()
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()  # a folder stands where the queue's file should be

    assert ask(embedded) is True
    assert len(jobs(embedded)) == 1


def test_every_daily_job_is_a_declared_task(embedded: Store) -> None:
    assert {job.task for job in DAILY} <= set(embedded.tasks)


def test_the_queue_lives_in_a_file_or_in_postgresql(database_url: str, tmp_path: Path) -> None:
    huey = make_huey(database_url, tmp_path)
    calls: list[int] = []
    task = huey.task(name="note")(calls.append)

    task(7)
    message = huey.dequeue()
    assert message is not None
    huey.execute(message)

    assert calls == [7]
    assert (tmp_path / FILE).exists() is database_url.startswith("sqlite")
    huey.storage.close()
