"""文书: the dossier of a case, its papers for printing, and blank forms."""

from __future__ import annotations

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.limits import Limited
from portal.papers.dossier import Place, papers_of
from portal.reading.wording import as_papers_say
from portal.services.paperwork import note_filed, note_shown
from portal.web.acting import current_actor, unit_of_work
from portal.web.dossiers import blank_paper, dossier_of, filled, paper_of, readable, type_of_post, versions_for
from portal.web.guarding import limited, opens

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
            page = readable(uow, case_id)
        offered = {o.key for o in page.offers}
        may_print = current_actor().may("print", page.type)
        return render_template("papers/dossier.html", page=page, dossier=dossier_of(page), offered=offered, may_print=may_print)

    @expose("/<uuid:case_id>/papers/<key>")
    @opens("portal.cases")
    def paper(self, case_id: uuid.UUID, key: str) -> str:
        """Show one paper of the case as it will be printed, `?copies=3` times."""
        with as_papers_say(), unit_of_work(write=True) as uow:
            page = readable(uow, case_id)
            paper, versions = paper_of(page, key), versions_for(uow, page)
            note_shown(uow, case_id, (key,))
        copies = min(max(request.args.get("copies", 1, type=int), 1), MOST_COPIES)
        entry = next(e for e in dossier_of(page).entries if e.paper.key == key)
        may_file = entry.place is not Place.THERE and not entry.write and entry.paper.key != "registration"
        return render_template(
            "papers/sheet.html",
            sheets=[filled(page, paper, versions)] * copies,
            back=url_for("PapersView.dossier", case_id=case_id),
            filed=url_for("PapersView.file", case_id=case_id, key=key) if may_file else "",
            more=url_for("PapersView.paper", case_id=case_id, key=key, copies=paper.copies) if 1 == copies < paper.copies else "",
            copies=paper.copies,
            docx=url_for("PaperFilesView.docx", case_id=case_id, key=key),
            pdf=url_for("PaperFilesView.pdf", case_id=case_id, key=key),
        )

    @expose("/<uuid:case_id>/papers/all")
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def all(self, case_id: uuid.UUID) -> str:
        """Show every paper that must be in the dossier by now, one after the other."""
        with as_papers_say(), unit_of_work(write=True) as uow:
            page = readable(uow, case_id)
            wanted = [e.paper for e in dossier_of(page).entries if e.must and e.place is not Place.LATER]
            versions = versions_for(uow, page)
            note_shown(uow, case_id, [paper.key for paper in wanted])
        back = url_for("PapersView.dossier", case_id=case_id)
        return render_template("papers/sheet.html", sheets=[filled(page, paper, versions) for paper in wanted], back=back)

    @expose("/<uuid:case_id>/papers/<key>/filed", methods=["POST"])
    @opens("portal.cases")
    def file(self, case_id: uuid.UUID, key: str) -> Response:
        """Note that a paper lies in the dossier."""
        with unit_of_work(write=True) as uow:
            paper_of(readable(uow, case_id), key)
            note_filed(uow, case_id, key)
        flash(_("已记下：这份文书已入卷。"), "done")
        return redirect(url_for("PapersView.dossier", case_id=case_id), 303)  # type: ignore[return-value]

    @expose("/blank/<type_key>/")
    @opens("portal.cases")
    def blank_list(self, type_key: str) -> str:
        """Offer the blank papers of a type."""
        case_type = type_of_post(type_key)
        return render_template("papers/blank.html", papers=papers_of(case_type.papers), type_key=type_key, case_type=case_type)

    @expose("/blank/<type_key>/<key>")
    @opens("portal.cases")
    def blank(self, type_key: str, key: str) -> str:
        """Show a blank paper for writing by hand."""
        return render_template(
            "papers/sheet.html",
            sheets=[blank_paper(type_key, key)],
            back=url_for("PapersView.blank_list", type_key=type_key),
            docx=url_for("PaperFilesView.blank_docx", type_key=type_key, key=key),
            pdf=url_for("PaperFilesView.blank_pdf", type_key=type_key, key=key),
        )
