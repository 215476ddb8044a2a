"""Roles as rows: which there are with what they may do, and writing one that an administrator put together.

The permissions themselves are written by `portal sync`; a role of one's own only joins what is there.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_appbuilder.security.sqla.models import Permission, PermissionView, Role, ViewMenu, assoc_permissionview_role
from sqlalchemy import Connection, Select, case, delete, insert, literal, select

from portal.access.county_roles import COUNTY, Grant
from portal.access.granting import GivenRole
from portal.declare.roles import Reach
from portal.store.tables.people import PostRole

PAGES = "portal."

_joined = assoc_permissionview_role


def given_roles(connection: Connection) -> tuple[GivenRole, ...]:
    """Return every role, the county's first, declared ones before others. One statement."""
    page = case((ViewMenu.name.startswith(PAGES), ViewMenu.name), else_=literal(""))
    rows = connection.execute(
        select(PostRole.__table__, Permission.name.label("verb"), page.label("page"))
        .select_from(PostRole.__table__)
        .outerjoin(Role, Role.name == PostRole.name)
        .outerjoin(_joined, _joined.c.role_id == Role.id)
        .outerjoin(PermissionView, PermissionView.id == _joined.c.permission_view_id)
        .outerjoin(Permission, Permission.id == PermissionView.permission_id)
        .outerjoin(ViewMenu, ViewMenu.id == PermissionView.view_menu_id)
        .distinct()
    )
    roles: dict[str, Any] = {}
    can: dict[str, set[Grant]] = {}
    for row in rows:
        roles[row.name] = row
        if row.verb is not None:
            can.setdefault(row.name, set()).add((row.verb, row.page))
    found = (
        GivenRole(
            name=row.name,
            plugin=row.plugin,
            title=row.title,
            reach=Reach(row.reach),
            supervises=row.supervises,
            manages_people=row.manages_people,
            declared=row.declared,
            can=frozenset(can.get(row.name, ())),
        )
        for row in roles.values()
    )
    return tuple(sorted(found, key=lambda role: (role.plugin != COUNTY, not role.declared, role.name)))


def grants_of(connection: Connection, names: Collection[str]) -> frozenset[Grant]:
    """Return what the roles of these names may do together, with the full views."""
    statement = _grants(Permission.name, ViewMenu.name).where(Role.name.in_(names)).distinct()
    return frozenset((verb, view) for verb, view in connection.execute(statement))


def write_grants(connection: Connection, name: str, grants: Collection[Grant]) -> None:
    """Make the role of this name, or the one that is there, hold exactly these grants, as far as `portal sync` knows them."""
    role_id = connection.scalar(select(Role.id).where(Role.name == name))
    if role_id is None:
        role_id = connection.execute(insert(Role).values(name=name)).inserted_primary_key[0]  # type: ignore[index]
    known = connection.execute(
        select(PermissionView.id, Permission.name, ViewMenu.name)
        .join(Permission, Permission.id == PermissionView.permission_id)
        .join(ViewMenu, ViewMenu.id == PermissionView.view_menu_id)
    )
    wanted = [id_ for id_, verb, view in known if (verb, view) in grants]
    connection.execute(delete(_joined).where(_joined.c.role_id == role_id))
    if wanted:
        connection.execute(insert(_joined), [{"permission_view_id": id_, "role_id": role_id} for id_ in wanted])


def forget_role(connection: Connection, name: str) -> None:
    """Delete a role and what it may do."""
    role_id = connection.scalar(select(Role.id).where(Role.name == name))
    connection.execute(delete(_joined).where(_joined.c.role_id == role_id))
    connection.execute(delete(Role).where(Role.id == role_id))


def _grants(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(_joined)
        .join(Role, Role.id == _joined.c.role_id)
        .join(PermissionView, PermissionView.id == _joined.c.permission_view_id)
        .join(Permission, Permission.id == PermissionView.permission_id)
        .join(ViewMenu, ViewMenu.id == PermissionView.view_menu_id)
    )
