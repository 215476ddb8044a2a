"""Lock-out: how many wrong passwords an account takes, from where, and who is not touched by it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from portal.access.lockout import ADDRESS_TRIES, TRIES, TRIES_FROM_BUSY_ADDRESS, WINDOW, Locked, Lockout
from portal.store.database import WRITES, make_engine
from portal.store.tables.people import LoginFailure

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
SECRET = "a-secret-of-tests"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def attempt(engine: Engine, account: str, address: str = "10.0.0.1", now: datetime = NOW) -> Locked | None:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        return Lockout(SECRET).attempt(connection, account, address, now)


def clear(engine: Engine, account: str) -> None:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        Lockout(SECRET).clear(connection, account)


def test_account_takes_five_attempts_from_wherever_and_then_none(engine: Engine) -> None:
    given = [attempt(engine, "clerk", f"10.0.0.{n}", NOW + timedelta(minutes=n)) for n in range(TRIES)]

    locked = attempt(engine, "clerk", "10.0.0.99", NOW + timedelta(minutes=6))

    assert given == [None] * TRIES
    assert locked == Locked(until=NOW + WINDOW)


def test_account_is_free_again_when_the_oldest_has_passed(engine: Engine) -> None:
    for n in range(TRIES):
        attempt(engine, "clerk", now=NOW + timedelta(minutes=n))

    assert attempt(engine, "clerk", now=NOW + WINDOW) is None
    assert attempt(engine, "clerk", now=NOW + WINDOW) == Locked(until=NOW + timedelta(minutes=1) + WINDOW)


def test_right_password_or_an_administrator_forgets_the_failures(engine: Engine) -> None:
    for _ in range(TRIES):
        attempt(engine, "clerk")
    clear(engine, "clerk")

    assert attempt(engine, "clerk") is None


def test_other_writing_of_an_account_is_no_way_round(engine: Engine) -> None:
    for written in ("clerk", "Clerk", " CLERK ", "clerk", "clerk"):
        assert attempt(engine, written) is None

    assert attempt(engine, "cLeRk") is not None


def test_neighbours_behind_one_address_are_not_locked_out(engine: Engine) -> None:
    for n in range(ADDRESS_TRIES + 10):
        attempt(engine, f"guessed{n}")

    assert attempt(engine, "neighbour") is None


def test_account_takes_fewer_guesses_from_a_busy_address(engine: Engine) -> None:
    for n in range(ADDRESS_TRIES):
        attempt(engine, f"guessed{n}")
    given = [attempt(engine, "sprayed") for _ in range(TRIES_FROM_BUSY_ADDRESS)]

    assert given == [None] * TRIES_FROM_BUSY_ADDRESS
    assert attempt(engine, "sprayed") is not None
    assert attempt(engine, "sprayed", "10.9.9.9") is None


def test_many_attempts_at_once_are_no_way_round(engine: Engine) -> None:
    answers: list[Locked | None] = []
    barrier = threading.Barrier(8)

    def try_once() -> None:
        barrier.wait()
        answers.append(attempt(engine, "clerk"))

    threads = [threading.Thread(target=try_once) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers.count(None) == TRIES


def test_names_and_addresses_are_not_stored_and_old_rows_are_swept(engine: Engine) -> None:
    attempt(engine, "clerk")
    attempt(engine, "other", now=NOW + WINDOW)

    with engine.connect() as connection:
        rows = connection.execute(select(LoginFailure.account_hash, LoginFailure.address_hash)).all()
    assert len(rows) == 1
    assert b"other" not in rows[0].account_hash
    assert b"10.0.0.1" not in rows[0].address_hash
