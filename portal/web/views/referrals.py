"""转办: to whom, what is sent and with whose consent; the offer as the other body gets it, and its answer."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.county_roles import URGE_REFERRALS
from portal.access.sent_files import files_to_send
from portal.declare.fields import Field, FilePicks, ReceiverPick
from portal.engine.changes import Json
from portal.engine.reasons import DECLINE_REASONS
from portal.engine.referral import digest_of, snapshot_of
from portal.engine.sent_files import SentFile
from portal.errors import NotFound, Problem, Refused, Repeated, Stale
from portal.reading.case_page import CasePage, case_page
from portal.reading.choices import TypeTile, registrable
from portal.reading.referral_targets import Target, receivers, sectors, targets, towns
from portal.reading.referrals import facts_shown, in_words, place_of, referral
from portal.reading.shown import type_title
from portal.reading.wording import label
from portal.services.advance import advance
from portal.services.answer_referral import refuse_referral, urge_referral
from portal.store.load_case import load_case
from portal.store.unit_of_work import UnitOfWork
from portal.web.act_outcomes import said
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.forms.act_form import act_inputs, in_groups
from portal.web.forms.inputs import Input, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens
from portal.web.views.case_forms import offer_of

LISTS = frozenset({"sends", "files"})
WHAT = ("receiver", "reason", "sends", "files", "note")
_CONTACT = ("phone", "address", "id_number")
CONSENT = ("consented_on", "who", "how", "consented")
_OURS = frozenset({"csrf_token", "token", "version", "do"})


class ReferralsView(BaseView):
    """Referrals from our cases, and to us."""

    route_base = "/referrals"
    default_view = "targets"

    @expose("/from/<uuid:case_id>")
    @opens("portal.cases")
    def targets(self, case_id: uuid.UUID) -> str:
        """Offer the bodies of the county that could take the dispute, by sector and town."""
        sector, town = request.args.get("sector", "")[:40], request.args.get("town", "")[:15]
        with unit_of_work() as uow:
            page = _referable(uow, case_id)
            found = targets(uow, page.organisation_id, sector, town)
            return render_template(
                "referrals/targets.html",
                page=page,
                found=found,
                sector=sector,
                town=town,
                sectors=sectors(uow),
                towns=towns(uow),
            )

    @expose("/from/<uuid:case_id>/to/<uuid:to>", methods=["GET"])
    @opens("portal.cases")
    def form(self, case_id: uuid.UUID, to: uuid.UUID) -> str:
        """Show what would be sent, and ask for the consent to it."""
        with unit_of_work() as uow:
            return _form(uow, _referable(uow, case_id), to, {"sends": ["phone", "details"]})

    @expose("/from/<uuid:case_id>/to/<uuid:to>", methods=["POST"])
    @opens("portal.cases")
    def send(self, case_id: uuid.UUID, to: uuid.UUID) -> str | Response | tuple[str, int]:
        """Send the offer, or show the form again with what would be sent now."""
        entered = {name: request.form.getlist(name) if name in LISTS else request.form.get(name, "") for name in request.form}
        entered = {name: value for name, value in entered.items() if name not in _OURS}
        if request.form.get("do") == "look":
            with unit_of_work() as uow:
                return _form(uow, _referable(uow, case_id), to, entered)
        here = url_for("CaseView.case", case_id=case_id)
        raw = {**body_of(request.form, LISTS), "to": str(to)}
        try:
            with unit_of_work(write=True) as uow:
                version = request.form.get("version", type=int)
                advance(uow, case_id, "refer", raw, version=version, token=request.form.get("token"))
        except Repeated:
            return _to(here)
        except Stale:
            flash(_("案件刚刚有了新的变化，请看过再转办。"), "soon")
            return _to(here)
        except Refused as refused:
            with unit_of_work() as uow:
                return _form(uow, _referable(uow, case_id), to, entered, refused.problems), 422
        with unit_of_work() as uow:
            flash(said("refer", case_page(uow, current_actor(), case_id)), "done")
        return _to(here)

    @expose("/<uuid:referral_id>", methods=["GET"])
    @opens("portal.desk")
    def one(self, referral_id: uuid.UUID) -> str:
        """Show an offer to whoever may answer it or watches over it; a read of restricted content is written down first."""
        with unit_of_work() as uow:
            return _one(uow, referral_id, {}, ())

    @expose("/<uuid:referral_id>/refuse", methods=["POST"])
    @opens("portal.desk")
    def refuse(self, referral_id: uuid.UUID) -> str | Response | tuple[str, int]:
        """Decline, with the reason."""
        entered = {name: request.form.get(name, "") for name in ("why", "text")}
        try:
            with unit_of_work(write=True) as uow:
                refuse_referral(uow, referral_id, entered)
        except Refused as refused:
            with unit_of_work() as uow:
                return _one(uow, referral_id, entered, refused.problems), 422
        flash(_("已退给转办单位，原因已告诉它。"), "done")
        return _to(url_for("DeskView.desk"))

    @expose("/<uuid:referral_id>/urge", methods=["POST"])
    @opens("portal.referrals", verb="urge")
    def urge(self, referral_id: uuid.UUID) -> str | Response | tuple[str, int]:
        """Urge the other body to answer."""
        try:
            with unit_of_work(write=True) as uow:
                urge_referral(uow, referral_id)
        except Refused as refused:
            with unit_of_work() as uow:
                return _one(uow, referral_id, {}, refused.problems), 422
        flash(_("已催办，双方都看得到。"), "done")
        return _to(url_for("ReferralsView.one", referral_id=referral_id))


def _referable(uow: UnitOfWork, case_id: uuid.UUID) -> CasePage:
    """Return the case. Raises `NotFound` or `Forbidden` when it cannot be referred by this post now."""
    page = case_page(uow, current_actor(), case_id)
    offer_of(page, "refer")
    return page


def _form(uow: UnitOfWork, page: CasePage, to: uuid.UUID, entered: Mapping[str, Any], problems: tuple[Problem, ...] = ()) -> str:
    target = _target(uow, page, to)
    offer = offer_of(page, "refer")
    wrong = sentences_of(problems, page.type.partition(".")[0])
    inputs = {i.name: i for i in act_inputs(uow, page, offer, entered, wrong, today())}
    inputs["receiver"] = _receiver(uow, next(f for f in offer.fields if isinstance(f, ReceiverPick)), to, page, entered, wrong)
    case, state = load_case(uow, page.id, secrets=True)
    offered = files_to_send(uow, current_actor(), case)
    inputs["files"] = _files(next(f for f in offer.fields if isinstance(f, FilePicks)), offered, page, entered, wrong)
    files = tuple(one for one in offered if one.id in _listed(entered.get("files")))
    known = {key for key in entered.get("sends") or () if isinstance(key, str)}
    sends = tuple(key for key, _label in _options(offer.fields) if key in known)
    sent = snapshot_of(state, sends, str(entered.get("note") or "").strip(), files)
    return render_template(
        "referrals/form.html",
        page=page,
        target=target,
        summary=summary_of(problems, page.type.partition(".")[0]),
        questions=(),
        meanwhile=(),
        what=in_groups(tuple(inputs[name] for name in WHAT if name != "files" or offered)),
        consent=in_groups(tuple(inputs[name] for name in CONSENT)),
        shown=digest_of(sent),
        token=secrets.token_urlsafe(16),
        today=today(),
        place=place_of(uow, sent),
        **_shown(uow, _as_seen(page, sent)),
    )


def _as_seen(page: CasePage, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what would be sent as its sender may see it: whoever asks for contact one by one does not get it all here."""
    parties = [
        {**told, **{key: getattr(seen, key) for key in _CONTACT if told.get(key)}}
        for told, seen in zip(sent["parties"], page.parties, strict=True)
    ]
    return {**sent, "parties": parties}


def _options(fields: tuple[Field, ...]) -> tuple[tuple[str, str], ...]:
    return next(f.pairs for f in fields if f.key == "sends")  # type: ignore[attr-defined]


def _target(uow: UnitOfWork, page: CasePage, to: uuid.UUID) -> Target:
    found = next((one for one in targets(uow, page.organisation_id) if one.id == to), None)
    if found is None:
        raise NotFound
    return found


def _receiver(
    uow: UnitOfWork, field: Field, to: uuid.UUID, page: CasePage, entered: Mapping[str, Any], wrong: Mapping[str, tuple[str, ...]]
) -> Input:
    value = str(entered.get("receiver") or "")
    named = page.privacy >= 3
    return Input("choice", field.key, label(field.title), value, "", named, wrong.get(field.key, ()), receivers(uow, to))


def _files(
    field: Field, offered: tuple[SentFile, ...], page: CasePage, entered: Mapping[str, Any], wrong: Mapping[str, tuple[str, ...]]
) -> Input:
    plugin = page.type.partition(".")[0]
    options = tuple((one.id, f"{label(one.title, plugin)}：{one.name}") for one in offered)
    hint = _("默认不转送。对方受理以后才能打开，退回就不能再看。")
    value = _listed(entered.get("files"))
    return Input("choices", field.key, label(field.title), value, hint, False, wrong.get(field.key, ()), options)


def _listed(given: object) -> list[str]:
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def _shown(uow: UnitOfWork, sent: Mapping[str, Json]) -> dict[str, Any]:
    """Return what the page of a snapshot needs: it, the title of its type, and its fields in words."""
    key = str(sent.get("type") or "")
    title = type_title(uow, key) if key else ""
    return {"snapshot": in_words(sent), "type_title": title, "details": facts_shown(uow, sent)}


def _one(uow: UnitOfWork, referral_id: uuid.UUID, entered: Mapping[str, str], problems: tuple[Problem, ...]) -> str:
    actor = current_actor()
    page = referral(uow, actor, referral_id)
    return render_template(
        "referrals/one.html",
        page=page,
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        tiles=_tiles(uow) if page.may_answer else (),
        reasons=[(key, label(text)) for key, text in DECLINE_REASONS],
        may_urge=actor.may(*URGE_REFERRALS) and page.row.state == "proposed" and not page.may_answer,
        today=today(),
        place=page.place,
        **_shown(uow, page.snapshot),
    )


def _tiles(uow: UnitOfWork) -> tuple[TypeTile, ...]:
    return registrable(uow, current_actor())


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
