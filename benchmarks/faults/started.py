"""Starts two servers at once, on an empty and on an older database, kills one of them on the way, and looks what the other made.

Real processes: `portal init` on a database without any table, then, with the schema taken back some revisions, `portal serve`.
Whoever is left must come up, and there must be one installation, as after a start in quiet.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from portal.config import Config
from portal.proof.throwaway import throwaway
from portal.store.database import make_engine
from portal.store.migrate import downgrade

OLDER = "core_0036"
LONGEST_S = 3.0
PATIENCE_S = 120.0
_ROOT = Path(__file__).resolve().parents[2]
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_STANDING = (
    "SELECT version_num FROM alembic_version",
    "SELECT count(*) FROM organisation",
    "SELECT count(*) FROM division WHERE kind = 'county'",
    "SELECT count(*) FROM setting",
    "SELECT count(*) FROM calendar_day",
)
Standing = tuple[object, ...]


@dataclass
class Starts:
    """What the rounds did: how many, in how many whoever was left did not come up whole, and how long the slowest took."""

    rounds: int = 0
    failed: int = 0
    slowest_s: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Whether whoever was left came up, each time."""
        return not self.failed


def start_rounds(url: str, rounds: int, seed: int = 1) -> Starts:
    """Start two at once and kill one of them after a while, on an empty and on an older database; as many times.

    `url` names SQLite, or a server of PostgreSQL as a login that may make databases.
    """
    chance, toll, expected = random.Random(seed), Starts(), None
    for _ in range(rounds):
        with _place(url) as (environment, owner):
            began = time.perf_counter()
            toll.rounds += 1
            left = _survivor(environment, chance, [("init",), ("init",)])[1]
            came_up = left.wait(PATIENCE_S) == 0
            made = _standing(owner)
            expected = expected or made
            downgrade(owner, OLDER)
            ports = (_free_port(), _free_port())
            place, left = _survivor(environment, chance, [("serve", "--demo", f"--port={port}", "--workers=1") for port in ports])
            served = _answers(ports[place], left)
            _kill(left)
            toll.failed += not (came_up and served and made == expected == _standing(owner))
            toll.slowest_s = max(toll.slowest_s, time.perf_counter() - began)
    return toll


@contextmanager
def _place(url: str) -> Iterator[tuple[Mapping[str, str], Engine]]:
    """Give the environment of an installation that is not there yet, and an engine of its owner."""
    with tempfile.TemporaryDirectory(prefix="suyuan-starts-") as folder:
        blank = Config(database_url=url, database_owner_url=url, data_dir=Path(folder) / "var", keys_dir=Path(folder) / "keys")
        with throwaway(blank, None) as (config, _engine):
            clean = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
            owner = make_engine(config.database_owner_url, as_owner=True)
            yield (
                {
                    **clean,
                    "PYTHONPATH": str(_ROOT),
                    "PORTAL_DATABASE_URL": config.database_url,
                    "PORTAL_DATA_DIR": str(config.data_dir),
                    "PORTAL_KEYS_DIR": str(config.keys_dir),
                    "PORTAL_SECRET_KEY": str(config.secret_key),
                    "PORTAL_PLUGINS_PATH": folder,
                },
                owner,
            )
            owner.dispose()


def _survivor(
    environment: Mapping[str, str], chance: random.Random, pair: Sequence[Sequence[str]]
) -> tuple[int, subprocess.Popen[bytes]]:
    """Start two commands at once, kill one with all its children after a while, and return which is left."""
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "portal.cli", *words],
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for words in pair
    ]
    time.sleep(chance.uniform(0.0, LONGEST_S))
    ended = chance.randrange(2)
    _kill(both[ended])
    return 1 - ended, both[1 - ended]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children, those that are left of it as well."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Say whether a server comes up and says that it is ready."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with _OPENER.open(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _standing(owner: Engine) -> Standing:
    """Return where the schema stands, and how much there is of what a first start writes."""
    with owner.connect() as connection:
        return tuple(connection.execute(text(statement)).scalar_one() for statement in _STANDING)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
