"""核查 · 特批查阅: who wants to see a sealed or restricted case asks, another person decides, a third one judges afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.proving_again import Proved
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.reading.choices import organisations
from portal.reading.glass import CATEGORIES, STATES, UseShown, glass_page, glass_use, may_ask, may_judge
from portal.reading.glass_looks import case_to_ask_for
from portal.reading.wording import say
from portal.services import glass as acts
from portal.services.glass_requests import ask, read_request
from portal.services.glass_reviews import judge
from portal.store import settings
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.audit_tabs import GLASS, audit_tabs
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens, signed_in
from portal.web.proving import FIELDS, must_prove
from portal.web.second_person import decided
from portal.web.system_work import system_work

VIEW = "portal.glass"
URGENT = "urgent"
TASK = "glass"
CHIPS = {
    "waiting": "waiting",
    "lapsed": "resting",
    "withdrawn": "resting",
    "refused": "resting",
    "open": "working",
    "over": "done",
    "missed": "resting",
}

Page = str | Response | tuple[str, int]
Problems = tuple[Problem, ...]


class GlassView(BaseView):
    """Requests, decisions and judgements; the case itself is shown by `portal.web.views.glass_case`."""

    route_base = "/audit/glass"
    default_view = "overview"

    @expose("/", methods=["GET"])
    @signed_in
    def overview(self) -> str:
        """Show what the post has to do with."""
        actor = current_actor()
        if not (may_ask(actor) or may_judge(actor)):
            raise Forbidden("open")
        with unit_of_work() as uow:
            page = glass_page(uow, actor)
        tabs = audit_tabs(actor, GLASS)
        return render_template("glass/overview.html", page=page, asks=may_ask(actor), judges=may_judge(actor), **tabs, **_words())

    @expose("/new", methods=["GET"])
    @opens(VIEW, verb="ask")
    def form(self) -> str:
        """Show the form; of a case in reach number and organisation are filled in."""
        entered: dict[str, str] = {}
        if (case_id := request.args.get("case", type=_uuid)) is not None:
            with unit_of_work() as uow:
                entered = case_to_ask_for(uow, current_actor(), case_id)
        return _form(entered, ())

    @expose("/new", methods=["POST"])
    @opens(VIEW, verb="ask")
    def ask(self) -> Page:
        """Ask, or look at once where a life is in danger; or show the form again with every problem."""
        raw = {key: value for key, value in body_of(request.form).items() if key not in (*FIELDS, "how")}
        urgent = request.form.get("how") == URGENT
        try:
            proved = must_prove()
        except Refused as refused:
            with unit_of_work() as uow:
                _wanted, problems = read_request(uow, raw, urgent=urgent)
            return _form(raw, (*problems, *refused.problems)), 422
        try:
            use_id = _at_once(raw, proved) if urgent else _asked(raw, proved)
        except Refused as refused:
            return _form(raw, refused.problems), 422
        return _to(url_for("GlassView.use", use_id=use_id))

    @expose("/<uuid:use_id>", methods=["GET"])
    @signed_in
    def use(self, use_id: uuid.UUID) -> str:
        """Show one use and what this post may do about it."""
        return _use(use_id, {}, ())

    @expose("/<uuid:use_id>/decide", methods=["POST"])
    @opens(VIEW, verb="ask")
    def decide(self, use_id: uuid.UUID) -> Page:
        """Approve or refuse what another person asked for."""
        made = decided(TASK, acts.approve, acts.refuse, use_id)
        if made.problems:
            return _use(use_id, made.raw, made.problems), 422
        flash(_("已批准，从现在起可以查阅，请告诉申请人。") if made.approves else _("没有批准，理由已告诉申请人。"), "done")
        return _to(url_for("GlassView.use", use_id=use_id))

    @expose("/<uuid:use_id>/end", methods=["POST"])
    @opens(VIEW, verb="ask")
    def end(self, use_id: uuid.UUID) -> Response:
        """End one's own use, or take one's own request back."""
        with system_work(TASK) as uow:
            acts.end(uow, current_actor(), use_id)
        flash(_("已结束。"), "done")
        return _to(url_for("GlassView.use", use_id=use_id))

    @expose("/<uuid:use_id>/judge", methods=["POST"])
    @opens(VIEW, verb="review")
    def judge(self, use_id: uuid.UUID) -> Page:
        """Judge a use."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                judge(uow, use_id, raw)
        except Refused as refused:
            return _use(use_id, raw, refused.problems), 422
        flash(_("复核结论已记下，承办单位和申请人都能看到。"), "done")
        return _to(url_for("GlassView.overview"))


def _asked(raw: Mapping[str, Any], proved: Proved) -> uuid.UUID:
    with unit_of_work(write=True) as uow:
        use_id = ask(uow, raw, proved)
    flash(_("申请已提出。请当面或打电话告诉另一位有权限的同事，过期作废。"), "done")
    return use_id


def _at_once(raw: Mapping[str, Any], proved: Proved) -> uuid.UUID:
    with system_work(TASK) as uow:
        return acts.look_at_once(uow, current_actor(), raw, proved)


def _form(entered: Mapping[str, Any], problems: Problems) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        holders = organisations(uow, actor)
        minutes = {key.name: settings.read(uow.session, key) for key in settings.GLASS}
    return render_template(
        "glass/new.html",
        entered=entered,
        how=request.form.get("how", ""),
        holders=holders,
        categories=tuple((key, say(text)) for key, text in CATEGORIES.items()),
        minutes=minutes,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )


def _use(use_id: uuid.UUID, entered: Mapping[str, Any], problems: Problems) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        use = glass_use(uow, actor, use_id)
    meant, problems = _meant(use, problems)
    return render_template(
        "glass/use.html",
        use=use,
        meant=meant,
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        today=today(),
        **_words(),
    )


def _meant(use: UseShown, problems: Problems) -> tuple[acts.Meant | None, Problems]:
    """Return which case the second person would open; whoever is not asked to decide learns nothing."""
    if not use.may_decide:
        return None, problems
    try:
        with system_work(TASK) as uow:
            return acts.look_up(uow, current_actor(), use.id), problems
    except Refused as refused:  # decided or lapsed in this very moment
        return None, (*problems, *refused.problems)


def _words() -> dict[str, Any]:
    return {"state_words": {key: say(text) for key, text in STATES.items()}, "chips": CHIPS}


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound from None


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
