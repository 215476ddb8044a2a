"""The six entries at the left, and the groups plugins add below them.

An entry is shown when the acting post may open one of its pages. Entries of plugins come from Flask-AppBuilder's menu and
ask the guard of the page they lead to. Nothing here touches the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for

from portal.access.actors import Person
from portal.reading.wording import label
from portal.web.gate import current_gate
from portal.web.guarding import Entry as Open
from portal.web.places import places_of


@dataclass(frozen=True)
class NavEntry:
    """One link as it is shown."""

    word: str
    href: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class NavGroup:
    """A plugin's links under its title, open when one of them is current."""

    word: str
    entries: tuple[NavEntry, ...]

    @property
    def is_open(self) -> bool:
        """Say whether the group is shown unfolded."""
        return any(entry.is_current for entry in self.entries)


def core_entries(actor: Person) -> tuple[NavEntry, ...]:
    """Return the entries the post may open; the one whose address is the longest prefix of this page is current."""
    places = places_of(actor)
    here = request.path
    fitting = [place.href for place in places if here == place.href or (place.href != "/" and here.startswith(place.href))]
    current = max(fitting, key=len, default="")
    return tuple(NavEntry(str(place.word), place.href, place.icon, place.href == current) for place in places)


def plugin_groups(actor: Person) -> tuple[NavGroup, ...]:
    """Return what FAB's menu holds, without the entries whose page the post may not open."""
    groups = []
    for item in current_app.extensions["appbuilder"].menu.get_list():
        entries = tuple(
            NavEntry(label(str(child.label), item.name), href, "", request.path == href)
            for child in item.childs
            if (href := _href(child)) and may_open(actor, child)
        )
        if entries:
            groups.append(NavGroup(label(str(item.label), item.name), entries))
    return tuple(groups)


def may_open(actor: Person, item: Any) -> bool:
    """Say whether the post may open the page a menu entry leads to."""
    guard = current_gate().guard(_endpoint(item)) if item.baseview is not None else None
    return guard is not None and (guard.entry is not Open.VERB or actor.may(guard.verb, guard.view))


def _endpoint(item: Any) -> str:
    return f"{item.baseview.endpoint}.{item.baseview.default_view}"


def _href(item: Any) -> str:
    return url_for(_endpoint(item)) if item.baseview is not None else ""
