"""What a plugin's page and table must carry: its key in address and name, so that two plugins never meet, and who may enter."""

from __future__ import annotations

GUARD_MARK = "_portal_guard"
"""What `portal.web.guarding` puts on a route that says who may enter."""

_FAB_ROUTE, _FAB_PERMISSION = "_urls", "_permission_name"  # what Flask-AppBuilder's decorators put on a method


def wrong_with_view(key: str, view: object) -> str:
    """Return what is wrong with a view class of that plugin, or an empty text."""
    if not isinstance(view, type):
        return f"portal_views() 要给出类，不是 {type(view).__name__}"
    route = str(getattr(view, "route_base", None) or "")
    if route != f"/{key}" and not route.startswith(f"/{key}/"):
        return f"页面 {view.__name__} 的 route_base 应当是 /{key} 或在它之下，不是 {route or '空'}"
    silent = silent_routes(view)
    if silent:
        return f"页面 {view.__name__} 没有说明谁可以进入：{'、'.join(silent)}（用 @opens 或 @signed_in）"
    return ""


def silent_routes(view: type) -> list[str]:
    """Return the routes of a view class that do not say who may enter."""
    left_out = getattr(view, "exclude_route_methods", ())
    routes = {name: getattr(view, name) for name in dir(view) if name not in left_out}
    return sorted(
        name
        for name, route in routes.items()
        if hasattr(route, _FAB_ROUTE) and not hasattr(route, GUARD_MARK) and not hasattr(route, _FAB_PERMISSION)
    )


def wrong_with_table(key: str, name: str) -> str:
    """Return what is wrong with the name of a table of that plugin, or an empty text."""
    return "" if name.startswith(f"{key}_") else f"数据表 {name} 的名称应当以 {key}_ 开头"
