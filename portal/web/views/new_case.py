"""登记: one page from the first word to the number; drafts keep themselves; what was settled on the spot comes the same way."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.declare.case_types import CaseType
from portal.declare.phases import Source
from portal.declare.steps import Verb
from portal.engine.actions import MANNERS
from portal.engine.carrying import carry
from portal.engine.on_the_spot import ACTS
from portal.errors import Forbidden, NotFound, Problem, Refused, Repeated
from portal.limits import Limited
from portal.reading.being_written import BeingWritten, being_written
from portal.reading.case_page import case_page
from portal.reading.choices import TypeTile, may_register, places, registrable
from portal.reading.problem_sentences import problem_sentence
from portal.reading.referrals import body_from
from portal.reading.wording import label
from portal.reading.words import SOURCES, word
from portal.services.answer_referral import accept_referral
from portal.services.consult import became_case
from portal.services.drafts import forget_draft, load_draft, save_draft
from portal.services.elsewhere import ask_while_registering
from portal.services.ledger.workbook import LARGEST_BYTES, read_workbook
from portal.services.open_case import Opened, open_case
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.forms.inputs import questions_of, sentences_of, summary_of
from portal.web.forms.listed_people import with_people
from portal.web.forms.new_case import BLANK_ROW, field_groups, party_blocks, term_row, term_rows
from portal.web.forms.posted import confirmed_of, flat
from portal.web.forms.posted_case import (
    APPLY,
    MODES,
    SETTLED,
    PostedCase,
    acts_on_the_spot,
    body_on_the_spot,
    first_values,
    form_of,
    posted_case,
    shown_at,
)
from portal.web.guarding import limited, opens

DRAFT_KEY = re.compile(r"[A-Za-z0-9_-]{6,24}")
MOST_SHOWN = 600


class NewCaseView(BaseView):
    """The page of a case that is not there yet."""

    route_base = "/cases/new"
    default_view = "types"

    @expose("/", methods=["GET", "POST"])
    @opens("portal.cases")
    def types(self) -> str:
        """Offer the types this post may register; what was typed to find one comes by POST."""
        text = request.form.get("q", "").strip()[:40]
        with unit_of_work() as uow:
            tiles = _tiles(uow)
        found = tuple(tile for tile in tiles if tile.answers(text))
        return render_template("cases/types.html", tiles=found, all_tiles=len(tiles), text=text, mode=_mode(request.values))

    @expose("/<type_key>", methods=["GET"])
    @opens("portal.cases")
    def form(self, type_key: str) -> str | Response:
        """Show the form, empty or as it was left."""
        case_type = _type(type_key)
        if request.args.get("mode") == "consult":
            return _to(url_for("ConsultationsView.new", topic=type_key))
        key = request.args.get("draft", "")
        kept: Mapping[str, Any] | None = None
        with unit_of_work() as uow:
            if DRAFT_KEY.fullmatch(key):
                kept = load_draft(uow, draft_name(type_key, key))
            first = first_values(case_type, _mode(request.args))
            if kept is None and (wanted := request.args.get("referral", "")):
                first |= {**flat(body_from(uow, current_actor(), _uuid(wanted), type_key)), "referral": wanted}
            posted = posted_case(form_of(kept or first), case_type)
            return _page(uow, type_key, case_type, posted, draft=key if kept is not None else "")

    @expose("/<type_key>", methods=["POST"])
    @opens("portal.cases")
    def save(self, type_key: str) -> str | Response | tuple[str, int]:
        """Open the case, or show the form again: with every problem, with another row, under another type."""
        case_type = _type(type_key)
        posted = posted_case(request.form, case_type)
        draft = request.form.get("draft", "")
        what, _sep, which = request.form.get("do", "check").partition(":")
        if what == "type":
            return _under_another_type(type_key, case_type, posted, draft, which)
        if what == "list":
            return _with_list(type_key, case_type, posted, draft, which)
        if what not in ("accept", "keep"):
            return _again(type_key, case_type, _without_row(posted, what, which), draft, _more(what, which))
        try:
            with unit_of_work(write=True) as uow:
                opened = _open(uow, type_key, posted, accept=what == "accept", confirmed=confirmed_of(request.form))
                if posted.consultation:
                    became_case(uow, _uuid(posted.consultation), opened.case_id)
                if DRAFT_KEY.fullmatch(draft):
                    forget_draft(uow, draft_name(type_key, draft))
        except Refused as refused:
            with unit_of_work() as uow:
                return _page(uow, type_key, case_type, posted, draft=draft, problems=shown_at(refused.problems)), 422
        except Repeated as repeated:
            return _to(url_for("NewCaseView.saved", case_id=repeated.location))
        for notice in opened.notices:
            if notice.code == "open_matters":
                flash(problem_sentence(notice), "soon")
        return _to(url_for("NewCaseView.saved", case_id=opened.case_id))

    @expose("/<type_key>/rail", methods=["POST"])
    @opens("portal.cases")
    @limited(Limited.LOOKUP)
    def rail(self, type_key: str) -> str:
        """Return what stands beside the form, for what was entered so far."""
        case_type = _type(type_key)
        posted = posted_case(request.form, case_type)
        with unit_of_work() as uow:
            written = _written(uow, type_key, case_type, posted)
            elsewhere = ask_while_registering(uow, type_key, written.id_numbers)
        if elsewhere is None:  # a number nobody here asked about within the hour is written down before it is answered
            with unit_of_work(write=True) as uow:
                elsewhere = ask_while_registering(uow, type_key, written.id_numbers)
        return render_template("cases/new_rail.html", elsewhere=elsewhere, **_rail(written, case_type, type_key))

    @expose("/saved/<uuid:case_id>")
    @opens("portal.cases")
    def saved(self, case_id: uuid.UUID) -> str:
        """Show the number and what comes next."""
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
        offers = {offer.key: offer for offer in page.offers}
        return render_template("cases/saved.html", page=page, offers=offers, token=_token(), today=today())


def draft_name(type_key: str, key: str) -> str:
    """Return the name under which an unfinished form of this type is kept; there may be several."""
    return f"new:{type_key}:{key}"


def new_draft_key() -> str:
    """Return a fresh key of a draft."""
    return secrets.token_urlsafe(9)


def _type(type_key: str) -> CaseType:
    """Return the type, if it is of the organisation's sectors and the post may register it.

    Raises:
        NotFound: no such type here. Forbidden: the post may not register it.
    """
    actor = current_actor()
    case_type = portal().registry.case_type(type_key)
    if case_type is None or type_key.partition(".")[0] not in actor.plugins:
        raise NotFound
    if not may_register(actor, type_key, case_type):
        raise Forbidden(Verb.REGISTER.value)
    return case_type


def _tiles(uow: UnitOfWork) -> tuple[TypeTile, ...]:
    tiles = registrable(uow, current_actor())
    if not tiles:
        raise Forbidden(Verb.REGISTER.value)
    return tiles


def _open(uow: UnitOfWork, type_key: str, posted: PostedCase, *, accept: bool, confirmed: list[str]) -> Opened:
    token = request.form.get("token")
    if posted.referral:
        raw = {**posted.body, "type": type_key, "confirmed": confirmed}
        taken = posted.typed.get("accept", {}) if accept else None
        return accept_referral(uow, _uuid(posted.referral), raw, accept=taken, token=token)
    if posted.mode == SETTLED and accept:
        raw = {**body_on_the_spot(posted), "type": type_key, "confirmed": confirmed}
        return open_case(uow, raw, on_the_spot=acts_on_the_spot(posted), token=token)
    raw = {**posted.body, "type": type_key, "confirmed": confirmed}
    return open_case(uow, raw, accept=posted.typed.get("accept", {}) if accept else None, token=token)


def _page(
    uow: UnitOfWork,
    type_key: str,
    case_type: CaseType,
    posted: PostedCase,
    *,
    draft: str = "",
    problems: tuple[Problem, ...] = (),
    more: Mapping[str, int] | None = None,
) -> str:
    plugin = type_key.partition(".")[0]
    wrong = sentences_of((p for p in problems if not p.asks), plugin)
    rows = more or {}
    questions = [question for p in problems if p.asks for question in questions_of((p,), _asked_by(p), plugin)]
    asked = {code for code, _sentence in questions}
    return render_template(
        "cases/new.html",
        type_key=type_key,
        case_type=case_type,
        type_title=label(case_type.title, plugin),
        tiles=_tiles(uow),
        mode=posted.mode,
        consultation=posted.consultation,
        referral=posted.referral,
        entered=posted.entered,
        wrong=wrong,
        summary=summary_of(problems, plugin)[:MOST_SHOWN],
        questions=questions,
        answered=[code for code in confirmed_of(request.form) if code not in asked],
        blocks=party_blocks(case_type, plugin, posted.entered, wrong, rows, today()),
        groups=field_groups(case_type, plugin, posted.entered, wrong),
        terms=term_rows(posted.entered, wrong, rows.get("terms", 0)),
        blank_term=term_row(BLANK_ROW, {}, {}),
        blank_row=BLANK_ROW,
        manners=MANNERS,
        places=places(uow),
        sources=[(source.value, word(SOURCES, source.value)) for source in Source],
        today=today(),
        token=_token(),
        draft=draft if DRAFT_KEY.fullmatch(draft) else new_draft_key(),
        is_kept=bool(draft),
        **_rail(_written(uow, type_key, case_type, posted), case_type, type_key),
    )


def _written(uow: UnitOfWork, type_key: str, case_type: CaseType, posted: PostedCase) -> BeingWritten:
    if posted.mode == SETTLED:
        return being_written(uow, type_key, case_type, body_on_the_spot(posted), acts_on_the_spot(posted))
    return being_written(uow, type_key, case_type, posted.body)


def _rail(written: BeingWritten, case_type: CaseType, type_key: str) -> dict[str, Any]:
    """Return what the rail shows: what is missing or wrong with where it stands, clocks, other matters."""
    plugin = type_key.partition(".")[0]
    return {
        "missing": [(_control(p.field), problem_sentence(p, plugin)) for p in shown_at(written.missing)],
        "wrong_so_far": [(_control(p.field), problem_sentence(p, plugin)) for p in shown_at(written.wrong)],
        "clocks": written.clocks,
        "awaited": written.awaited,
        "matters": written.matters,
        "same": written.same,
        "remedies": case_type.remedies,
    }


def _control(field: str) -> str:
    """Return the name of the control a missing thing is entered in: of a missing party its name."""
    return f"{field}.0.name" if field.startswith("parties.") and field.count(".") == 1 else field


def _asked_by(problem: Problem) -> str:
    """Say whether a question comes from a guard of a following act or from a rule of the type."""
    return "guard" if problem.field.split(".")[0] in ACTS else "rule"


def _again(type_key: str, case_type: CaseType, posted: PostedCase, draft: str, more: Mapping[str, int]) -> str:
    """Show the form with another row, and keep it: a browser without script has no other way to."""
    problems: tuple[Problem, ...] = ()
    if DRAFT_KEY.fullmatch(draft):
        title = label(case_type.title, type_key.partition(".")[0])
        try:
            with unit_of_work(write=True) as uow:
                save_draft(
                    uow,
                    draft_name(type_key, draft),
                    title,
                    {**posted.entered, **_beside(posted)},
                )
        except Refused as refused:
            problems = refused.problems
    with unit_of_work() as uow:
        return _page(uow, type_key, case_type, posted, draft=draft, more=more, problems=problems)


def _under_another_type(type_key: str, before: CaseType, posted: PostedCase, draft: str, wanted: str) -> str:
    """Show the form of another type with everything that fits; the draft follows."""
    after = _type(wanted)
    entered = flat(carry(posted.body, before, after))
    entered |= {name: value for name, value in posted.entered.items() if name.split(".")[0] in ACTS}
    carried = posted_case(form_of(entered | _beside(posted)), after)
    if DRAFT_KEY.fullmatch(draft):
        with unit_of_work(write=True) as uow:
            forget_draft(uow, draft_name(type_key, draft))
    return _again(wanted, after, carried, draft, {})


def _beside(posted: PostedCase) -> dict[str, str]:
    """Return what goes with the form and is no part of the case: how it came, and from where."""
    return {"mode": posted.mode, "consultation": posted.consultation, "referral": posted.referral}


def _with_list(type_key: str, case_type: CaseType, posted: PostedCase, draft: str, which: str) -> str | tuple[str, int]:
    """Show the form with the people of a list filled in, or what is wrong with the list; nothing is written."""
    given = request.files.get(f"list.{which}")
    try:
        if given is None or not given.filename:
            raise Refused((Problem(f"list.{which}", "required", {"title": _("名单文件")}),))
        filled = with_people(posted, case_type, which, read_workbook(given.stream.read(LARGEST_BYTES + 1)), today())
    except Refused as refused:
        problems = tuple(replace(p, field=f"list.{which}") if p.field in ("", "file") else p for p in refused.problems)
        with unit_of_work() as uow:
            return _page(uow, type_key, case_type, posted, draft=draft, problems=problems), 422
    return _again(type_key, case_type, filled, draft, {})


def _more(what: str, which: str) -> dict[str, int]:
    """Return which rows were asked for: `more:worker` one more party, `term` one more term."""
    return {"terms": 1} if what == "term" else {which: 1} if what == "more" else {}


def _without_row(posted: PostedCase, what: str, which: str) -> PostedCase:
    """Return what was posted without the row that was taken away: `less:parties.worker.1`, `less:agree.terms.0`."""
    if what != "less":
        return posted
    names = {name: value for name, value in posted.entered.items() if not name.startswith(f"{which}.")}
    before, _dot, gone = which.rpartition(".")
    if not gone.isdigit():
        return posted
    return replace(posted, entered={_moved_up(name, before, int(gone)): value for name, value in names.items()})


def _moved_up(name: str, at: str, gone: int) -> str:
    """Return the name of a value after a row before it was taken away."""
    if not name.startswith(f"{at}."):
        return name
    index, sep, rest = name.removeprefix(f"{at}.").partition(".")
    return f"{at}.{int(index) - 1}{sep}{rest}" if index.isdigit() and int(index) > gone else name


def _mode(values: MultiDict[str, str]) -> str:
    return mode if (mode := values.get("mode", APPLY)) in (*MODES, "consult") else APPLY


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound from None


def _token() -> str:
    return secrets.token_urlsafe(16)


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
