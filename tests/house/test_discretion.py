"""The repository speaks of the portal only: no machine's folders, no registries, no conflict left behind."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.sources import ROOT, files, named

# Put together here, so that this file does not itself hold what it looks for.
INDISCREET = re.compile(
    "|".join(
        (
            r"(?<![\w.])/wo" + r"rk/",
            r"(?<![\w.])/fa" + r"rm/",
            r"/ho" + r"me/[a-z]+/",
            r"\.\./sha" + r"red\b",
            r"py" + r"pi\.org",
            r"pythonho" + r"sted",
            r"npm" + r"js\.(?:org|com)",
            r"^<{7} |^>{7} ",
        )
    ),
    re.MULTILINE,
)
READABLE = (".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".po", ".json", ".cfg", ".ini", ".mako", ".yml", ".svg")


def _readable() -> list[Path]:
    return [*files(".", suffixes=READABLE), ROOT / "Makefile", ROOT / ".ci/run"]


def test_no_file_speaks_of_one_machine_or_of_a_registry() -> None:
    found = [
        f"{named(path)}: {hit.group()}" for path in _readable() for hit in INDISCREET.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
