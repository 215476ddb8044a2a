"""文书: the dossier of a case, its papers for printing, and blank forms."""

from __future__ import annotations

import uuid

from flask import Response, flash, redirect, render_template, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Forbidden, NotFound
from portal.papers.dossier import Dossier, dossier, papers_of
from portal.papers.on_paper import CaseOnPaper
from portal.papers.sheet import sheet
from portal.reading.case_page import CasePage, case_page
from portal.reading.choices import organisation_name
from portal.services.paperwork import FILED, PRINTED, note_paper, note_print
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, portal, unit_of_work
from portal.web.case_on_paper import on_paper
from portal.web.guarding import opens


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
        return render_template("papers/dossier.html", page=page, dossier=dossier_of(page), offered=offered)

    @expose("/<uuid:case_id>/papers/<key>")
    @opens("portal.cases")
    def paper(self, case_id: uuid.UUID, key: str) -> str:
        """Show one paper of the case as it will be printed."""
        with unit_of_work(write=True) as uow:
            page = _readable(uow, case_id)
            papers = {p.key: p for p in papers_of(page.state.type.papers if page.state else ())}
            if key not in papers:
                raise NotFound
            note_print(uow, case_id, key)
            case = on_paper(page, organisation_name(uow, page.organisation_id))
        back = url_for("PapersView.dossier", case_id=case_id)
        filed = url_for("PapersView.file", case_id=case_id, key=key)
        return render_template("papers/sheet.html", sheets=[sheet(papers[key], case)], back=back, filed=filed)

    @expose("/<uuid:case_id>/papers/print", methods=["POST"])
    @opens("portal.cases")
    def print_all(self, case_id: uuid.UUID) -> str:
        """Show every paper that must be in the dossier, one after the other."""
        with unit_of_work(write=True) as uow:
            page = _readable(uow, case_id)
            case = on_paper(page, organisation_name(uow, page.organisation_id))
            wanted = [e.paper for e in dossier_of(page).entries if e.must]
            for paper in wanted:
                note_paper(uow, case_id, paper.key, PRINTED)
        back = url_for("PapersView.dossier", case_id=case_id)
        return render_template("papers/sheet.html", sheets=[sheet(p, case) for p in wanted], back=back)

    @expose("/<uuid:case_id>/papers/<key>/filed", methods=["POST"])
    @opens("portal.cases")
    def file(self, case_id: uuid.UUID, key: str) -> Response:
        """Note that a paper lies in the dossier."""
        with unit_of_work(write=True) as uow:
            page = _readable(uow, case_id)
            if key not in {p.key for p in papers_of(page.state.type.papers if page.state else ())}:
                raise NotFound
            note_paper(uow, case_id, key, FILED)
        flash(_("已记下：这份文书已入卷。"), "done")
        return redirect(url_for("PapersView.dossier", case_id=case_id))  # type: ignore[return-value]

    @expose("/blank/<type_key>/")
    @opens("portal.cases")
    def blank_list(self, type_key: str) -> str:
        """Offer the blank papers of a type."""
        case_type = portal().registry.case_type(type_key)
        if case_type is None or type_key.partition(".")[0] not in current_actor().plugins:
            raise NotFound
        return render_template("papers/blank.html", papers=papers_of(case_type.papers), type_key=type_key)

    @expose("/blank/<type_key>/<key>")
    @opens("portal.cases")
    def blank(self, type_key: str, key: str) -> str:
        """Show a blank paper for writing by hand."""
        actor = current_actor()
        case_type = portal().registry.case_type(type_key)
        papers = {p.key: p for p in papers_of(case_type.papers)} if case_type is not None else {}
        if key not in papers or type_key.partition(".")[0] not in actor.plugins:
            raise NotFound
        with unit_of_work() as uow:
            case = CaseOnPaper(organisation_name(uow, actor.organisation_id), type_title=case_type.title if case_type else "")
        back = url_for("PapersView.blank_list", type_key=type_key)
        return render_template("papers/sheet.html", sheets=[sheet(papers[key], case)], back=back)


def dossier_of(page: CasePage) -> Dossier:
    """Return the dossier of a case page."""
    return dossier(
        page.state.type.papers if page.state else (),
        phase=page.phase,
        ending=page.ending,
        form=page.agreement.form if page.agreement else None,
        printed=page.papers_done,
        did=frozenset(page.state.actions) if page.state else frozenset(),
    )


def _readable(uow: UnitOfWork, case_id: uuid.UUID) -> CasePage:
    page = case_page(uow, current_actor(), case_id)
    if page.header_only:
        raise Forbidden("print")
    return page
