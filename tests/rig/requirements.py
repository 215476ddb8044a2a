"""What the machine must provide for some tests, and what happens when it does not.

Without PostgreSQL, Chromium or Chinese fonts the tests that need them are left out, and the run says so at its end.
`PORTAL_TEST_REQUIRE=postgres,chromium,fonts` turns absence into a failure before the first test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.papers.fonts import FOLDERS, PACKAGE, has_fonts


@dataclass(frozen=True)
class Requirement:
    """A program outside Python: its name, how it is found, and how Debian provides it."""

    name: str
    title: str
    debian: str
    find: Callable[[], Path | None]

    def path(self) -> Path:
        """Return where it is; skip the asking test when it is nowhere."""
        found = self.find()
        if found is None:
            pytest.skip(f"{self.title} is not on this machine (apt-get install {self.debian})")
        return found


def postgres_binaries() -> Path | None:
    """Return the folder with `initdb` and `postgres`, the newest version first."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    if installed:
        return installed[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def chromium() -> Path | None:
    """Return the browser of the system, never one downloaded for the occasion."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return Path(found) if found else None


def fonts() -> Path | None:
    """Return a folder of fonts, when it holds the Chinese ones a pdf embeds."""
    return FOLDERS[0] if has_fonts() else None


REQUIREMENTS: Mapping[str, Requirement] = {
    "postgres": Requirement("postgres", "PostgreSQL", "postgresql-15", postgres_binaries),
    "chromium": Requirement("chromium", "Chromium", "chromium fonts-noto-cjk", chromium),
    "fonts": Requirement("fonts", "Chinese fonts", PACKAGE, fonts),
}


def absent() -> tuple[Requirement, ...]:
    """Return what this machine lacks."""
    return tuple(requirement for requirement in REQUIREMENTS.values() if requirement.find() is None)


def refuse_when_required_and_absent() -> None:
    """Stop the run when `PORTAL_TEST_REQUIRE` names something unknown or something this machine lacks."""
    required = {name.strip() for name in os.environ.get("PORTAL_TEST_REQUIRE", "").split(",") if name.strip()}
    unknown = sorted(required - set(REQUIREMENTS))
    if unknown:
        raise pytest.UsageError(f"PORTAL_TEST_REQUIRE knows {', '.join(REQUIREMENTS)}, not {', '.join(unknown)}")
    for requirement in absent():
        if requirement.name in required:
            raise pytest.UsageError(
                f"PORTAL_TEST_REQUIRE={requirement.name}, but {requirement.title} is absent: apt-get install {requirement.debian}"
            )
