"""The tabs of 管理, as far as the acting post may open them, and how a page of it is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, render_template
from flask_babel import lazy_gettext as _l

from portal.access.actors import Person
from portal.web.acting import current_actor


@dataclass(frozen=True)
class AdminPlace:
    """One tab: its key, word, address, and the verb and view it asks for."""

    key: str
    word: Any
    href: str
    verb: str
    view: str


PLACES = (
    AdminPlace("people", _l("人员"), "/admin/people/", "manage", "portal.people"),
    AdminPlace("roles", _l("角色"), "/admin/roles/", "open", "portal.roles"),
    AdminPlace("sign_in", _l("登录规定"), "/admin/sign-in/", "manage", "portal.sign_in"),
    AdminPlace("organisations", _l("组织"), "/admin/organisations/", "open", "portal.organisations"),
    AdminPlace("roster", _l("调解员名册"), "/admin/roster/", "open", "portal.roster"),
    AdminPlace("plugins", _l("插件"), "/admin/plugins/", "open", "portal.plugins"),
    AdminPlace("calendar", _l("日历"), "/admin/calendar/", "open", "portal.calendar"),
    AdminPlace("parameters", _l("参数"), "/admin/parameters/", "open", "portal.parameters"),
    AdminPlace("papers", _l("文书用语"), "/admin/papers/", "open", "portal.papers"),
    AdminPlace("settings", _l("设置"), "/admin/settings/", "open", "portal.parameters"),
)


def places_of(actor: Person) -> tuple[AdminPlace, ...]:
    """Return the tabs the post may open."""
    return tuple(place for place in PLACES if actor.may(place.verb, place.view))


def admin_page(template: str, current: str, **context: Any) -> str:
    """Return a page of 管理 under its tabs; a single tab is not shown."""
    places = places_of(current_actor())
    tabs = [(place.key, str(place.word), place.href) for place in places] if len(places) > 1 else []
    return render_template(template, tabs=tabs, tab=current, **context)


def go(path: str) -> Response:
    """Send the browser on after something was done."""
    return redirect(path, 303)  # type: ignore[return-value]
