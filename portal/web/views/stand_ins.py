"""代办: who acts on whose cases while somebody is away; everybody names her own, the head anybody's."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Problem, Refused, Repeated
from portal.reading.stand_ins import stand_ins
from portal.services.roster import colleagues_of
from portal.services.stand_ins import end_stand_in, fields_of, leads, name_stand_in
from portal.web.acting import current_actor, unit_of_work
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import signed_in

Page = str | Response | tuple[str, int]


class StandInsView(BaseView):
    """The stand-ins of the acting post's organisation."""

    route_base = "/account/stand-ins"
    default_view = "stand_ins"

    @expose("/", methods=["GET"])
    @signed_in
    def stand_ins(self) -> str:
        """Show them, and the form of a new one."""
        return _page({}, ())

    @expose("/", methods=["POST"])
    @signed_in
    def name(self) -> Page:
        """Name a stand-in."""
        raw = body_of(request.form)
        raw.pop("token", None)
        try:
            with unit_of_work(write=True) as uow:
                name_stand_in(uow, raw, request.form.get("token"))
        except Refused as refused:
            return _page(raw, refused.problems), 422
        except Repeated:
            return _back()
        flash(_("已登记代办，到期自动结束。"), "done")
        return _back()

    @expose("/<uuid:stand_in_id>/end", methods=["POST"])
    @signed_in
    def end(self, stand_in_id: uuid.UUID) -> Page:
        """End one before its day."""
        try:
            with unit_of_work(write=True) as uow:
                end_stand_in(uow, stand_in_id)
        except Refused as refused:
            return _page({}, refused.problems), 422
        flash(_("代办已结束。"), "done")
        return _back()


def _page(entered: Mapping[str, object], problems: tuple[Problem, ...]) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        colleagues = colleagues_of(uow, actor.organisation_id)
        lines = stand_ins(uow, actor, everybodys=leads(actor))
    inputs = inputs_of(fields_of(actor, colleagues), "", entered, sentences_of(problems))
    return render_template(
        "stand_ins.html",
        lines=lines,
        inputs=inputs,
        summary=summary_of(problems),
        token=secrets.token_urlsafe(16),
        leads=leads(actor),
    )


def _back() -> Response:
    return redirect(url_for("StandInsView.stand_ins"), 303)  # type: ignore[return-value]
