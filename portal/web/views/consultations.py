"""来访咨询: the ledger, noting one, correcting it, and making a case of it."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.errors import Forbidden, NotFound, Problem, Refused, Repeated, Stale
from portal.limits import Limited
from portal.reading.choices import Pairs, registrable, types_of
from portal.reading.consultations import ConsultationQuery, ConsultationShown, consultation, ledger
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import label
from portal.services.consult import CHANNELS, FIELDS, amend_consultation, as_case, phone_of, record_consultation
from portal.services.drafts import forget_draft, load_draft, save_draft
from portal.store.access_log import log_access
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.forms.inputs import Input, inputs_of, questions_of, sentences_of, summary_of
from portal.web.forms.periods import days_of, period_of, period_options
from portal.web.forms.posted import body_of, confirmed_of, flat
from portal.web.guarding import limited, opens
from portal.web.limiting import count_search
from portal.web.views.new_case import DRAFT_KEY, draft_name, new_draft_key

_TOPIC = re.compile(r"[a-z0-9_]{1,40}\.[a-z0-9_]{1,40}")
Wrong = tuple[Problem, ...]


class ConsultationsView(BaseView):
    """Who asked what, and what was told."""

    route_base = "/consultations"
    default_view = "ledger"

    @expose("/", methods=["GET"])
    @opens("portal.consultations")
    def ledger(self) -> str:
        """Show a page of the ledger."""
        return _ledger(_query(request.args))

    @expose("/search", methods=["POST"])
    @opens("portal.consultations")
    def search(self) -> str | Response | tuple[str, int]:
        """Show what was searched for; filters without a text become an address."""
        query = replace(_query(request.form), text=request.form.get("text", "").strip()[:80])
        if not query.text:
            return _to(_address(query))
        count_search(query.text)
        try:
            return _ledger(query)
        except Refused as refused:
            for problem in refused.problems:
                flash(problem_sentence(problem), "danger")
            return _ledger(replace(query, text="")), 422

    @expose("/new", methods=["GET"])
    @opens("portal.consultations")
    def new(self) -> str:
        """Show the form, empty or as it was left."""
        key = request.args.get("draft", "")
        entered: Mapping[str, Any] = {"came_on": _("今天"), "channel": "visit", "topic": request.args.get("topic", "")}
        with unit_of_work() as uow:
            kept = load_draft(uow, _draft(key)) if DRAFT_KEY.fullmatch(key) else None
        return _form(flat(kept) if kept else entered, (), draft=key if kept else new_draft_key())

    @expose("/new", methods=["POST"])
    @opens("portal.consultations")
    def record(self) -> Response | tuple[str, int]:
        """Note a consultation; 「转为案件」 goes on to the form of a case."""
        draft = request.form.get("draft", "")
        try:
            with unit_of_work(write=True) as uow:
                made = record_consultation(
                    uow, body_of(request.form), token=request.form.get("token"), confirmed=confirmed_of(request.form)
                )
                if DRAFT_KEY.fullmatch(draft):
                    forget_draft(uow, _draft(draft))
        except Refused as refused:
            return _form(flat(body_of(request.form)), refused.problems, draft=draft), 422
        except Repeated as repeated:
            return _to(url_for("ConsultationsView.one", consultation_id=repeated.location))
        flash(_("已记下这次咨询。"), "done")
        return _to(url_for("ConsultationsView.one", consultation_id=made))

    @expose("/<uuid:consultation_id>", methods=["GET"])
    @opens("portal.consultations")
    def one(self, consultation_id: uuid.UUID) -> str:
        """Show one consultation."""
        return _one(consultation_id)

    @expose("/<uuid:consultation_id>/phone", methods=["POST"])
    @opens("portal.consultations")
    @limited(Limited.REVEAL)
    def phone(self, consultation_id: uuid.UUID) -> str:
        """Show the phone in full, once; the look is written down."""
        with unit_of_work(write=True) as uow:
            phone = phone_of(uow, consultation_id)
        return _one(consultation_id, phone=phone)

    @expose("/<uuid:consultation_id>/amend", methods=["GET"])
    @opens("portal.consultations")
    def amend(self, consultation_id: uuid.UUID) -> str:
        """Show the form with what was noted."""
        found = _mine(consultation_id)
        entered = {
            "came_on": found.came_on.isoformat(),
            "channel": found.channel,
            "visitor": found.visitor,
            "topic": found.topic,
            "question": found.question,
            "answer": found.answer,
        }
        return _form(entered, (), of=found)

    @expose("/<uuid:consultation_id>/amend", methods=["POST"])
    @opens("portal.consultations")
    def save(self, consultation_id: uuid.UUID) -> Response | tuple[str, int]:
        """Correct what was noted."""
        body = body_of(request.form)
        version = request.form.get("version", type=int)
        try:
            with unit_of_work(write=True) as uow:
                amend_consultation(uow, consultation_id, body, version=version, confirmed=confirmed_of(request.form))
        except Refused as refused:
            return _form(flat(body), refused.problems, of=_mine(consultation_id), version=version), 422
        except Stale:
            told = (Problem("", "consultation_stale"),)
            return _form(flat(body), told, of=_mine(consultation_id)), 409
        flash(_("已更正。"), "done")
        return _to(url_for("ConsultationsView.one", consultation_id=consultation_id))

    @expose("/<uuid:consultation_id>/case", methods=["POST"])
    @opens("portal.consultations")
    def case(self, consultation_id: uuid.UUID) -> Response:
        """Begin a case with what was said; the form opens as a draft."""
        type_key, key = request.form.get("type", ""), new_draft_key()
        case_type = portal().registry.case_type(type_key)
        if case_type is None:
            raise NotFound
        with unit_of_work(write=True) as uow:
            body = {**as_case(uow, consultation_id, type_key), "consultation": str(consultation_id)}
            save_draft(uow, draft_name(type_key, key), label(case_type.title, type_key.partition(".")[0]), flat(body))
        flash(_("来访人和问题已经带过来，补齐后保存。"), "done")
        return _to(url_for("NewCaseView.form", type_key=type_key, draft=key))


def _ledger(query: ConsultationQuery) -> str:
    actor = current_actor()
    with unit_of_work(write=bool(query.text)) as uow:
        page = ledger(uow, actor, query)
        if query.text:
            log_access(uow, "search", "consultations", count=page.count)
        topics = types_of(uow, actor)
    period = period_of((query.since, query.until), today())
    return render_template(
        "consultations/ledger.html",
        page=page,
        query=query,
        topics=topics,
        channels=_channels(),
        period=period,
        periods=period_options(period),
        plain=_values(query),
        address=_address,
        replace=replace,
        wide=any(row.organisation_id != actor.organisation_id for row in page.rows),
    )


def _one(consultation_id: uuid.UUID, *, phone: str = "") -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        found = consultation(uow, actor, consultation_id)
        here = found.organisation_id == actor.organisation_id and not found.hidden
        tiles = registrable(uow, actor) if here and not found.became_case else ()
    first = sorted(tiles, key=lambda tile: tile.key != found.topic)
    return render_template("consultations/one.html", one=found, phone=phone, here=here, tiles=first)


def _mine(consultation_id: uuid.UUID) -> ConsultationShown:
    """Return one that the post may correct: of its own organisation, with its content."""
    with unit_of_work() as uow:
        found = consultation(uow, current_actor(), consultation_id)
    if found.hidden or found.organisation_id != current_actor().organisation_id:
        raise Forbidden("open")
    return found


def _form(
    entered: Mapping[str, Any],
    problems: Wrong,
    *,
    draft: str = "",
    of: ConsultationShown | None = None,
    version: int | None = None,
) -> str:
    wrong = sentences_of(p for p in problems if not p.asks)
    with unit_of_work() as uow:
        topics = tuple((tile.key, tile.title) for tile in registrable(uow, current_actor()))
    known = {key for key, _title in topics}
    if of is not None and of.topic and of.topic not in known:
        topics = (*topics, (of.topic, of.topic_title))
    inputs = tuple(_input(i, topics, of) for i in inputs_of(FIELDS, "", entered, wrong))
    return render_template(
        "consultations/form.html",
        inputs={i.name: i for i in inputs},
        summary=summary_of(problems),
        questions=questions_of(problems, "rule"),
        of=of,
        version=version if version is not None else of.version if of else None,
        token=secrets.token_urlsafe(16),
        draft=draft if DRAFT_KEY.fullmatch(draft) else new_draft_key(),
    )


def _input(shown: Input, topics: Pairs, of: ConsultationShown | None) -> Input:
    if shown.name == "topic":
        return replace(shown, kind="choice", options=topics)
    if shown.name == "phone" and of is not None and of.phone:
        return replace(shown, hint=_("现在：%(phone)s；不改就不填", phone=of.phone))
    return shown


def _query(given: MultiDict[str, str]) -> ConsultationQuery:
    since, until = days_of(given, today())
    channel = given.get("channel", "")
    return ConsultationQuery(
        topic=topic if _TOPIC.fullmatch(topic := given.get("topic", "")) else "",
        channel=channel if channel in dict(CHANNELS) else "",
        since=since,
        until=until,
        cursor=given.get("cursor", ""),
    )


def _values(query: ConsultationQuery) -> dict[str, str]:
    values = {
        "topic": query.topic,
        "channel": query.channel,
        "since": query.since.isoformat() if query.since else "",
        "until": query.until.isoformat() if query.until else "",
    }
    return {name: value for name, value in values.items() if value}


def _address(query: ConsultationQuery) -> str:
    values = _values(query) | ({"cursor": query.cursor} if query.cursor else {})
    path = url_for("ConsultationsView.ledger")
    return f"{path}?{urlencode(values)}" if values else path


def _channels() -> Pairs:
    return tuple((key, label(text)) for key, text in CHANNELS)


def _draft(key: str) -> str:
    return f"consultation:{key}"


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
