"""Taking the permissions of a plugin away: on somebody's explicit word only, and not while posts hold them."""

from __future__ import annotations

from datetime import date

from flask_appbuilder.security.sqla.models import PermissionView, Role, ViewMenu, assoc_permissionview_role
from sqlalchemy import ColumnElement, Connection, delete, func, or_, select

from portal.errors import PluginError
from portal.store.tables.people import Post, PostRole


def remove_permissions(connection: Connection, key: str, today: date) -> tuple[int, int]:
    """Remove the roles of a plugin and each permission on its views that nobody holds any more; return how many of both went.

    Cases stay, and the county's roles read them as before. A role that a former post was held in keeps its name, for the
    trail names it, and can do nothing. When the plugin returns, `portal sync` writes its roles anew.

    Raises:
        PluginError: a post in force, or one to come, holds one of the roles.
    """
    post, described = Post.__table__.c, PostRole.__table__.c
    names = list(connection.scalars(select(described.name).where(described.plugin == key)))
    lasting = or_(post.until.is_(None), post.until >= today)
    held = connection.scalar(select(func.count()).select_from(Post.__table__).where(post.role.in_(names), lasting)) or 0
    if held:
        raise PluginError(f"还有 {held} 个岗位使用插件 {key} 的角色，什么也没有改动；请先在“人员”里结束这些岗位，再收回权限")
    role, pair, view, granted = Role.__table__.c, PermissionView.__table__.c, ViewMenu.__table__.c, assoc_permissionview_role
    roles = list(connection.scalars(select(role.id).where(role.name.in_(names))))
    connection.execute(delete(granted).where(granted.c.role_id.in_(roles)))
    connection.execute(delete(Role.__table__).where(role.id.in_(roles)))
    own = select(view.id).where(_of(key, view.name))
    in_use = select(granted.c.permission_view_id).where(granted.c.permission_view_id.is_not(None))
    unused = (pair.view_menu_id.in_(own), pair.id.not_in(in_use))
    pairs = connection.execute(delete(PermissionView.__table__).where(*unused)).rowcount
    left = select(pair.view_menu_id).where(pair.view_menu_id.is_not(None))
    connection.execute(delete(ViewMenu.__table__).where(view.id.in_(own), view.id.not_in(left)))
    once_held = select(post.role)
    connection.execute(delete(PostRole).where(described.name.in_(names), described.name.not_in(once_held)))
    return len(roles), pairs


def _of(key: str, name: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(name == key, name.startswith(f"{key}.", autoescape=True))
