"""材料: what files a case has; adding some, with a telephone too, voiding one, having one."""

from __future__ import annotations

import secrets
import uuid
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.steps import Verb
from portal.errors import Problem, Refused, Repeated
from portal.reading.materials import materials_of
from portal.reading.problem_sentences import problem_sentence
from portal.services.file_checks.kinds import ACCEPT
from portal.services.materials import MOST_IN_A_REQUEST, kind_title, kinds_of, limits, void_material
from portal.services.phone_links import LIFE, make_link
from portal.store.files.sealed_stream import BrokenFile
from portal.web.acting import current_actor, unit_of_work
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.giving_out import given_out, note_broken
from portal.web.guarding import opens, takes_files
from portal.web.taking_in import ROUND_A_FILE, sent_files, take_in

Page = str | Response | tuple[str, int]


class MaterialsView(BaseView):
    """The files of a case of the acting post's own house."""

    route_base = "/cases"
    default_view = "materials"

    @expose("/<uuid:case_id>/materials/", methods=["GET"])
    @opens("portal.cases")
    def materials(self, case_id: uuid.UUID) -> str:
        """Show what files there are, and the form that adds some."""
        return _page(case_id)

    @expose("/<uuid:case_id>/materials/", methods=["POST"])
    @opens("portal.cases")
    @takes_files(MOST_IN_A_REQUEST + ROUND_A_FILE)
    def add(self, case_id: uuid.UUID) -> Page:
        """Add the chosen files, all or none."""
        kind, sent = request.form.get("kind", ""), sent_files(request.files.getlist("files"))
        try:
            added = take_in(current_actor(), case_id, kind, sent, token=request.form.get("token"))
        except Repeated:
            return _back(case_id)
        except Refused as refused:
            return _page(case_id, refused.problems, kind=kind), 422
        flash(_("已添加 %(n)s 份材料。", n=added), "done")
        return _back(case_id)

    @expose("/<uuid:case_id>/materials/<uuid:material_id>", methods=["GET"])
    @opens("portal.cases")
    def download(self, case_id: uuid.UUID, material_id: uuid.UUID) -> Response:
        """Give out one file: written down first, then found to be what it was, then sent."""
        try:
            return given_out(case_id, material_id)
        except Refused as refused:
            flash(problem_sentence(refused.problems[0]), "danger")
        except BrokenFile:
            note_broken(case_id, material_id)
            flash(problem_sentence(Problem("", "material_broken")), "danger")
        return _back(case_id)

    @expose("/<uuid:case_id>/materials/<uuid:material_id>/void", methods=["POST"])
    @opens("portal.cases")
    def void(self, case_id: uuid.UUID, material_id: uuid.UUID) -> Page:
        """Void one file, with the reason."""
        try:
            with unit_of_work(write=True) as uow:
                void_material(uow, case_id, material_id, {"reason_text": request.form.get("reason_text", "")})
        except Refused as refused:
            return _page(case_id, refused.problems, voiding=material_id), 422
        flash(_("已作废。它不再算入卷宗，也不能再下载；登记时的校验值仍然保留。"), "done")
        return _back(case_id)

    @expose("/<uuid:case_id>/materials/phone", methods=["POST"])
    @opens("portal.cases")
    def phone(self, case_id: uuid.UUID) -> Page:
        """Show a code with which one telephone adds pictures, once."""
        kind = request.form.get("kind", "")
        if not phones_reach(request.host_url):
            return _page(case_id, (Problem("", "phone_cannot_reach"),), kind=kind), 422
        try:
            with unit_of_work(write=True) as uow:
                token, until = make_link(uow, case_id, kind)
                title = kind_title(uow, case_id, kind)
        except Refused as refused:
            return _page(case_id, refused.problems, kind=kind), 422
        address = url_for("PhoneView.pictures", token=token, _external=True)
        minutes = int(LIFE.total_seconds() // 60)
        return render_template(
            "materials/code.html", address=address, until=until, minutes=minutes, kind_title=title, case_id=case_id
        )


def phones_reach(address: str) -> bool:
    """Say whether a telephone could reach the portal under the name this browser uses, which may mean this very machine."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


def _page(case_id: uuid.UUID, problems: tuple[Problem, ...] = (), *, kind: str = "", voiding: uuid.UUID | None = None) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = materials_of(uow, actor, case_id)
        kinds, most = kinds_of(uow, page.type), limits(uow)
    return render_template(
        "materials/materials.html",
        page=page,
        rows=[row for row in page.rows if row.voided_at is None],
        voided=[row for row in page.rows if row.voided_at is not None],
        kinds=[(one.key, one.title) for one in kinds],
        most=most,
        kind=kind or request.args.get("kind", ""),
        accept=ACCEPT,
        may_change=page.is_open and actor.may(Verb.HANDLE, page.type),
        phones_reach=phones_reach(request.host_url),
        voiding=voiding,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        token=secrets.token_urlsafe(16),
    )


def _back(case_id: uuid.UUID) -> Response:
    return redirect(url_for("MaterialsView.materials", case_id=case_id), 303)  # type: ignore[return-value]
