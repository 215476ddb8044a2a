"""Faults on purpose: a disk that is full, a database that goes away, a statement that fails, a writer that is killed.

What was acknowledged is there, nothing half-done is, and nobody is shown the inside. In full: `python -m benchmarks.faults`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from werkzeug.test import TestResponse

from benchmarks.faults.struck import digest, struck
from portal.store.actors import System
from portal.store.passages import passage
from portal.store.verify import verify_chains
from tests.house.sources import ROOT
from tests.rig.databases import as_owner
from tests.store.county import COUNTY
from tests.web.bench import brought_to, make_bench, version_of
from tests.web.desks import token
from tests.web.offices import Offices

INSIDE = re.compile(r"INSERT|SELECT|UPDATE |sqlalchemy|sqlite|psycopg|disk I/O|Traceback|case_event", re.IGNORECASE)
KILLED = re.compile(
    r"killed 4 writers in \d+ s; acts acknowledged: (\d+),\n"
    r"of them lost: 0; half-done cases: 0; faults of the record: 0"
)


def note(offices: Offices, case_id: uuid.UUID, words: str = "约周一见面") -> Callable[[], TestResponse]:
    """Return what sends the form of a note, with the token and version of a page that was open already."""
    client = offices.at_work("clerk")
    form = {"channel": "phone", "text": words, "version": str(version_of(offices, "clerk", case_id))}
    proof = token(client, "/account/")
    return lambda: client.post(f"/cases/{case_id}/do/note", data={**form, "csrf_token": proof})


def tells_nothing(answer: TestResponse) -> bool:
    """Say whether an answer is a plain sentence with an id and nothing of the inside."""
    plain = re.sub(r"<[^>]+>", " ", answer.text)
    return answer.status_code in (500, 503) and INSIDE.search(plain) is None and "错误编号" in plain


def is_whole(offices: Offices) -> bool:
    with offices.store.begin(System(COUNTY, "audit.verify")) as uow:
        return verify_chains(uow)[2] == []


def test_page_over_a_failing_statement_says_so_plainly_and_keeps_all_or_nothing(bench: Offices) -> None:
    case_id = brought_to(bench, "clerk", "take")
    send, before, told, at = note(bench, case_id), digest(bench.engine), list[bool](), 1
    while version_of(bench, "clerk", case_id) == 3:  # until it goes through, or only the answer to what was done is struck
        assert digest(bench.engine) == before
        with struck(bench.engine, at) as strike:
            answer = send()
        if strike.has_struck:
            told.append(tells_nothing(answer))
        at += 5

    assert len(told) >= 5
    assert all(told)
    assert version_of(bench, "clerk", case_id) == 4
    assert is_whole(bench)


def test_full_disk_loses_nothing_and_is_said_plainly(bench: Offices) -> None:
    case_id = brought_to(bench, "clerk", "take")

    with room_for(bench, pages=30):
        answers = list[TestResponse]()
        while not answers or answers[-1].status_code == 303:
            answers.append(note(bench, case_id, "约周一见面。" * 300)())
            assert len(answers) < 100
        kept = version_of(bench, "clerk", case_id)
    again = note(bench, case_id)()

    assert tells_nothing(answers[-1])
    assert kept == 3 + len(answers) - 1
    assert again.status_code == 303
    assert version_of(bench, "clerk", case_id) == kept + 1
    assert is_whole(bench)


@contextmanager
def room_for(offices: Offices, *, pages: int) -> Iterator[None]:
    """Let the file grow by so many pages and no more, as on a full disk."""

    def bound(connection: DBAPIConnection, _entry: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA page_count")
        ((count,),) = cursor.fetchall()
        if not limit:
            limit.append(count + pages)
        cursor.execute(f"PRAGMA max_page_count = {limit[0]}")
        cursor.close()

    limit: list[int] = []
    offices.engine.dispose()
    event.listen(offices.engine, "connect", bound)
    try:
        yield
    finally:
        event.remove(offices.engine, "connect", bound)
        offices.engine.dispose()


@pytest.mark.postgres
def test_connection_that_breaks_off_is_said_plainly_and_the_next_request_goes_on(postgres_url: str, tmp_path: Path) -> None:
    offices = make_bench(postgres_url, tmp_path)
    case_id = brought_to(offices, "clerk", "take")
    send, before, told = note(offices, case_id), digest(offices.engine), []
    for at in (2, 8, 14):
        with broken_off(offices, at):
            answer = send()
        told.append((tells_nothing(answer), digest(offices.engine) == before))

    assert told == [(True, True)] * 3
    assert send().status_code == 303
    assert is_whole(offices)
    offices.engine.dispose()


@contextmanager
def broken_off(offices: Offices, at: int) -> Iterator[None]:
    """End the connection from the other side just before its n-th statement."""
    seen: list[str] = []

    def end(connection: Connection, _cursor: Any, sql: str, *_: Any) -> None:
        seen.append(sql)
        if len(seen) == at:
            pid = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
            with as_owner(offices.engine) as owner:
                options = passage("portal.store.migrate")
                owner.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid}, execution_options=options)

    event.listen(offices.engine, "before_cursor_execute", end)
    try:
        yield
    finally:
        event.remove(offices.engine, "before_cursor_execute", end)


@pytest.mark.slow
def test_killed_writers_and_struck_use_cases_leave_nothing_half_done() -> None:
    command = [sys.executable, "-m", "benchmarks.faults", "--rounds", "4", "--every", "17", "--starts", "1"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert run.returncode == 0, run.stderr
    told = KILLED.search(run.stdout)
    assert told is not None, run.stdout
    assert int(told[1]) > 0
    assert re.findall(r"^(\w[\w ]*?) +\d+ +([1-9]\d*) +0$", run.stdout, re.MULTILINE) != []
