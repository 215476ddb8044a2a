"""个人信息: what parties were told and consented to, and a party's own data as a package, for whoever has the case in hand."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Problem, Refused
from portal.limits import Limited
from portal.reading.case_page import case_page
from portal.reading.data_consents import data_page
from portal.reading.wording import as_papers_say
from portal.services.data_consents import (
    consent_fields,
    copy_fields,
    give_own_data,
    people_in,
    record_consent,
    withdraw_consent,
    withdrawal_fields,
)
from portal.web.acting import current_actor, now, unit_of_work
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import limited, opens
from portal.web.own_data import own_data

Page = str | Response | tuple[str, int]
Problems = tuple[Problem, ...]
LISTS = frozenset({"purposes"})


class OwnDataView(BaseView):
    """Consents of the parties of one case, and their own data."""

    route_base = "/cases"
    default_view = "page"

    @expose("/<uuid:case_id>/data", methods=["GET"])
    @opens("portal.cases")
    def page(self, case_id: uuid.UUID) -> str:
        """Show them."""
        return _page(case_id, {}, ())

    @expose("/<uuid:case_id>/data/consents", methods=["POST"])
    @opens("portal.cases")
    def record(self, case_id: uuid.UUID) -> Page:
        """Write down what a party was told."""
        raw = body_of(request.form, LISTS)
        try:
            with unit_of_work(write=True) as uow:
                record_consent(uow, case_id, raw)
        except Refused as refused:
            return _page(case_id, raw, refused.problems, at="consent"), 422
        flash(_("已记下告知和依据。"), "done")
        return _back(case_id)

    @expose("/<uuid:case_id>/data/withdrawals", methods=["POST"])
    @opens("portal.cases")
    def withdraw(self, case_id: uuid.UUID) -> Page:
        """Write down that she withdrew her consent."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                withdraw_consent(uow, case_id, raw)
        except Refused as refused:
            return _page(case_id, raw, refused.problems, at="withdrawal"), 422
        flash(_("已记下撤回。撤回以前的处理仍然有效；需要删除的，请本单位负责人提请。"), "done")
        return _back(case_id)

    @expose("/<uuid:case_id>/data/copy.zip", methods=["POST"])
    @opens("portal.cases")
    @limited(Limited.EXPORT)
    def copy(self, case_id: uuid.UUID) -> Page:
        """Give a party's own data, after who asked was written down."""
        raw, actor = body_of(request.form), current_actor()
        try:
            with unit_of_work(write=True) as uow:
                found = give_own_data(uow, case_id, raw)
        except Refused as refused:
            return _page(case_id, raw, refused.problems, at="copy"), 422
        with as_papers_say(), unit_of_work() as uow:
            cases = [(case_page(uow, actor, one), data_page(uow, actor, one), mine) for one, mine in found.items()]
            told = {"organisation": cases[0][0].house.name if cases else "", "law": "个人信息保护法第四十五条"}
            made = own_data(cases, told, now())
        return send_file(io.BytesIO(made), mimetype="application/zip", as_attachment=True, download_name="个人信息.zip")


def _page(case_id: uuid.UUID, entered: Mapping[str, Any], problems: Problems, *, at: str = "") -> str:
    with unit_of_work() as uow:
        page = data_page(uow, current_actor(), case_id)
        people = () if page.erased_on else people_in(uow, case_id)
    typed = (entered, sentences_of(problems))
    nothing: tuple[Mapping[str, Any], dict[str, tuple[str, ...]]] = ({}, {})
    forms = {
        "consent": consent_fields(people),
        "withdrawal": withdrawal_fields(page.withdrawable if people else ()),
        "copy": copy_fields(people),
    }
    return render_template(
        "keeping/data.html",
        page=page,
        **{f"{key}_inputs": inputs_of(fields, "", *(typed if at == key else nothing)) for key, fields in forms.items()},
        open_form=at,
        summary=summary_of(problems),
    )


def _back(case_id: uuid.UUID) -> Response:
    return redirect(url_for("OwnDataView.page", case_id=case_id), 303)  # type: ignore[return-value]
