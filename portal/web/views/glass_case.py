"""A case as somebody sees it by special permission (特批查阅): for reading only, with what is left of the time on the page.

The look is written down and committed before anything of the case is read; without the entry there is no answer. The page is
read by an actor of its own, who holds no verb: nothing is offered, and a write would be refused.
"""

from __future__ import annotations

import math
import uuid

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import NotFound
from portal.reading.case_page import case_page
from portal.reading.glass import glass_use
from portal.services import glass as acts
from portal.web.acting import current_actor, current_signed, now, portal, today, unit_of_work
from portal.web.case_look import look_of
from portal.web.guarding import opens
from portal.web.system_work import system_work


class GlassCaseView(BaseView):
    """The one page of a case that was opened."""

    route_base = "/audit/glass"
    default_view = "case"

    @expose("/<uuid:use_id>/case", methods=["GET"])
    @opens("portal.glass", verb="ask")
    def case(self, use_id: uuid.UUID) -> Response:
        """Show the case; what is over or was never opened leads back to what became of it."""
        actor = current_actor()
        with unit_of_work() as uow:
            use = glass_use(uow, actor, use_id)
        if not use.is_mine:
            raise NotFound
        if use.state != "open" or use.until is None:
            return _back(use_id)
        with unit_of_work(write=True) as uow:
            looking = acts.look_through(uow, use_id)
        if looking.glass is None:
            raise NotFound
        try:
            with portal().store.begin(looking) as uow:
                page = case_page(uow, looking, looking.glass.case_id)
        except NotFound:  # it became more private meanwhile, or she stands aside from it now
            with system_work("glass") as uow:
                acts.end(uow, actor, use_id)
            flash(_("案件的密级或者回避情况有了变化，这次查阅提前结束。还要看的，请重新申请。"), "soon")
            return _back(use_id)
        left = use.until - now()
        answer = make_response(
            render_template(
                "glass/case.html",
                page=page,
                use=use,
                look=look_of(page, today(), actor.staff_id),
                today=today(),
                glass=True,
                may_print=False,
                may_reveal=False,
                minutes=math.ceil(left.total_seconds() / 60),
                who=current_signed().name,
            )
        )
        over = url_for("GlassView.use", use_id=use_id)
        answer.headers["Refresh"] = f"{math.ceil(left.total_seconds())}; url={over}"  # the page leaves with its time
        return answer


def _back(use_id: uuid.UUID) -> Response:
    return redirect(url_for("GlassView.use", use_id=use_id), 303)  # type: ignore[return-value]
