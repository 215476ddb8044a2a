"""The trial: each plugin is tried in a process of its own with a time limit before any worker loads it.

What passed is remembered under the content of the plugin's folder and of the portal's own code, so a warm start tries
nothing. What failed is tried again at every start.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.hooks.discovery import Found
from portal.hooks.faults import Failure, Fault

TIME_LIMIT_SECONDS = 20.0

_PORTAL = Path(__file__).resolve().parent.parent
_JUDGES = ("declare", "engine", "hooks", "errors.py", "sdk.py")  # code whose change may change a verdict
_NOT_TOLD = ("PORTAL_", "PG")  # where the data and the keys are is nothing a plugin needs to be read
_LEFT_OUT = frozenset({"__pycache__", "tests"})


@dataclass(frozen=True)
class Trial:
    """How plugins are tried. `kept` is the folder of passed verdicts, `folders` those the plugins are found in."""

    kept: Path
    folders: tuple[Path, ...]
    today: date
    time_limit: float = TIME_LIMIT_SECONDS

    def failures(self, found: Sequence[Found]) -> dict[str, Failure | None]:
        """Return for each plugin why it cannot be taken; `None` means that it passed."""
        code = _digest(_files(*(_PORTAL / name for name in _JUDGES)), _PORTAL)
        contents = {one.key: self._content(one, code) for one in found}
        untried = [one for one in found if not self._has_passed(one.key, contents[one.key])]
        failures = self._try(untried) if untried else {}
        for one in untried:
            if failures[one.key] is None:
                self._remember(one.key, contents[one.key])
        return {one.key: failures.get(one.key) for one in found}

    def _content(self, found: Found, code: str) -> str:
        content = f"{code} {_digest(_files(found.folder), found.folder)} {sys.version}"
        return hashlib.sha256(content.encode()).hexdigest()

    def _note(self, key: str) -> Path:
        return self.kept / f"{key}.passed"

    def _has_passed(self, key: str, content: str) -> bool:
        note = self._note(key)
        return note.is_file() and note.read_text(encoding="ascii") == content

    def _remember(self, key: str, content: str) -> None:
        self.kept.mkdir(parents=True, exist_ok=True)
        draft = self._note(key).with_suffix(f".{os.getpid()}")
        draft.write_text(content, encoding="ascii")
        draft.replace(self._note(key))

    def _try(self, found: Sequence[Found]) -> dict[str, Failure | None]:
        job = {
            "plugins": [(one.key, one.module, str(one.folder)) for one in found],
            "folders": [str(folder) for folder in self.folders],
            "today": self.today.isoformat(),
            "seconds": self.time_limit,
        }
        paths = os.pathsep.join((str(_PORTAL.parent), *(p for p in sys.path if p)))  # what this process can import, the child can
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_TOLD)}
        with subprocess.Popen(
            [sys.executable, "-m", "portal.hooks.trial_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**theirs, "PYTHONPATH": paths},
            start_new_session=True,
        ) as child:
            verdicts, _ = child.communicate(json.dumps(job).encode())
        try:
            told = json.loads(verdicts)
        except ValueError:
            told = {}
        died = Failure.of(Fault.DIES, code=child.returncode)
        return {one.key: Failure.read(told[one.key]) if one.key in told else died for one in found}


def _files(*places: Path) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
        else:
            yield from sorted(p for p in place.rglob("*") if p.is_file() and not _LEFT_OUT & set(p.relative_to(place).parts))


def _digest(files: Iterator[Path], root: Path) -> str:
    content = hashlib.sha256()
    for file in files:
        content.update(f"{file.relative_to(root)}\0{file.stat().st_size}\0".encode())
        content.update(file.read_bytes())
    return content.hexdigest()
