"""同一当事人: how many open matters the same people have elsewhere, and contact between their handlers."""

from __future__ import annotations

import uuid
from types import MappingProxyType

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import NotFound, Refused
from portal.reading.contacts import contacts_of_case
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import N_, say
from portal.services.contacts import answer_contact, offer_contact
from portal.services.elsewhere import Asked, ask_of_case
from portal.web.acting import current_actor, unit_of_work
from portal.web.guarding import opens

_WISHES = MappingProxyType({"talk": N_("愿意联系"), "joint": N_("愿联合化解")})
_ANSWERS = frozenset({"accept", "leave", "seen"})


class ContactsView(BaseView):
    """What goes from handler to handler about the same people."""

    route_base = ""
    default_view = "elsewhere"

    @expose("/cases/<uuid:case_id>/elsewhere", methods=["POST"])
    @opens("portal.cases")
    def elsewhere(self, case_id: uuid.UUID) -> str:
        """Tell how many open matters the people of a case have elsewhere; to script as a part of the page."""
        with unit_of_work() as uow:
            asked = ask_of_case(uow, case_id)
        if asked is None:  # written down before it is answered
            with unit_of_work(write=True) as uow:
                asked = ask_of_case(uow, case_id)
        template = "cases/elsewhere_answer.html" if "HX-Request" in request.headers else "contacts/elsewhere.html"
        return render_template(template, **_shown(case_id, asked or Asked(is_limited=True)))

    @expose("/cases/<uuid:case_id>/contact", methods=["POST"])
    @opens("portal.cases")
    def offer(self, case_id: uuid.UUID) -> Response:
        """Offer contact to whoever else has something open with the people of a case."""
        try:
            with unit_of_work(write=True) as uow:
                offer_contact(uow, case_id, request.form.get("wish", ""))
        except Refused as refused:
            for problem in refused.problems:
                flash(problem_sentence(problem), "danger")
        else:
            flash(_("已经告诉对方：您愿意联系。对方答应了，会出现在“我的工作”。"), "done")
        return _to(url_for("CaseView.case", case_id=case_id))

    @expose("/contacts/<uuid:contact_id>", methods=["POST"])
    @opens("portal.cases")
    def answer(self, contact_id: uuid.UUID) -> Response:
        """Accept an offer, let it lie, or put away that one's own was accepted."""
        given = request.form.get("answer", "")
        if given not in _ANSWERS:
            raise NotFound
        with unit_of_work(write=True) as uow:
            answer_contact(uow, contact_id, accepts=given == "accept")
        if given == "accept":
            flash(_("已经告诉对方您是谁。您也可以现在就给对方打电话。"), "done")
        return _to(url_for("DeskView.desk"))


def _shown(case_id: uuid.UUID, asked: Asked) -> dict[str, object]:
    with unit_of_work() as uow:
        contacts = contacts_of_case(uow, current_actor(), case_id)
    return {
        "case_id": case_id,
        "asked": asked,
        "contacts": contacts,
        "wishes": {key: say(text) for key, text in _WISHES.items()},
        "may_offer": bool(asked.matters) and contacts.offered_at is None and not contacts.is_sealed,
    }


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
