"""Taking the permissions of a plugin away: on somebody's explicit word only, and not while posts hold them."""

from __future__ import annotations

from datetime import date

from flask_appbuilder.security.sqla.models import PermissionView, Role, ViewMenu, assoc_permissionview_role
from sqlalchemy import ColumnElement, Engine, delete, func, or_, select

from portal.errors import PluginError
from portal.store.database import WRITES
from portal.store.tables.people import Post, PostRole


def remove_permissions(engine: Engine, key: str, today: date) -> tuple[int, int]:
    """Remove the roles of a plugin and every permission on its views; return how many roles and permissions went.

    Cases stay; who read them by such a role reads them no longer. Roles an administrator put together stay, without them.

    Raises:
        PluginError: a post in force holds one of the roles.
    """
    roles, views, granted = Role.__table__, ViewMenu.__table__, assoc_permissionview_role
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        described = PostRole.__table__
        names = list(connection.scalars(select(described.c.name).where(described.c.plugin == key, described.c.declared)))
        posts = Post.__table__
        in_force = or_(posts.c.until.is_(None), posts.c.until >= today)
        held = connection.scalar(select(func.count()).select_from(posts).where(posts.c.role.in_(names), in_force)) or 0
        if held:
            raise PluginError(f"还有 {held} 个岗位使用插件 {key} 的角色；请先在“人员”里结束这些岗位，再收回权限")
        own_views = select(views.c.id).where(_of(key, views.c.name))
        pairs = list(
            connection.scalars(
                select(PermissionView.__table__.c.id).where(PermissionView.__table__.c.view_menu_id.in_(own_views))
            )
        )
        role_ids = list(connection.scalars(select(roles.c.id).where(roles.c.name.in_(names))))
        connection.execute(delete(granted).where(or_(granted.c.role_id.in_(role_ids), granted.c.permission_view_id.in_(pairs))))
        connection.execute(delete(PermissionView.__table__).where(PermissionView.__table__.c.id.in_(pairs)))
        connection.execute(delete(views).where(_of(key, views.c.name)))
        connection.execute(delete(described).where(described.c.name.in_(names)))
        connection.execute(delete(roles).where(roles.c.id.in_(role_ids)))
    return len(role_ids), len(pairs)


def _of(key: str, name: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(name == key, name.startswith(f"{key}.", autoescape=True))
