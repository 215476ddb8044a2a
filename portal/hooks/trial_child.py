"""The process of a trial: for each plugin a fork of its own imports it, asks it for its value and looks whether the portal
could live with it.

Started as `python -m portal.hooks.trial_child`, with the job as JSON on standard input and the verdicts as JSON on standard
output. What the trials need is imported once, before the forks. Whatever a plugin prints goes to standard error.
"""

from __future__ import annotations

import importlib
import json
import os
import selectors
import signal
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from portal.hooks.discovery import Found, mount
from portal.hooks.faults import Failure, Fault
from portal.hooks.trying import try_plugin

FRONT_DOOR = "portal.sdk"
"""What nearly every plugin imports. The portal itself does not need it; here it is imported once for all forks."""

AT_ONCE = min(4, os.cpu_count() or 1)


@dataclass
class _Running:
    """A trial under way in a fork."""

    found: Found
    pid: int
    until: float
    said: bytearray = field(default_factory=bytearray)


def main() -> None:
    """Read the job, try the plugins, print the verdicts."""
    verdicts = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    job = json.load(sys.stdin)
    importlib.import_module(FRONT_DOOR)
    mount([Path(folder) for folder in job["folders"]])
    found = [Found(key, module, Path(folder)) for key, module, folder in job["plugins"]]
    failures = _try_all(found, date.fromisoformat(job["today"]), job["seconds"])
    json.dump({key: failure.written if failure else "" for key, failure in failures.items()}, verdicts)
    verdicts.close()


def _try_all(plugins: Sequence[Found], today: date, seconds: float) -> dict[str, Failure | None]:
    waiting, failures = deque(plugins), dict[str, Failure | None]()
    with selectors.DefaultSelector() as selector:
        while waiting or selector.get_map():
            while waiting and len(selector.get_map()) < AT_ONCE:
                pipe, running = _begin(waiting.popleft(), today, seconds)
                selector.register(pipe, selectors.EVENT_READ, running)
            there = [key.data for key in selector.get_map().values()]
            soonest = min(running.until for running in there)
            ready = selector.select(max(0.0, soonest - time.monotonic()))
            for key, _events in ready:
                more = os.read(key.fd, 65536)
                key.data.said.extend(more)
                if not more:
                    selector.unregister(key.fd)
                    failures[key.data.found.key] = _ended(key.fd, key.data)
            for key in [key for key in selector.get_map().values() if key.data.until <= time.monotonic()]:
                selector.unregister(key.fd)
                _ended(key.fd, key.data)
                failures[key.data.found.key] = Failure.of(Fault.HANGS, seconds=f"{seconds:g}")
    return failures


def _begin(found: Found, today: date, seconds: float) -> tuple[int, _Running]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _in_fork(found, today, writing)
    os.close(writing)
    return reading, _Running(found, pid, time.monotonic() + seconds)


def _in_fork(found: Found, today: date, writing: int) -> None:
    """Try one plugin and end this process, however the plugin wants to end it."""
    code = 1
    try:
        os.setsid()
        failure = try_plugin(found, today)
        os.write(writing, (failure.written if failure else "{}").encode())
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    finally:
        os._exit(code)


def _ended(pipe: int, running: _Running) -> Failure | None:
    """Let go of a fork and of whatever it started, and return its verdict."""
    os.close(pipe)
    try:
        os.killpg(running.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it ended by itself and left nobody behind
    _, status = os.waitpid(running.pid, 0)
    if not running.said:
        return Failure.of(Fault.DIES, code=os.waitstatus_to_exitcode(status))
    return Failure.read(running.said.decode())


if __name__ == "__main__":
    main()
