"""司法确认: the page of a case, its package for the court, and the list for whoever watches over mediation."""

from __future__ import annotations

import io
import uuid

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask_appbuilder import BaseView, expose

from portal.errors import NotFound, Refused
from portal.limits import Limited
from portal.papers.as_docx import as_docx
from portal.papers.as_pdf import as_pdf
from portal.papers.package import Part, package
from portal.reading.case_page import CasePage, case_page
from portal.reading.confirmation import ConfirmationPage, confirmation
from portal.reading.confirmations import confirmations
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import as_papers_say
from portal.services.paperwork import note_saved
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, now, today, unit_of_work
from portal.web.dossiers import filled, paper_of, readable, versions_for
from portal.web.guarding import limited, opens

FIRST_YEAR = 2011  # 人民调解法 33 is in force since then


class ConfirmationView(BaseView):
    """Judicial confirmation of one case."""

    route_base = "/cases"
    default_view = "page"

    @expose("/<uuid:case_id>/confirmation")
    @opens("portal.cases")
    def page(self, case_id: uuid.UUID) -> str:
        """Show whether the agreement may be confirmed, until when, and where it stands."""
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
            found = _confirmation(uow, page)
        return render_template(
            "cases/confirmation.html",
            page=page,
            confirmation=found,
            offers={offer.key: offer for offer in page.offers},
            may_print=current_actor().may("print", page.type),
            today=today(),
        )

    @expose("/<uuid:case_id>/confirmation/package.zip")
    @opens("portal.cases")
    @limited(Limited.PRINT)
    def package(self, case_id: uuid.UUID) -> Response:
        """Give the papers of the application as one archive, each as docx and pdf, with a manifest of their digests."""
        with as_papers_say(), unit_of_work(write=True) as uow:
            page = readable(uow, case_id)
            found = _confirmation(uow, page)
            versions = versions_for(uow, page)
            note_saved(uow, case_id, "confirmation", "zip")
            drawn = [filled(page, paper_of(page, one.paper), versions) for one in found.materials if one.paper and one.must]
        try:
            parts = [
                Part(f"{place:02d} {one.title}.{kind}", one.title, content)
                for place, one in enumerate(drawn, 1)
                for kind, content in (("docx", as_docx(one, now())), ("pdf", as_pdf((one,), one.title, now())))
            ]
        except Refused as refused:
            for problem in refused.problems:
                flash(problem_sentence(problem), "danger")
            return redirect(url_for("ConfirmationView.page", case_id=case_id), 303)  # type: ignore[return-value]
        told = {"number": page.number or "", "organisation": page.house.name, "effective_on": found.effective_on.isoformat()}
        made = package(parts, {**told, "apply_until": found.until.isoformat()}, now())
        name = f"{page.number or ''} 司法确认材料.zip".strip()
        return send_file(io.BytesIO(made), mimetype="application/zip", as_attachment=True, download_name=name)


class ConfirmationsView(BaseView):
    """Judicial confirmation within the reach of the acting post."""

    route_base = "/statistics"
    default_view = "listing"

    @expose("/confirmations")
    @opens("portal.statistics")
    def listing(self) -> str:
        """Show the applications of a year, and the reasons for which courts refused."""
        year = min(max(request.args.get("year", today().year, type=int), FIRST_YEAR), today().year)
        with unit_of_work() as uow:
            found = confirmations(uow, current_actor(), year)
        return render_template("statistics/confirmations.html", found=found, year=year, first=FIRST_YEAR, today=today())


def _confirmation(uow: UnitOfWork, page: CasePage) -> ConfirmationPage:
    found = confirmation(page, frozenset(page.papers_filed), today(), uow.calendar)
    if found is None:
        raise NotFound
    return found
