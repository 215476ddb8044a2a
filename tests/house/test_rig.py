"""The rig gives every test a database of its own and notices what happens behind a page."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser
from sqlalchemy import create_engine, inspect, text

from tests.rig import browser as rig_browser
from tests.rig.databases import postgres_database
from tests.rig.postgres import cluster

PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>诉源</title><h1>诉源</h1>
<img src="https://elsewhere.example/x.png"><script>nowhere.to.go()</script>"""


@pytest.mark.parametrize("turn", ["first", "second"])
def test_database_is_migrated_and_nobody_elses(database_url: str, turn: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        tables = inspect(connection).get_table_names()
        connection.execute(text("CREATE TABLE left_behind (id integer)"))
    engine.dispose()

    assert "alembic_version" in tables
    assert "left_behind" not in tables


def test_empty_database_has_no_table(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    tables = inspect(engine).get_table_names()
    engine.dispose()

    assert tables == []


LEFT = {
    "a row and its number": ("INSERT INTO ab_role (id, name) VALUES (nextval('ab_role_id_seq'), 'left behind')", True),
    "a row elsewhere": (
        "INSERT INTO division (code, county_code, kind, name, path, ordinal) VALUES ('1', '1', '', '', '', 1)",
        True,
    ),
    "a table": ("CREATE TABLE left_behind (id integer)", False),
    "a column less": ("ALTER TABLE ab_role DROP COLUMN name CASCADE", False),
    "a right": ("GRANT SELECT ON ab_role TO PUBLIC", False),
    "a right of the database": ("REVOKE CONNECT ON DATABASE {database} FROM PUBLIC", False),
    "a setting": ("ALTER DATABASE {database} SET work_mem = '1MB'", False),
    "what the planner learned": ("ANALYZE alembic_version", False),
    "a migration's row": ("UPDATE alembic_version SET version_num = 'left behind'", False),
}


@pytest.mark.postgres
@pytest.mark.parametrize(("statement", "used_again"), LEFT.values(), ids=LEFT)
def test_database_of_postgresql_is_used_again_only_when_it_is_as_the_migrations_left_it(statement: str, used_again: bool) -> None:
    found: list[tuple[object, ...]] = []
    for turn in ("first", "second"):
        with postgres_database(migrated=True) as url, psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            one = connection.execute(
                "SELECT d.datname, d.oid, (SELECT count(*) FROM ab_role) + (SELECT count(*) FROM division), v.version_num,"
                " pg_sequence_last_value('ab_role_id_seq') FROM pg_database AS d, alembic_version AS v"
                " WHERE datname = current_database()"
            ).fetchone()
            assert one is not None
            found.append(one)
            if turn == "first":
                connection.execute(statement.replace("{database}", str(one[0])).encode())

    first, second = found
    assert second[2:] == first[2:] == (0, first[3], None)
    assert first[0] != second[0], "what outlives its test must not find the database of another"
    assert (first[1] == second[1]) is used_again


@pytest.mark.postgres
def test_cluster_sorts_by_code_point_and_answers_on_the_loopback_port() -> None:
    engine = create_engine(cluster().loopback_url("postgres").replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT datcollate FROM pg_database WHERE datname = 'template1'")).scalar_one()
        version = connection.execute(text("SHOW server_version_num")).scalar_one()
    engine.dispose()

    assert found == "C.UTF-8"
    assert int(version) >= 150_000


@pytest.fixture
def careless_site(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        """Serves the folder and writes no log."""

        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.browser
def test_page_that_asks_another_host_or_breaks_a_script_fails_its_test(chromium: Browser, careless_site: str) -> None:
    with rig_browser.desk(chromium, careless_site) as (context, watch):
        page = context.new_page()
        page.goto("/")
        title = page.title()

    assert title == "诉源"
    assert watch.foreign_requests == ["https://elsewhere.example/x.png"]
    with pytest.raises(AssertionError, match=r"(?s)elsewhere\.example.*nowhere is not defined"):
        watch.complain()
