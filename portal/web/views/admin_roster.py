"""调解员名册: who mediates in an organisation, until when, what they are good at and have learnt."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.engine.roster import LEVELS
from portal.errors import Problem, Refused, Repeated
from portal.reading.roster import EntryPage, entry_page, roster_page, rosters
from portal.services.organisations import KINDS
from portal.services.roster import (
    POSITIONS,
    SEAL,
    TRAINING,
    add_mediator,
    change_mediator,
    colleagues_of,
    end_mediator,
    fields_of,
    may_keep,
    note_training,
    register_seal,
    strike_training,
)
from portal.web.acting import current_actor, unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens

VIEW = "portal.roster"
Page = str | Response | tuple[str, int]
Problems = tuple[Problem, ...]
Entered = Mapping[str, Any]


class RosterView(BaseView):
    """The rosters a post may see, and the one it keeps."""

    route_base = "/admin/roster"
    default_view = "rosters"

    @expose("/", methods=["GET"])
    @opens(VIEW)
    def rosters(self) -> Page:
        """Show the rosters; a post that sees one alone is led to it."""
        with unit_of_work() as uow:
            lines = rosters(uow, current_actor())
        if len(lines) == 1:
            return go(url_for("RosterView.roster", organisation_id=lines[0].organisation_id))
        return admin_page("admin/rosters.html", "roster", lines=lines, kinds=dict(KINDS))

    @expose("/<uuid:organisation_id>", methods=["GET"])
    @opens(VIEW)
    def roster(self, organisation_id: uuid.UUID) -> str:
        """Show one."""
        return _roster(organisation_id)

    @expose("/<uuid:organisation_id>/seal", methods=["POST"])
    @opens(VIEW, verb="manage")
    def seal(self, organisation_id: uuid.UUID) -> Page:
        """Keep the day the seal was registered."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                register_seal(uow, organisation_id, raw)
        except Refused as refused:
            return _roster(organisation_id, raw, refused.problems), 422
        flash(_("已保存。"), "done")
        return go(url_for("RosterView.roster", organisation_id=organisation_id))

    @expose("/<uuid:organisation_id>/new", methods=["GET"])
    @opens(VIEW, verb="manage")
    def new(self, organisation_id: uuid.UUID) -> str:
        """Show the form of a new entry."""
        return _form(organisation_id, {}, ())

    @expose("/<uuid:organisation_id>/new", methods=["POST"])
    @opens(VIEW, verb="manage")
    def add(self, organisation_id: uuid.UUID) -> Page:
        """Enter a mediator."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                entry_id = add_mediator(uow, organisation_id, raw, request.form.get("token"))
        except Refused as refused:
            return _form(organisation_id, raw, refused.problems), 422
        except Repeated as repeated:
            return go(url_for("RosterView.entry", entry_id=repeated.location))
        flash(_("已列入名册。"), "done")
        return go(url_for("RosterView.entry", entry_id=entry_id))

    @expose("/entry/<uuid:entry_id>", methods=["GET"])
    @opens(VIEW)
    def entry(self, entry_id: uuid.UUID) -> str:
        """Show one entry."""
        return _entry(entry_id)

    @expose("/entry/<uuid:entry_id>/edit", methods=["GET"])
    @opens(VIEW, verb="manage")
    def edit(self, entry_id: uuid.UUID) -> str:
        """Show its form."""
        with unit_of_work() as uow:
            page = entry_page(uow, current_actor(), entry_id)
        return _form(page.organisation_id, page.entered, (), page)

    @expose("/entry/<uuid:entry_id>/edit", methods=["POST"])
    @opens(VIEW, verb="manage")
    def change(self, entry_id: uuid.UUID) -> Page:
        """Change it."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                change_mediator(uow, entry_id, raw)
        except Refused as refused:
            with unit_of_work() as uow:
                page = entry_page(uow, current_actor(), entry_id)
            return _form(page.organisation_id, raw, refused.problems, page), 422
        flash(_("已保存。"), "done")
        return go(url_for("RosterView.entry", entry_id=entry_id))

    @expose("/entry/<uuid:entry_id>/end", methods=["POST"])
    @opens(VIEW, verb="manage")
    def end(self, entry_id: uuid.UUID) -> Page:
        """Mark her as gone."""
        try:
            with unit_of_work(write=True) as uow:
                end_mediator(uow, entry_id)
        except Refused as refused:
            return _entry(entry_id, {}, refused.problems), 422
        flash(_("已从名册退出，原来的记录仍可查看。"), "done")
        return go(url_for("RosterView.entry", entry_id=entry_id))

    @expose("/entry/<uuid:entry_id>/training", methods=["POST"])
    @opens(VIEW, verb="manage")
    def train(self, entry_id: uuid.UUID) -> Page:
        """Write down a training."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                note_training(uow, entry_id, raw, request.form.get("token"))
        except Refused as refused:
            return _entry(entry_id, raw, refused.problems), 422
        except Repeated:
            return go(url_for("RosterView.entry", entry_id=entry_id))
        flash(_("已记入培训台账。"), "done")
        return go(url_for("RosterView.entry", entry_id=entry_id))

    @expose("/entry/<uuid:entry_id>/training/<uuid:training_id>/strike", methods=["POST"])
    @opens(VIEW, verb="manage")
    def strike(self, entry_id: uuid.UUID, training_id: uuid.UUID) -> Page:
        """Strike out a training."""
        try:
            with unit_of_work(write=True) as uow:
                strike_training(uow, entry_id, training_id)
        except Refused as refused:
            return _entry(entry_id, {}, refused.problems), 422
        flash(_("已划去，不再计入学时。"), "done")
        return go(url_for("RosterView.entry", entry_id=entry_id))


def _roster(organisation_id: uuid.UUID, entered: Entered | None = None, problems: Problems = ()) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = roster_page(uow, actor, organisation_id)
    kept = {"registered_on": page.seal_registered_on.isoformat() if page.seal_registered_on else ""}
    wrong = sentences_of(problems)
    return admin_page(
        "admin/roster.html",
        "roster",
        page=page,
        keeps=may_keep(actor, page.path),
        positions=dict(POSITIONS),
        levels=dict(LEVELS),
        kinds=dict(KINDS),
        seal=inputs_of((SEAL,), "", entered or kept, wrong)[0],
        summary=summary_of(problems),
    )


def _entry(entry_id: uuid.UUID, entered: Entered | None = None, problems: Problems = ()) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = entry_page(uow, actor, entry_id)
    wrong = sentences_of(problems)
    return admin_page(
        "admin/roster_entry.html",
        "roster",
        page=page,
        one=page.mediator,
        keeps=may_keep(actor, page.path) and page.mediator.ended_on is None,
        positions=dict(POSITIONS),
        levels=dict(LEVELS),
        inputs=inputs_of(TRAINING, "", entered or {}, wrong),
        summary=summary_of(problems),
        token=secrets.token_urlsafe(16),
    )


def _form(organisation_id: uuid.UUID, entered: Entered, problems: Problems, page: EntryPage | None = None) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        roster = roster_page(uow, actor, organisation_id)
        colleagues = colleagues_of(uow, organisation_id, page.entered["staff"] if page else "")
    return admin_page(
        "admin/roster_form.html",
        "roster",
        page=page,
        roster=roster,
        inputs=inputs_of(fields_of(colleagues), "", entered, sentences_of(problems)),
        summary=summary_of(problems),
        token=secrets.token_urlsafe(16),
    )
