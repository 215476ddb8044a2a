"""The real portal, running: `portal serve --demo` in a process of its own, on a free loopback port, with its own folder.

The demo county is made once per run and copied for each server, because making it takes many seconds and copying none.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.rig.run import copied, only_one_worker

DEMO_PASSWORD = "demo-Linze-620723"
START_SECONDS = 90
_NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class RunningPortal:
    """A running portal: its address, its folders, the one password of its demo people, and its first process."""

    url: str
    folder: Path
    password: str
    process: int

    @property
    def log(self) -> str:
        """What the server wrote so far."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


def portal_command(*arguments: str) -> list[str]:
    """Return the command line that runs `portal` with this interpreter."""
    return [sys.executable, "-m", "portal.cli", *arguments]


def portal_environment(folder: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which the portal keeps everything below `folder`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return inherited | {
        "PORTAL_DATA_DIR": str(folder / "var"),
        "PORTAL_KEYS_DIR": str(folder / "var-keys"),
        "PORTAL_DEMO_PASSWORD": DEMO_PASSWORD,
        **(extra or {}),
    }


def demo_folder() -> Path:
    """Return the folder with the demo county (`var`, `var-keys`), made once per run. Copy it, never serve from it."""
    with only_one_worker("demo") as folder:
        made = folder / "made"
        if not made.exists():
            draft = folder / "draft"
            draft.mkdir()
            command = portal_command("init", "--demo", "small")
            done = subprocess.run(command, env=portal_environment(draft), cwd=draft, capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(f"portal init --demo small failed: {done.stderr[-4000:]}")
            draft.rename(made)
        return made


@contextmanager
def running_portal(folder: Path, extra: Mapping[str, str] | None = None, *options: str) -> Iterator[RunningPortal]:
    """Serve a copy of the demo county from `folder` and stop when done; `extra` adds to its environment, `options` to `serve`."""
    if not (folder / "var").exists():
        for name in ("var", "var-keys"):
            copied(demo_folder() / name, folder / name)
    port = _free_port()
    command = portal_command("serve", "--demo", "--port", str(port), "--workers", "2", *options)
    environment = portal_environment(folder, extra)
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    portal = RunningPortal(f"http://127.0.0.1:{port}", folder, DEMO_PASSWORD, process.pid)
    try:
        _wait_until_ready(process, portal)
        yield portal
    finally:
        _stop(process)


def _wait_until_ready(process: subprocess.Popen[bytes], portal: RunningPortal) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"portal serve ended with {process.returncode}:\n{portal.log[-4000:]}")
        try:
            with _NO_PROXY.open(f"{portal.url}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)  # waiting for a process of the system, not for a result of a test
    raise RuntimeError(f"portal serve was not ready after {START_SECONDS} s:\n{portal.log[-4000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for signal_number, patience in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
        if process.poll() is None:
            os.killpg(process.pid, signal_number)
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
    if process.poll() is None:
        raise RuntimeError("portal serve does not stop")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
