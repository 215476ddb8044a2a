"""The third wall stands in the catalogue of PostgreSQL as the tables say, and nothing leads around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from portal.store.database import make_engine
from portal.store.passages import PASSAGES
from portal.store.row_roles import roles_of
from portal.store.row_rule import ADD, APPEND_ONLY, CHANGE, GRAMS, LET_IN, READ, REMOVE, TEXTS_WITH, THROUGH, VIEWS
from portal.store.row_wall import wrong_with
from portal.store.scoping import is_scoped
from portal.store.tables.every import metadata
from tests.rig.databases import as_owner

pytestmark = pytest.mark.postgres
HERE = "relnamespace = current_schema()::regnamespace"


@pytest.fixture
def catalogue(postgres_url: str) -> Iterator[Connection]:
    engine = make_engine(postgres_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def names(connection: Connection, sql: str) -> set[str]:
    return set(connection.scalars(text(sql)))


def test_every_table_is_behind_the_wall_or_on_the_global_list(catalogue: Connection) -> None:
    forced = names(catalogue, f"SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relforcerowsecurity AND {HERE}")
    others = names(catalogue, f"SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relforcerowsecurity AND {HERE}")

    assert forced == {name for name, table in metadata.tables.items() if is_scoped(table)} | {GRAMS}
    assert [name for name in sorted(others) if name in metadata.tables and is_scoped(metadata.tables[name])] == []
    unknown = sorted(others - set(metadata.tables))
    assert [name for name in unknown if not name.startswith(("ab_", "alembic_version", "huey_"))] == []
    assert wrong_with(catalogue, ()) == ""


def test_every_table_behind_it_has_a_policy_for_every_kind_of_statement(catalogue: Connection) -> None:
    rows = catalogue.execute(
        text(
            "SELECT c.relname, array_agg(p.polname::text) FROM pg_class AS c LEFT JOIN pg_policy AS p ON p.polrelid = c.oid"
            f" WHERE c.relforcerowsecurity AND c.{HERE} GROUP BY c.relname"
        )
    )

    assert [name for name, policies in rows if not {READ, ADD, CHANGE, REMOVE} <= set(policies)] == []


def test_no_view_and_no_function_of_the_owner_leads_around_it(catalogue: Connection) -> None:
    views = names(catalogue, f"SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND {HERE}")
    functions = names(catalogue, "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = current_schema()::regnamespace")

    assert views == set(VIEWS)
    assert functions == {LET_IN, TEXTS_WITH}


def test_the_application_owns_nothing_and_passes_no_wall(catalogue: Connection) -> None:
    role = catalogue.execute(
        text("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user")
    ).one()
    owned = names(catalogue, f"SELECT relname FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER') AND {HERE}")

    assert tuple(role) == (False, False, False, False)
    assert owned == set()


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_the_application_cannot_rewrite_what_was_recorded(catalogue: Connection, table: str) -> None:
    may = text("SELECT kind FROM unnest(CAST(:kinds AS text[])) AS kind WHERE has_table_privilege(CAST(:name AS regclass), kind)")
    kinds = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"]

    held = set(catalogue.scalars(may, {"kinds": kinds, "name": table}))

    assert held == {"SELECT", "INSERT"}


def test_backup_and_audit_read_what_is_theirs_and_write_nothing(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    with as_owner(engine) as connection:
        roles = roles_of(connection)
        granted = connection.execute(
            text(
                "SELECT grantee, privilege_type, table_name FROM information_schema.role_table_grants"
                " WHERE table_schema = current_schema() AND grantee IN (:backup, :audit)"
            ),
            {"backup": roles.backup, "audit": roles.audit},
        ).all()
        asked = text("SELECT rolname, rolbypassrls FROM pg_roles WHERE rolname IN (:backup, :audit)")
        found = connection.execute(asked, {"backup": roles.backup, "audit": roles.audit})
        passes = {row.rolname: row.rolbypassrls for row in found}
        tables = names(connection, f"SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND {HERE}")
    engine.dispose()

    assert {kind for _, kind, _ in granted} == {"SELECT"}
    assert {table for role, _, table in granted if role == roles.audit} == {"access_entry", "audit_value", "case_event", "seal"}
    assert {table for role, _, table in granted if role == roles.backup} >= tables
    assert passes == {roles.backup: True, roles.audit: False}


def test_a_passage_opens_scoped_tables_only() -> None:
    assert all(is_scoped(metadata.tables[table]) for table in THROUGH)
    assert {name for names in THROUGH.values() for name in names} <= set(PASSAGES)
