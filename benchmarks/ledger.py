"""What an import of a ledger costs: rows a second, statements a row, and how long another writer waits for its turn.

Makes the bodies of the demo county in an empty database, gives the union a ledger of settled cases, and sends it the way it goes
from a page: kept, checked in portions, written by the job. On SQLite another process asks for the write lock all the while and
tells the longest it waited; on PostgreSQL nobody waits for rows of somebody else's cases.

    python -m benchmarks.ledger [--rows 1000] [--database postgresql://owner:…@host/empty_database]

The memory is the most this process held so far, which only grows: what a step needs beyond the step before it shows.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, event, func, select

from portal.access.identity import signed
from portal.access.signing_in import find
from portal.access.sync import sync
from portal.config import Config
from portal.declare.case_types import CaseType
from portal.engine.days import china_today
from portal.engine.ledger.columns import columns_of
from portal.engine.ledger.sheets import Sheet
from portal.engine.ledger.written import written
from portal.hooks.examples import example_body
from portal.services.daily import handlers
from portal.services.demo.county import COUNTY, make_demo_county
from portal.services.ledger.upload import Columns, check, keep, start, undo
from portal.store.actors import Person
from portal.store.database import WRITES, make_engine
from portal.store.keyring import make_keys
from portal.store.migrate import upgrade
from portal.store.outbox import run_due
from portal.store.start_plugins import start_plugins
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import Store, utc_now

TYPE = "trade_union.unpaid_wages"
ACCOUNT = "union_clerk"
HEAD = "union_admin"
SETTLED = {"outcome": "书面协议", "agreed_amount": "1000.00", "signed": True}
_PAUSE_S = 0.002


@dataclass
class Cost:
    """What one step took."""

    seconds: float = 0.0
    statements: int = 0


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=1_000)
    asked.add_argument("--database", default="")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store, clerk, head = _county(Path(folder), given.database)
        with store.begin(clerk, write=True) as uow:
            ledger = keep(uow, TYPE, "ledger.xlsx", (_sheet(store, given.rows),))
            ledger_id, columns = ledger.id, cast("Columns", dict(ledger.columns))
        file = store.engine.url.database if store.engine.dialect.name == "sqlite" else None
        print(f"{store.engine.dialect.name}, {given.rows} rows")
        print(f"{'step':<10}{'rows/s':>9}{'statements/row':>16}{'longest wait s':>16}{'seconds':>10}{'most MB':>9}")
        with store.begin(clerk, write=True) as uow:
            check(uow, ledger_id, columns)
        _step("check", store, given.rows, file)
        with store.begin(clerk, write=True) as uow:
            start(uow, ledger_id, confirmed=True)
        _step("write", store, given.rows, file)
        with store.begin(clerk) as uow:
            made = uow.session.scalar(select(func.count()).select_from(CaseFile))
        assert made == given.rows, made
        with store.begin(head, write=True) as uow:
            undo(uow, ledger_id)
        _step("undo", store, given.rows, file)
        store.engine.dispose()


def _step(name: str, store: Store, rows: int, file: str | None) -> None:
    """Do every job that is due, and print what it cost."""
    with _waiting(file) as longest, _counted(store.engine) as cost:
        while (report := run_due(store, handlers(Path(tempfile.gettempdir()) / "seals"), COUNTY)).done:
            assert report.failed == 0
    wait = f"{longest():.2f}" if file else "-"
    print(f"{name:<10}{rows / cost.seconds:>9.0f}{cost.statements / rows:>16.2f}{wait:>16}{cost.seconds:>10.1f}{_megabytes():>9}")


def _county(folder: Path, database: str) -> tuple[Store, Person, Person]:
    places = {"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_KEYS_DIR": str(folder / "keys")}
    config = Config.from_env(places)
    (folder / "var").mkdir()
    owner = make_engine(database or config.database_url, as_owner=True)
    upgrade(owner)
    today = china_today(utc_now())
    registry = start_plugins(config, owner, today)
    sync(owner, registry)
    engine = make_engine(database or config.database_url)
    store = Store(engine, make_keys(config.keys_dir), registry)
    make_demo_county(store, "none", "benchmark-password", today=today)
    with engine.connect().execution_options(**{WRITES: False}) as connection:
        clerk, head = (_person(connection, name, today) for name in (ACCOUNT, HEAD))
    owner.dispose()
    return store, clerk, head


def _person(connection: Connection, name: str, today: date) -> Person:
    account = find(connection, name)
    who = signed(connection, account.user_id, None, today) if account else None
    assert who is not None
    return who.actor


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _sheet(store: Store, rows: int) -> Sheet:
    """Return a ledger of settled cases, each the example of its type."""
    case_type = store.registry.case_type(TYPE)
    assert case_type is not None
    columns = columns_of(case_type)
    cells = written(_body(case_type), case_type, SETTLED | {"ended_on": _today(), "due_on": _today()})
    line = tuple(cells.get(column.path) for column in columns)
    return Sheet("台账", (tuple(column.heading for column in columns), *(line for _ in range(rows))))


def _body(case_type: CaseType) -> dict[str, object]:
    return {**example_body(case_type, china_today(utc_now())), "accepted_on": _today(), "source": "application"}


def _today() -> str:
    return china_today(utc_now()).isoformat()


@contextmanager
def _counted(engine: Engine) -> Iterator[Cost]:
    cost = Cost()

    def count(*_: object) -> None:
        cost.statements += 1

    event.listen(engine, "before_cursor_execute", count)
    began = time.perf_counter()
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - began
        event.remove(engine, "before_cursor_execute", count)


@contextmanager
def _waiting(file: str | None) -> Iterator[Callable[[], float]]:
    """Let another process write all the while; the function given tells the longest it waited, once this has ended."""
    if file is None:
        yield lambda: 0.0
        return
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    other = spawn.Process(target=_ask_for_turns, args=(file, there))
    other.start()
    here.recv()
    found: list[float] = []
    try:
        yield lambda: found[0]
    finally:
        here.send(None)
        found.append(here.recv())
        other.join()


def _ask_for_turns(file: str, pipe: Pipe) -> None:
    longest = 0.0
    connection = sqlite3.connect(file, timeout=600, isolation_level=None)
    pipe.send(None)
    while not pipe.poll(_PAUSE_S):
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        longest = max(longest, time.perf_counter() - began)
        connection.execute("COMMIT")
    connection.close()
    pipe.send(longest)


if __name__ == "__main__":
    main()
