"""While a plugin is tried it may change nothing: no file, no database, no network, no other program.

Python tells every such call before it happens (`sys.addaudithook`). The hook cannot be taken out again, so it belongs into a
process that ends afterwards.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from portal.hooks.faults import Failure, Fault, PluginFailed

_FORBIDDEN = frozenset(
    {
        *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
        *("os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.startfile", "subprocess.Popen"),
        *("socket.connect", "socket.bind", "socket.sendto", "sqlite3.connect"),
    }
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_IN_MEMORY = ":memory:"


def refuse_writing(folder: Path) -> Callable[[], Failure | None]:
    """Refuse every change from now on; the returned function says what was tried first, also where the refusal was caught."""
    tried: list[Failure] = []

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if not _changes(event, given):
            return
        target = given[0] if given and isinstance(given[0], (str, bytes, os.PathLike)) else ""
        error = PluginFailed(Fault.WRITES, where=_where(folder), what=f"{event}({os.fsdecode(target) if target else ''})")
        tried.append(error.failure)
        raise error

    sys.addaudithook(hook)
    return lambda: tried[0] if tried else None


def _changes(event: str, given: tuple[Any, ...]) -> bool:
    if event == "open":
        path, _mode, flags = given
        return not isinstance(path, int) and path != os.devnull and bool(flags & _WRITES)
    return event in _FORBIDDEN and not (event == "sqlite3.connect" and given[0] == _IN_MEMORY)


def _where(folder: Path) -> str:
    """Return the line of the plugin that is being run."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(folder):
            return f"{file.relative_to(folder)}:{frame.f_lineno}"
        frame = frame.f_back
    return ""
