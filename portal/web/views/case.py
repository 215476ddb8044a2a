"""案件页: one case, what may be done to it now, and the forms of every act."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.fields import Choices, ClockPick, PartyPick, Staff, TermList
from portal.engine.transitions import Offer
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.reading.act_choices import party_choices, staff_choices
from portal.reading.case_page import CasePage, PartyShown, case_page
from portal.reading.event_values import event_values
from portal.reading.shown import type_title
from portal.reading.wording import label, say
from portal.services.advance import advance
from portal.services.drafts import forget_draft, load_draft
from portal.services.reveal import reveal
from portal.store.access_log import log_access
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.case_look import look_of
from portal.web.forms.inputs import Input, inputs_of, questions_of, sentences_of, summary_of
from portal.web.forms.posted import body_of, confirmed_of, flat, rows_posted
from portal.web.guarding import opens
from portal.web.views.papers import dossier_of

READ_IS_LOGGED_FROM = 3
FIRST_TERMS = 2
_DONE = {
    "accept": "已受理，案号已编好。下一步：指派调解员或自己接手。",
    "take": "由您调解。下一步：征求双方意愿。",
    "consent": "已记下各方同意。下一步：约双方调解。",
    "session": "调解记录已保存。",
    "agree": "协议条款已保存。下一步：打印签字。",
    "sign": "协议已生效。",
    "note": "已记下。",
}


class CaseView(BaseView):
    """One case of the acting post's reach."""

    route_base = "/cases"
    default_view = "case"

    @expose("/<uuid:case_id>")
    @opens("portal.cases")
    def case(self, case_id: uuid.UUID) -> str:
        """Show the case; a read of restricted content is written down before it is shown."""
        actor = current_actor()
        with unit_of_work(write=True) as uow:
            page = case_page(uow, actor, case_id)
            if page.privacy >= READ_IS_LOGGED_FROM and not page.header_only:
                log_access(uow, "read", "case", case_id=case_id)
        papers = None if page.header_only else dossier_of(page)
        look = look_of(page, today())
        return render_template("cases/case.html", page=page, look=look, today=today(), token=_token(), dossier=papers)

    @expose("/<uuid:case_id>/events/<int:seq>")
    @opens("portal.cases")
    def event(self, case_id: uuid.UUID, seq: int) -> str:
        """Show what one event changed: before and after."""
        with unit_of_work() as uow:
            values = event_values(uow, current_actor(), case_id, seq)
        return render_template("cases/event.html", values=values, case_id=case_id, seq=seq)

    @expose("/<uuid:case_id>/reveal/<uuid:party_id>/<part>", methods=["POST"])
    @opens("portal.cases")
    def reveal(self, case_id: uuid.UUID, party_id: uuid.UUID, part: str) -> str:
        """Show one hidden value once; the look is written down."""
        with unit_of_work(write=True) as uow:
            value = reveal(uow, case_id, party_id, part)
        return render_template("cases/revealed.html", value=value, part=part, case_id=case_id)

    @expose("/<uuid:case_id>/do/<action>", methods=["GET"])
    @opens("portal.cases")
    def act(self, case_id: uuid.UUID, action: str) -> str:
        """Show the form of an act, as it was left when there is a draft."""
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
            draft = load_draft(uow, f"case:{case_id}:{action}") or {}
            return _form(uow, page, action, flat(draft), ())

    @expose("/<uuid:case_id>/do/<action>", methods=["POST"])
    @opens("portal.cases")
    def do(self, case_id: uuid.UUID, action: str) -> Response | tuple[str, int]:
        """Do the act, or show its form again with every problem."""
        actor = current_actor()
        with unit_of_work() as uow:
            page = case_page(uow, actor, case_id)
            offer = next((o for o in page.offers if o.key == action), None)
            lists = frozenset(f.key for f in offer.fields if isinstance(f, Choices)) if offer else frozenset()
            if action == "correct" and page.state is not None:
                lists = frozenset(f"details.{f.key}" for f in page.state.type.fields if isinstance(f, Choices))
        raw = body_of(request.form, lists)
        if request.form.get("add_row"):
            with unit_of_work() as uow:
                return _form(uow, page, action, _entered(request.form, lists), (), more=1), 200
        version = request.form.get("version", type=int)
        try:
            with unit_of_work(write=True) as uow:
                done = advance(
                    uow,
                    case_id,
                    action,
                    raw,
                    version=version,
                    confirmed=confirmed_of(request.form),
                    token=request.form.get("token"),
                )
                forget_draft(uow, f"case:{case_id}:{action}")
        except Refused as refused:
            with unit_of_work() as uow:
                page = case_page(uow, actor, case_id)
                return _form(uow, page, action, _entered(request.form, lists), refused.problems), 422
        flash(_said(action, done.number, offer), "done")
        return redirect(url_for("CaseView.case", case_id=case_id))  # type: ignore[return-value]


def _said(action: str, number: str | None, offer: Offer | None) -> str:
    if action == "accept" and number:
        return _("已受理，案号%(number)s。下一步：自己接手或指派调解员。", number=number)
    known = _DONE.get(action)
    if known is not None:
        return say(known)
    return _("已办好：%(what)s。", what=label(offer.label) if offer else action)


def _form(
    uow: UnitOfWork, page: CasePage, action: str, entered: Mapping[str, Any], problems: tuple[Problem, ...], *, more: int = 0
) -> str:
    """Return the form of an act with what was entered and every problem."""
    offer = next((o for o in page.offers if o.key == action), None)
    if offer is None:
        if not page.offers and page.header_only:
            raise Forbidden(action)
        raise NotFound
    plugin = page.type.partition(".")[0]
    wrong = sentences_of(problems, plugin)
    common = {
        "page": page,
        "offer": offer,
        "entered": entered,
        "wrong": wrong,
        "summary": summary_of(problems, plugin),
        "questions": questions_of(problems, "rule" if action == "correct" else "guard", plugin),
        "token": _token(),
        "draft_form": f"case:{page.id}:{action}",
        "type_title": type_title(uow, page.type),
    }
    if action == "correct" and page.state is not None:
        fields = inputs_of(page.state.type.fields, "details", entered, wrong, plugin)
        now = {f"details.{f.key}": f.value for f in page.fields}
        return render_template("cases/correct.html", fields=fields, now=now, party_rows=_party_rows(page), **common)
    special = {
        f.key: _special(uow, page, f.key, f, entered, wrong) for f in offer.fields if isinstance(f, (Staff, PartyPick, ClockPick))
    }
    plain = inputs_of((f for f in offer.fields if f.key not in special and f.kind != "terms"), "", entered, wrong, plugin)
    by_name = {i.name: i for i in plain} | special
    inputs = [by_name[f.key] for f in offer.fields if f.key in by_name]
    if any(isinstance(f, TermList) for f in offer.fields):
        rows = max(rows_posted(dict(entered), "terms") + more, FIRST_TERMS)
        return render_template("cases/agree.html", inputs=inputs, rows=rows, names=_names(page), **common)
    return render_template("cases/act.html", inputs=inputs, **common)


def _special(
    uow: UnitOfWork, page: CasePage, key: str, field: Any, entered: Mapping[str, Any], wrong: Mapping[str, tuple[str, ...]]
) -> Input:
    """Return the input of a field whose options come from the case itself."""
    if isinstance(field, Staff):
        options = staff_choices(uow, page.organisation_id)
    elif isinstance(field, PartyPick):
        options = party_choices(page)
    else:
        options = tuple((c.key, f"{c.title}（{c.due_on.isoformat()}）") for c in page.clocks)
    return Input("choice", key, label(field.title), entered.get(key, ""), "", field.required, wrong.get(key, ()), options)


def _party_rows(page: CasePage) -> list[tuple[PartyShown, str]]:
    """Return each party with the path its fields are posted at: a place in the list of its role."""
    places: dict[str, int] = {}
    rows = []
    for party in page.parties:
        place = places.get(party.role, 0)
        places[party.role] = place + 1
        rows.append((party, f"parties.{party.role}.{place}."))
    return rows


def _names(page: CasePage) -> tuple[str, ...]:
    return tuple(p.name for p in page.parties)


def _entered(form: Any, lists: frozenset[str]) -> dict[str, Any]:
    return {name: form.getlist(name) if name in lists else form.get(name, "") for name in form}


def _token() -> str:
    return secrets.token_urlsafe(16)
