"""查毒: lets a configured command look at a file. It reads the content from its standard input and answers by its exit code."""

from __future__ import annotations

import subprocess  # nosec B404
from collections.abc import Iterable, Sequence
from enum import StrEnum
from threading import Timer

LONGEST = 60.0
"""Seconds for one file; a scanner that takes longer has not looked."""

_CLEAN, _INFECTED = 0, 1


class Verdict(StrEnum):
    """What is known of a file. Only a clean one is given out; one that could not be looked at waits."""

    CLEAN = "clean"
    INFECTED = "infected"
    PENDING = "pending"


def scan(command: Sequence[str], content: Iterable[bytes], *, longest: float = LONGEST) -> Verdict:
    """Return what the scanner says; a scanner that fails, or takes too long, has said nothing."""
    try:
        running = subprocess.Popen(  # noqa: S603 - the operator's own command, in words, read by no shell  # nosec B603
            list(command), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return Verdict.PENDING
    end = Timer(longest, running.kill)
    end.start()
    try:
        assert running.stdin is not None
        try:
            with running.stdin as into:
                for piece in content:
                    into.write(piece)
        except BrokenPipeError:
            pass  # it has seen enough
        code = running.wait()
    finally:
        end.cancel()
        if running.poll() is None:
            running.kill()
            running.wait()
    return {_CLEAN: Verdict.CLEAN, _INFECTED: Verdict.INFECTED}.get(code, Verdict.PENDING)
