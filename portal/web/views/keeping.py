"""保管与删除: cases whose time is over, until when one case is kept, and what keeps it longer (暂停删除)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.county_roles import HOLD
from portal.errors import Problem, Refused
from portal.reading.keeping import keeping_page, over
from portal.services.holds import FIELDS as HOLD_FIELDS
from portal.services.holds import end_hold, place_hold
from portal.web.acting import current_actor, unit_of_work
from portal.web.audit_tabs import KEEPING, audit_tabs
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import signed_in

Page = str | Response | tuple[str, int]


class KeepingView(BaseView):
    """How long cases are kept."""

    route_base = "/"
    default_view = "overview"

    @expose("/audit/keeping/", methods=["GET"])
    @signed_in
    def overview(self) -> str:
        """Show the cases whose time is over."""
        actor = current_actor()
        with unit_of_work() as uow:
            page = over(uow, actor, request.args.get("cursor", ""))
        return render_template("keeping/overview.html", page=page, **audit_tabs(actor, KEEPING))

    @expose("/cases/<uuid:case_id>/keeping", methods=["GET"])
    @signed_in
    def case(self, case_id: uuid.UUID) -> str:
        """Show until when a case is kept."""
        return _case(case_id, {}, ())

    @expose("/cases/<uuid:case_id>/keeping/holds", methods=["POST"])
    @signed_in
    def hold(self, case_id: uuid.UUID) -> Page:
        """Keep the case from being erased."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                place_hold(uow, case_id, raw)
        except Refused as refused:
            return _case(case_id, raw, refused.problems), 422
        flash(_("已暂停删除本案的个人信息。"), "done")
        return _back(case_id)

    @expose("/cases/<uuid:case_id>/keeping/holds/<uuid:hold_id>/end", methods=["POST"])
    @signed_in
    def end_hold(self, case_id: uuid.UUID, hold_id: uuid.UUID) -> Page:
        """End a hold."""
        try:
            with unit_of_work(write=True) as uow:
                end_hold(uow, case_id, hold_id)
        except Refused as refused:
            return _case(case_id, {}, refused.problems), 422
        flash(_("已结束这次暂停。"), "done")
        return _back(case_id)


def _case(case_id: uuid.UUID, entered: Mapping[str, Any], problems: tuple[Problem, ...]) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = keeping_page(uow, actor, case_id)
    return render_template(
        "keeping/case.html",
        page=page,
        hold_inputs=inputs_of(HOLD_FIELDS, "", entered, sentences_of(problems)),
        may_hold=actor.may(*HOLD) and page.erased_on is None,
        summary=summary_of(problems),
    )


def _back(case_id: uuid.UUID) -> Response:
    return redirect(url_for("KeepingView.case", case_id=case_id), 303)  # type: ignore[return-value]
