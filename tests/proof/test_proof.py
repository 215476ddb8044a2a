"""The separation of the core, proved on both databases with the proof's own sector; with all plugins in `tests/cli`."""

from __future__ import annotations

import pytest

from portal.config import Config
from portal.errors import ConfigError
from portal.proof.proving import Proof
from portal.proof.throwaway import throwaway
from tests.proof.conftest import Prove
from tests.rig.databases import postgres_database

BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(scope="module", params=BOTH)
def proof(request: pytest.FixtureRequest, proves: Prove, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """One proof on each database, without plugins."""
    folder = tmp_path_factory.mktemp("plugins")
    if request.param == "sqlite":
        return proves(folder)
    with postgres_database(migrated=False) as url:
        return proves(folder, url)


@pytest.mark.slow
def test_separation_holds(proof: Proof) -> None:
    assert list(proof.failures) == []


@pytest.mark.slow
def test_every_class_and_every_kind_of_field_is_planted(proof: Proof) -> None:
    assert {what for what in proof.matters if what.startswith("case")} == {f"case P{n}" for n in range(5)}
    kinds = ("text", "long_text", "id_number", "phone", "credit_code", "plate", "money")
    assert {f"details {kind}" for kind in kinds} <= set(proof.kinds)
    assert proof.held_back == ()


@pytest.mark.slow
def test_every_route_is_asked_as_everybody_who_walks(proof: Proof) -> None:
    asked = {route.split(" ")[1] for route in proof.answers}
    by_route = {
        rule: {visitor for route, by in proof.answers.items() if route.endswith(f" {rule}") for visitor in by}
        for rule in proof.routes
    }
    walking = {name for name in proof.visitors if "foreign" not in name and "below" not in name and "key" not in name}

    assert set(proof.routes) <= asked
    assert {rule: walking - who for rule, who in by_route.items() if walking - who} == {}


def test_database_that_holds_anything_is_refused(sqlite_url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("refused")
    config = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_KEYS_DIR": str(folder / "keys")})

    with pytest.raises(ConfigError, match="空的数据库"), throwaway(config, sqlite_url):
        pass


def test_nothing_of_the_real_installation_is_named_by_the_throwaway_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("real")
    real = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_KEYS_DIR": str(folder / "keys")})

    with throwaway(real, None) as (config, engine):
        named = repr(config) + config.database_owner_url + (config.secret_key or "") + str(engine.url)

    assert str(folder) not in named
    assert config.database_owner_url == config.database_url
