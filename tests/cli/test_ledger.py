"""`portal cases import`: a ledger is checked, written whole, and not taken twice without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal.cli.words import in_words
from portal.engine.days import china_today
from portal.engine.ledger.written import Cells, written
from portal.hooks.examples import example_body
from portal.reading.ledger_template import template
from portal.store.unit_of_work import utc_now
from portal_plugins.trade_union.case_types.unpaid_wages import UNPAID_WAGES
from tests.cli.conftest import Place, Run

SHIPPED = Path(__file__).resolve().parents[2] / "plugins"
TYPE = "trade_union.unpaid_wages"


@pytest.fixture
def ledger(place: Place, portal: Run) -> Path:
    """Two cases as a workbook, beside a demo county with the unions in it."""
    (place.plugins / "trade_union").symlink_to(SHIPPED / "trade_union")
    assert portal("init", "--demo", "small").code == 0
    return place.folder / "ledger.xlsx"


def cells(**more: str) -> Cells:
    today = china_today(utc_now())
    body = {**example_body(UNPAID_WAGES, today), "accepted_on": str(today), "source": "application"}
    return {**written(body, UNPAID_WAGES), **more}


def write(ledger: Path, *rows: Cells) -> None:
    with in_words("zh"):
        ledger.write_bytes(template(UNPAID_WAGES, "trade_union", china_today(utc_now()), rows))


def test_a_ledger_is_imported_from_the_command_line(ledger: Path, portal: Run) -> None:
    def imported(*more: str) -> tuple[int, int, int, int]:
        said = portal("cases", "import", str(ledger), "--as", "union_clerk", "--type", TYPE, "--json", *more)
        told = json.loads(said.out)
        return said.code, told["rows"], told["imported"], len(told["problems"])

    write(ledger, cells(), cells(accepted_on="去年"))
    assert imported("--confirm") == (1, 2, 0, 1)
    write(ledger, cells(), cells())
    assert imported("--dry-run", "--confirm") == (0, 2, 0, 0)
    assert imported("--confirm") == (0, 2, 2, 0)
    assert imported() == (1, 0, 0, 1)  # the same ledger again is asked about
    assert portal("audit", "verify").code == 0
