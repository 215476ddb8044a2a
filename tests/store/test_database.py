"""What an engine of the portal guarantees, on both databases."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import JSON, Text, select, text, type_coerce
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from portal.cli.serving import REQUEST_SECONDS
from portal.errors import StoreError
from portal.store import database
from portal.store.database import BUSY_MS, WRITES, make_engine
from tests.rig.warm import PRAGMAS


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'portal.db'}"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", BUSY_MS),
    ],
)
def test_every_sqlite_connection_is_opened_carefully(
    monkeypatch: pytest.MonkeyPatch, sqlite: str, pragma: str, value: object
) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", PRAGMAS)
    with make_engine(sqlite).connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/portal"])
def test_a_database_that_cannot_keep_the_promises_is_refused(url: str) -> None:
    with pytest.raises(StoreError):
        make_engine(url)


def test_an_error_text_holds_no_parameter(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)

    with engine.begin() as connection, pytest.raises(DBAPIError) as told:
        connection.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "620723199001010016"})

    assert "620723" not in str(told.value)
    engine.dispose()


def test_a_reading_connection_cannot_write(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE thing (id INTEGER)"))

    with pytest.raises(DBAPIError), engine.connect().execution_options(**{WRITES: False}) as connection:
        connection.execute(text("INSERT INTO thing VALUES (1)"))
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(text("INSERT INTO thing VALUES (1)"))
        connection.commit()

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM thing")).scalar_one() == 1
    engine.dispose()


def test_a_writer_gives_up_before_its_request_is_ended() -> None:
    assert BUSY_MS / 1000 < REQUEST_SECONDS


def test_a_second_writer_waits_where_a_deferred_one_would_fail(sqlite: str) -> None:
    engine = make_engine(sqlite)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    failed: list[Exception] = []

    def count_up() -> None:
        for _ in range(20):
            try:
                with engine.connect().execution_options(**{WRITES: True}) as connection:
                    seen = connection.execute(text("SELECT n FROM counter")).scalar_one()
                    connection.execute(text("UPDATE counter SET n = :n"), {"n": seen + 1})
                    connection.commit()
            except OperationalError as error:
                failed.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM counter")).scalar_one() == 80
    engine.dispose()


def test_definitions_are_taken_back_with_their_transaction(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)

    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        connection.rollback()
        with pytest.raises(DBAPIError):
            connection.execute(text("SELECT * FROM half"))
    engine.dispose()


def test_json_is_kept_as_people_wrote_it(sqlite: str) -> None:
    engine = make_engine(sqlite)

    with engine.connect() as connection:
        assert connection.scalar(select(type_coerce({"用工形式": "派遣"}, JSON).cast(Text))) == '{"用工形式":"派遣"}'


def test_foreign_keys_hold_on_sqlite(sqlite: str) -> None:
    engine = make_engine(sqlite)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE a (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE b (a_id INTEGER REFERENCES a(id))"))

    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("INSERT INTO b VALUES (7)"))
    engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize(("setting", "value"), [("jit", "off"), ("TimeZone", "UTC"), ("application_name", "suyuan")])
def test_every_postgresql_connection_is_opened_for_short_statements(postgres_url: str, setting: str, value: str) -> None:
    engine = make_engine(postgres_url)

    with engine.connect() as connection:
        assert connection.execute(text(f"SHOW {setting}")).scalar_one() == value
    engine.dispose()
