"""The separation of the core, proved on PostgreSQL with the proof's own sector; on SQLite with all plugins by `make check`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.config import Config
from portal.errors import ConfigError
from portal.proof.breadth import Breadth
from portal.proof.proving import Proof
from portal.proof.throwaway import throwaway
from tests.proof.conftest import Prove
from tests.rig.databases import postgres_database

SAMPLE = Breadth(every=12)
"""With `portal prove-separation` everything is asked; here so much that each route is asked by some."""


@pytest.fixture(scope="module")
def proof(proves: Prove, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proof]:
    """One proof without plugins on PostgreSQL, where all three walls stand."""
    with postgres_database(migrated=False) as url:
        yield proves(tmp_path_factory.mktemp("plugins"), SAMPLE, url)


@pytest.mark.proof
@pytest.mark.postgres
def test_separation_holds(proof: Proof) -> None:
    assert list(proof.failures) == []


@pytest.mark.proof
@pytest.mark.postgres
def test_every_class_and_every_kind_of_field_is_planted(proof: Proof) -> None:
    assert {what for what in proof.matters if what.startswith("case")} == {f"case P{n}" for n in range(5)}
    kinds = ("text", "long_text", "id_number", "phone", "credit_code", "plate", "money")
    assert {f"details {kind}" for kind in kinds} <= set(proof.kinds)
    assert proof.held_back == ()


@pytest.mark.proof
@pytest.mark.postgres
def test_every_route_is_asked_and_everybody_asks(proof: Proof) -> None:
    by_route = {
        rule: {visitor for route, by in proof.answers.items() if route.endswith(f" {rule}") for visitor in by}
        for rule in proof.routes
    }

    assert {rule: who for rule, who in by_route.items() if not who} == {}
    assert set().union(*by_route.values()) == set(proof.visitors)
    assert set(proof.commands) >= {"portal audit export", "portal cases export", "portal stats form-a"}


@pytest.mark.parametrize("every", [1, 5, 12])
@pytest.mark.parametrize("seed", [0, 3])
def test_all_together_try_every_method_of_every_route(every: int, seed: int) -> None:
    breadth = Breadth(every=every, seed=seed)

    for what in ("GET /cases", "POST /cases/<uuid:case_id>/parties"):
        turns = [number for number in range(every * 2) if breadth.turn(number, what)]
        assert len(turns) == 2
        assert turns[1] - turns[0] == every


def test_with_nothing_left_out_it_is_everybody_s_turn() -> None:
    assert all(Breadth(full=True, every=9).turn(number, "GET /", of=9) for number in range(30))


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
