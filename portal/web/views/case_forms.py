"""Renders the form of an act: of an agreement beside its paper, of a correction with what stands now, of all others."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import render_template
from werkzeug.datastructures import MultiDict

from portal.declare.fields import SignatureList, TermList
from portal.engine.actions import BY_KEY
from portal.engine.transitions import Offer
from portal.errors import Forbidden, NotFound, Problem
from portal.papers.dossier import Place, papers_of
from portal.papers.layout import Drawn, drawn
from portal.papers.sheet import sheet
from portal.reading.case_page import CasePage, case_page
from portal.reading.case_timeline import EventShown
from portal.reading.performance import ways_of
from portal.reading.wording import N_, as_papers_say, label, reads_as_papers_say, say
from portal.services.rehearse import rehearse
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, today
from portal.web.agreement_marks import marks_of
from portal.web.case_on_paper import on_paper, with_agreement
from portal.web.dossiers import dossier_of
from portal.web.forms.act_form import act_inputs, in_groups, multiple_of
from portal.web.forms.agreement_form import (
    BLANK_ROW,
    in_instalments,
    sum_of,
    term_row,
    term_rows,
    terms_on_paper,
    with_first_term,
    without_row,
)
from portal.web.forms.correction_form import PART, correction_body, correction_form
from portal.web.forms.correction_form import multiple_names as names_corrected
from portal.web.forms.inputs import questions_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.forms.sign_form import capacities, signer_rows

_DEEDS = {
    "session": N_("保存调解记录"),
    "undisputed": N_("保存无争议事实"),
    "undisputed_sign": N_("记下已签字"),
    "agree": N_("保存协议条款"),
    "consent": N_("记下各方同意"),
    "consent_of": N_("记下同意"),
    "merge": N_("并案，终结本案"),
    "ask_consent": N_("记下已征求"),
    "note": N_("记下"),
    "signature": N_("记下已签的"),
    "perform": N_("记下已履行"),
    "perform_term": N_("记下这次履行"),
    "apply_confirmation": N_("记下已申请"),
    "confirmation_answer": N_("登记答复"),
    "breach": N_("记下逾期"),
    "follow_up": N_("保存回访"),
    "report": N_("记下已报告"),
    "supplement": N_("记下已告知"),
    "refer_return": N_("退回"),
}
TELLS_REMEDIES = frozenset({"fail", "party_refuses", "refuse", "pass_on", "other_procedure"})


@dataclass(frozen=True)
class Filled:
    """A form as it was filled in, and what is to be said about it. `meanwhile` are the acts of others since it was opened."""

    entered: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    meanwhile: tuple[EventShown, ...] = ()
    more_rows: int = 0


def offer_of(page: CasePage, action: str) -> Offer:
    """Return the act as it is offered now.

    Raises:
        Forbidden: this reader may not act here. NotFound: there is no such act now.
    """
    offer = next((o for o in page.offers if o.key == action), None)
    if offer is None:
        known = action in BY_KEY or (page.state is not None and page.state.type.action(action) is not None)
        raise Forbidden(action) if known and not page.offers and not page.voided else NotFound
    return offer


def entered_of(page: CasePage, action: str, form: MultiDict[str, str]) -> dict[str, Any]:
    """Return what was posted by name, for showing the form again; multiple choices keep all their values."""
    lists = _lists(page, action, form)
    return {name: form.getlist(name) if name in lists else form.get(name, "") for name in form}


def raw_of(page: CasePage, action: str, form: MultiDict[str, str]) -> dict[str, Any]:
    """Return the body of the act. Raises `Refused` for names that make no body."""
    if action == "correct" and page.state is not None:
        return correction_body(form, page.state.type)
    body = body_of(form, _lists(page, action, form))
    body.pop("instalments", None)
    return body


def with_pressed(page: CasePage, form: MultiDict[str, str], entered: Mapping[str, Any]) -> Filled | None:
    """Return the form after a button that only changes the form (another term, instalments), or `None` for the deed itself."""
    what, _colon, which = form.get("do", "").partition(":")
    match what:
        case "add":
            return Filled(entered, more_rows=1)
        case "less":
            return Filled(without_row(entered, which))
        case "split":
            count = form.get("instalments", 0, type=int)
            return Filled(in_instalments(entered, count, today()))
        case "look":
            return Filled(entered)
    return None


def form_page(uow: UnitOfWork, page: CasePage, action: str, filled: Filled) -> str:
    """Return the form of an act, with what was entered and every problem."""
    offer = offer_of(page, action)
    plugin = page.type.partition(".")[0]
    wrong = sentences_of((p for p in filled.problems if not p.asks), plugin)
    word = label(offer.label, plugin)
    common: dict[str, Any] = {
        "page": page,
        "offer": offer,
        "word": word,
        "deed": say(_DEEDS[action]) if action in _DEEDS else word,
        "entered": filled.entered,
        "wrong": wrong,
        "summary": summary_of(filled.problems, plugin),
        "questions": questions_of(filled.problems, "rule" if action == "correct" else "guard", plugin),
        "meanwhile": filled.meanwhile,
        "token": secrets.token_urlsafe(16),
        "draft_form": f"case:{page.id}:{action}",
        "today": today(),
    }
    if action == "correct" and page.state is not None:
        part = str(filled.entered.get(PART, ""))
        made = correction_form(uow, page, page.state, part, filled.entered, wrong)
        return render_template("cases/correct.html", form=made, part=part, **common)
    if any(isinstance(f, TermList) for f in offer.fields):
        entered = with_first_term(page, filled.entered)
        inputs = {i.name: i for i in act_inputs(uow, page, offer, entered, wrong, today())}
        shown = {**{name: i.value for name, i in inputs.items()}, **entered}
        return render_template(
            "cases/agree.html",
            inputs=inputs,
            rows=term_rows(entered, wrong, filled.more_rows),
            blank_term=term_row(BLANK_ROW, {}, {}),
            blank_row=BLANK_ROW,
            names=tuple(dict.fromkeys(p.name for p in page.parties)),
            **preview_of(uow, page, shown),
            **common,
        )
    if any(isinstance(f, SignatureList) for f in offer.fields):
        rows = signer_rows(page, filled.entered, wrong, today(), whole=action == "sign")
        return render_template("cases/sign.html", rows=rows, capacities=capacities(), **common)
    groups = in_groups(act_inputs(uow, page, offer, filled.entered, wrong, today()))
    ways = ways_of(page, today(), uow.calendar) if action == "breach" else ()
    lacking = [e.paper.title for e in dossier_of(page).entries if e.place is Place.MISSING] if action == "archive" else []
    return render_template(
        "cases/act.html", groups=groups, ways=ways, lacking=lacking, tells_remedies=action in TELLS_REMEDIES, **common
    )


def preview_of(uow: UnitOfWork, page: CasePage, entered: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands beside the terms: the paper, the sum, and what the type's guards say with their articles."""
    form = MultiDict({name: str(value) for name, value in entered.items() if isinstance(value, str)})
    rehearsed = rehearse(uow, page.id, "agree", raw_of(page, "agree", form))
    plugin = page.type.partition(".")[0]
    marks = marks_of(rehearsed, plugin)
    at_terms = {row.at for row in term_rows(entered, {})}
    return {
        "sheet": _sheet(_as_on_paper(uow, page), entered),
        "sum": sum_of(page, entered),
        "marks": [mark for mark in marks if mark.row not in at_terms],
        "marks_by_row": {at: [mark for mark in marks if mark.row == at] for at in sorted(at_terms)},
    }


def _as_on_paper(uow: UnitOfWork, page: CasePage) -> CasePage:
    """Return the case in the language of the papers."""
    if reads_as_papers_say():
        return page
    with as_papers_say():
        return case_page(uow, current_actor(), page.id)


def _sheet(page: CasePage, entered: Mapping[str, Any]) -> Drawn:
    """Return the agreement as it would be printed with what is entered so far."""
    key = "oral_agreement" if entered.get("form") == "oral" else "agreement"
    paper = next(p for p in papers_of(page.state.type.papers if page.state else ()) if p.key == key)
    case = on_paper(page, today())
    terms = terms_on_paper(entered, today())
    facts, day = str(entered.get("facts") or ""), str(entered.get("agreed_on") or "")
    return drawn(sheet(paper, with_agreement(case, facts, day, terms, today())))


def _lists(page: CasePage, action: str, form: Mapping[str, Any]) -> frozenset[str]:
    if action == "correct" and page.state is not None:
        return names_corrected(page.state.type, form)
    return multiple_of(next((o for o in page.offers if o.key == action), None))
