"""案件页: one case, what may be done to it now, and the forms of every act."""

from __future__ import annotations

import secrets
import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose

from portal.access.person_reach import may_compare
from portal.errors import Forbidden, NotFound, Refused, Repeated, Stale
from portal.limits import Limited
from portal.reading.case_page import CasePage, case_page
from portal.reading.checks import STATES, findings_of_case
from portal.reading.event_values import event_values
from portal.reading.foreseen import Foreseen, foreseen_on_case
from portal.reading.glass import may_ask
from portal.reading.glass_looks import looks_at_case
from portal.reading.joint import state_word
from portal.reading.keeping import may_keep
from portal.reading.referrals import progress
from portal.reading.wording import label, say
from portal.services.advance import advance
from portal.services.drafts import forget_draft, load_draft, save_draft
from portal.services.reveal import reveal
from portal.services.tell_parties import tell_parties
from portal.store.unit_of_work import UnitOfWork
from portal.web.act_outcomes import said
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.case_look import look_of
from portal.web.dossiers import dossier_of
from portal.web.forms.notice_form import Notice, notice_of
from portal.web.forms.posted import confirmed_of, flat
from portal.web.forms.posted_case import kept_of
from portal.web.guarding import limited, opens
from portal.web.views.case_forms import Filled, entered_of, form_page, offer_of, preview_of, raw_of, with_pressed

Page = str | Response | tuple[str, int]


class CaseView(BaseView):
    """One case of the acting post's reach."""

    route_base = "/cases"
    default_view = "case"

    @expose("/<uuid:case_id>")
    @opens("portal.cases")
    def case(self, case_id: uuid.UUID) -> str:
        """Show the case; a read of restricted content is written down before it is shown."""
        actor = current_actor()
        with unit_of_work() as uow:
            page = case_page(uow, actor, case_id)
            findings = findings_of_case(uow, actor, case_id)
            referred = progress(uow, actor, case_id) if page.state is not None and page.state.did("refer") else None
            what_if = _what_if(uow, page)
        return render_template(
            "cases/case.html",
            page=page,
            look=look_of(page, today(), actor.staff_id),
            today=today(),
            staff_id=actor.staff_id,
            token=_token(),
            dossier=None if page.header_only else dossier_of(page),
            may_print=actor.may("print", page.type),
            findings=findings,
            referred=referred,
            joint_word=state_word,
            what_if=what_if,
            may_ask_glass=may_ask(actor),
            may_keep=may_keep(actor),
            may_compare=page.same_house and may_compare(actor),
            finding_words={key: say(text) for key, text in STATES.items()},
            calculators=page.state.type.calculators if page.state is not None and _may_calculate(page) else (),
        )

    @expose("/<uuid:case_id>/events/<int:seq>")
    @opens("portal.cases")
    def event(self, case_id: uuid.UUID, seq: int) -> str:
        """Show what one event changed: before and after."""
        with unit_of_work() as uow:
            values = event_values(uow, current_actor(), case_id, seq)
        return render_template("cases/event.html", values=values, case_id=case_id, seq=seq)

    @expose("/<uuid:case_id>/looks")
    @opens("portal.cases")
    def looks(self, case_id: uuid.UUID) -> str:
        """Show who looked at the case by special permission; a part of the case page that it fetches by itself."""
        with unit_of_work() as uow:
            looks = looks_at_case(uow, current_actor(), case_id)
        return render_template("glass/looks_page.html", looks=looks, case_id=case_id)

    @expose("/<uuid:case_id>/reveal/<uuid:party_id>/<part>", methods=["POST"])
    @opens("portal.cases")
    @limited(Limited.REVEAL)
    def reveal(self, case_id: uuid.UUID, party_id: uuid.UUID, part: str) -> str | Response:
        """Show one hidden value of a party once; the look is written down."""
        return _revealed(case_id, party_id, part)

    @expose("/<uuid:case_id>/reveal/<part>", methods=["POST"])
    @opens("portal.cases")
    @limited(Limited.REVEAL)
    def reveal_field(self, case_id: uuid.UUID, part: str) -> str | Response:
        """Show one masked field of the case once; the look is written down."""
        return _revealed(case_id, None, part)

    @expose("/<uuid:case_id>/notice", methods=["GET", "POST"])
    @opens("portal.cases")
    def notice(self, case_id: uuid.UUID) -> str:
        """Make the sentence that invites the parties, for one's own telephone; that it was made is written down."""
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
        notice: Notice = notice_of(page, request.form, today())
        if notice.sentence:
            with unit_of_work(write=True) as uow:
                tell_parties(uow, case_id)
        return render_template("cases/notice.html", page=page, notice=notice)

    @expose("/<uuid:case_id>/do/<action>", methods=["GET"])
    @opens("portal.cases")
    def act(self, case_id: uuid.UUID, action: str) -> str | Response:
        """Show the form of an act, as it was left when there is a draft."""
        if action == "refer":
            return _to(url_for("ReferralsView.targets", case_id=case_id))
        if action == "members":
            return _to(url_for("MembersView.members", case_id=case_id))
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
            offer_of(page, action)
            kept = flat(load_draft(uow, _draft(case_id, action)) or {})
            kept = {**kept, **{name: request.args[name] for name in ("part", "term") if name in request.args}}
            return form_page(uow, page, action, Filled(kept))

    @expose("/<uuid:case_id>/do/<action>", methods=["POST"])
    @opens("portal.cases")
    def do(self, case_id: uuid.UUID, action: str) -> Page:
        """Do the act, or show its form again: with every problem, with another row, with what others did meanwhile."""
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
            entered = entered_of(page, action, request.form)
            if (filled := with_pressed(page, request.form, entered)) is not None:
                return form_page(uow, page, action, filled)
        here = url_for("CaseView.case", case_id=case_id)
        try:
            raw = raw_of(page, action, request.form)
            with unit_of_work(write=True) as uow:
                advance(
                    uow,
                    case_id,
                    action,
                    raw,
                    version=request.form.get("version", type=int),
                    confirmed=confirmed_of(request.form),
                    token=request.form.get("token"),
                )
                forget_draft(uow, _draft(case_id, action))
        except Repeated:
            return _to(here)
        except Stale:
            return _stale(case_id, action)
        except Refused as refused:
            if any(p.code == "not_offered" for p in refused.problems):
                return _stale(case_id, action)
            with unit_of_work() as uow:
                page = case_page(uow, current_actor(), case_id)
                return form_page(uow, page, action, Filled(entered, refused.problems)), 422
        with unit_of_work() as uow:
            flash(said(action, case_page(uow, current_actor(), case_id)), "done")
        return _to(here)

    @expose("/<uuid:case_id>/do/agree/paper", methods=["POST"])
    @opens("portal.cases")
    def agreement_paper(self, case_id: uuid.UUID) -> str:
        """Return the agreement as it would be printed, the sum and the checks, for what is entered so far."""
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
            offer_of(page, "agree")
            shown = preview_of(uow, page, entered_of(page, "agree", request.form))
        return render_template("cases/agree_beside.html", page=page, **shown)


def _what_if(uow: UnitOfWork, page: CasePage) -> tuple[str, tuple[Foreseen, ...]]:
    """Return what would fall due if the case were accepted, or went on, today; told to those who may do it."""
    offered = {offer.key for offer in page.offers}
    if page.state is None or not offered & {"accept", "resume"}:
        return "", ()
    return foreseen_on_case(page.state, today(), uow.calendar, page.type.partition(".")[0])


def _revealed(case_id: uuid.UUID, party_id: uuid.UUID | None, part: str) -> str | Response:
    """Show the value that is written down as seen; loading the page again leads back to the case, where it is masked."""
    try:
        with unit_of_work(write=True) as uow:
            value = reveal(uow, case_id, party_id, part, token=request.form.get("token"))
            page = case_page(uow, current_actor(), case_id)
    except Repeated:
        return _to(url_for("CaseView.case", case_id=case_id))
    party = next((party for party in page.parties if party.id == party_id), None)
    rows = (*page.fields, *(party.fields if party is not None else ()))
    title = next((row.title for row in rows if f"details.{row.key}" == part), "")
    return render_template("cases/revealed.html", value=value, part=part, case_id=case_id, party=party, title=title)


def _stale(case_id: uuid.UUID, action: str) -> tuple[str, int]:
    """Show the form again, with what others did meanwhile; what was typed is kept as a draft too."""
    with unit_of_work() as uow:
        page = case_page(uow, current_actor(), case_id)
    entered = entered_of(page, action, request.form)
    seen = request.form.get("version", default=page.version, type=int)
    meanwhile = tuple(e for e in reversed(page.timeline) if e.seq > seen)
    if not any(o.key == action for o in page.offers):
        return _too_late(page, action, Filled(entered, meanwhile=meanwhile))
    kept = kept_of(request.form, frozenset(name for name, value in entered.items() if isinstance(value, list)))
    if kept:
        with unit_of_work(write=True) as uow:
            save_draft(uow, _draft(case_id, action), label(offer_of(page, action).label, page.type.partition(".")[0]), kept)
    with unit_of_work() as uow:
        return form_page(uow, page, action, Filled(entered, meanwhile=meanwhile)), 409


def _too_late(page: CasePage, action: str, filled: Filled) -> tuple[str, int]:
    """Say that the act is no longer possible, and give back what was typed for it."""
    if not page.offers and not page.voided and not filled.meanwhile:
        raise Forbidden(action)
    typed = [value for name, value in filled.entered.items() if name not in _OURS and isinstance(value, str) and value]
    if not filled.meanwhile and not typed:
        raise NotFound
    return render_template("cases/too_late.html", page=page, meanwhile=filled.meanwhile, typed=typed), 409


_OURS = frozenset({"csrf_token", "token", "version", "was", "part", "do", "confirmed"})


def _draft(case_id: uuid.UUID, action: str) -> str:
    return f"case:{case_id}:{action}"


def _token() -> str:
    return secrets.token_urlsafe(16)


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]


def _may_calculate(page: CasePage) -> bool:
    """Say whether the post may open the calculators of the case's sector; a reader of another body may not."""
    return not page.header_only and page.type.partition(".")[0] in current_actor().plugins
