"""What the frame of every page shows: names, navigation, the person, her posts. Built at most once per request, without SQL."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import g, has_request_context, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.access.identity import Signed
from portal.reading.wording import label
from portal.web.county import CountySettings, county_settings
from portal.web.navigation import NavEntry, NavGroup, core_entries, plugin_groups
from portal.web.places import first_place
from portal.web.preferences import text_size

LANGUAGES = {"zh": "中文", "en": "English"}


@dataclass(frozen=True)
class Bearer:
    """The person as the frame names her."""

    name: str
    organisation: str
    role: str


@dataclass(frozen=True)
class PostItem:
    """A post in the menu."""

    id: uuid.UUID
    organisation: str
    role: str
    is_current: bool


@dataclass(frozen=True)
class Language:
    """The language one can switch to."""

    key: str
    word: str


@dataclass(frozen=True)
class Frame:
    """Everything `layout.html` asks for."""

    name: str
    county: str
    help_phone: str
    is_demo: bool
    html_lang: str
    text_size: str
    here: str
    other_language: Language
    person: Bearer | None = None
    has_second_factor: bool = False
    posts: tuple[PostItem, ...] = ()
    entries: tuple[NavEntry, ...] = ()
    groups: tuple[NavGroup, ...] = ()
    search_url: str = ""
    new_case_url: str = ""
    home: str = "/"
    size_url: str = ""
    language_url: str = ""
    post_url: str = ""
    account_url: str = ""
    keys_url: str = ""
    logout_url: str = ""


def frame() -> Frame:
    """Return the frame of this request."""
    if "frame" not in g:
        g.frame = _build(g.get("signed"))
    built: Frame = g.frame
    return built


def bare_frame() -> Frame:
    """Return a frame that needs nothing from the database, for the page that says something went wrong."""
    return _build(None, CountySettings())


def _build(signed: Signed | None, county: CountySettings | None = None) -> Frame:
    told = county_settings() if county is None else county
    language = _language()
    other = "en" if language == "zh" else "zh"
    common: dict[str, Any] = {
        "name": _("诉源"),
        "county": told.county,
        "help_phone": told.help_phone,
        "is_demo": told.is_demo,
        "html_lang": "zh-CN" if language == "zh" else "en",
        "text_size": text_size(signed),
        "here": request.full_path.rstrip("?") if has_request_context() and request.method == "GET" else "/",
        "other_language": Language(other, LANGUAGES[other]),
        "size_url": url_for("FrameView.text_size"),
        "language_url": url_for("FrameView.language"),
    }
    if signed is None:
        return Frame(**common)
    actor = signed.actor
    may_register = any(verb == "register" for verb, _view in actor.verbs)
    return Frame(
        **common,
        person=Bearer(signed.name, signed.post.organisation, label(signed.post.role, signed.post.plugin)),
        has_second_factor=signed.has_second_factor,
        posts=tuple(
            PostItem(post.id, post.organisation, label(post.role, post.plugin), post.id == actor.post_id) for post in signed.posts
        ),
        entries=core_entries(actor),
        groups=plugin_groups(actor),
        home=first_place(actor),
        search_url="/cases/search" if actor.may("open", "portal.cases") else "",
        new_case_url="/cases/new" if may_register else "",
        post_url=url_for("FrameView.switch_post"),
        account_url=url_for("AccountView.account"),
        keys_url=url_for("FrameView.keys"),
        logout_url=url_for("LoginView.logout"),
    )


def _language() -> str:
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"
