"""Pages of plugins: shown to whoever may open them, refused when they break a rule, and free of charge for everybody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import render_template
from flask_appbuilder import BaseView, expose

from portal.declare.plugins import Plugin
from portal.hooks.calling import Hooks, plugin_manager
from portal.hooks.markers import hookimpl
from portal.hooks.quarantine import Quarantine
from portal.hooks.registry import Registry
from portal.web.guarding import opens, public, signed_in
from tests.web.desks import Desks, make_desks, queries


class Board(BaseView):
    """A page of a sector, for its readers."""

    route_base = "/sector/board"
    default_view = "board"
    menu_label = "预警"

    @expose("/")
    @opens("sector.kind", verb="read")
    def board(self) -> str:
        return render_template("sector/board.html")


class Silent(BaseView):
    route_base = "/sector/silent"

    @expose("/")
    def silent(self) -> str:
        return "in"


class Elsewhere(BaseView):
    route_base = "/cases"

    @expose("/")
    @public
    def elsewhere(self) -> str:
        return "in"


class Foreign(BaseView):
    route_base = "/sector/foreign"

    @expose("/")
    @opens("other.kind", verb="read")
    def foreign(self) -> str:
        return "in"


class Breaking(BaseView):
    route_base = "/sector/breaking"

    def __init__(self) -> None:
        raise ZeroDivisionError

    @expose("/")
    @public
    def breaking(self) -> str:
        return "in"


class NoSuchPage(Board):
    route_base = "/sector/none"
    default_view = "list"


def plugins(views: dict[str, tuple[type, ...]], folder: Path | None = None) -> Registry:
    """Return a registry in which each plugin offers these views."""
    manager = plugin_manager()
    declared = [Plugin(key=key, title={"sector": "行业", "other": "别的行业"}[key]) for key in views]
    for plugin in declared:
        offered = views[plugin.key]

        class Offering:
            @hookimpl
            def portal_views(self, offered: tuple[type, ...] = offered) -> tuple[type, ...]:
                return offered

        manager.register(Offering(), plugin.key)
    folders = {plugin.key: folder / plugin.key for plugin in declared} if folder else {}
    return Registry.of(*declared, folders=folders, hooks=Hooks.of(manager, Quarantine()))


def desks_with(url: str, folder: Path, views: dict[str, tuple[type, ...]], files: Path | None = None) -> Desks:
    return make_desks(url, folder, registry=plugins(views, files))


def test_page_of_a_plugin_has_its_templates_its_files_and_its_entry(sqlite_url: str, tmp_path: Path) -> None:
    own = tmp_path / "plugins" / "sector"
    (own / "templates" / "sector").mkdir(parents=True)
    (own / "static").mkdir()
    (own / "templates" / "sector" / "board.html").write_text(
        '{% extends "layout.html" %}{% block title %}预警{% endblock %}'
        '{% block content %}{{ ui.chip("working", "看板") }}{% endblock %}',
        encoding="utf-8",
    )
    (own / "static" / "board.css").write_text(".x {}", encoding="utf-8")
    desks = desks_with(sqlite_url, tmp_path, {"sector": (Board,)}, tmp_path / "plugins")
    browser = desks.at_work("women_clerk")

    page = browser.get("/sector/board/")

    assert page.status_code == 200
    assert "看板" in page.text
    assert page.text.index("行业") < page.text.index('href="/sector/board/"')
    with desks.browser().get("/static/plugins/sector/board.css") as answer:
        assert answer.status_code == 200
    desks.engine.dispose()


def test_entry_is_shown_only_to_who_may_open_the_page(sqlite_url: str, tmp_path: Path) -> None:
    desks = desks_with(sqlite_url, tmp_path, {"sector": (Board,)})

    assert "/sector/board/" in desks.at_work("women_clerk").get("/keys").text
    assert "/sector/board/" not in desks.at_work("secadmin").get("/keys").text
    assert desks.at_work("secadmin").get("/sector/board/").status_code == 403
    assert desks.browser().get("/sector/board/").status_code == 302
    desks.engine.dispose()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (Silent, "silent"),
        (Elsewhere, "route_base"),
        (Foreign, "other.kind"),
        (Breaking, "ZeroDivisionError"),
        (NoSuchPage, "default_view"),
    ],
)
def test_plugin_whose_page_breaks_a_rule_is_left_out_and_stops_nobody(
    sqlite_url: str, tmp_path: Path, wrong: type, reason: str
) -> None:
    class Fine(BaseView):
        route_base = "/other"
        default_view = "fine"
        menu_label = "好的"

        @expose("/")
        @signed_in
        def fine(self) -> str:
            return "in"

    desks = desks_with(sqlite_url, tmp_path, {"sector": (Board, wrong), "other": (Fine,)})
    browser = desks.at_work("women_clerk")

    assert reason in str(desks.app.extensions["portal_page_refusals"]["sector"])
    assert browser.get("/sector/board/").status_code == 404
    assert browser.get("/other/").status_code == 200
    assert browser.get("/keys").status_code == 200
    desks.engine.dispose()


def test_two_hundred_more_pages_cost_no_statement(sqlite_url: str, tmp_path: Path) -> None:
    many = tuple(type(f"Board{n}", (Board,), {"route_base": f"/sector/board{n}", "menu_label": f"预警{n}"}) for n in range(200))
    desks = desks_with(sqlite_url, tmp_path, {"sector": many})
    browser = desks.at_work("women_clerk")
    browser.get("/keys")
    seen = queries(desks.engine)

    page = browser.get("/keys").text

    assert page.count("/sector/board") == 200
    assert len(seen) == 3, seen
    desks.engine.dispose()
