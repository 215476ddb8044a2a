"""履行台账 of a case: its own page, because it lives on after the case has ended."""

from __future__ import annotations

import secrets
import uuid

from flask import render_template
from flask_appbuilder import BaseView, expose

from portal.errors import NotFound
from portal.reading.case_page import case_page
from portal.reading.performance import ledger
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.guarding import opens


class PerformanceView(BaseView):
    """What is owed under an agreement, what was done, what was not."""

    route_base = "/cases"
    default_view = "ledger"

    @expose("/<uuid:case_id>/performance")
    @opens("portal.cases")
    def ledger(self, case_id: uuid.UUID) -> str:
        """Show the ledger of a case whose agreement is in force."""
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
            found = ledger(uow, page, today())
        if found is None:
            raise NotFound
        offers = {offer.key: offer for offer in page.offers}
        return render_template(
            "cases/performance.html", page=page, ledger=found, offers=offers, today=today(), token=secrets.token_urlsafe(16)
        )
