"""人员: the list, and a new person in three fields with the slip that carries her first password."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.passwords import hash_password, one_time_password
from portal.errors import NotFound, Problem, Refused, Repeated
from portal.reading.people import PeopleQuery, Tab, people_page
from portal.reading.post_choices import organisations_in_scope, post_choices
from portal.services.people import add_person
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens
from portal.web.slips import slip

Page = str | Response | tuple[str, int]


class PeopleView(BaseView):
    """Everybody in the administrator's scope."""

    route_base = "/admin/people"
    default_view = "people"

    @expose("/", methods=["GET"])
    @opens("portal.people", verb="manage")
    def people(self) -> str:
        """Show a page of the list."""
        return _list(_query(request.args))

    @expose("/search", methods=["POST"])
    @opens("portal.people", verb="manage")
    def search(self) -> Page:
        """Show who was searched for; without a name the filters become an address."""
        query = replace(_query(request.form), text=request.form.get("text", "").strip()[:40])
        return _list(query) if query.text else go(_address(query))

    @expose("/new", methods=["GET"])
    @opens("portal.people", verb="manage")
    def new(self) -> str:
        """Show the form; the organisation is chosen first where there are many."""
        return _form({}, (), _organisation(request.args.get("organisation")))

    @expose("/new", methods=["POST"])
    @opens("portal.people", verb="manage")
    def add(self) -> Page:
        """Make the person and show the slip, once."""
        raw = body_of(request.form)
        organisation = _organisation(str(raw.pop("organisation", "")))
        password = one_time_password()
        hashed = hash_password(password)
        try:
            with unit_of_work(write=True) as uow:
                staff_id = add_person(uow, raw, password_hash=hashed, token=request.form.get("token"))
        except Refused as refused:
            return _form(raw, refused.problems, organisation), 422
        except Repeated as repeated:
            flash(_("这个人已经加好了。一次性密码只显示一次；没有打印的，请重置密码。"), "done")
            return go(url_for("PersonView.person", staff_id=repeated.location))
        return slip(staff_id, password, is_new=True)


def _list(query: PeopleQuery) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = people_page(uow, actor, query)
        organisations = organisations_in_scope(uow, actor)
    return admin_page(
        "admin/people.html",
        "people",
        page=page,
        query=query,
        organisations=organisations,
        today=today(),
        tabs_of_list=[(tab.value, word, _address(replace(query, tab=tab, cursor=""))) for tab, word in _tabs()],
        address=_address,
        replace=replace,
        plain={name: value for name, value in _values(query).items() if value and name != "cursor"},
    )


def _tabs() -> tuple[tuple[Tab, str], ...]:
    return (Tab.HERE, _("在岗")), (Tab.AWAY, _("已离岗或停用"))


def _form(entered: Mapping[str, object], problems: tuple[Problem, ...], organisation: uuid.UUID | None) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        choices = post_choices(uow, actor, organisation)
    return admin_page(
        "admin/person_new.html",
        "people",
        choices=choices,
        organisation=str(organisation or ""),
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        token=secrets.token_urlsafe(16),
    )


def _query(given: Mapping[str, str]) -> PeopleQuery:
    try:
        tab = Tab(given.get("tab", Tab.HERE))
    except ValueError:
        raise NotFound from None
    return PeopleQuery(tab, _organisation(given.get("organisation")), "", given.get("cursor", "")[:40])


def _organisation(text: str | None) -> uuid.UUID | None:
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound from None


def _values(query: PeopleQuery) -> dict[str, str]:
    return {
        "tab": "" if query.tab is Tab.HERE else query.tab.value,
        "organisation": str(query.organisation or ""),
        "cursor": query.cursor,
    }


def _address(query: PeopleQuery) -> str:
    values = urlencode({name: value for name, value in _values(query).items() if value})
    return url_for("PeopleView.people") + (f"?{values}" if values else "")
