"""What a plugin's page and table must carry so that two plugins never meet: the key, in address and name."""

from __future__ import annotations


def wrong_with_view(key: str, view: object) -> str:
    """Return what is wrong with a view class of that plugin, or an empty text."""
    if not isinstance(view, type):
        return f"portal_views() 要给出类，不是 {type(view).__name__}"
    route = str(getattr(view, "route_base", None) or "")
    if route != f"/{key}" and not route.startswith(f"/{key}/"):
        return f"页面 {view.__name__} 的 route_base 应当是 /{key} 或在它之下，不是 {route or '空'}"
    return ""


def wrong_with_table(key: str, name: str) -> str:
    """Return what is wrong with the name of a table of that plugin, or an empty text."""
    return "" if name.startswith(f"{key}_") else f"数据表 {name} 的名称应当以 {key}_ 开头"
