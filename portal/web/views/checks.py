"""核查 · 抽查: draw cases, mark them, send findings; the unit answers. One address for checkers and for units."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Forbidden, NotFound, Problem, Refused, Repeated
from portal.limits import Limited
from portal.reading.audit_trail import may_read_trail
from portal.reading.checks import (
    AWAITED,
    MARKS,
    POINTS,
    STATES,
    TOLD,
    Checked,
    checked,
    finding_counts,
    findings,
    may_draw,
    sample,
    samples,
)
from portal.reading.choices import organisations, types_of
from portal.reading.glass import may_judge
from portal.reading.keeping import may_keep
from portal.reading.wording import N_, say
from portal.services import checks as acts
from portal.services.samples import draw
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.audit_tabs import CHECKS, audit_tabs
from portal.web.forms.inputs import Input, sentences_of, summary_of
from portal.web.forms.posted import body_of, flat
from portal.web.guarding import limited, opens, signed_in

Act = Callable[..., int]
_WITH_WORDS: Mapping[str, tuple[Act, str]] = {
    "send": (acts.send, N_("意见已发出，在该单位的“我的工作”里等待答复。")),
    "answer": (acts.answer, N_("答复已交，等核查人核实。")),
    "return": (acts.send_back, N_("已退回，等该单位再次答复。")),
}
_DRAWN = 10
_CHIPS = {
    "drawn": "waiting",
    "checked": "working",
    "sent": "signing",
    "answered": "working",
    "settled": "done",
    "returned": "overdue",
}


class ChecksView(BaseView):
    """Samples for whoever draws them, findings for whoever answers."""

    route_base = "/audit"
    default_view = "overview"

    @expose("/", methods=["GET"])
    @signed_in
    def overview(self) -> str | Response:
        """Show samples and findings; a post with nothing to do with them is led to the trail."""
        actor = current_actor()
        if not (may_draw(actor) or actor.may("answer", "portal.checks")):
            if may_read_trail(actor):
                return _to(url_for("AuditView.trail"))
            if may_judge(actor):
                return _to(url_for("GlassView.overview"))
            if may_keep(actor):
                return _to(url_for("KeepingView.overview"))
            raise Forbidden("open")
        with unit_of_work() as uow:
            return _overview(uow, {}, ())

    @expose("/draw", methods=["POST"])
    @opens("portal.checks", verb="draw")
    @limited(Limited.HEAVY)
    def draw(self) -> Response | tuple[str, int]:
        """Draw a sample, or show the form again with every problem."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                made = draw(uow, raw, token=request.form.get("token"))
        except Refused as refused:
            with unit_of_work() as uow:
                return _overview(uow, flat(raw), refused.problems), 422
        except Repeated as repeated:
            return _to(url_for("ChecksView.sample", sample_id=repeated.location))
        flash(_("已抽出，逐件评查后可发出意见。"), "done")
        return _to(url_for("ChecksView.sample", sample_id=made))

    @expose("/samples/<uuid:sample_id>", methods=["GET"])
    @opens("portal.checks", verb="draw")
    def sample(self, sample_id: uuid.UUID) -> str:
        """Show the drawn cases of a sample."""
        actor = current_actor()
        with unit_of_work() as uow:
            shown, rows = sample(uow, actor, sample_id)
        return render_template("checks/sample.html", sample=shown, rows=rows, today=today(), **_words())

    @expose("/findings/<uuid:sampled_id>", methods=["GET"])
    @signed_in
    def finding(self, sampled_id: uuid.UUID) -> str:
        """Show one drawn case: its marks, the finding, the answer, and what may be done next."""
        with unit_of_work() as uow:
            row = checked(uow, current_actor(), sampled_id)
        return _finding(row, {}, ())

    @expose("/findings/<uuid:sampled_id>/marks", methods=["POST"])
    @opens("portal.checks", verb="draw")
    def mark(self, sampled_id: uuid.UUID) -> Response | tuple[str, int]:
        """Keep the marks, and with 「发出意见」 send the finding too."""
        raw = body_of(request.form)
        marks = {key: raw.get(key, "") for key in POINTS}
        sends = request.form.get("do") == "send"
        try:
            with unit_of_work(write=True) as uow:
                version = acts.score(uow, sampled_id, marks, version=_version())
                if sends:
                    acts.send(uow, sampled_id, _part(raw, "finding", "reply_by"), version=version)
        except Refused as refused:
            return _again(sampled_id, raw, refused.problems)
        flash(say(_WITH_WORDS["send"][1]) if sends else _("评查结果已保存。"), "done")
        return _to(url_for("ChecksView.finding", sampled_id=sampled_id))

    @expose("/findings/<uuid:sampled_id>/<act>", methods=["POST"])
    @signed_in
    def act(self, sampled_id: uuid.UUID, act: str) -> Response | tuple[str, int]:
        """Answer a finding, settle it, or give the answer back."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                if act == "settle":
                    acts.accept_answer(uow, sampled_id, version=_version())
                    flash(_("已确认整改。"), "done")
                elif act in ("answer", "return"):
                    keys = ("reply",) if act == "answer" else ("finding", "reply_by")
                    _WITH_WORDS[act][0](uow, sampled_id, _part(raw, *keys), version=_version())
                    flash(say(_WITH_WORDS[act][1]), "done")
                else:
                    raise NotFound
        except Refused as refused:
            return _again(sampled_id, raw, refused.problems)
        return _to(url_for("ChecksView.finding", sampled_id=sampled_id))


def _overview(uow: UnitOfWork, entered: Mapping[str, Any], problems: tuple[Problem, ...]) -> str:
    actor = current_actor()
    state = request.args.get("state", "")
    draws = may_draw(actor)
    counts = finding_counts(uow, actor)
    rows = findings(uow, actor, state)
    shown = samples(uow, actor) if draws else ()
    lists = {"organisation": organisations(uow, actor), "type": types_of(uow, actor)} if draws else {}
    wrong = sentences_of(problems)
    return render_template(
        "checks/overview.html",
        **audit_tabs(actor, CHECKS),
        **_words(),
        samples=shown,
        rows=rows,
        counts=counts,
        state=state if state in TOLD else "",
        states=TOLD,
        draws=draws,
        lists=lists,
        entered={"size": str(_DRAWN), **entered},
        wrong=wrong,
        summary=summary_of(problems),
        token=secrets.token_urlsafe(16),
        today=today(),
    )


def _finding(row: Checked, entered: Mapping[str, Any], problems: tuple[Problem, ...]) -> str:
    wrong = sentences_of(problems)
    marks = [
        Input("choice", key, say(title), entered.get(key, row.points.get(key, "")), "", True, wrong.get(key, ()), _marks())
        for key, title in POINTS.items()
    ]
    return render_template(
        "checks/finding.html",
        row=row,
        marks=marks,
        entered=entered,
        wrong=wrong,
        summary=summary_of(problems),
        awaited=row.state in AWAITED,
        marking=row.may_check and row.state in ("drawn", "checked"),
        today=today(),
        **_words(),
    )


def _again(sampled_id: uuid.UUID, raw: Mapping[str, Any], problems: tuple[Problem, ...]) -> tuple[str, int]:
    with unit_of_work() as uow:
        row = checked(uow, current_actor(), sampled_id)
    return _finding(row, flat(raw), problems), 422


def _words() -> dict[str, Any]:
    return {
        "state_words": {key: say(text) for key, text in STATES.items()},
        "point_words": {key: say(text) for key, text in POINTS.items()},
        "mark_words": {key: say(text) for key, text in MARKS.items()},
        "chips": _CHIPS,
    }


def _marks() -> tuple[tuple[str, str], ...]:
    return tuple((key, say(text)) for key, text in MARKS.items())


def _part(raw: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: raw.get(key, "") for key in keys}


def _version() -> int | None:
    return request.form.get("version", type=int)


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
