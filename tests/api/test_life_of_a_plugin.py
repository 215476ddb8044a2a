"""The life of a plugin with data: dropped in, disabled, enabled, upgraded, gone, back, given up. On both databases."""

from __future__ import annotations

import json
import shutil
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, inspect, text, update
from sqlalchemy.orm import Session

from portal.access.retired_roles import remove_permissions
from portal.access.sync import sync
from portal.errors import PluginError, StoreError
from portal.hooks.registry import PluginCondition, Registry
from portal.store import plugin_states
from portal.store.actors import System
from portal.store.database import WRITES, make_engine
from portal.store.load_case import load_case
from portal.store.migrate import status, upgrade
from portal.store.own_tables import usable
from portal.store.passages import passage
from portal.store.plugin_histories import plugin_histories
from portal.store.retiring import has_tables, retire
from portal.store.tables.people import Post
from portal.store.verify_chains import verify_chains
from tests.api.conftest import Api, body
from tests.api.test_absent_plugin import CASES, TOY, folder, started  # noqa: F401 - a fixture
from tests.plugins.bad import NEIGHBOUR
from tests.plugins.sources import migration, write
from tests.store.county import COUNTY, NOW

SECOND = '''
"""What the toy's second version adds."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "toy_0002", "toy_0001"
branch_labels = depends_on = None


def upgrade():
    op.add_column("toy_tool", sa.Column("kind", sa.String(10), nullable=False, server_default="old"))
    op.execute("UPDATE toy_tool SET kind = 'pump' WHERE name = '水泵'")


def downgrade():
    op.drop_column("toy_tool", "kind")
'''
VERSION_2 = (
    ("version=1,", "version=2, upgrades={1: lambda d: {**d, 'colour': '红' if d['tool'] == 'pump' else '其他'}},"),
    ('Whole("pieces", "件数", unit="件"),', 'Whole("pieces", "件数", unit="件"), Text("colour", "颜色"),'),
    ('title="农具互助会", version="1.2"', 'title="农具互助会", version="2.0"'),
)


@dataclass
class Life:
    """One installation that is started again and again."""

    api: Api
    folder: Path
    owner: Engine
    registry: Registry = field(init=False)
    _now: Api | None = None

    @property
    def now(self) -> Api:
        """The portal as it is since the last start, made when somebody asks it for something."""
        self._now = self._now or self.api.restarted(self.registry)
        return self._now

    def start(self) -> dict[str, PluginCondition]:
        """Start: tables and roles are brought up to date, what cannot be used is left out."""
        for name in [name for name in sys.modules if name.startswith(("portal_plugins.toy", "portal_plugins.shared"))]:
            del sys.modules[name]  # a start reads the files as they are now
        registry = started(self.api, self.folder)
        assert not [state.failed for state in upgrade(self.owner, plugin_histories(registry)) if state.failed]
        sync(self.api.store.engine, registry)
        self.registry, self._now = usable(self.api.store.engine, registry), None
        return {report.key: report.state for report in self.registry.states}

    def sql(self, statement: str) -> list[Any]:
        options = {WRITES: True, **passage("portal.store.migrate")}
        with self.owner.connect().execution_options(**options) as connection, connection.begin():
            done = connection.execute(text(statement))
            return [tuple(row) for row in done] if done.returns_rows else []

    def decide(self, state: PluginCondition | None) -> None:
        engine = self.api.store.engine
        if state is None:
            assert plugin_states.enable(engine, "toy")
        else:
            plugin_states.decide(engine, "toy", state, "由管理员停用", NOW)

    def retire(self, key: str, file: Path) -> dict[str, int]:
        histories = {history.key: history for history in plugin_histories(self.registry)}
        return retire(self.owner, key, "由管理员停用", NOW, tables=(histories[key], file))

    def read(self, case: str, account: str = "toy_clerk") -> dict[str, Any]:
        answer = self.now.program(account).get(f"{CASES}/{case}")
        assert answer.status_code == 200, answer.text
        kept: dict[str, Any] = answer.get_json()
        return kept

    def faults(self) -> list[Any]:
        with self.now.store.begin(System(COUNTY, "audit.verify")) as uow:
            return list(verify_chains(uow)[2])


def copied(life: Life) -> None:
    """Drop the toy in."""
    shutil.copytree(TOY, life.folder / "toy", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def life(api: Api, folder: Path) -> Iterator[Life]:  # noqa: F811
    owner = make_engine(api.store.engine.url, as_owner=True)
    yield Life(api, folder, owner)
    owner.dispose()


def test_plugin_lives_through_everything_with_its_cases_and_rows(life: Life, tmp_path: Path) -> None:
    copied(life)
    assert life.start() == {"toy": PluginCondition.ACTIVE}
    case = life.now.opened(life.now.program("toy_clerk"))["id"]
    life.sql("INSERT INTO toy_tool (id, name) VALUES (1, '水泵'), (2, '犁')")
    before = life.read(case)
    assert before["actions"]

    life.decide(PluginCondition.DISABLED)
    assert life.start() == {"toy": PluginCondition.DISABLED}
    assert (life.read(case)["details"], life.read(case)["actions"]) == (before["details"], [])
    assert life.now.program("toy_clerk").post(CASES, body()).status_code == 422
    life.decide(None)
    assert life.start() == {"toy": PluginCondition.ACTIVE}
    assert life.read(case) == before

    file = life.folder / "toy" / "__init__.py"
    source = file.read_text(encoding="utf-8")
    for old, new in VERSION_2:
        assert old in source
        source = source.replace(old, new, 1)
    file.write_text(source, encoding="utf-8")
    models = life.folder / "toy" / "models.py"
    models.write_text(
        models.read_text(encoding="utf-8") + "    kind: Mapped[str] = mapped_column(String(10))\n", encoding="utf-8"
    )
    (life.folder / "toy" / "migrations" / "versions" / "0002_kinds.py").write_text(SECOND, encoding="utf-8")
    assert life.start() == {"toy": PluginCondition.ACTIVE}
    assert life.sql("SELECT name, kind FROM toy_tool ORDER BY id") == [("水泵", "pump"), ("犁", "old")]
    clerk = life.now.program("toy_clerk")
    corrected = clerk.post(
        f"{CASES}/{case}/actions/correct", {"version": 1, "data": {"details": {"pieces": 3}, "reason_text": "数错了"}}
    )
    assert corrected.status_code == 200, corrected.text
    after = life.read(case)
    assert after["details"]["pieces"] == 3
    with life.now.acting("toy_clerk") as (uow, _):
        _, state = load_case(uow, uuid.UUID(case))
    assert (state.details["colour"], state.details["pieces"]) == ("红", 3)

    away = tmp_path / "away"
    shutil.move(life.folder / "toy", away)
    assert life.start() == {"toy": PluginCondition.MISSING}
    assert life.read(case)["parties"] == after["parties"]
    assert {state.key: state.is_current for state in status(life.owner)} == {"core": True, "toy": True}
    assert len(life.sql("SELECT name FROM toy_tool")) == 2
    shutil.move(away, life.folder / "toy")
    assert life.start() == {"toy": PluginCondition.ACTIVE}
    assert life.read(case)["actions"] == after["actions"]

    exported = tmp_path / "toy.jsonl"
    assert life.retire("toy", exported) == {"toy_tool": 2}
    rows = [json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines()]
    assert {"table": "toy_tool", "row": {"id": 1, "name": "水泵", "kind": "pump"}} in rows
    assert exported.stat().st_mode & 0o777 == 0o600
    assert not has_tables(life.owner, "toy")
    assert life.start() == {"toy": PluginCondition.DISABLED}
    assert life.read(case)["summary"] == after["summary"]
    assert life.faults() == []
    life.decide(None)
    assert life.start() == {"toy": PluginCondition.ACTIVE}
    assert (life.read(case)["actions"], life.sql("SELECT name FROM toy_tool")) == (after["actions"], [])


BROKEN = (
    ("op.drop_table('toy_tool')", "raise RuntimeError('no')", PluginError, "RuntimeError"),
    ("op.drop_table('toy_tool')", "op.execute('SELECT 1')", PluginError, "toy_tool"),
    ("op.drop_table('toy_tool')", "op.drop_table('toy_tool'); op.drop_table('toy_beside')", PluginError, "toy_beside"),
    ("", "", StoreError, "there.jsonl"),
)


def test_what_cannot_be_given_up_whole_stays_whole(life: Life, tmp_path: Path) -> None:
    copied(life)
    life.start()
    life.sql("INSERT INTO toy_tool (id, name) VALUES (1, '水泵')")
    life.sql("CREATE TABLE toy_beside (id INTEGER PRIMARY KEY)")
    revision = life.folder / "toy" / "migrations" / "versions" / "0001_tools.py"
    sound = revision.read_text(encoding="utf-8").replace('"', "'")
    (there := tmp_path / "there.jsonl").write_text("something", encoding="utf-8")

    for old, new, error, said in BROKEN:
        revision.write_text(sound.replace(old, new) if old else sound, encoding="utf-8")
        file = there if error is StoreError else tmp_path / "export.jsonl"
        with pytest.raises(error, match=said):
            life.retire("toy", file)

        assert life.sql("SELECT name FROM toy_tool") == [("水泵",)]
        assert has_tables(life.owner, "toy")
        assert not plugin_states.decided(life.owner).disabled
        assert [place.name for place in tmp_path.glob("*.jsonl")] == ["there.jsonl"]
    assert there.read_text(encoding="utf-8") == "something"


def test_permissions_go_on_explicit_request_and_not_while_posts_hold_them(life: Life) -> None:
    copied(life)
    life.start()
    case = life.now.opened(life.now.program("toy_clerk"))["id"]
    roles = life.sql("SELECT name FROM ab_role WHERE name LIKE 'toy.%'")
    removed: list[tuple[int, int]] = []

    def also(connection: Connection) -> None:
        removed.append(remove_permissions(connection, "toy", NOW.date()))

    with pytest.raises(PluginError, match="岗位"):
        retire(life.owner, "toy", "", NOW, also=also)
    assert life.sql("SELECT name FROM ab_role WHERE name LIKE 'toy.%'") == roles
    assert not plugin_states.decided(life.owner).disabled
    before = life.read(case, "coordinator")
    with Session(life.api.store.engine) as session:
        session.execute(update(Post).where(Post.role == "toy.clerk").values(until=date(2026, 1, 1)))
        session.execute(update(Post).where(Post.role.startswith("toy.")).values(role="county.town_clerk"))
        session.commit()
        session.execute(update(Post).where(Post.until.is_not(None)).values(role="toy.clerk"))
        session.commit()
    retire(life.owner, "toy", "", NOW, also=also)

    ((gone, pairs),) = removed
    assert (gone, pairs > 0) == (len(roles), True)
    assert life.sql("SELECT name FROM ab_role WHERE name LIKE 'toy.%'") == []
    assert life.sql("SELECT name FROM post_role WHERE plugin = 'toy'") == [("toy.clerk",)]  # former posts keep the name
    assert life.start() == {"toy": PluginCondition.DISABLED}
    assert life.read(case, "coordinator")["details"] == before["details"]
    life.decide(None)
    life.start()
    assert life.sql("SELECT name FROM ab_role WHERE name LIKE 'toy.%'") == roles


def test_two_plugins_come_and_go_in_both_orders(life: Life, tmp_path: Path) -> None:
    tables = {"toy": "toy_tool", "shared": "shared_more_row"}
    make = "op.create_table('shared_more_row', sa.Column('id', sa.Integer(), primary_key=True))"
    copied(life)
    life.start()
    life.sql("INSERT INTO toy_tool (id, name) VALUES (1, '水泵')")
    write(life.folder, "shared", NEIGHBOUR, migration("shared", make, table="shared_more_row"))

    for first, second in (("toy", "shared"), ("shared", "toy")):
        assert life.start() == {"toy": PluginCondition.ACTIVE, "shared": PluginCondition.ACTIVE}
        for key, columns in (("toy", "(id, name) VALUES (2, '犁')"), ("shared", "(id) VALUES (2)")):
            life.sql(f"INSERT INTO {tables[key]} {columns}")

        kept = life.sql(f"SELECT id FROM {tables[second]} ORDER BY id")
        given_up = life.retire(first, tmp_path / f"{first}.jsonl")
        shutil.move(life.folder / first, tmp_path / first)

        assert given_up == {tables[first]: 2 if first == "toy" else 1}
        assert not inspect(life.owner).has_table(tables[first])
        assert life.start()[second] is PluginCondition.ACTIVE
        assert life.sql(f"SELECT id FROM {tables[second]} ORDER BY id") == kept
        shutil.move(tmp_path / first, life.folder / first)
        assert plugin_states.enable(life.owner, first)
        life.sql("DELETE FROM shared_more_row" if second == "shared" else "DELETE FROM toy_tool")
