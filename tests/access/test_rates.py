"""Rates: counted in the database by every worker together, back evenly, and each for herself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from portal.access.rates import RateLimits, counted_address, forget_unused
from portal.errors import TooOften
from portal.limits import Limited, Rate
from portal.store.database import WRITES, make_engine
from portal.store.tables.people import RateUse

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
TEN = RateLimits("a-secret-of-tests", dict.fromkeys(Limited, Rate(10, 60)))
SPACING = timedelta(seconds=6)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def waits(engine: Engine, who: str = "staff 1", now: datetime = NOW, limit: Limited = Limited.EXPORT) -> int:
    """Use the limit once, and return for how many seconds it is refused; 0 when it was let through."""
    try:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            TEN.spend(connection, limit, who, now)
    except TooOften as refused:
        return refused.seconds
    return 0


def test_whole_rate_is_there_at_once_and_then_comes_back_evenly(engine: Engine) -> None:
    assert [waits(engine) for _ in range(11)] == [0] * 10 + [6]
    assert waits(engine, now=NOW + SPACING - timedelta(milliseconds=1)) == 1
    assert [waits(engine, now=NOW + SPACING) for _ in range(2)] == [0, 6]
    assert [waits(engine, now=NOW + timedelta(minutes=5)) for _ in range(11)] == [0] * 10 + [6]


def test_refusal_counts_nothing(engine: Engine) -> None:
    for _ in range(10):
        waits(engine)

    assert {waits(engine) for _ in range(50)} == {6}
    assert waits(engine, now=NOW + SPACING) == 0


def test_neighbours_and_other_limits_are_counted_for_themselves(engine: Engine) -> None:
    for _ in range(10):
        waits(engine)

    assert waits(engine, "staff 2") == 0
    assert waits(engine, limit=Limited.PRINT) == 0
    assert waits(engine) > 0


def test_looking_refuses_as_spending_would_and_writes_nothing(engine: Engine) -> None:
    for _ in range(10):
        waits(engine)
    with engine.connect().execution_options(**{WRITES: False}) as connection:
        with pytest.raises(TooOften) as refused:
            TEN.look(connection, Limited.EXPORT, "staff 1", NOW)
        TEN.look(connection, Limited.EXPORT, "staff 1", NOW + SPACING)
        TEN.look(connection, Limited.EXPORT, "staff 2", NOW)

    assert (refused.value.limit, refused.value.seconds) == ("export", 6)


def test_many_workers_at_once_are_no_way_round(engine: Engine) -> None:
    answers: list[int] = []
    barrier = threading.Barrier(16)

    def use() -> None:
        barrier.wait()
        answers.append(waits(engine))

    threads = [threading.Thread(target=use) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [0] * 10 + [6] * 6


def test_names_are_not_stored_and_unused_rows_are_forgotten(engine: Engine) -> None:
    waits(engine, "address 10.0.0.1")
    for _ in range(10):
        waits(engine, "staff 1")
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        keys = list(connection.scalars(select(RateUse.key_hash)))
        forgotten = forget_unused(connection, NOW + SPACING)
        left = connection.scalar(select(func.count()).select_from(RateUse))

    assert (len(keys), forgotten, left) == (2, 1, 1)
    assert all(b"10.0.0.1" not in key and len(key) == 16 for key in keys)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("10.0.0.1", "address 10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "address 2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff::9", "address 2001:0db8:0001:0002"),
        ("::ffff:10.0.0.1", "address 10.0.0.1"),
        ("", "address"),
        ("evil\n", "address"),
    ],
)
def test_visitor_is_counted_by_what_a_household_cannot_change(address: str, counted: str) -> None:
    assert counted_address(address) == counted
