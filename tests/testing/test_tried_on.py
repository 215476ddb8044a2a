"""An author tries a plugin on a PostgreSQL server of her own; nothing that is there is touched, and nothing is left behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portal.config import TEST_DATABASE
from portal.errors import ConfigError
from portal.testing.bench import Bench
from portal.testing.kept import tables_go_up_and_down
from portal.testing.locating import located
from portal.testing.tried_on import everything_in, server
from tests.docs.blocks import mounted
from tests.house.sources import ROOT
from tests.rig import postgres


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("sqlite:////tmp/somewhere.db", "要写成 postgresql://"),
        ("postgresql://", "要写成 postgresql://"),
        ("postgresql://nobody:geheim@127.0.0.1:1/nowhere", "连接不上"),
    ],
)
def test_what_cannot_be_tried_on_is_told_in_a_sentence(given: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        server({TEST_DATABASE: given})

    assert "geheim" not in str(caught.value)


@pytest.mark.postgres
def test_kit_tries_on_a_server_and_leaves_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = postgres.cluster()
    name = "somebodys_own"
    cluster.create(name)
    with cluster.connect(name) as there:
        there.execute("CREATE TABLE precious AS SELECT 1 AS id")
        there.execute("CREATE ROLE nobody_here LOGIN PASSWORD 'geheim'")
    plain = cluster.loopback_url(name).replace(f"{postgres.OWNER}:{cluster.password}", "nobody_here:geheim")
    shutil.copytree(ROOT / "tests/plugins/toy", tmp_path / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv(TEST_DATABASE, cluster.loopback_url(name))

    with mounted(tmp_path):
        bench = Bench(located(tmp_path / "toy"))
        assert bench.portal.engine.dialect.name == "postgresql"
        bench.portal.open("tool_loan")
        kept = everything_in(bench.portal.config.database_owner_url)
        found = [str(one) for one in tables_go_up_and_down(bench)]
        bench.close()

    assert bench.portal.example("tool_loan")["summary"].encode() in kept
    assert found == []
    with pytest.raises(ConfigError, match="不是超级用户"):
        server({TEST_DATABASE: plain})
    with cluster.connect(name) as there:
        assert there.execute("SELECT id FROM precious").fetchall() == [(1,)]
        assert there.execute("SELECT datname FROM pg_database WHERE datname LIKE 'suyuan_proof_%'").fetchall() == []
        assert there.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'suyuan_proof_%'").fetchall() == []
        there.execute("DROP ROLE nobody_here")
    cluster.drop(name)
