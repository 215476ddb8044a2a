"""The six places of the core, and which of them a post may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.access.actors import Person


@dataclass(frozen=True)
class Place:
    """Where an entry leads. `views` are (view, verb) pairs, one of which the post must hold."""

    word: Any
    href: str
    icon: str
    views: tuple[tuple[str, str], ...]


PLACES = (
    Place(_l("我的工作"), "/", "home", (("portal.desk", "open"),)),
    Place(_l("案件台账"), "/cases/", "list", (("portal.cases", "open"),)),
    Place(_l("来访咨询"), "/consultations/", "message-circle", (("portal.consultations", "open"),)),
    Place(_l("统计"), "/statistics/", "chart-bar", (("portal.statistics", "open"),)),
    Place(
        _l("核查"),
        "/audit/",
        "shield",
        (
            ("portal.checks", "open"),
            ("portal.checks", "draw"),
            ("portal.checks", "answer"),
            ("portal.audit", "open"),
            ("portal.glass", "ask"),
            ("portal.glass", "review"),
            ("portal.keeping", "hold"),
            ("portal.keeping", "decide"),
        ),
    ),
    Place(
        _l("管理"),
        "/admin/",
        "settings",
        (
            ("portal.people", "manage"),
            ("portal.roles", "open"),
            ("portal.sign_in", "manage"),
            ("portal.organisations", "open"),
            ("portal.roster", "open"),
            ("portal.plugins", "open"),
            ("portal.calendar", "open"),
            ("portal.parameters", "open"),
            ("portal.papers", "open"),
        ),
    ),
)


def places_of(actor: Person) -> list[Place]:
    """Return the places the post may open, in order."""
    return [place for place in PLACES if any(actor.may(verb, view) for view, verb in place.views)]


def first_place(actor: Person) -> str:
    """Return where the post begins its day: the first place it may open, or its own account."""
    return next((place.href for place in places_of(actor)), "/account/")
