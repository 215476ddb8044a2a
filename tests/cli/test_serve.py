"""`portal serve` for real: it says where it is, keeps its data, and leaves no process behind."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.hooks.faults import REMEDIES, Failure, Fault
from portal.store import plugin_states
from portal.store.database import make_engine
from portal.store.migrate import downgrade
from portal.store.tables.people import Post
from portal.store.tables.places import Organisation
from tests.cli.conftest import Place, Run
from tests.plugins.bad import write_bad
from tests.plugins.bad_later import LOOPS
from tests.rig.servers import RunningPortal, portal_command, portal_environment, running_portal

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
HANGING = """
import sys, time
from types import SimpleNamespace
from flask import Flask
from portal.cli.serving import Serving, serve

app = Flask("hanging")
app.extensions["portal"] = SimpleNamespace(engine=SimpleNamespace(dispose=lambda close: None))
app.add_url_rule("/hang", "hang", lambda: time.sleep(600) or "late")
app.add_url_rule("/good", "good", lambda: "good")
ready = lambda: print("ready", flush=True)
serve(app, Serving("127.0.0.1", int(sys.argv[1]), 1, ready=ready, ended=lambda: None, request_seconds=0.5))
"""


@pytest.fixture
def demo(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with the demo county of the toy's sector, and the environment that names its plugins."""
    plugins = tmp_path / "plugins"
    shutil.copytree(ROOT / "tests" / "plugins" / "toy", plugins / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    extra = {"PORTAL_PLUGINS_PATH": str(plugins), "PYTHONPATH": str(ROOT)}
    made = tmp_path / "place"
    made.mkdir()
    command = portal_command("init", "--demo", "small")
    subprocess.run(command, cwd=made, env=portal_environment(made, extra), check=True, capture_output=True)
    return made, extra


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port: int = listener.getsockname()[1]
        yield port


def test_served_demo_tells_its_accounts_keeps_its_data_and_ends_whole(demo: tuple[Path, dict[str, str]]) -> None:
    folder, extra = demo

    with running_portal(folder, extra) as portal:
        assert portal.url in portal.log
        assert "coordinator" in portal.log
        assert portal.password in portal.log
        commands = processes_of(folder)
        assert sum("jobs" in command for command in commands) == 1
        assert len(commands) >= 3  # the first process, its first worker, the jobs
        with OPENER.open(f"{portal.url}/api/v1/_openapi", timeout=20) as answer:
            assert "NewCase.toy.tool_loan" in json.load(answer)["components"]["schemas"]
    assert processes_of(folder) == []

    before = (folder / "var-keys" / "keyring.json").read_bytes()
    with running_portal(folder, extra) as portal:
        assert portal.log.count("正在建立演示县") == 0
    assert (folder / "var-keys" / "keyring.json").read_bytes() == before


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "example.org", "::"])
def test_demo_is_served_on_this_machine_only(host: str, portal: Run) -> None:
    said = portal("serve", "--demo", "--host", host)

    assert (said.code, said.out) == (1, "")
    assert host in said.err


def test_port_that_is_taken_is_told_before_anything_is_made(taken: int, portal: Run, tmp_path: Path) -> None:
    said = portal("serve", "--demo", "--port", str(taken))

    assert said.code == 1
    assert "--port" in said.err
    assert not (tmp_path / "var" / "portal.db").exists()


def test_server_without_an_installation_says_what_to_do(portal: Run) -> None:
    said = portal("serve", "--port", free_port())

    assert (said.code, said.out) == (1, "")
    assert "portal init" in said.err


def test_server_is_not_started_on_a_schema_that_is_behind(place: Place, portal: Run) -> None:
    assert portal("init").code == 0
    engine = make_engine(f"sqlite:///{place.folder / 'var' / 'portal.db'}")
    downgrade(engine, "core_0007")
    engine.dispose()

    said = portal("serve", "--port", free_port())

    assert said.code == 1
    assert "portal db upgrade" in said.err


def test_plugin_that_is_dropped_in_needs_nothing_but_a_start(place: Place, portal: Run) -> None:
    assert portal("init").code == 0
    shutil.copytree(ROOT / "tests" / "plugins" / "toy", place.plugins / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    assert portal("check").code == 1

    with running(place):
        assert portal("check").code == 0


def test_request_that_hangs_ends_its_worker_and_the_next_is_answered() -> None:
    port = free_port()
    command = [sys.executable, "-c", HANGING, port]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"

        with pytest.raises((urllib.error.URLError, ConnectionError)):
            OPENER.open(f"http://127.0.0.1:{port}/hang", timeout=60)
        with OPENER.open(f"http://127.0.0.1:{port}/good", timeout=60) as answer:
            assert answer.read() == b"good"

        server.terminate()
        assert server.wait(30) == 0


def test_calculator_that_does_not_end_ends_its_worker_and_its_plugin_is_set_aside(demo: tuple[Path, dict[str, str]]) -> None:
    folder, extra = demo
    write_bad(Path(extra["PORTAL_PLUGINS_PATH"]), LOOPS)
    engine = make_engine(f"sqlite:///{folder / 'var' / 'portal.db'}")
    with Session(engine) as session:
        of_coordinator = select(Post.organisation_id).where(Post.role == "county.coordinator")
        session.scalars(select(Organisation).where(Organisation.id.in_(of_coordinator))).one().plugins = ["loops"]
        session.commit()

    with running_portal(folder, extra, "--request-seconds", "2") as portal:
        coordinator, administrator = signed_in(portal, "coordinator"), signed_in(portal, "sysadmin")
        with pytest.raises(ConnectionError):
            coordinator("/calculators/loops.t/turn", sum="1")
        register = coordinator("/cases/")
        looks = (administrator("/admin/plugins/") for _ in range(100))  # the first process writes it down when it hears of it
        page = next((page for page in looks if "2 秒没有做完" in page), "")

    assert "案件" in register
    assert REMEDIES[Fault.HUNG] in page
    failure = Failure.read(plugin_states.decided(engine).quarantined["loops"])
    engine.dispose()
    assert failure is not None
    assert (failure.fault, failure.said["seconds"]) == (LOOPS.fault, "2")
    assert [part for part in LOOPS.told if part not in str(failure)] == []


def signed_in(portal: RunningPortal, account: str) -> Callable[..., str]:
    """Return a browser as a function: the text of a page, or of what is answered to a form."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
    token = ""

    def ask(path: str, **form: str) -> str:
        nonlocal token
        data = urllib.parse.urlencode({**form, "csrf_token": token}).encode() if form else None
        with opener.open(f"{portal.url}{path}", data, timeout=60) as answer:
            page: str = answer.read().decode()
        token = page.partition('name="csrf-token" content="')[2].partition('"')[0]
        return page

    ask("/login/")
    ask("/login/", account=account, password=portal.password)
    return ask


@contextmanager
def running(place: Place) -> Iterator[None]:
    """Serve the installation until the block ends."""
    command = portal_command("serve", "--port", free_port(), "--workers", "1")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        assert "诉源已启动" in server.stdout.readline()
        yield
        server.terminate()
        assert server.wait(30) == 0


def free_port() -> str:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def processes_of(folder: Path) -> list[str]:
    """Return the command lines of the processes whose data lies in the folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"PORTAL_DATA_DIR={folder / 'var'}".encode() in (place / "environ").read_bytes().split(b"\0"):
                found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it ended while we looked, or is somebody else's
    return [command for command in found if command]
