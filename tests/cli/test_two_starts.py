"""Two that make an installation ready at once, on an empty and on an older database: one does it, the other finds it done."""

from __future__ import annotations

import threading

import pytest

from portal.cli import main
from portal.store.database import make_engine
from portal.store.migrate import downgrade
from tests.cli.conftest import Place

OLDER = "core_0036"
STANDING = (
    "SELECT version_num FROM alembic_version",
    "SELECT count(*) FROM organisation",
    "SELECT count(*) FROM division WHERE kind = 'county'",
)


def test_two_that_start_at_once_make_one_installation(
    place: Place, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", empty_database_url)
    monkeypatch.setenv("PORTAL_SECRET_KEY", "k" * 40)

    assert _at_once("init") == [0, 0]

    made = _standing(empty_database_url)
    assert made[1:] == (1, 1), "one body of the county, one county"
    owner = make_engine(empty_database_url, as_owner=True)
    downgrade(owner, OLDER)
    owner.dispose()
    assert _standing(empty_database_url) == (OLDER, 1, 1)

    assert _at_once("init") == [0, 0]

    assert _standing(empty_database_url) == made
    assert main(("check",)) == 0


def _at_once(*arguments: str) -> list[int]:
    """Run a command twice at once, and return how each ended."""
    codes: list[int] = []
    both = [threading.Thread(target=lambda: codes.append(main(arguments))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return codes


def _standing(url: str) -> tuple[object, ...]:
    """Return where the schema stands, and how many bodies and divisions of the county's level there are."""
    engine = make_engine(url, as_owner=True)
    with engine.connect() as connection:
        told = tuple(connection.exec_driver_sql(statement).scalar_one() for statement in STANDING)
    engine.dispose()
    return told
