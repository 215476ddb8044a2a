"""What a plugin's page and table must carry: its key in address and name, so that two plugins never meet, and who may enter."""

from __future__ import annotations

from typing import Any

from portal.hooks.faults import Failure, Fault

PERSONAL = "personal"
"""The key of a column's `info` by which a table of a plugin says whether the column holds something personal."""

_COULD_HOLD = frozenset({"String", "JSON", "LargeBinary"})

GUARD_MARK = "_portal_guard"
"""What `portal.web.guarding` puts on a route that says who may enter."""

_FAB_ROUTE, _FAB_PERMISSION = "_urls", "_permission_name"  # what Flask-AppBuilder's decorators put on a method


def wrong_with_view(key: str, view: object) -> Failure | None:
    """Return what is wrong with a view class of that plugin, or `None`."""
    if not isinstance(view, type):
        return Failure.of(Fault.HOOK_VALUE, hook="portal_views", kind=type(view).__name__, wanted="tuple[type, ...]")
    route = str(getattr(view, "route_base", None) or "")
    if route != f"/{key}" and not route.startswith(f"/{key}/"):
        return Failure.of(Fault.ADDRESS, view=view.__name__, route=route or "—", key=key)
    if silent := silent_routes(view):
        return Failure.of(Fault.SILENT, view=view.__name__, routes=", ".join(silent))
    asked = {str(getattr(getattr(route, GUARD_MARK, None), "view", "")) for route in routes_of(view).values()}
    if foreign := sorted(name for name in asked if name and not is_own(key, name)):
        return Failure.of(Fault.FOREIGN_VERB, view=view.__name__, views=", ".join(foreign))
    if getattr(view, "menu_label", "") and getattr(view, "default_view", None) not in routes_of(view):
        return Failure.of(Fault.MENU, view=view.__name__, route=getattr(view, "default_view", None))
    return None


def is_own(key: str, view: str) -> bool:
    """Say whether a plugin's page may ask for verbs on that view: the plugin's own, one of its types, a page of the portal."""
    return view == key or view.startswith((f"{key}.", "portal."))


def routes_of(view: type) -> dict[str, object]:
    """Return the methods of a view class that answer an address."""
    left_out = getattr(view, "exclude_route_methods", ())
    named = {name: getattr(view, name) for name in dir(view) if name not in left_out}
    return {name: route for name, route in named.items() if hasattr(route, _FAB_ROUTE)}


def silent_routes(view: type) -> list[str]:
    """Return the routes of a view class that do not say who may enter."""
    return sorted(
        name for name, route in routes_of(view).items() if not hasattr(route, GUARD_MARK) and not hasattr(route, _FAB_PERMISSION)
    )


def wrong_with_table(key: str, name: str) -> Failure | None:
    """Return what is wrong with the name of a table of that plugin, or `None`."""
    return None if name.startswith(f"{key}_") else Failure.of(Fault.TABLE, table=name, key=key)


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
