"""A proof in a folder of its own, with the plugins of another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.config import Config
from portal.proof.breadth import Breadth
from portal.proof.proving import Proof, prove
from portal.proof.throwaway import throwaway
from tests.store.county import NOW

Prove = Callable[..., Proof]


@pytest.fixture(scope="module")
def proves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prove]:
    """Prove with the plugins of a folder, on SQLite or in an empty database that is named."""
    package = sys.modules.get("portal_plugins")
    places = list(package.__path__) if package else []
    before = {name: module for name, module in sys.modules.items() if name.startswith("portal_plugins")}

    def run(plugins: Path, breadth: Breadth, database_url: str | None = None) -> Proof:
        folder = tmp_path_factory.mktemp("proof")
        environment = {
            "PORTAL_DATA_DIR": str(folder / "var"),
            "PORTAL_KEYS_DIR": str(folder / "keys"),
            "PORTAL_PLUGINS_PATH": str(plugins),
        }
        with throwaway(Config.from_env(environment), database_url) as (config, engine):
            return prove(config, engine, now=NOW, breadth=breadth)

    yield run
    for name in [name for name in sys.modules if name.startswith("portal_plugins")]:
        del sys.modules[name]
    sys.modules.update(before)
    if package is not None:
        package.__path__ = places
