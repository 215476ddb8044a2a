"""What the third wall costs: the register, a case page and a search on PostgreSQL with and without row-level security.

Fills an empty, migrated database with a county of many cases, asks each page for a clerk and for a coordinator in turn with the
policies on and off, and prints the times and their ratio. Then it lists the tables of cases that a page read from end to end,
which should be none. The database is left with the county in it and the wall up.

    python -m benchmarks.walls postgresql://owner:…@host/empty_database [--cases 100000] [--rounds 20]
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text

from benchmarks.crowd import Crowd, fill
from portal.hooks.registry import Registry
from portal.reading.case_page import case_page
from portal.reading.figures_cells import Asked, accepted_cells
from portal.reading.figures_periods import Period, PeriodKind
from portal.reading.figures_scopes import scopes
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.store.actors import Person
from portal.store.database import make_engine
from portal.store.keyring import make_keys
from portal.store.migrate import upgrade
from portal.store.passages import passage
from portal.store.row_rule import quoted
from portal.store.scoping import SEARCH_TABLES, is_scoped
from portal.store.tables.every import metadata
from portal.store.unit_of_work import Store, UnitOfWork

NOW = datetime(2026, 10, 20, 2, 0, tzinfo=UTC)
SCOPED = [*sorted(name for name, table in metadata.tables.items() if is_scoped(table)), SEARCH_TABLES[1]]
Ask = Callable[[UnitOfWork, Person], object]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("database")
    asked.add_argument("--cases", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=20)
    given = asked.parse_args()
    owner = make_engine(given.database, as_owner=True)
    upgrade(owner)
    with owner.connect().execution_options(**passage("portal.store.migrate")) as connection, connection.begin():
        crowd = fill(connection, given.cases)
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    with tempfile.TemporaryDirectory() as folder:
        store = Store(make_engine(given.database), make_keys(Path(folder) / "keys"), Registry.of(), clock=lambda: NOW)
        print(f"{'page':<14}{'who':<14}{'with ms':>9}{'without ms':>12}{'ratio':>8}")
        for page, ask in pages(crowd).items():
            for name, who in (("clerk", crowd.clerk), ("coordinator", crowd.coordinator)):
                with_wall, without = measure(store, owner, who, ask, given.rounds)
                print(f"{page:<14}{name:<14}{with_wall:>9.1f}{without:>12.1f}{with_wall / without:>8.2f}")
        for page, ask in pages(crowd).items():
            for name, who in (("clerk", crowd.clerk), ("coordinator", crowd.coordinator)):
                with plans(store.engine) as seen:
                    _ask(store, who, ask)
                print(f"{page:<14}{name:<14} read from end to end: {', '.join(sorted(read_whole(seen))) or 'nothing'}")
        store.engine.dispose()
    owner.dispose()


def pages(crowd: Crowd) -> dict[str, Ask]:
    """Return what is asked, by name."""
    return {
        "register": lambda uow, who: register_page(uow, who, RegisterQuery()),
        "all cases": lambda uow, who: register_page(uow, who, RegisterQuery(tab=Tab.ALL)),
        "search": lambda uow, who: register_page(uow, who, RegisterQuery(tab=Tab.ALL, text="人4711")),
        "case": lambda uow, who: case_page(uow, who, crowd.case_id),
        "figures": lambda uow, who: accepted_cells(uow, Asked(who, scopes(uow, who)[0]), {"now": _month(uow)}),
    }


def measure(store: Store, owner: Engine, who: Person, ask: Ask, rounds: int) -> tuple[float, float]:
    """Return the median milliseconds with the policies on and off, each on warm connections."""
    found = {True: 0.0, False: 0.0}
    for stands in (True, False):
        _switch(owner, stands)
        times = [_timed(store, who, ask) for _ in range(rounds + 8)][8:]  # the driver prepares what it saw some times
        found[stands] = statistics.median(times)
    _switch(owner, True)
    return found[True], found[False]


@contextmanager
def plans(engine: Engine) -> Iterator[list[dict[str, Any]]]:
    """Collect the plan of every SELECT, asked in the same transaction with the same values."""
    seen: list[dict[str, Any]] = []

    def explain(connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        if sql.startswith(("SELECT", "WITH")):
            with connection.connection.dbapi_connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
                found = cursor.fetchone()[0]
                seen.append((json.loads(found) if isinstance(found, str) else found)[0]["Plan"])

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def read_whole(seen: list[dict[str, Any]]) -> set[str]:
    """Return the scoped tables that a plan reads from end to end."""
    stack, found = list(seen), set()
    while stack:
        node = stack.pop()
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in SCOPED:
            found.add(node["Relation Name"])
        stack.extend(node.get("Plans", ()))
    return found


def _switch(owner: Engine, stands: bool) -> None:
    word = "ENABLE" if stands else "DISABLE"
    with owner.connect().execution_options(**passage("portal.store.migrate")) as connection, connection.begin():
        for name in SCOPED:
            connection.exec_driver_sql(f"ALTER TABLE {quoted(name)} {word} ROW LEVEL SECURITY")


def _timed(store: Store, who: Person, ask: Ask) -> float:
    began = time.perf_counter()
    _ask(store, who, ask)
    return (time.perf_counter() - began) * 1000


def _ask(store: Store, who: Person, ask: Ask) -> None:
    with store.begin(who) as uow:
        ask(uow, who)


def _month(uow: UnitOfWork) -> Period:
    return Period(PeriodKind.CUSTOM, uow.today.replace(day=1), uow.today)


if __name__ == "__main__":
    main()
