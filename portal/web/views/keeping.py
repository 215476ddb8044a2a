"""保管与删除: cases whose time is over, until when one case is kept, what keeps it longer (暂停删除), and proposals to erase."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.county_roles import DECIDE_ERASURE, HOLD, PROPOSE_ERASURE
from portal.declare.roles import Reach
from portal.errors import Problem, Refused, Repeated
from portal.reading.erasures import erasures, erasures_of, words_of
from portal.reading.keeping import keeping_page, over
from portal.services.erasures import fields_of, people_of, propose
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
            shows = actor.may(*PROPOSE_ERASURE) or actor.may(*DECIDE_ERASURE)
            rows = erasures(uow, actor) if shows else ()
        return render_template(
            "keeping/overview.html",
            page=page,
            rows=rows,
            shows_erasures=shows,
            sees_cases=actor.reach is not Reach.NOTHING,
            **words_of(),
            **audit_tabs(actor, KEEPING),
        )

    @expose("/cases/<uuid:case_id>/keeping", methods=["GET"])
    @signed_in
    def case(self, case_id: uuid.UUID) -> str:
        """Show until when a case is kept."""
        return _case(case_id, {}, ())

    @expose("/cases/<uuid:case_id>/keeping/erasures", methods=["POST"])
    @signed_in
    def propose(self, case_id: uuid.UUID) -> Page:
        """Propose to erase the case, or one person."""
        raw = body_of(request.form)
        raw.pop("token", None)
        try:
            with unit_of_work(write=True) as uow:
                erasure_id = propose(uow, case_id, raw, request.form.get("token"))
        except Refused as refused:
            return _case(case_id, raw, refused.problems), 422
        except Repeated:
            return _back(case_id)
        flash(_("已提请，请告诉安全管理员或者县级统筹。"), "done")
        return redirect(url_for("ErasuresView.erasure", erasure_id=erasure_id), 303)  # type: ignore[return-value]

    @expose("/cases/<uuid:case_id>/keeping/holds", methods=["POST"])
    @signed_in
    def hold(self, case_id: uuid.UUID) -> Page:
        """Keep the case from being erased."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                place_hold(uow, case_id, raw)
        except Refused as refused:
            return _case(case_id, raw, refused.problems, holding=True), 422
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


def _case(case_id: uuid.UUID, entered: Mapping[str, Any], problems: tuple[Problem, ...], *, holding: bool = False) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = keeping_page(uow, actor, case_id)
        rows = erasures_of(uow, actor, case_id)
        leads = actor.may(*PROPOSE_ERASURE) and actor.supervises and page.organisation_id == actor.organisation_id
        may_propose = leads and page.erased_on is None
        people = people_of(uow, case_id) if may_propose else ()
    nothing: tuple[Mapping[str, Any], dict[str, tuple[str, ...]]] = ({}, {})
    typed = (entered, sentences_of(problems))
    return render_template(
        "keeping/case.html",
        page=page,
        hold_inputs=inputs_of(HOLD_FIELDS, "", *(typed if holding else nothing)),
        hold_open=holding,
        may_hold=actor.may(*HOLD) and page.erased_on is None,
        rows=rows,
        may_propose=may_propose,
        propose_inputs=inputs_of(fields_of(people), "", *(nothing if holding else typed)) if may_propose else (),
        token=secrets.token_urlsafe(16),
        summary=summary_of(problems),
        **words_of(),
    )


def _back(case_id: uuid.UUID) -> Response:
    return redirect(url_for("KeepingView.case", case_id=case_id), 303)  # type: ignore[return-value]
