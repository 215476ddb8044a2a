"""联合办理: asks another body to take part in a case, shows a request to whoever is asked, takes the answer, ends it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.engine.referral import digest_of, snapshot_of
from portal.errors import Forbidden, NotFound, Problem, Refused, Repeated, Stale
from portal.reading.case_page import CasePage, case_page
from portal.reading.joint import joint_page, state_word
from portal.reading.referral_targets import Target, receivers, sectors, targets, towns
from portal.reading.referrals import in_words, place_of
from portal.reading.shown import type_title
from portal.services.joint import DECLINE_FIELDS, accept, ask, ask_fields, decline, end, take_part_fields
from portal.store.load_case import load_case
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens

Page = str | Response | tuple[str, int]
Problems = tuple[Problem, ...]


class JointView(BaseView):
    """Requests for joint handling, from our cases and to us."""

    route_base = "/joint"
    default_view = "targets"

    @expose("/from/<uuid:case_id>")
    @opens("portal.cases")
    def targets(self, case_id: uuid.UUID) -> str:
        """Offer the bodies of the county that could take part, by sector and town."""
        sector, town = request.args.get("sector", "")[:40], request.args.get("town", "")[:15]
        with unit_of_work() as uow:
            page = _askable(uow, case_id)
            found = targets(uow, page.organisation_id, sector, town)
            return render_template(
                "joint/targets.html", page=page, found=found, sector=sector, town=town, sectors=sectors(uow), towns=towns(uow)
            )

    @expose("/from/<uuid:case_id>/to/<uuid:to>", methods=["GET"])
    @opens("portal.cases")
    def form(self, case_id: uuid.UUID, to: uuid.UUID) -> str:
        """Show what would be sent, and ask for the consent to it."""
        with unit_of_work() as uow:
            return _form(uow, _askable(uow, case_id), to, {"consented_on": ""}, ())

    @expose("/from/<uuid:case_id>/to/<uuid:to>", methods=["POST"])
    @opens("portal.cases")
    def send(self, case_id: uuid.UUID, to: uuid.UUID) -> Page:
        """Send the request, or show the form again with what would be sent now."""
        raw = body_of(request.form)
        for ours in ("do", "version", "token"):
            raw.pop(ours, None)
        if request.form.get("do") == "look":
            with unit_of_work() as uow:
                return _form(uow, _askable(uow, case_id), to, raw, ())
        here = url_for("CaseView.case", case_id=case_id)
        try:
            with unit_of_work(write=True) as uow:
                version = request.form.get("version", type=int)
                ask(uow, case_id, {**raw, "to": str(to)}, version=version, token=request.form.get("token"))
        except Repeated:
            return _to(here)
        except Stale:
            flash(_("案件刚刚有了新的变化，请看过再请对方参加。"), "soon")
            return _to(here)
        except Refused as refused:
            with unit_of_work() as uow:
                return _form(uow, _askable(uow, case_id), to, raw, refused.problems), 422
        flash(_("已请对方参加办理，答复以前它只看到送出的内容。"), "done")
        return _to(here)

    @expose("/<uuid:joint_id>", methods=["GET"])
    @opens("portal.desk")
    def one(self, joint_id: uuid.UUID) -> str:
        """Show a request to whoever may answer it; a read of restricted content is written down first."""
        return _one(joint_id, "", {}, ())

    @expose("/<uuid:joint_id>/accept", methods=["POST"])
    @opens("portal.desk")
    def accept(self, joint_id: uuid.UUID) -> Page:
        """Take part, with the people named; whoever is named and accepts goes on to the case."""
        raw = body_of(request.form, frozenset({"staff"}))
        try:
            with unit_of_work(write=True) as uow:
                actor = current_actor()
                case_id = accept(uow, joint_id, raw, receivers(uow, actor.organisation_id))
        except Refused as refused:
            return _one(joint_id, "accept", raw, refused.problems), 422
        flash(_("已参加办理。案件由对方单位负责，协议、结案由它决定。"), "done")
        named = str(actor.staff_id) in raw.get("staff", ())
        return _to(url_for("CaseView.case", case_id=case_id) if named else url_for("DeskView.desk"))

    @expose("/<uuid:joint_id>/decline", methods=["POST"])
    @opens("portal.desk")
    def decline(self, joint_id: uuid.UUID) -> Page:
        """Say that one does not take part."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                decline(uow, joint_id, raw)
        except Refused as refused:
            return _one(joint_id, "decline", raw, refused.problems), 422
        flash(_("已答复不参加，原因已告诉对方。"), "done")
        return _to(url_for("DeskView.desk"))

    @expose("/<uuid:joint_id>/end", methods=["POST"])
    @opens("portal.cases")
    def end(self, joint_id: uuid.UUID) -> Response:
        """End a participation, or take a request back."""
        try:
            with unit_of_work(write=True) as uow:
                case_id = end(uow, joint_id)
        except Refused:
            flash(_("已经结束了。"), "soon")
            return _to(url_for("DeskView.desk"))
        flash(_("已结束，参加的人不再看到本案。"), "done")
        with unit_of_work() as uow:
            try:
                case_page(uow, current_actor(), case_id)
            except NotFound:
                return _to(url_for("DeskView.desk"))
        return _to(url_for("CaseView.case", case_id=case_id))


def _askable(uow: UnitOfWork, case_id: uuid.UUID) -> CasePage:
    """Return the case. Raises `NotFound`, or `Forbidden` when this post may not ask anybody into it."""
    page = case_page(uow, current_actor(), case_id)
    if not page.may_ask_partners:
        raise Forbidden("joint")
    return page


def _form(uow: UnitOfWork, page: CasePage, to: uuid.UUID, entered: Mapping[str, Any], problems: Problems) -> str:
    target = _target(uow, page, to)
    plugin = page.type.partition(".")[0]
    wrong = sentences_of(problems, plugin)
    fields = ask_fields(tuple((str(party.id), party.name) for party in page.parties))
    _case, state = load_case(uow, page.id, secrets=True)
    sent = snapshot_of(state, (), str(entered.get("what") or "").strip())
    return render_template(
        "joint/form.html",
        page=page,
        target=target,
        summary=summary_of(problems, plugin),
        inputs=inputs_of(fields, "", entered, wrong),
        receiver=str(entered.get("receiver") or ""),
        receivers=receivers(uow, to),
        wrong=wrong,
        shown=digest_of(sent),
        token=secrets.token_urlsafe(16),
        snapshot=in_words(sent),
        details=(),
        type_title=type_title(uow, page.type),
        place=place_of(uow, sent),
    )


def _target(uow: UnitOfWork, page: CasePage, to: uuid.UUID) -> Target:
    found = next((one for one in targets(uow, page.organisation_id) if one.id == to), None)
    if found is None:
        raise NotFound
    return found


def _one(joint_id: uuid.UUID, form: str, entered: Mapping[str, Any], problems: Problems) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = joint_page(uow, actor, joint_id)
        colleagues = receivers(uow, actor.organisation_id)
    wrong = sentences_of(problems)
    usual = {"staff": [str(page.receiver_id or actor.staff_id)]}
    key = str(page.snapshot.get("type") or "")
    return render_template(
        "joint/one.html",
        page=page,
        state=state_word(page.row.state),
        summary=summary_of(problems),
        takes=inputs_of(take_part_fields(colleagues), "", entered if form == "accept" else usual, wrong),
        declines=inputs_of(DECLINE_FIELDS, "", entered if form == "decline" else {}, wrong),
        snapshot=in_words(page.snapshot),
        details=(),
        type_title=page.row.type if key else "",
        place=page.place,
        today=today(),
    )


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
