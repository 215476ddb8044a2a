"""The trial: each plugin is tried in a child process with a time limit before any worker loads it.

What passed is remembered under the content of the plugin's folder and of the portal's own code, so a warm start tries
nothing. What failed is tried again at every start.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.hooks.discovery import Found

TIME_LIMIT_SECONDS = 20.0

_PORTAL = Path(__file__).resolve().parent.parent
_JUDGES = ("declare", "engine", "hooks", "errors.py", "sdk.py")  # code whose change may change a verdict
_LEFT_OUT = frozenset({"__pycache__", "tests"})


@dataclass(frozen=True)
class Trial:
    """How plugins are tried. `kept` is the folder of passed verdicts, `folders` those the plugins are found in."""

    kept: Path
    folders: tuple[Path, ...]
    today: date
    time_limit: float = TIME_LIMIT_SECONDS

    def reasons(self, found: Sequence[Found]) -> dict[str, str]:
        """Return for each plugin why it cannot be taken; an empty text means that it passed."""
        code = _digest(_files(*(_PORTAL / name for name in _JUDGES)), _PORTAL)
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
            return dict(zip((f.key for f in found), pool.map(lambda f: self._reason(f, code), found), strict=True))

    def _reason(self, found: Found, code: str) -> str:
        content = f"{code} {_digest(_files(found.folder), found.folder)} {sys.version}"
        passed = hashlib.sha256(content.encode()).hexdigest()
        note = self.kept / f"{found.key}.passed"
        if note.is_file() and note.read_text(encoding="ascii") == passed:
            return ""
        reason = self._try(found)
        if not reason:
            self.kept.mkdir(parents=True, exist_ok=True)
            draft = note.with_suffix(f".{os.getpid()}")
            draft.write_text(passed, encoding="ascii")
            draft.replace(note)
        return reason

    def _try(self, found: Found) -> str:
        job = {
            "key": found.key,
            "module": found.module,
            "folder": str(found.folder),
            "folders": [str(folder) for folder in self.folders],
            "today": self.today.isoformat(),
        }
        paths = os.pathsep.join((str(_PORTAL.parent), *(p for p in sys.path if p)))  # what this process can import, the child can
        with subprocess.Popen(
            [sys.executable, "-m", "portal.hooks.trial_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            start_new_session=True,
        ) as child:
            try:
                verdict, _ = child.communicate(json.dumps(job).encode(), timeout=self.time_limit)
            except subprocess.TimeoutExpired:
                return f"试运行 {self.time_limit:g} 秒没有结束"
            finally:
                _end_all(child.pid)
        try:
            return str(json.loads(verdict)["reason"])
        except ValueError:
            return f"试运行时进程意外结束（退出码 {child.returncode}）"


def _end_all(session: int) -> None:
    """End the child and whatever it started."""
    try:
        os.killpg(session, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it ended by itself and left nobody behind


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
