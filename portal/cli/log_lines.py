"""How the lines of the process log look: when, how grave, where from, what; and no message can pass for another line."""

from __future__ import annotations

import logging
import time

FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s"
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) != "\n"}


class LogLine(logging.Formatter):
    """One entry: the moment in UTC, and whatever follows the first line set in, so that it begins no entry of its own."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__(FORMAT, "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """Return the entry as text."""
        lines = super().format(record).translate(_CONTROLS).split("\n")
        return "\n".join([lines[0], *(f"  {line}" for line in lines[1:])])


def begin_log() -> None:
    """Let warnings and worse be written to standard error in this form."""
    to_stderr = logging.StreamHandler()
    to_stderr.setFormatter(LogLine())
    logging.basicConfig(level=logging.WARNING, handlers=[to_stderr])
