"""`portal sync`: what plugins and the county declare becomes ordinary roles and permissions of Flask-AppBuilder.

Set-based: what is there is read once, what is missing is inserted at once. Idempotent, and safe when several start at
once: they take turns, and a row somebody else was faster with is left alone. A declared role is exactly what is declared;
an administrator's own roles, and everything of a plugin that is not loaded now, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_appbuilder.security.sqla.models import Permission, PermissionView, Role, ViewMenu, assoc_permissionview_role
from sqlalchemy import Connection, Engine, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.access.county_roles import COUNTY, COUNTY_ROLES, Grant, pages_of_sector_role
from portal.errors import PluginError
from portal.hooks.registry import Registry
from portal.store.database import WRITES
from portal.store.tables.people import PostRole

NAME_MOST = 64  # what FAB's table of roles holds
_CORE_VIEWS = "portal."
_LOCK = 0x73796E63  # "sync"


@dataclass(frozen=True)
class DeclaredRole:
    """A role as it must stand in the tables."""

    name: str
    plugin: str
    title: str
    reach: str
    supervises: bool
    manages_people: bool
    grants: frozenset[Grant]


@dataclass(frozen=True)
class Synced:
    """What a sync changed."""

    roles: int
    granted: int
    revoked: int


def declared_roles(registry: Registry) -> tuple[DeclaredRole, ...]:
    """Return the roles of the county and of every loaded plugin.

    Raises:
        PluginError: a role's name does not fit into FAB's table.
    """
    types = tuple(full_key for full_key, _ in registry.types())
    roles = [
        DeclaredRole(
            role.name,
            COUNTY,
            role.title,
            role.reach.value,
            role.supervises,
            role.manages_people,
            frozenset((*role.pages, *((verb.value, view) for verb in role.verbs for view in types))),
        )
        for role in COUNTY_ROLES
    ]
    for plugin in registry.plugins.values():
        own = [view for view in types if view.partition(".")[0] == plugin.key]
        for declared in plugin.roles:
            name = f"{plugin.key}.{declared.key}"
            if len(name) > NAME_MOST:
                raise PluginError(
                    f"插件 {plugin.key} 的角色 {declared.key} 名称过长：插件与角色的标识合计不超过 {NAME_MOST - 1} 个字符"
                )
            verbs = ((verb.value, view) for verb in declared.verbs for view in own)
            grants = frozenset((*pages_of_sector_role(declared), *verbs))
            roles.append(
                DeclaredRole(
                    name,
                    plugin.key,
                    declared.title,
                    declared.reach.value,
                    declared.supervises,
                    declared.manages_people,
                    grants,
                )
            )
    return tuple(roles)


def sync(engine: Engine, registry: Registry) -> Synced:
    """Bring roles, permissions and grants in line with what is declared."""
    wanted = declared_roles(registry)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        verbs = _ids(connection, Permission.__table__, {verb for role in wanted for verb, _ in role.grants})
        views = _ids(connection, ViewMenu.__table__, {view for role in wanted for _, view in role.grants})
        before = _count(connection, Role.__table__)
        roles = _ids(connection, Role.__table__, {role.name for role in wanted})
        pairs = _pairs(connection, verbs, views, {grant for role in wanted for grant in role.grants})
        _describe(connection, wanted)
        granted = _grant(connection, wanted, roles, pairs)
        revoked = _revoke(connection, wanted, roles, registry)
        return Synced(_count(connection, Role.__table__) - before, granted, revoked)


def _ids(connection: Connection, table: Table, names: Iterable[str]) -> dict[str, int]:
    """Return the ids of named rows, made where they are missing."""
    _insert_missing(connection, table, [{"name": name} for name in sorted(names)])
    found: dict[str, int] = {name: id_ for id_, name in connection.execute(select(table.c.id, table.c.name))}
    return found


def _pairs(connection: Connection, verbs: Mapping[str, int], views: Mapping[str, int], grants: set[Grant]) -> dict[Grant, int]:
    """Return the ids of the permissions (a verb on a view), made where they are missing."""
    table = PermissionView.__table__
    rows = [{"permission_id": verbs[verb], "view_menu_id": views[view]} for verb, view in sorted(grants)]
    _insert_missing(connection, table, rows)
    names = {id_: name for name, id_ in verbs.items()}, {id_: name for name, id_ in views.items()}
    found = connection.execute(select(table.c.id, table.c.permission_id, table.c.view_menu_id))
    return {(names[0][verb], names[1][view]): id_ for id_, verb, view in found if verb in names[0] and view in names[1]}


def _grant(connection: Connection, wanted: Iterable[DeclaredRole], roles: Mapping[str, int], pairs: Mapping[Grant, int]) -> int:
    table = assoc_permissionview_role
    rows = [{"permission_view_id": pairs[grant], "role_id": roles[role.name]} for role in wanted for grant in sorted(role.grants)]
    before = _count(connection, table)
    _insert_missing(connection, table, rows)
    return _count(connection, table) - before


def _revoke(connection: Connection, wanted: Iterable[DeclaredRole], roles: Mapping[str, int], registry: Registry) -> int:
    """Take from declared roles what is no longer declared, as far as it is the core's or a loaded plugin's."""
    table = assoc_permissionview_role
    keep = {(roles[role.name], *grant) for role in wanted for grant in role.grants}
    standing = connection.execute(
        select(table.c.id, table.c.role_id, Permission.__table__.c.name, ViewMenu.__table__.c.name)
        .join(PermissionView.__table__, PermissionView.__table__.c.id == table.c.permission_view_id)
        .join(Permission.__table__, Permission.__table__.c.id == PermissionView.__table__.c.permission_id)
        .join(ViewMenu.__table__, ViewMenu.__table__.c.id == PermissionView.__table__.c.view_menu_id)
        .where(table.c.role_id.in_([roles[role.name] for role in wanted]))
    )
    surplus = [
        id_
        for id_, role_id, verb, view in standing
        if (role_id, verb, view) not in keep and (view.startswith(_CORE_VIEWS) or view.partition(".")[0] in registry.plugins)
    ]
    if surplus:
        connection.execute(delete(table).where(table.c.id.in_(surplus)))
    return len(surplus)


def _describe(connection: Connection, wanted: Iterable[DeclaredRole]) -> None:
    """Write beside each role what FAB's table does not hold."""
    columns = ("name", "plugin", "title", "reach", "supervises", "manages_people")
    rows = [{column: getattr(role, column) for column in columns} | {"declared": True} for role in wanted]
    statement = _insert(connection, PostRole.__table__)
    update = {column: statement.excluded[column] for column in (*columns[1:], "declared")}
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=update), rows)


def _insert_missing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert the rows that are not there yet, whoever may be inserting the same at this moment."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def _insert(connection: Connection, table: Any) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
