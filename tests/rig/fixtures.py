"""The fixtures of the rig, for the tests of the core and of the shipped plugins alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.rig import browser as rig_browser
from tests.rig.databases import postgres_database, sqlite_database
from tests.rig.requirements import REQUIREMENTS, absent, refuse_when_required_and_absent
from tests.rig.run import FOLDER_VARIABLE, open_run
from tests.rig.servers import RunningPortal, running_portal
from tests.rig.warm import keep_warm, look_away_from_what_stays

BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to try much more where a test draws or walks; the suite tries little, so that it stays quick."""
    parser.addoption("--deep", type=int, default=1, metavar="TIMES", help="draw and walk so many times as much")


@pytest.fixture(scope="session")
def deep(request: pytest.FixtureRequest) -> int:
    """How many times as much to try as the suite does."""
    return int(request.config.getoption("--deep"))


def pytest_configure(config: pytest.Config) -> None:
    """Open the run in the controlling process; keep the developer's own settings out of the tests.

    Property tests draw the same examples on every machine and every day.
    """
    for name in [name for name in os.environ if name.startswith("PORTAL_") and name != "PORTAL_TEST_REQUIRE"]:
        del os.environ[name]
    settings.register_profile("house", derandomize=True, deadline=None, database=None)
    settings.load_profile("house")
    keep_warm()
    if not hasattr(config, "workerinput"):
        refuse_when_required_and_absent()
        open_run()


def pytest_collection_finish() -> None:
    """Nothing of what is loaded by now goes before the run is over.

    What a test writes and imports from here on is not kept compiled: it would outlive another version of the same second.
    """
    look_away_from_what_stays()
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of the run; its watchman tidies up when this process ends."""
    if not hasattr(config, "workerinput"):
        os.environ.pop(FOLDER_VARIABLE, None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the run left out for want of a program."""
    for requirement in absent():
        terminalreporter.write_line(
            f"LEFT OUT: tests that need {requirement.title}; apt-get install {requirement.debian} brings it", yellow=True
        )


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database of the test's own: once on SQLite, once on PostgreSQL."""
    with postgres_database(migrated=True) if request.param == "postgres" else sqlite_database(tmp_path, migrated=True) as url:
        yield url


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, for tests of migrations: once on each engine."""
    with postgres_database(migrated=False) if request.param == "postgres" else sqlite_database(tmp_path, migrated=False) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty SQLite file, where the engine makes no difference to what is tested."""
    with sqlite_database(tmp_path, migrated=True) as url:
        yield url


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of a migrated, empty PostgreSQL database, for what only PostgreSQL does; mark the test `postgres`."""
    with postgres_database(migrated=True) as url:
        yield url


@pytest.fixture(scope="session")
def fonts() -> Path:
    """Chinese fonts, for tests that draw a pdf."""
    return REQUIREMENTS["fonts"].path()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium, for the tests of one file: playwright's event loop must not outlive them."""
    with rig_browser.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def portal_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The real portal with the demo county, for the tests of one file."""
    with running_portal(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture
def desk(chromium: Browser, portal_server: RunningPortal) -> Iterator[BrowserContext]:
    """A fresh browser profile at the portal; fails the test for foreign requests, broken scripts and CSP violations."""
    with rig_browser.desk(chromium, portal_server.url) as (context, watch):
        yield context
    watch.complain()


@pytest.fixture
def page(desk: BrowserContext) -> Page:
    """One page of a fresh profile at a desk of 1366 × 768."""
    return desk.new_page()


@pytest.fixture
def phone_page(chromium: Browser, portal_server: RunningPortal) -> Iterator[Page]:
    """One page of a fresh profile on a phone of 390 × 844."""
    with rig_browser.desk(chromium, portal_server.url, phone=True) as (context, watch):
        yield context.new_page()
    watch.complain()
