"""Which versions of the portal a plugin was tried with. Outside of them it is told, and starts all the same."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from portal.declare.outgoing import minor
from portal.declare.plugins import Plugin


def portal_version() -> str | None:
    """Return the version of the installed portal; `None` where its code runs without being installed."""
    try:
        return version("suyuan")
    except PackageNotFoundError:
        return None


def untried(plugin: Plugin, running: str | None) -> str:
    """Return the sentence that the plugin was not tried with the running version, or an empty text.

    A plugin that names no versions, or a portal that does not know its own, gives nothing to compare.
    """
    if not plugin.tried_with or running is None:
        return ""
    tried = sorted(minor(one) for one in plugin.tried_with)
    if tried[0] <= minor(running) <= tried[-1]:
        return ""
    named = "、".join(f"{major}.{less}" for major, less in tried)
    return f"没有在平台 {running} 上试过（写明试过的是 {named}），照常启动；如有异常请先核对插件的新版本"
