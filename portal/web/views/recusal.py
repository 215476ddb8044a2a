"""回避: what happens when an official stands aside, asked before it is done; and the supervisor's way back."""

from __future__ import annotations

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.reading.case_page import Aside, CasePage, case_page
from portal.services.recuse import stand_aside, take_back
from portal.web.acting import current_actor, unit_of_work
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.guarding import opens

Page = str | Response | tuple[str, int]


class RecusalView(BaseView):
    """Standing aside from one case."""

    route_base = "/cases"
    default_view = "confirm"

    @expose("/<uuid:case_id>/stand-aside", methods=["GET"])
    @opens("portal.cases")
    def confirm(self, case_id: uuid.UUID) -> str:
        """Say what will happen, and ask."""
        return _confirm(case_id, ())

    @expose("/<uuid:case_id>/stand-aside", methods=["POST"])
    @opens("portal.cases")
    def stand_aside(self, case_id: uuid.UUID) -> Page:
        """Take the case out of the actor's reach at once."""
        try:
            with unit_of_work(write=True) as uow:
                stand_aside(uow, case_id)
        except Refused as refused:
            return _confirm(case_id, refused.problems), 422
        flash(_("已回避。您不再看到这起案件，记录里写明了您回避；需要另派调解员的，本单位负责人已在“我的工作”里看到。"), "done")
        return redirect("/", 303)  # type: ignore[return-value]

    @expose("/<uuid:case_id>/stand-aside/<uuid:staff_id>/take-back", methods=["GET"])
    @opens("portal.cases")
    def ending(self, case_id: uuid.UUID, staff_id: uuid.UUID) -> str:
        """Ask for the reason."""
        return _ending(case_id, staff_id, ())

    @expose("/<uuid:case_id>/stand-aside/<uuid:staff_id>/take-back", methods=["POST"])
    @opens("portal.cases")
    def take_back(self, case_id: uuid.UUID, staff_id: uuid.UUID) -> Page:
        """End it, with the reason."""
        try:
            with unit_of_work(write=True) as uow:
                take_back(uow, case_id, staff_id, {"reason_text": request.form.get("reason_text", "")})
        except Refused as refused:
            return _ending(case_id, staff_id, refused.problems), 422
        flash(_("已撤销回避，理由已记入本案。"), "done")
        return redirect(url_for("CaseView.case", case_id=case_id), 303)  # type: ignore[return-value]


def _confirm(case_id: uuid.UUID, problems: tuple[Problem, ...]) -> str:
    with unit_of_work() as uow:
        page = case_page(uow, current_actor(), case_id)
    in_my_hands = page.handler_id == current_actor().staff_id
    return render_template("cases/stand_aside.html", page=page, in_my_hands=in_my_hands, summary=summary_of(problems))


def _ending(case_id: uuid.UUID, staff_id: uuid.UUID, problems: tuple[Problem, ...]) -> str:
    with unit_of_work() as uow:
        page = case_page(uow, current_actor(), case_id)
    who = _who(page, staff_id)
    return render_template(
        "cases/take_back.html",
        page=page,
        who=who,
        entered=request.form,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )


def _who(page: CasePage, staff_id: uuid.UUID) -> Aside:
    if not current_actor().may("supervise", page.type):
        raise Forbidden("supervise")
    who = next((one for one in page.aside if one.staff_id == staff_id), None)
    if who is None:
        raise NotFound
    return who
