"""Sessions on the server: begun, found, renewed, ended."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Connection, Engine, insert, select

from portal.access import sessions
from portal.store.database import WRITES, make_engine
from portal.store.tables.people import UiSession

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
POST = uuid.UUID(int=7)


@pytest.fixture
def engine(database_url: str, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = make_engine(database_url)
    with made.begin() as connection:
        rows = [
            {"id": n, "first_name": "x", "last_name": "x", "username": f"u{n}", "email": f"u{n}@localhost", "active": True}
            for n in (1, 2)
        ]
        connection.execute(insert(User), rows)
    yield made
    made.dispose()


def start(engine: Engine, user_id: int = 1, now: datetime = NOW) -> str:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        return sessions.start(
            connection, user_id=user_id, post_id=POST, data={"a": 1}, now=now, address="10.0.0.1", agent="x" * 300
        )


def find(engine: Engine, token: str, now: datetime = NOW) -> sessions.OpenSession | None:
    with engine.connect() as connection:
        return sessions.find(connection, token, now)


def stored(connection: Connection) -> list[bytes]:
    return list(connection.execute(select(UiSession.id_hash)).scalars())


def test_session_is_found_by_its_token_only_and_the_token_is_not_stored(engine: Engine) -> None:
    token = start(engine)

    found = find(engine, token)

    assert found is not None
    assert (found.user_id, found.post_id, found.data) == (1, POST, {"a": 1})
    with engine.connect() as connection:
        (id_hash,) = stored(connection)
    assert token.encode() not in id_hash
    assert find(engine, id_hash.hex()) is None
    assert find(engine, "") is None


def test_tokens_are_256_random_bits(engine: Engine) -> None:
    tokens = {start(engine) for _ in range(4)}

    assert len(tokens) == 4
    assert all(len(token) == 43 for token in tokens)


@pytest.mark.parametrize(
    ("after", "seen", "there"),
    [
        (timedelta(minutes=29), timedelta(0), True),
        (timedelta(minutes=30), timedelta(0), False),
        (timedelta(hours=9, minutes=59), timedelta(hours=9, minutes=40), True),
        (timedelta(hours=10), timedelta(hours=9, minutes=59), False),
    ],
    ids=["used lately", "idle for half an hour", "used all day", "ten hours after signing in"],
)
def test_session_ends_idle_and_at_the_end_of_the_day(engine: Engine, after: timedelta, seen: timedelta, there: bool) -> None:
    token = start(engine)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        sessions.keep(connection, sessions.hash_of(token), None, NOW + seen)

    assert (find(engine, token, NOW + after) is not None) is there


def test_renewed_session_has_a_new_token_the_old_data_and_the_old_end(engine: Engine) -> None:
    token, other = start(engine), uuid.UUID(int=8)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        renewed = sessions.renew(connection, sessions.hash_of(token), post_id=other, now=NOW + timedelta(minutes=1))

    assert renewed is not None
    assert find(engine, token) is None
    found = find(engine, renewed)
    assert found is not None
    assert (found.post_id, found.data, found.created_at) == (other, {"a": 1}, NOW)


def test_session_that_ended_meanwhile_is_not_renewed(engine: Engine) -> None:
    token = start(engine)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        sessions.end(connection, sessions.hash_of(token))
        assert sessions.renew(connection, sessions.hash_of(token), post_id=POST, now=NOW) is None


def test_all_sessions_of_one_user_end_but_the_one_that_stays(engine: Engine) -> None:
    mine, elsewhere, hers = start(engine), start(engine), start(engine, user_id=2)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        ended = sessions.end_all(connection, 1, but=sessions.hash_of(mine))

    assert ended == 1
    assert [find(engine, token) is not None for token in (mine, elsewhere, hers)] == [True, False, True]


def test_sessions_of_a_disabled_user_are_not_found(engine: Engine) -> None:
    token = start(engine)
    with engine.begin() as connection:
        connection.execute(User.__table__.update().values(active=False))

    assert find(engine, token) is None


def test_ended_sessions_are_swept_when_another_begins(engine: Engine) -> None:
    start(engine)
    start(engine, now=NOW + timedelta(hours=11))

    with engine.connect() as connection:
        assert len(stored(connection)) == 1
