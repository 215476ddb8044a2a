"""计算: the calculators of the sectors, stand-alone or for a case; each step, the articles, and what to weigh."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose

from portal.declare.calculators import Calculator, Worked
from portal.declare.fields import Choices
from portal.engine.money import yuan
from portal.errors import NotFound, Refused, Repeated, Stale
from portal.reading.calculation import Calculated, calculate, claim_field, claim_title, parameters_given, record_of
from portal.reading.case_page import CasePage, case_page
from portal.reading.case_values import case_values
from portal.reading.cautions import caution_sentence
from portal.reading.clock_sentences import basis
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import N_, say
from portal.services.advance import advance
from portal.services.drafts import load_draft, save_draft
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.forms.act_form import in_groups
from portal.web.forms.agreement_form import with_payment
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of, flat
from portal.web.guarding import opens

CASE, CLAIM, TERM = "case", "claim", "term"
_OURS = frozenset({CASE, "into", "version", "token", "csrf_token"})


class CalculatorsView(BaseView):
    """Calculators of the sectors of the acting post."""

    route_base = "/calculators"
    default_view = "all"

    @expose("/")
    @opens("portal.cases")
    def all(self) -> str:
        """List them by type."""
        found = [
            (type_key, case_type)
            for type_key, case_type in portal().registry.types()
            if case_type.calculators and _ours(type_key)
        ]
        return render_template("calculators/all.html", types=found)

    @expose("/<type_key>/<key>", methods=["GET", "POST"])
    @opens("portal.cases")
    def one(self, type_key: str, key: str) -> str | tuple[str, int]:
        """Show one, for a case with what the case knows; with inputs, its result step by step. Nothing is stored."""
        case_type = portal().registry.case_type(type_key) if _ours(type_key) else None
        calculator = next((c for c in case_type.calculators if c.key == key), None) if case_type else None
        if calculator is None:
            raise NotFound
        plugin = type_key.partition(".")[0]
        page, known = _of_case(request.values.get(CASE, ""), type_key, calculator)
        done: Calculated | None = None
        entered: Mapping[str, Any] = known
        with unit_of_work() as uow:
            if request.method == "POST":
                entered = _entered(calculator)
                done = calculate(uow, calculator, _raw(calculator))
            given = parameters_given(uow, calculator, {**known, **entered})
        problems = done.problems if done else ()
        worked = done.worked if done else None
        blank = {one.input: one.value for one in given if not entered.get(one.input)} if done is None else {}
        shown = render_template(
            "calculators/one.html",
            calculator=calculator,
            type_key=type_key,
            page=page,
            is_filled=bool(known),
            groups=in_groups(inputs_of(calculator.inputs, "", {**entered, **blank}, sentences_of(problems, plugin), plugin)),
            summary=summary_of(problems, plugin),
            worked=worked,
            given=given,
            takes=_takes(page, worked, plugin),
            entered=request.form if worked else {},
            token=secrets.token_urlsafe(16),
            cautions=[caution_sentence(c) for c in worked.cautions] if worked else [],
            bases=[(basis(b.law, b.article, house=b.house, plugin=plugin), b.verified) for b in calculator.basis],
        )
        return (shown, 422) if problems else shown

    @expose("/<type_key>/<key>/take", methods=["POST"])
    @opens("portal.cases")
    def take(self, type_key: str, key: str) -> Response | str | tuple[str, int]:
        """Take the result into the case: as its claim, by a correction, or into the terms that are being written.

        It is worked out anew from what was entered, and the case remembers from which calculation it comes.
        """
        case_type = portal().registry.case_type(type_key) if _ours(type_key) else None
        calculator = next((c for c in case_type.calculators if c.key == key), None) if case_type else None
        if case_type is None or calculator is None:
            raise NotFound
        plugin = type_key.partition(".")[0]
        page, _known = _of_case(request.form.get(CASE, ""), type_key, calculator)
        with unit_of_work() as uow:
            done = calculate(uow, calculator, _raw(calculator))
        into = request.form.get("into", "")
        if page is None or done.worked is None or into not in dict(_takes(page, done.worked, plugin)):
            again: str | tuple[str, int] = self.one(type_key, key)
            return again
        try:
            with unit_of_work(write=True) as uow:
                total, text = yuan(done.worked.total), record_of(calculator, done, plugin)
                if into == CLAIM:
                    body: dict[str, Any] = {"details": {claim_field(case_type): total}, "reason_text": text}
                    _advance(uow, page, "correct", body)
                else:
                    _advance(uow, page, "note", {"noted_on": today().isoformat(), "channel": "other", "text": text})
                    form = f"case:{page.id}:agree"
                    kept = flat(load_draft(uow, form) or {})
                    save_draft(uow, form, say(N_("写协议")), with_payment(page, kept, done.worked.total))
        except Refused as refused:
            for problem in refused.problems:
                flash(problem_sentence(problem), "danger")
            return _to(url_for("CaseView.case", case_id=page.id))
        except Stale:
            flash(say(N_("案件刚刚有了新的变化，请再算一次。")), "danger")
            return _to(url_for("CalculatorsView.one", type_key=type_key, key=key, case=page.id))
        except Repeated:
            return _to(url_for("CaseView.case", case_id=page.id))
        if into == CLAIM:
            flash(say(N_("已把计算结果记为%(title)s，算法写在更正理由里。"), title=claim_title(case_type, plugin)), "done")
            return _to(url_for("CaseView.case", case_id=page.id))
        flash(say(N_("已放进协议条款，算法记在案件经过里。")), "done")
        return _to(url_for("CaseView.act", case_id=page.id, action="agree"))


def _takes(page: CasePage | None, worked: Worked | None, plugin: str) -> list[tuple[str, str]]:
    """Return where this result may go, each with the word of its button."""
    if page is None or page.state is None or worked is None or worked.total <= 0:
        return []
    offered = {offer.key for offer in page.offers}
    found = []
    if "correct" in offered and claim_field(page.state.type):
        found.append((CLAIM, say(N_("记为%(title)s"), title=claim_title(page.state.type, plugin))))
    if {"agree", "note"} <= offered:
        found.append((TERM, say(N_("放进协议条款"))))
    return found


def _advance(uow: UnitOfWork, page: CasePage, action: str, body: dict[str, Any]) -> None:
    advance(uow, page.id, action, body, version=request.form.get("version", type=int), token=request.form.get("token"))


def _raw(calculator: Calculator) -> dict[str, Any]:
    lists = frozenset(f.key for f in calculator.inputs if isinstance(f, Choices))
    wanted = {f.key for f in calculator.inputs}
    return {name: value for name, value in body_of(request.form, lists).items() if name in wanted or name not in _OURS}


def _entered(calculator: Calculator) -> dict[str, Any]:
    lists = {f.key for f in calculator.inputs if isinstance(f, Choices)}
    return {name: request.form.getlist(name) if name in lists else request.form.get(name, "") for name in request.form}


def _of_case(case_id: str, type_key: str, calculator: Calculator) -> tuple[CasePage | None, dict[str, Any]]:
    """Return the case the calculation is for, and its values of the same name and kind; nothing that is hidden from the reader.

    Raises:
        NotFound: the case is missing, out of reach, of another type, or shown to this reader by its header only.
    """
    if not case_id:
        return None, {}
    try:
        wanted = uuid.UUID(case_id)
    except ValueError:
        raise NotFound from None
    with unit_of_work() as uow:
        page = case_page(uow, current_actor(), wanted)
        if page.type != type_key or page.header_only or page.state is None:
            raise NotFound
        details = case_values(uow, page).details
    kinds = {f.key: f.kind for f in page.state.type.fields}
    hidden = {f.key for f in page.fields if f.masked}
    same = [f.key for f in calculator.inputs if kinds.get(f.key) == f.kind and f.key in details and f.key not in hidden]
    return page, {key: details[key] for key in same}


def _ours(type_key: str) -> bool:
    return type_key.partition(".")[0] in current_actor().plugins


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
