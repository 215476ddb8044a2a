"""背靠背谈话: a page of its own, for the mediators a case is assigned to; for everybody else it does not exist."""

from __future__ import annotations

import secrets
import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Problem, Refused, Repeated
from portal.services.caucus import FIELDS, read_notes, write_note
from portal.web.acting import today, unit_of_work
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.guarding import opens

Page = str | Response | tuple[str, int]


class CaucusView(BaseView):
    """Talks with one party alone."""

    route_base = "/cases"
    default_view = "talks"

    @expose("/<uuid:case_id>/caucus/", methods=["GET"])
    @opens("portal.cases")
    def talks(self, case_id: uuid.UUID) -> str:
        """Show the talks, and the form for another; that they were read is written down."""
        return _page(case_id)

    @expose("/<uuid:case_id>/caucus/", methods=["POST"])
    @opens("portal.cases")
    def write(self, case_id: uuid.UUID) -> Page:
        """Write down one talk."""
        entered = {field.key: request.form.get(field.key, "") for field in FIELDS}
        try:
            with unit_of_work(write=True) as uow:
                write_note(uow, case_id, entered, token=request.form.get("token"))
        except Repeated:
            pass  # it was written the first time
        except Refused as refused:
            return _page(case_id, refused.problems, entered), 422
        flash(_("已记下。只有承办本案的调解员能看到。"), "done")
        return redirect(url_for("CaucusView.talks", case_id=case_id), 303)  # type: ignore[return-value]


def _page(case_id: uuid.UUID, problems: tuple[Problem, ...] = (), entered: dict[str, str] | None = None) -> str:
    with unit_of_work(write=True) as uow:
        caucus = read_notes(uow, case_id)
    return render_template(
        "cases/caucus.html",
        caucus=caucus,
        entered=entered or {"held_on": today().isoformat()},
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        token=secrets.token_urlsafe(16),
    )
