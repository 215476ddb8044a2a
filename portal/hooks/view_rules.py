"""What a plugin's page must carry so that two plugins never meet: its key in address and endpoint."""

from __future__ import annotations


def wrong_with_view(key: str, view: object) -> str:
    """Return what is wrong with a view class of that plugin, or an empty text."""
    if not isinstance(view, type):
        return f"portal_views() 要给出类，不是 {type(view).__name__}"
    route = str(getattr(view, "route_base", None) or "")
    if route != f"/{key}" and not route.startswith(f"/{key}/"):
        return f"页面 {view.__name__} 的 route_base 应当是 /{key} 或在它之下，不是 {route or '空'}"
    endpoint = str(getattr(view, "endpoint", None) or "")
    if endpoint != key and not endpoint.startswith(f"{key}_"):
        return f"页面 {view.__name__} 的 endpoint 应当是 {key} 或以 {key}_ 开头，不是 {endpoint or '空'}"
    return ""
