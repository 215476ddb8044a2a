"""同一人: likely doubles of parties, side by side, who was said to be one person, and the way back."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access.person_reach import MANAGE, VIEW, may_merge
from portal.errors import Problem, Refused, Repeated
from portal.reading.persons import PartyLine, alike, doubles, merges, person_page
from portal.reading.words import SEXES, word
from portal.services.persons import VALUES, merge_persons, undo_merge
from portal.web.acting import current_actor, unit_of_work
from portal.web.case_look import chip_of
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens

Page = str | Response | tuple[str, int]
TITLES: Mapping[str, Any] = {
    "name": _l("姓名"),
    "sex": _l("性别"),
    "id_number": _l("身份证"),
    "phone": _l("电话"),
    "address": _l("住址"),
    "nation": _l("民族"),
    "occupation": _l("职业"),
}


class PersonsView(BaseView):
    """Who among the parties of the post's organisation is one person."""

    route_base = "/cases/persons"
    default_view = "doubles"

    @expose("/")
    @opens(VIEW)
    def doubles(self) -> str:
        """Show likely doubles among the newest cases, a hundred at a time, and what was merged."""
        actor = current_actor()
        with unit_of_work() as uow:
            found = doubles(uow, actor, request.args.get("cursor", "")[:60])
            log = merges(uow, actor)
        return render_template("persons/doubles.html", found=found, log=log, differing=_differing, may_merge=may_merge(actor))

    @expose("/alike/<uuid:party_id>", methods=["GET"])
    @opens(VIEW)
    def alike(self, party_id: uuid.UUID) -> Page:
        """Show a party and its likely doubles side by side."""
        return _side_by_side(party_id, {}, ())

    @expose("/alike/<uuid:party_id>", methods=["POST"])
    @opens(VIEW, verb=MANAGE)
    def merge(self, party_id: uuid.UUID) -> Page:
        """Say that they are one person."""
        raw = body_of(request.form, frozenset({"parties"}))
        try:
            with unit_of_work(write=True) as uow:
                person_id = merge_persons(uow, raw, request.form.get("token"))
        except Repeated as repeated:
            return _to(url_for("PersonsView.person", person_id=repeated.location))
        except Refused as refused:
            return _side_by_side(party_id, raw, refused.problems)
        flash(_("已登记为同一人。各案件和文书没有改动。"), "done")
        return _to(url_for("PersonsView.person", person_id=person_id))

    @expose("/<uuid:person_id>", methods=["GET"])
    @opens(VIEW)
    def person(self, person_id: uuid.UUID) -> str:
        """Show one person with all cases."""
        return _person(person_id, ())

    @expose("/<uuid:person_id>/undo", methods=["POST"])
    @opens(VIEW, verb=MANAGE)
    def undo(self, person_id: uuid.UUID) -> Page:
        """Take a merge back."""
        try:
            with unit_of_work(write=True) as uow:
                undo_merge(uow, person_id)
        except Refused as refused:
            return _person(person_id, refused.problems), 422
        flash(_("已撤销，各案件的当事人恢复原样。"), "done")
        return _to(url_for("PersonsView.doubles"))


def _side_by_side(party_id: uuid.UUID, entered: Mapping[str, Any], problems: tuple[Problem, ...]) -> Page:
    actor = current_actor()
    with unit_of_work() as uow:
        lines = alike(uow, actor, party_id)
    kept = entered.get("keep")
    shown = render_template(
        "persons/alike.html",
        party_id=party_id,
        lines=lines,
        rows=[(value, str(TITLES[value]), [_shown(value, getattr(line, value)) for line in lines]) for value in VALUES],
        chosen=entered.get("parties", [str(line.id) for line in lines]),
        kept=kept if isinstance(kept, Mapping) else {},
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        may_merge=may_merge(actor),
        token=secrets.token_urlsafe(16),
    )
    return (shown, 422) if problems else shown


def _person(person_id: uuid.UUID, problems: tuple[Problem, ...]) -> str:
    with unit_of_work() as uow:
        page = person_page(uow, current_actor(), person_id)
    values = [(str(TITLES[value]), _shown(value, text)) for value, text in page.values]
    return render_template("persons/person.html", page=page, chip=chip_of, values=values, summary=summary_of(problems))


def _differing(group: tuple[PartyLine, ...]) -> str:
    """Return the titles of what is not the same in all of a group."""
    titles = [str(TITLES[value]) for value in VALUES if len({getattr(line, value) for line in group} - {""}) > 1]
    return "、".join(titles)


def _shown(value: str, text: str) -> str:
    return word(SEXES, text) if value == "sex" and text else text


def _to(address: str) -> Response:
    return redirect(address, 303)  # type: ignore[return-value]
