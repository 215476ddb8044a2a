"""Who may enter a route. Every route says it; one of the core that does not refuses the start, one of a plugin keeps that
plugin out (`portal.hooks.trial`), and a request to it would be refused too.

    @expose("/")
    @opens("portal.cases")                  # a post that may open the register
    def register(self) -> str: ...

    @expose("/new", methods=["POST"])
    @opens("portal.people", verb="manage")  # another verb of the same page

    @expose("/export", methods=["POST"])
    @opens("portal.cases")
    @limited(Limited.EXPORT)                # not more often than the rate says

`@signed_in` lets every post in (services still ask for verbs and reach), `@public` everybody. A route of Flask-AppBuilder's
with a permission of its own counts as a verb of that name. The gate (`portal.web.gate`) asks; the marks only say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from portal.hooks.own_names import GUARD_MARK
from portal.limits import Limited

Route = TypeVar("Route", bound=Callable[..., Any])


class Entry(StrEnum):
    """How wide a route is open."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    VERB = "verb"


@dataclass(frozen=True)
class Guard:
    """What a route asks of whoever comes: with `Entry.VERB`, that the post holds `verb` on `view`."""

    entry: Entry
    view: str = ""
    verb: str = "open"


def opens(view: str, *, verb: str = "open") -> Callable[[Route], Route]:
    """Let those in whose post holds `verb` on `view`; a post without it meets 403, nobody signed in meets the login page."""
    return _mark(Guard(Entry.VERB, view, verb))


def signed_in(route: Route) -> Route:
    """Let every post in."""
    return _mark(Guard(Entry.SIGNED_IN))(route)


def public(route: Route) -> Route:
    """Let everybody in."""
    return _mark(Guard(Entry.PUBLIC))(route)


def limited(limit: Limited) -> Callable[[Route], Route]:
    """Let nobody use the route more often than the limit's rate."""

    def mark(route: Route) -> Route:
        route._portal_limit = limit  # type: ignore[attr-defined]
        return route

    return mark


@dataclass(frozen=True)
class Files:
    """How many bytes of files a route takes, and from whom besides those who are signed in: whose address is known."""

    most: int
    is_known: Callable[..., bool] | None = None


def takes_files(most: int, is_known: Callable[..., bool] | None = None) -> Callable[[Route], Route]:
    """Let a route take so many bytes of files in one request. Who is not signed in may send as much only when `is_known`
    says so of the arguments of the address, before anything is read."""

    def mark(route: Route) -> Route:
        route._portal_files = Files(most, is_known)  # type: ignore[attr-defined]
        return route

    return mark


def files_of(route: Callable[..., Any]) -> Files | None:
    """Return what files a route takes; None when it says nothing of any."""
    found = getattr(route, "_portal_files", None)
    return found if isinstance(found, Files) else None


def limit_of(route: Callable[..., Any]) -> Limited | None:
    """Return the limit a route declares; None when it declares none. What is open to everybody has one anyway."""
    found = getattr(route, "_portal_limit", None)
    return found if isinstance(found, Limited) else None


def guard_of(route: Callable[..., Any]) -> Guard | None:
    """Return what a route declares; None when it declares nothing."""
    found = getattr(route, GUARD_MARK, None)
    return found if isinstance(found, Guard) else None


def guards_of_view(view: Any) -> dict[str, Guard | None]:
    """Return the guards of a FAB view's routes by method name. A route with a permission of FAB's asks for it as a verb."""
    guards: dict[str, Guard | None] = {}
    for name in dir(type(view)):
        route = getattr(type(view), name)
        if name in view.exclude_route_methods or not hasattr(route, "_urls"):
            continue
        guard = guard_of(route)
        if guard is None and hasattr(route, "_permission_name"):
            guard = Guard(Entry.VERB, view.class_permission_name, view.get_method_permission(name))
        guards[name] = guard
    return guards


def unlimited(why: str) -> Callable[[Route], Route]:
    """Let everybody use a route that is open to everybody as often as she likes, for this reason."""

    def mark(route: Route) -> Route:
        route._portal_unlimited = why  # type: ignore[attr-defined]
        return route

    return mark


def why_unlimited(route: Callable[..., Any]) -> str:
    """Return why a route has no limit; empty when it does not say so."""
    return str(getattr(route, "_portal_unlimited", ""))


def is_static(endpoint: str) -> bool:
    """Say whether the endpoint serves static files: the core's, or those of a plugin's folder."""
    return endpoint == "static" or endpoint.endswith("_files.static")


def _mark(guard: Guard) -> Callable[[Route], Route]:
    def mark(route: Route) -> Route:
        setattr(route, GUARD_MARK, guard)
        return route

    return mark
