"""案件台账: the register with tabs, filters, search and export. Free text comes by POST and never stands in an address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, flash, redirect, render_template, request
from flask_appbuilder import BaseView, expose

from portal.access.person_reach import may_compare
from portal.declare.steps import Verb
from portal.errors import Refused
from portal.limits import Limited
from portal.reading.choices import WIDE, divisions, organisations, staff_of_reach, types_of
from portal.reading.export import PRINT_MOST, of_verb, workbook
from portal.reading.glass import may_ask
from portal.reading.problem_sentences import problem_sentence
from portal.reading.register import COUNT_MOST, RegisterPage, RegisterQuery, register_page, register_rows
from portal.services.ledger.known import may_import
from portal.store.access_log import log_access
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.case_look import chip_of
from portal.web.forms.periods import period_of, period_options
from portal.web.forms.register_query import TABS, active_filters, address_of, register_query, values_of
from portal.web.guarding import limited, opens
from portal.web.limiting import count_search

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterView(BaseView):
    """The register of the acting post."""

    route_base = "/cases"
    default_view = "register"

    @expose("/", methods=["GET"])
    @opens("portal.cases")
    def register(self) -> str:
        """Show a page of it."""
        return _page(register_query(request.args, today()))

    @expose("/search", methods=["POST"])
    @opens("portal.cases")
    def search(self) -> str | Response | tuple[str, int]:
        """Show what was searched for; filters without a text become an address that can be kept."""
        query = register_query(request.form, today(), searches=True)
        if not query.text:
            return redirect(address_of(query), 303)  # type: ignore[return-value]
        count_search(query.text)
        try:
            return _page(query)
        except Refused as refused:
            for problem in refused.problems:
                flash(problem_sentence(problem), "danger")
            return _page(replace(query, text="")), 422

    @expose("/export", methods=["POST"])
    @opens("portal.cases")
    @limited(Limited.EXPORT)
    def export(self) -> Response:
        """Give the filtered register as a workbook, masked as on the page."""
        query = register_query(request.form, today(), searches=True)
        with unit_of_work(write=True) as uow:
            book, count = workbook(uow, current_actor(), query)
            log_access(uow, "export", "register", count=count, data={"tab": query.tab.value})
        name = f"cases-{today().isoformat()}.xlsx"
        return Response(book, mimetype=WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    @expose("/print", methods=["POST"])
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def print_register(self) -> str:
        """Show the filtered register for printing, up to a thousand rows."""
        actor = current_actor()
        query = register_query(request.form, today(), searches=True)
        with unit_of_work(write=True) as uow:
            rows = register_rows(uow, actor, of_verb(actor, query, Verb.PRINT), PRINT_MOST)
            log_access(uow, "print", "register", count=len(rows), data={"tab": query.tab.value})
        return render_template(
            "cases/print_register.html",
            rows=rows,
            today=today(),
            most=PRINT_MOST,
            by_organisation=actor.reach in WIDE,
            back=address_of(replace(query, text="", cursor="")),
            chip=chip_of,
        )


def _page(query: RegisterQuery) -> str:
    actor = current_actor()
    wide = actor.reach in WIDE
    with unit_of_work(write=bool(query.text)) as uow:
        page = register_page(uow, actor, query)
        if query.text:
            log_access(uow, "search", "register", count=page.count)
        lists = {
            "types": types_of(uow, actor),
            "divisions": divisions(uow, actor),
            "handlers": () if wide else staff_of_reach(uow, actor),
            "organisations": organisations(uow, actor) if wide else (),
        }
    period = period_of((query.since, query.until), today())
    active = active_filters(query, lists)
    return render_template(
        "cases/register.html",
        page=page,
        query=query,
        tabs=_tabs(query, page),
        lists=lists,
        periods=period_options(period),
        period=period,
        active=active,
        less=[(word, address_of(without), page.without[name]) for name, word, without in active if name in page.without],
        plain=values_of(query),
        today=today(),
        by_organisation=wide,
        address=address_of,
        replace=replace,
        chip=chip_of,
        may_ask_glass=may_ask(current_actor()),
        may_compare=may_compare(actor),
        may_import=any(may_import(actor, key) for verb, key in actor.verbs if verb == Verb.REGISTER),
        **_may(query),
    )


def _tabs(query: RegisterQuery, page: RegisterPage) -> list[tuple[str, Any, str, int | None]]:
    """Return (key, word, address, count) of each tab under the same filters; a count that was cut stands in the word."""
    tabs = []
    for tab, word in TABS.items():
        count = page.tabs.get(tab)
        cut = count is not None and count >= COUNT_MOST
        shown = f"{word} {COUNT_MOST - 1:,}+" if cut else word
        tabs.append((tab.value, shown, address_of(replace(query, tab=tab, cursor="")), None if cut else count))
    return tabs


def _may(query: RegisterQuery) -> dict[str, bool]:
    held = {verb for verb, view in current_actor().verbs if not view.startswith("portal.")}
    return {f"may_{verb.value}": verb.value in held for verb in (Verb.REGISTER, Verb.EXPORT, Verb.PRINT)}
