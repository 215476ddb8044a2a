"""From nothing to an installation that is whole: what each command does to it, and what it says."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal.access.api_keys import PREFIX
from portal.app import create_app
from portal.cli.initialising import UNFINISHED
from portal.config import Config
from portal.hooks.faults import REMEDIES, Fault
from portal.store import settings
from portal.store.actors import System
from portal.store.database import make_engine
from portal.store.outbox import put
from portal.store.queue import make_huey
from tests.cli.conftest import Place, Run
from tests.plugins import bad
from tests.rig.servers import portal_command, portal_environment

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "plugins" / "toy"
NOTICE = "day,kind,notice_year,name\n2031-01-01,holiday,2031,元旦\n2031-01-04,make_up,2031,元旦\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with the toy's sector, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("installation")
    shutil.copytree(TOY, folder / "plugins" / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    environment = portal_environment(folder, {"PORTAL_PLUGINS_PATH": str(folder / "plugins")})
    subprocess.run(portal_command("init"), cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture
def made(place: Place, template: Path) -> Place:
    """An installation with the toy's sector and nobody in it."""
    for name in ("var", "var-keys", "plugins"):
        shutil.copytree(template / name, place.folder / name, dirs_exist_ok=True)
    return place


def test_init_makes_everything_check_looks_for(place: Place, portal: Run) -> None:
    assert portal("check").code == 1

    said = portal("init")

    assert (said.code, said.err) == (0, "")
    assert portal("check").code == 0
    assert all(row["good"] for row in json.loads(portal("check", "--json").out))
    for name in ("keyring.json", "secret_key"):
        assert stat.S_IMODE((place.folder / "var-keys" / name).stat().st_mode) == 0o600


def test_second_init_changes_nothing(made: Place, portal: Run) -> None:
    before = (made.folder / "var-keys" / "keyring.json").read_bytes()
    portal("user", "add", "admin", "--name", "白卫东", "--role", "county.secadmin")

    assert portal("init").code == 0

    assert (made.folder / "var-keys" / "keyring.json").read_bytes() == before
    assert [row["account"] for row in json.loads(portal("user", "list", "--json").out)] == ["admin"]


def test_init_names_the_county_that_is_given(place: Place, portal: Run) -> None:
    assert portal("init", "--county", "620702", "--county-name", "甘州区").code == 0

    engine = make_engine(f"sqlite:///{place.folder / 'var' / 'portal.db'}")
    with Session(engine) as session:
        assert settings.read(session, settings.COUNTY_CODE) == "620702"
        assert settings.read(session, settings.COUNTY_NAME) == "甘州区"
    engine.dispose()
    assert portal("init", "--county", "62070").code == 2


def test_check_tells_everything_that_is_wrong_at_once(made: Place, portal: Run) -> None:
    bad.write_bad(made.plugins, bad.BAD[0])
    (made.folder / "var-keys" / "keyring.json").chmod(0o644)

    said = portal("check")

    assert said.code == 1
    assert "keyring.json" in said.out
    assert "__init__.py:4 代码有语法错误" in said.out
    assert REMEDIES[Fault.SYNTAX] in said.out


def test_demo_county_can_be_entered_with_the_password_that_is_told(place: Place, portal: Run) -> None:
    said = portal("init", "--demo", "small")
    told = json.loads(portal("demo", "--json").out)

    assert said.code == 0
    assert told["password"] in said.out
    assert {"coordinator", "auditor", "sysadmin", "secadmin"} <= {row["account"] for row in told["accounts"]}
    app = create_app(Config.from_env(os.environ))
    client = app.test_client()
    token = client.get("/login/").text.split('name="csrf-token" content="')[1].split('"')[0]
    answer = client.post("/login/", data={"account": "coordinator", "password": told["password"], "csrf_token": token})
    assert answer.status_code == 303

    running = app.extensions["portal"]
    with running.store.begin(System(running.county_code, "start"), write=True) as uow:
        put(uow, "tidy", "asked for on a page")
    queue = make_huey(running.config.database_url, running.config.data_dir)
    assert queue.pending_count() == 1
    queue.storage.close()


def test_demo_is_not_made_over_data(made: Place, portal: Run) -> None:
    said = portal("init", "--demo", "small")

    assert said.code == 1
    assert "已经有数据" in said.err
    assert portal("demo").code == 1


def test_demo_that_was_interrupted_is_made_anew(place: Place, portal: Run) -> None:
    assert portal("init", "--demo", "small").code == 0
    (place.folder / "var" / UNFINISHED).touch()

    assert portal("init", "--demo", "small").code == 0

    assert not (place.folder / "var" / UNFINISHED).exists()
    assert portal("check").code == 0


def test_password_of_the_environment_is_the_demo_s(place: Place, portal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DEMO_PASSWORD", "open-sesame-2026")

    portal("init", "--demo", "small")

    assert json.loads(portal("demo", "--json").out)["password"] == "open-sesame-2026"
    assert not (place.folder / "var-keys" / "demo_password").exists()


def test_user_is_added_listed_and_given_another_password(made: Place, portal: Run) -> None:
    added = portal("user", "add", "admin", "--name", "白卫东", "--role", "county.secadmin", "--json")
    first = json.loads(added.out)["password"]
    second = json.loads(portal("user", "reset", "admin", "--json").out)["password"]

    (row,) = json.loads(portal("user", "list", "--json").out)
    assert (row["account"], row["name"], row["role"], row["active"]) == ("admin", "白卫东", "county.secadmin", True)
    assert first != second
    assert "白卫东" in portal("user", "list").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("user", "add", "admin", "--name", "甲", "--role", "county.nobody"), "post"),
        (("user", "add", "X Y", "--name", "甲", "--role", "county.secadmin"), "account"),
        (("user", "add", "admin", "--name", "甲", "--role", "toy.clerk", "--organisation", "没有这个单位"), "没有这个单位"),
        (("user", "reset", "nobody"), "nobody"),
        (("user", "key", "nobody", "--scope", "cases:read"), "nobody"),
        (("cases", "export", "--as", "nobody", "--out", "x.xlsx"), "nobody"),
        (("stats", "form-a", "--period", "2026-13"), "period"),
    ],
)
def test_what_cannot_be_done_is_one_line(made: Place, portal: Run, arguments: tuple[str, ...], told: str) -> None:
    said = portal(*arguments)

    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert told in said.err
    assert not (made.folder / "x.xlsx").exists()


def test_key_of_a_user_opens_the_api_within_its_scope(made: Place, portal: Run) -> None:
    portal("user", "add", "watcher", "--name", "陈志远", "--role", "county.coordinator")

    said = portal("user", "key", "watcher", "--scope", "cases:read")

    key = said.out.strip()
    assert key.startswith(PREFIX)
    client = create_app(Config.from_env(os.environ)).test_client()
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get("/api/v1/cases", headers=headers).get_json() == {"items": [], "next": None}
    assert client.post("/api/v1/cases", json={}, headers=headers).status_code == 403
    assert portal("user", "key", "watcher", "--scope", "all").code == 2
    assert portal("user", "key", "watcher").code == 2


def test_figures_tie_and_can_be_told_to_a_program(made: Place, portal: Run) -> None:
    form = json.loads(portal("stats", "form-a", "--period", "2026", "--json").out)
    verified = portal("stats", "verify", "--json")

    assert form["period"]["since"] == "2026-01-01"
    assert form["rows"][-1]["kind"] == "total"
    assert form["rows"][-1]["figures"]["accepted"] == 0
    assert (verified.code, json.loads(verified.out)["good"]) == (0, True)
    assert "合计" in portal("stats", "form-a").out


def test_record_is_verified_and_given_to_who_may_see_it(made: Place, portal: Run) -> None:
    portal("user", "add", "auditor", "--name", "邵国平", "--role", "county.auditor")
    portal("user", "add", "watcher", "--name", "陈志远", "--role", "county.coordinator")
    file = made.folder / "audit.jsonl"

    refused = portal("audit", "export", "--as", "watcher", "--out", str(file))
    assert (refused.code, file.exists()) == (1, False)
    assert portal("audit", "export", "--as", "auditor", "--out", str(file)).code == 0
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {"person_added", "post_added", "audit"} <= {line["action"] for line in lines}
    assert portal("audit", "export", "--as", "auditor", "--out", str(file)).code == 1
    verdict = portal("audit", "verify", "--json")
    assert (verdict.code, json.loads(verdict.out)["whole"]) == (0, True)


def test_register_is_exported_as_somebody_sees_it(made: Place, portal: Run) -> None:
    portal("user", "add", "watcher", "--name", "陈志远", "--role", "county.coordinator")
    file = made.folder / "register.xlsx"

    said = portal("cases", "export", "--as", "watcher", "--out", str(file))

    assert (said.code, said.err) == (0, "")
    assert file.read_bytes()[:2] == b"PK"
    assert portal("cases", "export", "--as", "watcher", "--out", str(file)).code == 1


def test_notice_is_loaded_and_a_wrong_one_refused(made: Place, portal: Run) -> None:
    good, wrong = made.folder / "2031.csv", made.folder / "wrong.csv"
    good.write_text(NOTICE, encoding="utf-8")
    wrong.write_bytes("日期,种类".encode("gb18030"))

    assert portal("calendar", "load", str(good)).code == 0
    assert portal("calendar", "load", str(wrong)).code == 1
    assert portal("calendar", "load", "absent.csv").code == 2


def test_jobs_that_are_due_are_done(made: Place, portal: Run) -> None:
    assert json.loads(portal("jobs", "run", "--once", "--json").out)["failed"] == 0
    assert portal("clocks", "tick").code == 0
    assert portal("facts", "rebuild").code == 0
    assert portal("sync").code == 0
