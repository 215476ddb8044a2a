"""删除个人信息: one proposal, the decision of another person, and the certificate of what was erased."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, send_file, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.engine.keeping import GROUNDS, SCOPES
from portal.errors import NotFound, Problem, Refused
from portal.limits import Limited
from portal.papers.as_docx import as_docx
from portal.papers.as_pdf import as_pdf
from portal.papers.erasure import ErasureOnPaper, certificate
from portal.papers.layout import Drawn
from portal.reading.erasures import erasure_page, words_of
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import as_papers_say
from portal.services import erasures as acts
from portal.store.erasing.emptying import TASK
from portal.store.unit_of_work import day_of
from portal.web.acting import current_actor, now, unit_of_work
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.guarding import limited, opens, signed_in
from portal.web.second_person import decided

VIEW = "portal.keeping"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Page = str | Response | tuple[str, int]
Problems = tuple[Problem, ...]


class ErasuresView(BaseView):
    """One proposal to erase personal values."""

    route_base = "/audit/erasures"
    default_view = "erasure"

    @expose("/<uuid:erasure_id>", methods=["GET"])
    @signed_in
    def erasure(self, erasure_id: uuid.UUID) -> str:
        """Show a proposal and what this post may do about it."""
        return _shown(erasure_id, {}, ())

    @expose("/<uuid:erasure_id>/decide", methods=["POST"])
    @opens(VIEW, verb="decide")
    def decide(self, erasure_id: uuid.UUID) -> Page:
        """Erase what was proposed, or refuse it with the reason."""
        made = decided(TASK, acts.approve, acts.refuse, erasure_id)
        if made.problems:
            return _shown(erasure_id, made.raw, made.problems), 422
        flash(_("已删除，删除证明在本页。") if made.approves else _("没有同意，理由已告诉提请的单位。"), "done")
        return _back(erasure_id)

    @expose("/<uuid:erasure_id>/withdraw", methods=["POST"])
    @opens(VIEW, verb="propose")
    def withdraw(self, erasure_id: uuid.UUID) -> Page:
        """Take a proposal of one's own organisation back."""
        try:
            with unit_of_work(write=True) as uow:
                acts.withdraw(uow, erasure_id)
        except Refused as refused:
            return _shown(erasure_id, {}, refused.problems), 422
        flash(_("已撤回。"), "done")
        return _back(erasure_id)

    @expose("/<uuid:erasure_id>/certificate", methods=["GET"])
    @signed_in
    def certificate(self, erasure_id: uuid.UUID) -> str:
        """Show the certificate, ready to print."""
        return render_template(
            "papers/sheet.html",
            sheets=[_drawn(erasure_id)],
            back=url_for("ErasuresView.erasure", erasure_id=erasure_id),
            docx=url_for("ErasuresView.docx", erasure_id=erasure_id),
            pdf=url_for("ErasuresView.pdf", erasure_id=erasure_id),
        )

    @expose("/<uuid:erasure_id>/certificate.docx", methods=["GET"])
    @signed_in
    def docx(self, erasure_id: uuid.UUID) -> Response:
        """Give the certificate as docx."""
        return _file(as_docx(_drawn(erasure_id), now()), erasure_id, "docx", DOCX)

    @expose("/<uuid:erasure_id>/certificate.pdf", methods=["GET"])
    @signed_in
    @limited(Limited.PRINT)
    def pdf(self, erasure_id: uuid.UUID) -> Response:
        """Give the certificate as pdf."""
        drawn = _drawn(erasure_id)
        try:
            return _file(as_pdf((drawn,), drawn.title, now()), erasure_id, "pdf", "application/pdf")
        except Refused as refused:
            for problem in refused.problems:
                flash(problem_sentence(problem), "danger")
            return _back(erasure_id)


def _shown(erasure_id: uuid.UUID, entered: Mapping[str, Any], problems: Problems) -> str:
    with unit_of_work() as uow:
        page = erasure_page(uow, current_actor(), erasure_id)
    return render_template(
        "keeping/erasure.html",
        page=page,
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        **words_of(),
    )


def _drawn(erasure_id: uuid.UUID) -> Drawn:
    """Return the certificate of an erasure that is done; of another there is none."""
    with as_papers_say(), unit_of_work() as uow:
        page = erasure_page(uow, current_actor(), erasure_id)
    if page.done_at is None:
        raise NotFound
    return certificate(
        ErasureOnPaper(
            id=str(page.row.id),
            organisation=page.row.organisation,
            number=page.row.number or "",
            scope=SCOPES[page.row.scope],
            ground=GROUNDS[page.row.ground].title,
            article=page.article,
            document=page.document,
            proposed_by=page.proposed_by,
            decided_by=page.decided_by,
            done_on=day_of(page.done_at),
            cases=page.cases,
            files="一并删除" if page.files else "保留，已由提请单位核对",
            counts=page.counts,
            digest=page.digest,
        )
    )


def _file(content: bytes, erasure_id: uuid.UUID, ending: str, kind: str) -> Response:
    return send_file(
        io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=f"个人信息删除证明 {erasure_id}.{ending}"
    )


def _back(erasure_id: uuid.UUID) -> Response:
    return redirect(url_for("ErasuresView.erasure", erasure_id=erasure_id), 303)  # type: ignore[return-value]
