"""`portal prove-separation` as a command: green, told without a single value, and without real data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal.proof.canaries import MARK
from tests.cli.conftest import Place, Run

PLUGIN = Path(__file__).resolve().parents[2] / "plugins/property_mediation"


@pytest.mark.slow
def test_separation_holds_with_a_plugin_below_one_address(place: Place, portal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every shipped plugin and every address it is proved by `make check`, which runs this very command."""
    place.plugins.joinpath(PLUGIN.name).symlink_to(PLUGIN)
    monkeypatch.setenv("PORTAL_PLUGINS_PATH", str(place.plugins))

    said = portal("prove-separation", "--every", "40", "--under", "/consultations", "--json")
    proof = json.loads(said.out)

    assert proof["failures"] == []
    assert said.code == 0
    assert MARK not in said.out + said.err
    assert any(visitor.startswith(f"{PLUGIN.name}.") for visitor in proof["visitors"])
    assert not (place.folder / "var").exists()


def test_database_with_a_portal_in_it_is_refused_in_one_line(portal: Run, sqlite_url: str) -> None:
    said = portal("prove-separation", "--database", sqlite_url)

    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "空的数据库" in said.err
