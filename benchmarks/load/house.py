"""The portal under load: a demo county in a folder of its own, accounts for everybody who will work, the real server."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from portal.access.accounts import create_account
from portal.access.passwords import hash_password
from portal.cli.opening import Installation
from portal.hooks.examples import example_body
from portal.store.tables.people import Post, Staff
from portal.web.forms.posted import flat
from tests.rig.servers import DEMO_PASSWORD, portal_command, portal_environment

WORKING = frozenset({"clerk", "mediator", "head"})
"""Roles of the sectors whose people register and handle cases."""
EVERY_SECONDS = 1.0
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class House:
    """A county that is ready, who works in it, and the filled forms of the types there are."""

    folder: Path
    extra: Mapping[str, str]
    accounts: tuple[str, ...]
    examples: Mapping[str, Mapping[str, str | list[str]]]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the portal on this county."""
        environment = portal_environment(self.folder, self.extra)
        return subprocess.run(
            portal_command(*command), env=environment, cwd=self.folder, capture_output=True, text=True, check=False
        )


def furnish(folder: Path, people: int, database_url: str | None) -> House:
    """Make the demo county, and accounts for so many who handle cases.

    Raises:
        SystemExit: the county cannot be made, or has not so many people.
    """
    extra = {} if database_url is None else {"PORTAL_DATABASE_URL": database_url, "PORTAL_SECRET_KEY": "of a load test " * 4}
    made = House(folder, extra, (), {}).run("init", "--demo", "small")
    if made.returncode:
        raise SystemExit(made.stderr)
    os.environ.update(portal_environment(folder, extra))
    installation = Installation()
    accounts = _accounts(installation, people)
    if len(accounts) < people:
        raise SystemExit(f"the demo county has {len(accounts)} people who handle cases, {people} were asked for")
    examples = _examples(installation)
    installation.engine.dispose()
    return House(folder, extra, accounts, examples)


def _accounts(installation: Installation, people: int) -> tuple[str, ...]:
    hashed = hash_password(DEMO_PASSWORD)
    found: list[str] = []
    with installation.at_task("people", write=True) as uow:
        rows = uow.session.execute(
            select(Staff, Post.role)
            .join(Post, (Post.county_code == Staff.county_code) & (Post.staff_id == Staff.id))
            .order_by(Staff.user_id.is_(None), Staff.id)
        ).all()
        for staff, role in rows:
            if len(found) == people or role.rpartition(".")[2] not in WORKING or role.startswith("county."):
                continue
            account = f"load{len(found):03d}"
            staff.user_id = create_account(uow.session.connection(), account, staff.name, hashed)
            found.append(account)
    return tuple(found)


def _examples(installation: Installation) -> dict[str, dict[str, str | list[str]]]:
    return {
        f"{plugin.key}.{case_type.key}": {
            name: [str(one) for one in value] if isinstance(value, list) else _written(value)
            for name, value in flat(example_body(case_type, installation.today)).items()
            if value is not None
        }
        for plugin in installation.registry.plugins.values()
        for case_type in plugin.case_types
    }


def _written(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


class Memory:
    """Looks every second how many megabytes the processes of the server hold, each counted by itself."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._seen: list[float] = []
        self._over = threading.Event()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look while the block runs."""
        looking = threading.Thread(target=self._look, daemon=True)
        looking.start()
        try:
            yield
        finally:
            self._over.set()
            looking.join()

    def told(self) -> tuple[float, float, float]:
        """Return the megabytes in the first, the middle and the last tenth of the time."""
        tenth = max(len(self._seen) // 10, 1)
        middle = len(self._seen) // 2
        parts = (self._seen[:tenth], self._seen[middle : middle + tenth], self._seen[-tenth:])
        first, half, last = (sum(part) / len(part) if part else 0.0 for part in parts)
        return first, half, last

    def _look(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            self._seen.append(sum(map(_resident, _family(self._server))) / 1e6)


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _resident(process: int) -> int:
    try:
        return int(re.split(r"\s+", Path(f"/proc/{process}/statm").read_text(encoding="ascii"))[1]) * _PAGE
    except OSError:
        return 0
