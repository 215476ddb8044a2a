"""One run of pytest: a folder that all its workers share, locks, and a watchman that tidies up when the run is over.

The controlling process makes the folder and names it in the environment, which its workers inherit. The watchman is a
tiny process outside pytest that waits for the controlling process to end, by whatever end, runs what was left with
`when_over`, and removes the folder.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FOLDER_VARIABLE = "SUYUAN_TEST_RUN"

_WATCHMAN = """
(
    while kill -0 "$1" 2>/dev/null; do sleep 0.2; done
    for step in "$2"/when-over/*; do [ -f "$step" ] && sh "$step"; done
    rm -rf "$2"
) >/dev/null 2>&1 </dev/null &
"""


def open_run() -> None:
    """Make the folder of this run and post its watchman; called by the controlling process only."""
    # A short path: the socket of PostgreSQL stands in it, and its name may have about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="suyuan-", dir="/tmp" if os.access("/tmp", os.W_OK) else None))
    folder.chmod(0o711)  # another user must be able to pass through to what is his
    (folder / "when-over").mkdir(mode=0o700)
    os.environ[FOLDER_VARIABLE] = str(folder)
    watchman = ["sh", "-c", _WATCHMAN, "watchman", str(os.getpid()), str(folder)]
    subprocess.run(watchman, check=True, start_new_session=True, cwd="/")


def run_folder() -> Path:
    """Return the folder shared by all workers of this run."""
    return Path(os.environ[FOLDER_VARIABLE])


def when_over(name: str, command: Sequence[str]) -> None:
    """Leave a command for the watchman, to be run when the run is over, even if pytest is killed."""
    (run_folder() / "when-over" / name).write_text(shlex.join(command) + "\n", encoding="utf-8")


@contextmanager
def only_one_worker(what: str) -> Iterator[Path]:
    """Hold the lock called `what` among all workers; gives a folder of that name for what is made under it."""
    folder = run_folder() / what
    with (run_folder() / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder.mkdir(mode=0o711, exist_ok=True)
        yield folder


def copied(source: Path, target: Path) -> Path:
    """Return `target`, a copy of the file or folder `source` that was made once for the whole run."""
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)
    return target
