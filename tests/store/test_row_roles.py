"""The roles of a database on PostgreSQL: who may make them, who steps down to which, and whom the start refuses."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError

from portal.errors import ConfigError, GuardError, StoreError
from portal.store import search_text
from portal.store.database import make_engine
from portal.store.migrate import PluginHistory, upgrade
from portal.store.passages import passage
from portal.store.row_actor import tell, variables
from portal.store.row_roles import connect_lowered, roles_of, script
from portal.store.row_wall import could_rise, refuse_unguarded
from portal.store.tables.cases import CaseFile
from portal.store.tables.figures import CaseText
from tests.rig import postgres
from tests.store.county import COUNTY, DEMO, NOW, County, make_store
from tests.store.test_migrate import history

pytestmark = pytest.mark.postgres
PLAIN = passage("portal.store.migrate")


@dataclass(frozen=True)
class Place:
    """A database of somebody who is no superuser and may make no roles, and its administrator; `stem` begins its roles' names."""

    name: str
    stem: str
    admin: Engine

    def url(self, user: str = "") -> str:
        return str(self.admin.url.set(username=user or self.owner).render_as_string(hide_password=False))

    @property
    def owner(self) -> str:
        return f"{self.stem}_owner"

    def administer(self, *statements: str) -> None:
        with self.admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@contextmanager
def made(template: str = "template0", stem: str = "") -> Iterator[Place]:
    cluster = postgres.cluster()
    name = f"t{uuid.uuid4().hex[:12]}"
    place = Place(name, stem or name, create_engine(cluster.create(name, template)))
    try:
        if not stem:
            place.administer(f"CREATE ROLE {place.owner} LOGIN")
        place.administer(f"ALTER DATABASE {name} OWNER TO {place.owner}")
        yield place
    finally:
        place.admin.dispose()
        cluster.drop(name)


@pytest.fixture
def place() -> Iterator[Place]:
    """An empty database."""
    with made() as place:
        yield place


@pytest.fixture(scope="module")
def upgraded() -> Iterator[Place]:
    """A database with its roles, made by the administrator from the script, and its schema, made by the owner. To be copied."""
    with made() as place:
        with engine_of(place, as_owner=True) as owner:
            place.administer(*asked_for(owner))
            upgrade(owner)
        place.admin.dispose()
        yield place


@pytest.fixture
def ready(upgraded: Place) -> Iterator[Place]:
    """A copy of the upgraded database. Its roles are those of the first one and afterwards they are what they were."""
    with made(upgraded.name, upgraded.stem) as place:
        yield place
        with engine_of(place, as_owner=True) as owner:
            place.administer(*asked_for(owner), f"REVOKE {place.stem}_application FROM {place.owner}")


@contextmanager
def engine_of(place: Place, user: str = "", *, as_owner: bool = False) -> Iterator[Engine]:
    engine = make_engine(place.url(user), as_owner=as_owner)
    try:
        yield engine
    finally:
        engine.dispose()


def asked_for(owner: Engine) -> tuple[str, ...]:
    """Return what the administrator is asked to run."""
    with owner.connect() as connection:
        return script(roles_of(connection))


def test_an_owner_who_may_make_no_roles_is_told_what_to_run_and_nothing_is_left(place: Place) -> None:
    with engine_of(place, as_owner=True) as owner:
        with pytest.raises(StoreError, match="portal db roles"):
            upgrade(owner)

        with owner.connect() as connection:
            assert connection.scalar(text("SELECT to_regclass('organisation')")) is None


def test_the_script_may_run_twice(ready: Place) -> None:
    with engine_of(ready, as_owner=True) as owner:
        ready.administer(*asked_for(owner))
        upgrade(owner)

    with engine_of(ready) as engine:
        refuse_unguarded(engine)


def test_the_owner_steps_down_by_himself_and_the_queue_too(ready: Place) -> None:
    with engine_of(ready) as engine, engine.connect() as connection:
        assert connection.scalar(text("SELECT current_user")) == f"{ready.stem}_application"
        assert could_rise(connection) == ready.owner
        connection.rollback()  # takes nothing of it back
        assert connection.scalar(text("SELECT current_user")) == f"{ready.stem}_application"
    with connect_lowered(ready.url().replace("+psycopg", "")) as own:
        assert own.execute("SELECT current_user").fetchone() == (f"{ready.stem}_application",)


def test_a_login_of_its_own_steps_down_and_cannot_rise(ready: Place) -> None:
    login = f"{ready.name}_web"
    ready.administer(f"CREATE ROLE {login} LOGIN", f"GRANT {ready.stem}_application TO {login}")

    with engine_of(ready, login) as engine:
        refuse_unguarded(engine)
        with engine.connect() as connection:
            assert could_rise(connection) == ""
            with pytest.raises(GuardError):
                connection.execute(text(f"SET ROLE {ready.owner}"))


REFUSED = {
    "a stranger": (["CREATE ROLE {n}_x LOGIN", "GRANT {stem}_backup TO {n}_x"], "{n}_x", "不是应用角色"),
    "one who passes every wall": (["CREATE ROLE {n}_x LOGIN BYPASSRLS"], "{n}_x", "可绕过行级安全"),
    "an owner who may not step down": (["REVOKE {stem}_lowering FROM {stem}_owner"], "{stem}_owner", "拥有数据表"),
}


@pytest.mark.parametrize("who", REFUSED)
def test_the_start_is_refused_for(ready: Place, who: str) -> None:
    statements, login, why = REFUSED[who]
    ready.administer(*(statement.format(n=ready.name, stem=ready.stem) for statement in statements))

    with engine_of(ready, login.format(n=ready.name, stem=ready.stem)) as engine, pytest.raises(ConfigError, match=why):
        refuse_unguarded(engine)


def test_the_start_is_refused_while_the_owner_has_the_rights_of_the_application(ready: Place) -> None:
    ready.administer(f"GRANT {ready.stem}_application TO {ready.owner}")

    with engine_of(ready) as engine, pytest.raises(ConfigError, match="REVOKE"):
        refuse_unguarded(engine)


WEAKENED = {
    "a table that is not forced": "ALTER TABLE party NO FORCE ROW LEVEL SECURITY",
    "a table without security": "ALTER TABLE party DISABLE ROW LEVEL SECURITY",
    "a policy that is gone": "DROP POLICY wall_read ON party",
    "a policy of other words": "DROP POLICY wall_read ON party; CREATE POLICY wall_read ON party USING (true)",
}


@pytest.mark.parametrize("how", WEAKENED)
def test_the_start_is_refused_for_a_weakened_wall_until_it_is_upgraded(ready: Place, how: str) -> None:
    ready.administer(WEAKENED[how])

    with engine_of(ready) as engine, engine_of(ready, as_owner=True) as owner:
        with pytest.raises(ConfigError, match="party"):
            refuse_unguarded(engine)
        upgrade(owner)
        refuse_unguarded(engine)


def test_the_owner_himself_sees_no_row(ready: Place, tmp_path: Path) -> None:
    store = make_store(ready.url(), tmp_path)
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("工会")
        county.party(county.case("工会"))
        me = county.person("赵德福", "工会")
    store.engine.dispose()

    with engine_of(ready, as_owner=True) as owner, owner.begin() as connection:
        for told in ({}, variables(me, frozenset(), NOW), variables(DEMO, frozenset(("*",)), NOW)):
            if told:
                tell(connection, told)
            for table in ("case_file", "case_access", "party", "wall_seen_case"):
                assert connection.scalar(text(f"SELECT count(*) FROM {table}"), execution_options=PLAIN) == 0
            assert connection.execute(text("SELECT wall_let_in()"), execution_options=PLAIN).all() == []


def test_the_application_finds_by_text_but_never_reads_its_tokens(ready: Place, tmp_path: Path) -> None:
    store = make_store(ready.url(), tmp_path)
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        for name in ("工会", "妇联"):
            county.organisation(name)
            search_text.index_case(uow.session, COUNTY, county.case(name).id, "拖欠工资")
        me = county.person("赵德福", "工会")

    with store.begin(me) as uow:
        found = select(func.count()).select_from(CaseText).where(search_text.matching(uow.session, "拖欠工资"))
        assert uow.session.scalar(found, execution_options=passage("portal.reading.search")) == 1
        with pytest.raises(GuardError, match="case_text_grams"):
            uow.session.execute(text("SELECT grams FROM case_text_grams"), execution_options=passage("portal.reading.search"))
    store.engine.dispose()


def test_the_tokens_are_looked_up_in_their_index(ready: Place) -> None:
    with engine_of(ready, as_owner=True) as owner, owner.begin() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        asked = text("EXPLAIN SELECT docid FROM case_text_grams WHERE grams @> ARRAY['工资']")
        plan = "\n".join(connection.scalars(asked, execution_options=PLAIN))

    assert "ix_case_text_grams_grams" in plan


def test_a_row_moves_in_a_migration_although_the_owner_sees_none(ready: Place, tmp_path: Path) -> None:
    store = make_store(ready.url(), tmp_path)
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("工会")
        county.case("工会")
    moving: PluginHistory = history(tmp_path, "mover", ("op.execute(\"UPDATE case_file SET place = '东寨村'\")", "pass"))

    with engine_of(ready, as_owner=True) as owner:
        assert [state.failed for state in upgrade(owner, [moving])] == ["", ""]

    with store.begin(DEMO) as uow:
        assert uow.session.scalars(select(CaseFile.place)).all() == ["东寨村"]
    refuse_unguarded(store.engine)
    store.engine.dispose()


def test_the_backup_reads_all_and_the_audit_its_own(ready: Place, tmp_path: Path) -> None:
    store = make_store(ready.url(), tmp_path)
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("工会")
        county.case("工会")
    store.engine.dispose()

    def count(role: str, table: str) -> int:
        with ready.admin.connect() as connection:
            connection.exec_driver_sql(f"SET LOCAL ROLE {ready.stem}_{role}")
            return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())

    assert count("backup", "case_file") == 1
    assert count("audit", "case_event") == 0
    with pytest.raises(DBAPIError, match="permission denied"):
        count("audit", "case_file")
    with pytest.raises(DBAPIError, match="permission denied"):
        count("application", "alembic_version; DELETE FROM case_event; SELECT 1")
