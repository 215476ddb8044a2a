"""Papers as files: docx to go on with in an office program, pdf to send and to keep, the bound dossier."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable

from flask import Response, flash, redirect, send_file, url_for
from flask_appbuilder import BaseView, expose

from portal.errors import Refused
from portal.limits import Limited
from portal.papers.as_docx import as_docx
from portal.papers.as_pdf import as_pdf
from portal.papers.bound import UNCOUNTED, bound
from portal.papers.layout import Drawn
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import as_papers_say
from portal.services.paperwork import note_saved
from portal.web.acting import now, unit_of_work
from portal.web.dossiers import blank_paper, case_for_papers, dossier_of, filled, paper_of, readable, type_of_post
from portal.web.guarding import limited, opens

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


class PaperFilesView(BaseView):
    """Papers of cases within reach, and blank ones, as files."""

    route_base = "/cases"
    default_view = "docx"

    @expose("/<uuid:case_id>/papers/<key>.docx")
    @opens("portal.cases")
    def docx(self, case_id: uuid.UUID, key: str) -> Response:
        """Give one paper of the case as docx."""
        drawn = _paper(case_id, key, "docx")
        return _file(as_docx(drawn, now()), f"{drawn.number} {drawn.title}.docx", DOCX)

    @expose("/<uuid:case_id>/papers/<key>.pdf")
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def pdf(self, case_id: uuid.UUID, key: str) -> Response:
        """Give one paper of the case as pdf."""
        drawn = _paper(case_id, key, "pdf")
        back = url_for("PapersView.dossier", case_id=case_id)
        return _or_back(lambda: _pdf((drawn,), drawn.title, f"{drawn.number} {drawn.title}.pdf"), back)

    @expose("/<uuid:case_id>/papers/dossier.pdf")
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def dossier(self, case_id: uuid.UUID) -> Response:
        """Give the whole dossier as one pdf, which names what is missing."""
        with as_papers_say(), unit_of_work(write=True) as uow:
            page = readable(uow, case_id)
            note_saved(uow, case_id, "dossier", "pdf")
        papers = bound(dossier_of(page), case_for_papers(page), lambda paper: filled(page, paper))
        back = url_for("PapersView.dossier", case_id=case_id)
        return _or_back(lambda: _pdf(papers, "人民调解卷宗", f"{page.number or ''} 卷宗.pdf", bound_up=True), back)

    @expose("/blank/<type_key>/<key>.docx")
    @opens("portal.cases")
    def blank_docx(self, type_key: str, key: str) -> Response:
        """Give a blank paper as docx."""
        drawn = blank_paper(type_of_post(type_key), key)
        return _file(as_docx(drawn, now()), f"{drawn.title}（空白）.docx", DOCX)

    @expose("/blank/<type_key>/<key>.pdf")
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def blank_pdf(self, type_key: str, key: str) -> Response:
        """Give a blank paper as pdf."""
        drawn = blank_paper(type_of_post(type_key), key)
        back = url_for("PapersView.blank_list", type_key=type_key)
        return _or_back(lambda: _pdf((drawn,), drawn.title, f"{drawn.title}（空白）.pdf"), back)


def _paper(case_id: uuid.UUID, key: str, form: str) -> Drawn:
    with as_papers_say(), unit_of_work(write=True) as uow:
        page = readable(uow, case_id)
        paper = paper_of(page, key)
        note_saved(uow, case_id, key, form)
    return filled(page, paper)


def _pdf(papers: tuple[Drawn, ...], title: str, name: str, *, bound_up: bool = False) -> Response:
    return _file(as_pdf(papers, title, now(), uncounted=UNCOUNTED if bound_up else None), name, PDF)


def _file(content: bytes, name: str, kind: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name.strip())


def _or_back(make: Callable[[], Response], back: str) -> Response:
    """Return the file; where it cannot be made, go back and say why."""
    try:
        return make()
    except Refused as refused:
        for problem in refused.problems:
            flash(problem_sentence(problem), "danger")
        return redirect(back, 303)  # type: ignore[return-value]
