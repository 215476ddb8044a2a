"""The plugins shown in the documents, copied into a portal that is then started, and taken away again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Session

from portal.access.sync import sync
from portal.app import compose
from portal.config import Config
from portal.hooks.examples import example_body
from portal.hooks.registry import Registry
from portal.store import calendar_rows, migrate, settings
from portal.store.plugin_histories import plugin_histories
from portal.store.start_plugins import start_plugins
from portal.store.unit_of_work import Store
from tests.docs.blocks import Block, blocks, forget_plugins, mounted, write
from tests.house.sources import ROOT
from tests.store.county import COUNTY, NOW, County, make_store
from tests.web.desks import HASH, sign_in, token

CLERK = "clerk"
README = ROOT / "README.md"
GUIDE = ROOT / "docs/plugin-guide.md"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder for plugins, empty."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    with mounted(folder):
        yield folder


class Installation:
    """A portal on one database that is started again and again, with one clerk of one sector."""

    def __init__(self, url: str, folder: Path, plugins: Path, sector: str) -> None:
        self.folder, self.plugins = folder, plugins
        self.store = make_store(url, folder)
        with Session(self.engine) as session:
            settings.write(session, settings.COUNTY_CODE, COUNTY)
            calendar_rows.seed(session)
            _clerk(session, sector)
            session.commit()

    @property
    def engine(self) -> Engine:
        return self.store.engine

    def start(self) -> tuple[Flask, Registry]:
        """Start as `portal serve` does after `portal sync`."""
        forget_plugins()
        config = Config(
            database_url=str(self.engine.url),
            data_dir=self.folder,
            keys_dir=self.folder / "keys",
            secret_key="a-secret-of-tests-long-enough-for-it",
            trusted_hosts=("localhost", "127.0.0.1"),
            plugins_path=(self.plugins,),
        )
        registry = start_plugins(config, self.engine, NOW.date())
        sync(self.engine, registry)
        return compose(config, Store(self.engine, self.store.keyring, registry, clock=lambda: NOW), COUNTY), registry


@contextmanager
def signed_in(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as browser:
        assert sign_in(browser, CLERK).status_code == 303
        yield browser


def _clerk(session: Session, sector: str) -> None:
    county = County(session)
    county.division(COUNTY)
    county.organisation("县调委会", plugins=(sector,))
    county.post("李秀英", "县调委会", f"{sector}.clerk")
    user = User(first_name="李秀英", last_name="", username=CLERK, email="clerk@localhost", password=HASH, active=True)
    session.add(user)
    session.flush()
    county.staff["李秀英"].user_id = user.id


def test_sector_of_the_readme_is_there_when_its_folder_is_and_its_cases_stay_when_it_is_gone(
    sqlite_url: str, tmp_path: Path, place: Path
) -> None:
    (plugin,) = (block for block in blocks(README) if block.language == "python")
    portal = Installation(sqlite_url, tmp_path, place, "trade_union")
    _, empty = portal.start()
    assert empty.types() == ()

    write(Block("python", plugin.text, plugin.line, "trade_union/__init__.py"), place)
    app, registry = portal.start()
    declared = registry.case_type("trade_union.unpaid_wages")
    assert declared is not None
    with signed_in(app) as browser:
        assert "拖欠工资" in browser.get("/cases/new/").text
        form = browser.get("/cases/new/trade_union.unpaid_wages").text
        assert [title for title in ("劳动者", "用人单位", "欠付金额", "欠付起始日", "用工形式") if title not in form] == []
        body = {"type": "trade_union.unpaid_wages", **example_body(declared, NOW.date())}
        headers = {"X-CSRFToken": token(browser, "/account/")}
        opened = browser.post("/api/v1/cases", data=json.dumps(body), content_type="application/json", headers=headers)
        assert opened.status_code == 201, opened.text
        case = opened.get_json()
        assert "调解期限" in browser.get(f"/cases/{case['id']}").text

    shutil.rmtree(place / "trade_union")
    app, registry = portal.start()
    assert registry.types() == ()
    with signed_in(app) as browser:
        page = browser.get(f"/cases/{case['id']}")
        assert page.status_code == 200
        assert "案件只能查看" in page.text
        assert "12,000.00" in page.text
        assert "拖欠工资" in browser.get("/cases/").text
        assert browser.get("/cases/new/trade_union.unpaid_wages").status_code == 404
    portal.engine.dispose()


def test_page_and_table_of_the_guide_are_there(sqlite_url: str, tmp_path: Path, place: Path) -> None:
    portal = Installation(sqlite_url, tmp_path, place, "orchard")
    for block in blocks(GUIDE):
        if block.path:
            write(block, place)

    app, registry = portal.start()
    migrate.upgrade(portal.engine, plugin_histories(registry))

    assert app.extensions["portal_page_refusals"] == {}
    assert inspect(portal.engine).has_table("orchard_variety")
    with signed_in(app) as browser:
        page = browser.get("/orchard/leaflet/").text
    assert "购苗合同或收据" in page
    assert page.index("果业") < page.index('href="/orchard/leaflet/"')
    portal.engine.dispose()
