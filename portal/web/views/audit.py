"""核查 · 操作记录 and 完整性: who did what, and whether anything recorded was altered."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.fields import Day
from portal.engine.read_fields import FieldProblem, read_field
from portal.errors import Forbidden, Problem
from portal.limits import Limited
from portal.reading.access_sentences import KINDS, TrailKind
from portal.reading.audit_trail import TrailQuery, is_auditor, trail
from portal.reading.integrity import last_verdict, may_see_verdict
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import say
from portal.services.daily import seal_file
from portal.services.verify_record import keep_verdict
from portal.store.actors import System
from portal.store.verify import verify
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.audit_tabs import INTEGRITY, TRAIL, audit_tabs
from portal.web.guarding import limited, signed_in


class AuditView(BaseView):
    """The record of acts, within what the acting post may know."""

    route_base = "/audit"
    default_view = "trail"

    @expose("/trail", methods=["GET"])
    @signed_in
    def trail(self) -> str | tuple[str, int]:
        """Show a page of it."""
        actor = current_actor()
        query, problems = _query()
        for problem in problems:
            flash(problem_sentence(problem), "danger")
        with unit_of_work() as uow:
            page = trail(uow, actor, query)
        shown = render_template(
            "audit/trail.html",
            **audit_tabs(actor, TRAIL),
            page=page,
            query=query,
            kinds=_kinds(query, administered=is_auditor(actor)),
            kind_words={TrailKind(key): say(text) for key, text in KINDS.items()},
            address=lambda cursor: _address(query, cursor=cursor) if cursor else "",
            without_cases=is_auditor(actor),
        )
        return (shown, 422) if problems else shown

    @expose("/integrity", methods=["GET"])
    @signed_in
    def integrity(self) -> str:
        """Show what the last verification found."""
        actor = current_actor()
        with unit_of_work() as uow:
            verdict = last_verdict(uow, actor)
        return render_template("audit/integrity.html", **audit_tabs(actor, INTEGRITY), verdict=verdict)

    @expose("/integrity", methods=["POST"])
    @signed_in
    @limited(Limited.HEAVY)
    def verify(self) -> Response:
        """Verify everything now: the system reads it, the verdict is kept under the name of whoever ordered it."""
        if not may_see_verdict(current_actor()):
            raise Forbidden("open")
        running = portal()
        with running.store.begin(System(running.county_code, "audit.verify")) as uow:
            verdict = verify(uow, seal_file(running.config.data_dir))
        with unit_of_work(write=True) as uow:
            keep_verdict(uow, verdict)
        if verdict.is_whole:
            flash(_("核验完成，没有发现改动。"), "done")
        else:
            flash(_("核验完成，发现 %(n)s 处问题。", n=len(verdict.faults)), "danger")
        return redirect(url_for("AuditView.integrity"), 303)  # type: ignore[return-value]


def _query() -> tuple[TrailQuery, tuple[Problem, ...]]:
    """Return what the address asks for; a day that makes no sense is left out and told."""
    problems: list[Problem] = []
    given = request.args.get("kind", "")
    kind = TrailKind(given) if given in KINDS else None
    days = {name: _day(name, problems) for name in ("since", "until")}
    if days["since"] and days["until"] and days["until"] < days["since"]:
        problems.append(Problem("until", "ends_before_it_begins"))
        days["until"] = None
    return TrailQuery(kind, days["since"], days["until"], request.args.get("cursor", "")), tuple(problems)


def _kinds(query: TrailQuery, *, administered: bool) -> list[tuple[str, str, str]]:
    """Return (key, word, address) of the filters; what was administered only the auditor sees."""
    offered = [(key, text) for key, text in KINDS.items() if administered or key != TrailKind.MANAGE.value]
    return [("", _("全部"), _address(query, kind="")), *((key, say(text), _address(query, kind=key)) for key, text in offered)]


def _day(name: str, problems: list[Problem]) -> date | None:
    try:
        day: date | None = read_field(Day(name, name), request.args.get(name, "").strip(), today())
    except FieldProblem as problem:
        problems.append(Problem(name, problem.code, problem.params))
        return None
    return day


def _address(query: TrailQuery, **changes: Any) -> str:
    values = {"kind": query.kind.value if query.kind else "", "since": query.since, "until": query.until, **changes}
    kept = {key: str(value) for key, value in values.items() if value}
    return f"/audit/trail?{urlencode(kept)}" if kept else "/audit/trail"
