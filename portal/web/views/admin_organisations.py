"""组织: the bodies of the county by place and sector, one of them with its form, and the numbers it gives."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.fields import Choices
from portal.errors import Problem, Refused, Repeated
from portal.reading.choices import places
from portal.reading.organisations import OrganisationPage, organisation_page, organisations_by_place, parents_for, towns
from portal.reading.post_choices import OptionGroup
from portal.reading.wording import label
from portal.services.organisations import (
    KINDS,
    change_organisation,
    end_organisation,
    fields_of,
    make_organisation,
    number_words,
    start_year,
)
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import today, unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of, confirmed_of
from portal.web.guarding import opens

Page = str | Response | tuple[str, int]
Problems = tuple[Problem, ...]
LISTS = frozenset({"plugins"})


class OrganisationsView(BaseView):
    """Who mediates in the county."""

    route_base = "/admin/organisations"
    default_view = "organisations"

    @expose("/", methods=["GET"])
    @opens("portal.organisations")
    def organisations(self) -> str:
        """Show them by place."""
        town, sector, ended = request.args.get("town", "")[:15], request.args.get("sector", "")[:40], "ended" in request.args
        with unit_of_work() as uow:
            groups = organisations_by_place(uow, town=town, sector=sector, ended=ended)
            filters = {"towns": towns(uow), "sectors": _sectors(uow)}
        return admin_page(
            "admin/organisations.html",
            "organisations",
            groups=groups,
            kinds=dict(KINDS),
            town=town,
            sector=sector,
            ended=ended,
            **filters,
        )

    @expose("/new", methods=["GET"])
    @opens("portal.organisations")
    def new(self) -> str:
        """Show the form of a new one."""
        return _form({"parent": request.args.get("parent", "")}, ())

    @expose("/new", methods=["POST"])
    @opens("portal.organisations")
    def make(self) -> Page:
        """Make it."""
        raw = body_of(request.form, LISTS)
        try:
            with unit_of_work(write=True) as uow:
                made = make_organisation(uow, raw, confirmed=confirmed_of(request.form), token=request.form.get("token"))
        except Refused as refused:
            return _form(raw, refused.problems), 422
        except Repeated as repeated:
            return go(url_for("OrganisationsView.organisation", organisation_id=repeated.location))
        flash(_("组织已建好。下一步：请安全管理员给它添加人员。"), "done")
        return go(url_for("OrganisationsView.organisation", organisation_id=made))

    @expose("/<uuid:organisation_id>", methods=["GET"])
    @opens("portal.organisations")
    def organisation(self, organisation_id: uuid.UUID) -> str:
        """Show one."""
        return _one(organisation_id, {}, ())

    @expose("/<uuid:organisation_id>/edit", methods=["GET"])
    @opens("portal.organisations")
    def edit(self, organisation_id: uuid.UUID) -> str:
        """Show its form."""
        with unit_of_work() as uow:
            page = organisation_page(uow, organisation_id)
        return _form(page.entered, (), page)

    @expose("/<uuid:organisation_id>/edit", methods=["POST"])
    @opens("portal.organisations")
    def change(self, organisation_id: uuid.UUID) -> Page:
        """Change it."""
        raw = body_of(request.form, LISTS)
        try:
            with unit_of_work(write=True) as uow:
                change_organisation(uow, organisation_id, raw, confirmed=confirmed_of(request.form))
        except Refused as refused:
            with unit_of_work() as uow:
                page = organisation_page(uow, organisation_id)
            return _form(raw, refused.problems, page), 422
        flash(_("已保存。"), "done")
        return go(url_for("OrganisationsView.organisation", organisation_id=organisation_id))

    @expose("/<uuid:organisation_id>/numbers", methods=["POST"])
    @opens("portal.organisations")
    def numbers(self, organisation_id: uuid.UUID) -> Page:
        """Let a year that began on paper go on."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                number = start_year(uow, organisation_id, raw)
        except Refused as refused:
            return _one(organisation_id, raw, refused.problems), 422
        flash(_("已设好，下一个案号是%(number)s。", number=number), "done")
        return go(url_for("OrganisationsView.organisation", organisation_id=organisation_id))

    @expose("/<uuid:organisation_id>/end", methods=["POST"])
    @opens("portal.organisations")
    def end(self, organisation_id: uuid.UUID) -> Page:
        """Mark it as dissolved, or as standing again."""
        back = request.form.get("back") == "yes"
        try:
            with unit_of_work(write=True) as uow:
                end_organisation(uow, organisation_id, None if back else today())
        except Refused as refused:
            return _one(organisation_id, {}, refused.problems), 422
        flash(_("已恢复。") if back else _("已标为撤销，原有案件仍可查看。"), "done")
        return go(url_for("OrganisationsView.organisation", organisation_id=organisation_id))


def _one(organisation_id: uuid.UUID, entered: Mapping[str, object], problems: Problems) -> str:
    with unit_of_work() as uow:
        page = organisation_page(uow, organisation_id)
        words = number_words(uow, page.entered["plugins"])
    return admin_page(
        "admin/organisation.html",
        "organisations",
        page=page,
        row=page.row,
        kinds=dict(KINDS),
        words=tuple((word, word) for word in words),
        year=today().year,
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )


def _form(entered: Mapping[str, Any], problems: Problems, page: OrganisationPage | None = None) -> str:
    with unit_of_work() as uow:
        sectors = _sectors(uow)
        fields = {one.key: one for one in fields_of(sectors)}
        where = tuple(OptionGroup(group.name, ((group.code, group.name), *group.inside)) for group in places(uow))
        county = towns(uow)[:1]
        parents = parents_for(uow, page.row.id if page is not None else None)
    wrong = sentences_of(problems)
    inputs = {i.name: i for i in inputs_of(fields.values(), "", entered, wrong)}
    return admin_page(
        "admin/organisation_form.html",
        "organisations",
        page=page,
        inputs=inputs,
        where=(OptionGroup(_("本县"), county), *where),
        parents=parents,
        has_sectors=any(isinstance(one, Choices) for one in fields.values()),
        entered=entered,
        wrong=wrong,
        summary=summary_of(problems),
        questions=[(problem.code, wrong[problem.field][-1]) for problem in problems if problem.asks],
        token=secrets.token_urlsafe(16),
    )


def _sectors(uow: UnitOfWork) -> tuple[tuple[str, str], ...]:
    return tuple((key, label(plugin.title, key)) for key, plugin in uow.registry.plugins.items())
