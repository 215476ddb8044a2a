"""投诉: a party's complaint by her link, the receipt, and what the judicial bureau does with it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.county_roles import COMPLAINTS
from portal.engine.complaining import ANSWER, AT_THE_DESK, FINDINGS, GROUNDS, MEASURES, WHAT
from portal.errors import Problem, Refused, Repeated
from portal.reading.complaints import complaint_page, complaints, units
from portal.reading.wording import label
from portal.services.complaints import (
    KIND,
    TASK,
    Receipt,
    answer_complaint,
    by_receipt,
    complain,
    complain_at_the_desk,
    may_complain,
    take_complaint,
)
from portal.store.access_log import log_access
from portal.web.acting import connection_to_read, current_actor, now, today, unit_of_work
from portal.web.audit_tabs import COMPLAINING, audit_tabs
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens, public
from portal.web.system_work import system_work

VIEW, HANDLE = COMPLAINTS[1], COMPLAINTS[0]
LISTS = frozenset({"grounds"})
Page = str | Response | tuple[str, int]


class ComplaintsView(BaseView):
    """Complaints about mediators."""

    route_base = ""
    default_view = "overview"

    @expose("/s/<token>/complaint", methods=["GET"])
    @public
    def form(self, token: str) -> Page:
        """Ask what the complaint is; nothing of the case is shown."""
        with connection_to_read() as connection:
            open_still = may_complain(connection, token, now())
        return _form(token, {}, ()) if open_still else _ended()

    @expose("/s/<token>/complaint", methods=["POST"])
    @public
    def complain(self, token: str) -> Page:
        """Take a complaint in, once, and show the receipt."""
        raw = body_of(request.form, LISTS)
        try:
            with system_work(TASK) as uow:
                receipt = complain(uow, token, raw)
        except Refused as refused:
            return _form(token, raw, refused.problems), 422
        return _ended() if receipt is None else _receipt(receipt, "")

    @expose("/complaint/<token>", methods=["GET"])
    @public
    def state(self, token: str) -> Page:
        """Show the holder of a receipt how far it has come, and the answer."""
        with system_work(TASK) as uow:
            told = by_receipt(uow, token)
        if told is None:
            return _ended()
        return render_template("complaints/state.html", told=told, findings=_words(FINDINGS))

    @expose("/audit/complaints/", methods=["GET"])
    @opens(VIEW, verb=HANDLE)
    def overview(self) -> str:
        """Show the complaints, open ones first."""
        actor = current_actor()
        with unit_of_work() as uow:
            lines = complaints(uow, actor)
        words = _words(FINDINGS)
        return render_template(
            "complaints/overview.html", lines=lines, findings=words, today=today(), **audit_tabs(actor, COMPLAINING)
        )

    @expose("/audit/complaints/new", methods=["GET"])
    @opens(VIEW, verb=HANDLE)
    def new(self) -> str:
        """Show the form for somebody who came in person."""
        return _desk({"came_on": _("今天")}, ())

    @expose("/audit/complaints/new", methods=["POST"])
    @opens(VIEW, verb=HANDLE)
    def record(self) -> Page:
        """Write a complaint down at the desk, and show the receipt to print."""
        raw = body_of(request.form, LISTS)
        unit = _id(str(raw.pop("unit", "")))
        try:
            if unit is None:
                raise Refused.at("unit", "required", title=_("所在单位"))
            with unit_of_work(write=True) as uow:
                receipt = complain_at_the_desk(uow, unit, raw, request.form.get("token"))
        except Refused as refused:
            return _desk({**raw, "unit": str(unit or "")}, refused.problems), 422
        except Repeated:
            return _to(url_for("ComplaintsView.overview"))
        return _receipt(receipt, url_for("ComplaintsView.overview"))

    @expose("/audit/complaints/<uuid:complaint_id>", methods=["GET"])
    @opens(VIEW, verb=HANDLE)
    def one(self, complaint_id: uuid.UUID) -> str:
        """Show one complaint; who reads it is written down first."""
        with unit_of_work(write=True) as uow:
            complaint_page(uow, current_actor(), complaint_id)
            log_access(uow, KIND, "read", data={"complaint": str(complaint_id)})
        return _one(complaint_id, {}, ())

    @expose("/audit/complaints/<uuid:complaint_id>/take", methods=["POST"])
    @opens(VIEW, verb=HANDLE)
    def take(self, complaint_id: uuid.UUID) -> Page:
        """Say that one looks into it."""
        try:
            with unit_of_work(write=True) as uow:
                take_complaint(uow, complaint_id)
        except Refused as refused:
            return _one(complaint_id, {}, refused.problems), 422
        flash(_("已登记由您办理，投诉人凭回执可以看到。"), "done")
        return _to(url_for("ComplaintsView.one", complaint_id=complaint_id))

    @expose("/audit/complaints/<uuid:complaint_id>/answer", methods=["POST"])
    @opens(VIEW, verb=HANDLE)
    def answer(self, complaint_id: uuid.UUID) -> Page:
        """Answer it, once."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                answer_complaint(uow, complaint_id, raw)
        except Refused as refused:
            return _one(complaint_id, raw, refused.problems), 422
        flash(_("已答复，投诉人凭回执可以看到。留了电话的，请再打电话告诉一声。"), "done")
        return _to(url_for("ComplaintsView.overview"))


def _form(token: str, entered: Mapping[str, Any], problems: tuple[Problem, ...]) -> str:
    inputs = inputs_of(WHAT, "", entered, sentences_of(problems))
    return render_template("complaints/form.html", token=token, inputs=inputs, summary=summary_of(problems))


def _desk(entered: Mapping[str, Any], problems: tuple[Problem, ...]) -> str:
    with unit_of_work() as uow:
        offered = units(uow)
    wrong = sentences_of(problems)
    return render_template(
        "complaints/new.html",
        units=offered,
        unit=entered.get("unit", ""),
        wrong=wrong,
        inputs=inputs_of(AT_THE_DESK, "", entered, wrong),
        summary=summary_of(problems),
        token=secrets.token_urlsafe(16),
    )


def _one(complaint_id: uuid.UUID, entered: Mapping[str, Any], problems: tuple[Problem, ...]) -> str:
    with unit_of_work() as uow:
        page = complaint_page(uow, current_actor(), complaint_id)
    return render_template(
        "complaints/one.html",
        page=page,
        grounds=[_words(GROUNDS).get(key, key) for key in page.grounds],
        findings=_words(FINDINGS),
        measures=_words(MEASURES),
        inputs=inputs_of(ANSWER, "", entered, sentences_of(problems)),
        summary=summary_of(problems),
        today=today(),
    )


def _receipt(receipt: Receipt, back: str) -> str:
    address = url_for("ComplaintsView.state", token=receipt.token, _external=True)
    return render_template("complaints/receipt.html", address=address, due_on=receipt.due_on, back=back)


def _words(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {key: label(text) for key, text in pairs}


def _ended() -> tuple[str, int]:
    return render_template("opinions/ended.html"), 404


def _id(given: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(given)
    except ValueError:
        return None


def _to(address: str) -> Response:
    return redirect(address, 303)  # type: ignore[return-value]
