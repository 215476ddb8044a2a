"""What a plugin's page and table must carry: its key in address and name, so that two plugins never meet, and who may enter."""

from __future__ import annotations

from typing import Any

PERSONAL = "personal"
"""The key of a column's `info` by which a table of a plugin says whether the column holds something personal."""

_COULD_HOLD = frozenset({"String", "JSON", "LargeBinary"})

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


def could_hold_texts(column: Any) -> bool:
    """Say whether something about people could stand in a column: texts, JSON and bytes, but no key and no link."""
    kinds = {kind.__name__ for kind in type(column.type).__mro__}
    return bool(kinds & _COULD_HOLD) and not column.primary_key and not column.foreign_keys and column.name != "county_code"


def is_personal(column: Any) -> bool:
    """Say whether a column of a plugin's table goes with its case; one that says nothing goes when it could hold a text."""
    return bool(column.info.get(PERSONAL, could_hold_texts(column)))


def silent_columns(metadata: Any) -> list[str]:
    """Return the columns of a plugin's tables of cases that could hold something personal and do not say whether they do."""
    return [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        if "case_id" in table.c
        for column in table.c
        if could_hold_texts(column) and PERSONAL not in column.info
    ]
