"""Queries and CPU time of the daily pages, as a ratio to a bare Flask and SQLAlchemy Core page of the same rows.

Builds the demo county in a temporary folder, signs a clerk in, and asks for each page in turn, interleaved with the bare page,
once with the portal's own views and once with 200 more. Prints a table; times are CPU milliseconds of this process.

    python -m benchmarks.pages [--rounds 20] [--views 200]
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_appbuilder import BaseView, expose
from sqlalchemy import Engine, event, text

from portal.access.lockout import Lockout
from portal.access.rates import RateLimits
from portal.access.sync import sync
from portal.config import Config
from portal.engine.days import china_today
from portal.services.demo.county import COUNTY, make_demo_county
from portal.store.database import make_engine
from portal.store.keyring import make_keys
from portal.store.migrate import upgrade
from portal.store.start_plugins import start_plugins
from portal.store.unit_of_work import Store, utc_now
from portal.web.acting import Portal
from portal.web.guarding import opens
from portal.web.pages import CORE_VIEWS
from portal.web.web_application import make_web_application

PASSWORD = "benchmark-password"
_BARE = """<table>{% for r in rows %}<tr>{% for c in r %}<td>{{ c }}</td>{% endfor %}</tr>{% endfor %}</table>"""
_ROWS = text(
    "SELECT c.number, c.type, c.phase, c.place, c.received_on, c.next_due_on, c.applicant_name, c.respondent_name, o.short_name"
    " FROM case_file c JOIN organisation o ON o.id = c.organisation_id WHERE o.short_name = :name ORDER BY c.received_on LIMIT 25"
)


@dataclass(frozen=True)
class Measured:
    """One page: its queries, the median CPU time, and that of the bare page measured in turn with it."""

    page: str
    views: int
    queries: int
    milliseconds: float
    bare: float


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--views", type=int, default=200)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store, config = _county(Path(folder))
        print(f"{'page':<12}{'views':>7}{'queries':>9}{'CPU ms':>9}{'bare ms':>9}{'ratio':>8}")
        for extra in (0, given.views):
            for found in _measure(store, config, extra, given.rounds):
                ratio = found.milliseconds / found.bare
                print(
                    f"{found.page:<12}{found.views:>7}{found.queries:>9}{found.milliseconds:>9.1f}{found.bare:>9.1f}{ratio:>8.1f}"
                )
        store.engine.dispose()


def _county(folder: Path) -> tuple[Store, Config]:
    config = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_KEYS_DIR": str(folder / "keys")})
    (folder / "var").mkdir()
    engine = make_engine(config.database_url)
    upgrade(engine)
    store = Store(engine, make_keys(config.keys_dir), start_plugins(config, engine, china_today(utc_now())))
    sync(engine, store.registry)
    make_demo_county(store, "small", PASSWORD, today=china_today(utc_now()))
    return store, config


def _measure(store: Store, config: Config, extra: int, rounds: int) -> Iterator[Measured]:
    secret = config.session_secret()
    running = Portal(config, store.engine, store, store.registry, Lockout(secret), COUNTY, RateLimits(secret, config.limits))
    app = make_web_application(running, secret, (*CORE_VIEWS, *(_extra_view(n) for n in range(extra))))
    client = app.test_client()
    _sign_in(client, "union_clerk")
    bare = _bare_app(store.engine).test_client()
    register = client.get("/cases/?tab=all").get_data(as_text=True)
    case = re.findall(r'href="(/cases/[0-9a-f-]{36})"', register)[0]
    form = "/cases/new/trade_union.unpaid_wages"
    for name, path in (("register", "/cases/?tab=all"), ("case", case), ("form", form), ("desk", "/")):
        with _counted(store.engine) as statements:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        times, bares = [], []
        for _ in range(rounds):
            times.append(_cpu(lambda path=path: client.get(path)))  # type: ignore[misc]
            bares.append(_cpu(lambda: bare.get("/")))
        yield Measured(name, extra, len(statements), statistics.median(times), statistics.median(bares))


def _cpu(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _sign_in(client: FlaskClient, username: str) -> None:
    page = client.get("/login/").get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    token = found[1] if found else ""
    client.post("/login/", data={"csrf_token": token, "account": username, "password": PASSWORD})


def _bare_app(engine: Engine) -> Flask:
    app = Flask("bare")

    @app.get("/")
    def page() -> str:
        with engine.connect() as connection:
            rows = connection.execute(
                _ROWS, {"name": "县劳调委"}, execution_options={"portal_passage": "portal.reading.statistics"}
            )
            return render_template_string(_BARE, rows=rows.all())

    return app


def _extra_view(number: int) -> type[BaseView]:
    class ExtraView(BaseView):
        route_base = f"/extra/{number}"
        default_view = "page"

        @expose("/")
        @opens("portal.cases")
        def page(self) -> str:
            return "extra"

    ExtraView.__name__ = f"ExtraView{number}"
    return ExtraView


@contextmanager
def _counted(engine: Engine) -> Iterator[list[str]]:
    """Count the statements of what happens inside; transaction control and pragmas are none."""
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
