"""The lines of the process log."""

from __future__ import annotations

import logging

import pytest

from portal.cli.log_lines import LogLine


def line(message: str, created: float = 0.0) -> str:
    record = logging.LogRecord("portal.web.failures", logging.ERROR, "failures.py", 1, message, None, None)
    record.created, record.msecs = created, 0.0
    return LogLine().format(record)


def test_line_says_when_in_utc_how_grave_and_where() -> None:
    assert line("error ab12") == "1970-01-01T00:00:00.000Z ERROR portal.web.failures: error ab12"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("x\n1970-01-01T00:00:00Z INFO portal: all is well", "x\n  1970-01-01T00:00:00Z INFO portal: all is well"),
        ("x\rINFO", "x\\x0dINFO"),
        ("x\x1b[2Jy", "x\\x1b[2Jy"),
        ("x\x85y", "x\\x85y"),
        ("中文 stays", "中文 stays"),
    ],
)
def test_nothing_within_a_message_begins_a_line_of_its_own(message: str, told: str) -> None:
    assert line(message).partition("failures: ")[2] == told
