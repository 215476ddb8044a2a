"""Papers as files: docx to go on with in an office program, pdf to send and to keep, the bound dossier."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Response, flash, redirect, send_file, url_for
from flask_appbuilder import BaseView, expose

from portal.errors import Refused
from portal.limits import Limited
from portal.papers.as_docx import as_docx
from portal.papers.as_pdf import as_pdf
from portal.papers.bound import UNCOUNTED, bound
from portal.papers.layout import Drawn
from portal.papers.office import docx_to_pdf
from portal.papers.on_paper import CaseOnPaper
from portal.papers.own_template import fill_template, template_values
from portal.papers.sheet import is_core
from portal.papers.wording import owner_of
from portal.reading.paper_wording import template_file
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import as_papers_say
from portal.services.paperwork import note_saved
from portal.web.acting import now, unit_of_work
from portal.web.dossiers import blank_paper, case_for_papers, dossier_of, filled, paper_of, readable, versions_for
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
        """Give one paper of the case as docx: in the county's own Word template where it has one."""
        made = _made(case_id, key, "docx")
        back = url_for("PapersView.dossier", case_id=case_id)
        return _or_back(lambda: _file(made.own_docx() or as_docx(made.drawn, now()), f"{made.name}.docx", DOCX), back)

    @expose("/<uuid:case_id>/papers/<key>.pdf")
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def pdf(self, case_id: uuid.UUID, key: str) -> Response:
        """Give one paper of the case as pdf; the county's own Word template goes through LibreOffice."""
        made = _made(case_id, key, "pdf")
        back = url_for("PapersView.dossier", case_id=case_id)
        return _or_back(lambda: _file(_pdf_of(made), f"{made.name}.pdf", PDF), back)

    @expose("/<uuid:case_id>/papers/dossier.pdf")
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def dossier(self, case_id: uuid.UUID) -> Response:
        """Give the whole dossier as one pdf, which names what is missing."""
        with as_papers_say(), unit_of_work(write=True) as uow:
            page = readable(uow, case_id)
            versions = versions_for(uow, page)
            note_saved(uow, case_id, "dossier", "pdf")
        papers = bound(dossier_of(page), case_for_papers(page), lambda paper: filled(page, paper, versions))
        back = url_for("PapersView.dossier", case_id=case_id)
        return _or_back(lambda: _pdf(papers, "人民调解卷宗", f"{page.number or ''} 卷宗.pdf", bound_up=True), back)

    @expose("/blank/<type_key>/<key>.docx")
    @opens("portal.cases")
    def blank_docx(self, type_key: str, key: str) -> Response:
        """Give a blank paper as docx."""
        drawn = blank_paper(type_key, key)
        return _file(as_docx(drawn, now()), f"{drawn.title}（空白）.docx", DOCX)

    @expose("/blank/<type_key>/<key>.pdf")
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def blank_pdf(self, type_key: str, key: str) -> Response:
        """Give a blank paper as pdf."""
        drawn = blank_paper(type_key, key)
        back = url_for("PapersView.blank_list", type_key=type_key)
        return _or_back(lambda: _pdf((drawn,), drawn.title, f"{drawn.title}（空白）.pdf"), back)


@dataclass(frozen=True)
class _Made:
    """A paper of a case, and the county's own template for it with the case that fills it."""

    drawn: Drawn
    case: CaseOnPaper
    template: bytes | None

    @property
    def name(self) -> str:
        """Return the name of its file: number and title, nobody's name."""
        return f"{self.drawn.number} {self.drawn.title}".strip()

    def own_docx(self) -> bytes | None:
        """Return the county's own template, filled. Raises `Refused`."""
        return fill_template(self.template, template_values(self.case)) if self.template is not None else None


def _made(case_id: uuid.UUID, key: str, form: str) -> _Made:
    with as_papers_say(), unit_of_work(write=True) as uow:
        page = readable(uow, case_id)
        paper, versions = paper_of(page, key), versions_for(uow, page)
        template = template_file(uow, owner_of(paper, page.type), key)
        note_saved(uow, case_id, key, form)
    case = replace(case_for_papers(page), copies=paper.copies, own_first=is_core(paper))
    return _Made(filled(page, paper, versions), case, template)


def _pdf_of(made: _Made) -> bytes:
    own = made.own_docx()
    return docx_to_pdf(own) if own is not None else as_pdf((made.drawn,), made.drawn.title, now())


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
