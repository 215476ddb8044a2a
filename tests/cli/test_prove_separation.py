"""`portal prove-separation` with every plugin that is shipped: green, told without a single value, and without real data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal.proof.canaries import MARK
from tests.cli.conftest import Place, Run

SHIPPED = Path(__file__).resolve().parents[2] / "plugins"


@pytest.mark.slow
def test_separation_holds_with_every_shipped_plugin(place: Place, portal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PLUGINS_PATH", str(SHIPPED))

    said = portal("prove-separation", "--every", "40", "--json")
    proof = json.loads(said.out)

    assert proof["failures"] == []
    assert said.code == 0
    assert MARK not in said.out + said.err
    assert {folder.name for folder in SHIPPED.iterdir() if (folder / "__init__.py").is_file()} <= {
        visitor.partition(".")[0] for visitor in proof["visitors"]
    }
    assert set(proof["commands"]) >= {"portal audit export", "portal cases export", "portal stats form-a"}
    assert not (place.folder / "var").exists()


def test_database_with_a_portal_in_it_is_refused_in_one_line(portal: Run, sqlite_url: str) -> None:
    said = portal("prove-separation", "--database", sqlite_url)

    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "空的数据库" in said.err
