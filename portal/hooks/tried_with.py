"""Which versions of the portal a plugin was tried with. Outside of them it is told, and starts all the same."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from portal.declare.outgoing import minor
from portal.declare.plugins import Plugin
from portal.hooks.faults import Failure, Fault


def portal_version() -> str | None:
    """Return the version of the installed portal; `None` where its code runs without being installed."""
    try:
        return version("suyuan")
    except PackageNotFoundError:
        return None


def untried(plugin: Plugin, running: str | None) -> Failure | None:
    """Return that the plugin was not tried with the running version, or `None`.

    A plugin that names no versions, or a portal that does not know its own, gives nothing to compare.
    """
    if not plugin.tried_with or running is None:
        return None
    tried = sorted(minor(one) for one in plugin.tried_with)
    if tried[0] <= minor(running) <= tried[-1]:
        return None
    named = ", ".join(f"{major}.{less}" for major, less in tried)
    return Failure.of(Fault.UNTRIED, running=running, named=named)
