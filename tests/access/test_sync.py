"""`portal sync`: declared roles become ordinary roles of Flask-AppBuilder."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from flask_appbuilder.security.sqla.models import Permission, PermissionView, Role, ViewMenu, assoc_permissionview_role
from sqlalchemy import delete, event, func, insert, select
from sqlalchemy.orm import Session

from portal.access.county_roles import COUNTY_ROLES
from portal.access.sync import NAME_MOST, Synced, declared_roles, sync
from portal.declare.case_types import CaseType, Example
from portal.declare.parties import PERSON_A, PartyKind
from portal.declare.parties import Role as PartyRole
from portal.declare.plugins import Plugin
from portal.declare.roles import CLERK, HEAD, MEDIATOR, PostRole, Reach
from portal.declare.steps import Verb
from portal.errors import PluginError
from portal.hooks.registry import Registry
from portal.store.database import make_engine
from portal.store.tables.people import PostRole as PostRoleRow
from portal.store.unit_of_work import Store


def example(_today: date) -> Example:
    return Example(parties={"one": PERSON_A})


def plugin(key: str, *types: str, roles: tuple[PostRole, ...] = (CLERK, MEDIATOR, HEAD)) -> Plugin:
    one = PartyRole("one", "一方", kind=PartyKind.PERSON)
    declared = (
        CaseType(key=t, title=t, version=1, ministry_type="10", parties=(one,), fields=(), example=example) for t in types
    )
    return Plugin(key=key, title=key, case_types=tuple(declared), roles=roles)


UNION = plugin("union", "wages", "injury")
WOMEN = plugin("women", "violence")
BOTH = Registry.of(UNION, WOMEN)


def grants(store: Store, role: str) -> set[tuple[str, str]]:
    with Session(store.engine) as session:
        found = session.execute(
            select(Permission.name, ViewMenu.name)
            .join(PermissionView, PermissionView.permission_id == Permission.id)
            .join(ViewMenu, ViewMenu.id == PermissionView.view_menu_id)
            .join(assoc_permissionview_role, assoc_permissionview_role.c.permission_view_id == PermissionView.id)
            .join(Role, Role.id == assoc_permissionview_role.c.role_id)
            .where(Role.name == role)
        )
        return {(verb, view) for verb, view in found}


def test_a_sector_role_gets_its_verbs_on_its_own_types_and_the_daily_pages(store: Store) -> None:
    sync(store.engine, BOTH)

    held = grants(store, "union.mediator")
    assert {view for verb, view in held if verb == "read"} == {"union.wages", "union.injury"}
    assert ("register", "union.wages") in held
    assert ("supervise", "union.wages") not in held
    assert {("open", "portal.desk"), ("open", "portal.cases"), ("answer", "portal.checks")} <= held
    assert ("manage", "portal.people") not in held
    assert ("manage", "portal.people") in grants(store, "union.head")


def test_a_county_role_reads_the_types_of_every_sector(store: Store) -> None:
    sync(store.engine, BOTH)

    held = grants(store, "county.coordinator")
    assert {view for verb, view in held if verb == "read"} == {"union.wages", "union.injury", "women.violence"}
    assert ("draw", "portal.checks") in held
    assert not {verb for verb, _ in held} & {"register", "handle", "supervise"}


@pytest.mark.parametrize("key", ["auditor", "congress", "sysadmin", "secadmin"])
def test_administrators_and_the_congress_hold_no_verb_on_any_case(store: Store, key: str) -> None:
    sync(store.engine, BOTH)

    held = grants(store, f"county.{key}")
    assert held
    assert all(view.startswith("portal.") for _, view in held)


def test_the_three_administrators_share_no_page() -> None:
    pages = {role.key: {view for _, view in role.pages} for role in COUNTY_ROLES}

    assert not pages["sysadmin"] & pages["secadmin"]
    assert not pages["sysadmin"] & pages["auditor"]
    assert not pages["secadmin"] & pages["auditor"]


def test_what_a_role_reaches_is_kept_beside_it(store: Store) -> None:
    sync(store.engine, BOTH)

    with Session(store.engine) as session:
        head = session.get_one(PostRoleRow, "union.head")
        town = session.get_one(PostRoleRow, "county.town_clerk")
        assert (head.plugin, head.title, head.reach, head.supervises, head.manages_people) == (
            "union",
            "负责人",
            "organisation",
            True,
            True,
        )
        assert (town.plugin, town.reach, town.supervises) == ("county", "place", False)
        assert session.scalar(select(func.count()).select_from(PostRoleRow)) == len(declared_roles(BOTH))


def test_a_second_sync_changes_nothing(store: Store) -> None:
    first = sync(store.engine, BOTH)

    assert first.roles == len(declared_roles(BOTH))
    assert first.granted > 0
    assert sync(store.engine, BOTH) == Synced(0, 0, 0)


def test_several_that_start_at_once_do_not_stumble(database_url: str) -> None:
    failed: list[str] = []

    def start() -> None:
        engine = make_engine(database_url)
        try:
            sync(engine, BOTH)
        except Exception as error:  # noqa: BLE001 - whatever a thread raises must be seen here
            failed.append(repr(error))
        finally:
            engine.dispose()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    engine = make_engine(database_url)
    assert failed == []
    assert sync(engine, BOTH) == Synced(0, 0, 0)
    engine.dispose()


def test_a_declared_role_is_what_is_declared_no_less_and_no_more(store: Store) -> None:
    sync(store.engine, BOTH)
    less = Registry.of(plugin("union", "wages", roles=(PostRole("clerk", "经办", (Verb.READ,)),)), WOMEN)

    changed = sync(store.engine, less)

    assert changed.revoked > 0
    assert {pair for pair in grants(store, "union.clerk") if pair[1].startswith("union.")} == {("read", "union.wages")}


def test_an_administrators_own_role_is_left_alone(store: Store) -> None:
    sync(store.engine, BOTH)
    with store.engine.begin() as connection:
        connection.execute(insert(Role), [{"name": "值班员"}])
        own = connection.execute(select(Role.id).where(Role.name == "值班员")).scalar_one()
        pair = connection.execute(select(PermissionView.id).limit(1)).scalar_one()
        connection.execute(insert(assoc_permissionview_role), [{"role_id": own, "permission_view_id": pair}])

    assert sync(store.engine, BOTH) == Synced(0, 0, 0)
    assert len(grants(store, "值班员")) == 1


def test_what_an_absent_plugin_was_granted_stays(store: Store) -> None:
    sync(store.engine, BOTH)
    before = grants(store, "women.clerk"), grants(store, "county.coordinator")

    assert sync(store.engine, Registry.of(UNION)).revoked == 0
    assert (grants(store, "women.clerk"), grants(store, "county.coordinator")) == before


def test_a_grant_taken_by_hand_from_a_declared_role_comes_back(store: Store) -> None:
    sync(store.engine, BOTH)
    with store.engine.begin() as connection:
        connection.execute(delete(assoc_permissionview_role))

    assert sync(store.engine, BOTH).granted > 0
    assert ("read", "union.wages") in grants(store, "union.clerk")


def test_the_number_of_statements_does_not_grow_with_what_is_declared(store: Store) -> None:
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    def used(registry: Registry) -> int:
        statements.clear()
        sync(store.engine, registry)
        return len(statements)

    few = used(Registry.of(UNION))
    many = used(Registry.of(*(plugin(f"sector_{n}", *(f"type_{t}" for t in range(5))) for n in range(20))))

    assert many <= few + 1


def test_a_role_with_a_name_too_long_for_fab_is_refused(tmp_path: Path) -> None:
    long = plugin("p" * 40, "kind", roles=(PostRole("r" * 40, "经办", (Verb.READ,), Reach.ORGANISATION),))

    with pytest.raises(PluginError, match=str(NAME_MOST - 1)):
        declared_roles(Registry.of(long))
