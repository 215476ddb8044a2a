"""文书: the dossier of a case, its papers for printing, and blank forms."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.case_types import CaseType
from portal.declare.papers import Paper
from portal.errors import Forbidden, NotFound
from portal.papers.dossier import Course, Dossier, Place, dossier, papers_for, papers_of
from portal.papers.on_paper import CaseOnPaper
from portal.papers.sheet import Sheet, sheet
from portal.reading.case_page import CasePage, case_page
from portal.reading.choices import organisation_name
from portal.reading.wording import as_papers_say
from portal.services.paperwork import note_filed, note_shown
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.case_on_paper import blank, on_paper
from portal.web.guarding import opens

MOST_COPIES = 9


class PapersView(BaseView):
    """Papers of cases within reach, and blank ones."""

    route_base = "/cases"
    default_view = "blank_list"

    @expose("/<uuid:case_id>/papers/")
    @opens("portal.cases")
    def dossier(self, case_id: uuid.UUID) -> str:
        """Show what is in the dossier and what is missing."""
        with unit_of_work() as uow:
            page = _readable(uow, case_id)
        offered = {o.key for o in page.offers}
        may_print = current_actor().may("print", page.type)
        return render_template("papers/dossier.html", page=page, dossier=dossier_of(page), offered=offered, may_print=may_print)

    @expose("/<uuid:case_id>/papers/<key>")
    @opens("portal.cases")
    def paper(self, case_id: uuid.UUID, key: str) -> str:
        """Show one paper of the case as it will be printed, `?copies=3` times."""
        with as_papers_say(), unit_of_work(write=True) as uow:
            page = _readable(uow, case_id)
            paper = _paper_of(page, key)
            note_shown(uow, case_id, (key,))
        copies = min(max(request.args.get("copies", 1, type=int), 1), MOST_COPIES)
        entry = next(e for e in dossier_of(page).entries if e.paper.key == key)
        may_file = entry.place is not Place.THERE and not entry.write and entry.paper.key != "registration"
        return render_template(
            "papers/sheet.html",
            sheets=[_filled(page, paper)] * copies,
            back=url_for("PapersView.dossier", case_id=case_id),
            filed=url_for("PapersView.file", case_id=case_id, key=key) if may_file else "",
            more=url_for("PapersView.paper", case_id=case_id, key=key, copies=paper.copies) if 1 == copies < paper.copies else "",
            copies=paper.copies,
        )

    @expose("/<uuid:case_id>/papers/all")
    @opens("portal.cases")
    def all(self, case_id: uuid.UUID) -> str:
        """Show every paper that must be in the dossier by now, one after the other."""
        with as_papers_say(), unit_of_work(write=True) as uow:
            page = _readable(uow, case_id)
            wanted = [e.paper for e in dossier_of(page).entries if e.must and e.place is not Place.LATER]
            note_shown(uow, case_id, [paper.key for paper in wanted])
        back = url_for("PapersView.dossier", case_id=case_id)
        return render_template("papers/sheet.html", sheets=[_filled(page, paper) for paper in wanted], back=back)

    @expose("/<uuid:case_id>/papers/<key>/filed", methods=["POST"])
    @opens("portal.cases")
    def file(self, case_id: uuid.UUID, key: str) -> Response:
        """Note that a paper lies in the dossier."""
        with unit_of_work(write=True) as uow:
            _paper_of(_readable(uow, case_id), key)
            note_filed(uow, case_id, key)
        flash(_("已记下：这份文书已入卷。"), "done")
        return redirect(url_for("PapersView.dossier", case_id=case_id), 303)  # type: ignore[return-value]

    @expose("/blank/<type_key>/")
    @opens("portal.cases")
    def blank_list(self, type_key: str) -> str:
        """Offer the blank papers of a type."""
        case_type = _type(type_key)
        return render_template("papers/blank.html", papers=papers_of(case_type.papers), type_key=type_key, case_type=case_type)

    @expose("/blank/<type_key>/<key>")
    @opens("portal.cases")
    def blank(self, type_key: str, key: str) -> str:
        """Show a blank paper for writing by hand."""
        case_type = _type(type_key)
        paper = next((p for p in papers_of(case_type.papers) if p.key == key), None)
        if paper is None:
            raise NotFound
        return render_template(
            "papers/sheet.html",
            sheets=[sheet(paper, _blank_case(case_type))],
            back=url_for("PapersView.blank_list", type_key=type_key),
        )


def dossier_of(page: CasePage) -> Dossier:
    """Return the dossier of a case page."""
    return dossier(_own(page), course_of(page))


def course_of(page: CasePage) -> Course:
    """Return what of the case decides about its papers."""
    return Course(
        phase=page.phase,
        ending=page.ending,
        form=page.agreement.form if page.agreement else None,
        did=frozenset(e.action for e in page.timeline),
        filed=frozenset(page.papers_filed),
        details=page.state.details if page.state else {},
    )


def _own(page: CasePage) -> tuple[Paper, ...]:
    return page.state.type.papers if page.state else ()


def _paper_of(page: CasePage, key: str) -> Paper:
    paper = next((p for p in papers_for(_own(page), course_of(page)) if p.key == key), None)
    if paper is None:
        raise NotFound
    return paper


def _filled(page: CasePage, paper: Paper) -> Sheet:
    case = on_paper(page, today())
    if paper.key == "contents":
        there = [e.paper.title for e in dossier_of(page).entries if e.must or e.place is Place.THERE]
        case = replace(case, contents=tuple(title for title in there if title != paper.title))
    return sheet(paper, case)


def _blank_case(case_type: CaseType) -> CaseOnPaper:
    with unit_of_work() as uow:
        return blank(case_type, organisation_name(uow, current_actor().organisation_id))


def _type(type_key: str) -> CaseType:
    """Return a type of the post's own sectors. Raises `NotFound`."""
    case_type = portal().registry.case_type(type_key)
    if case_type is None or type_key.partition(".")[0] not in current_actor().plugins:
        raise NotFound
    return case_type


def _readable(uow: UnitOfWork, case_id: uuid.UUID) -> CasePage:
    page = case_page(uow, current_actor(), case_id)
    if page.header_only:
        raise Forbidden("print")
    return page
