"""本周到期表: the sheet of a week, made for the printer."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal.limits import Limited
from portal.reading.week import week
from portal.reading.wording import as_papers_say
from portal.store.access_log import log_access
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.guarding import limited, opens

_EARLIEST, _LATEST = date(2000, 1, 3), date(2100, 1, 4)


class WeekView(BaseView):
    """The week of the acting post."""

    route_base = "/week"
    default_view = "week"

    @expose("/", methods=["GET"])
    @opens("portal.desk")
    @limited(Limited.PRINT)
    def week(self) -> str:
        """Show it; that it was opened for printing is written down. The sheet is a paper: it is Chinese for every reader."""
        actor = current_actor()
        with unit_of_work(write=True) as uow, as_papers_say():
            sheet = week(uow, actor, _day(request.args.get("from", "")), everybody=request.args.get("all") == "1")
            log_access(uow, "print", "week", count=len(sheet.rows))
        return render_template(
            "week.html",
            sheet=sheet,
            today=today(),
            before=max(sheet.monday - timedelta(days=7), _EARLIEST).isoformat(),
            after=min(sheet.monday + timedelta(days=7), _LATEST).isoformat(),
            may_all=actor.supervises,
        )


def _day(text: str) -> date:
    """Return the day of an address, or today where it names none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today()
    return day if _EARLIEST <= day <= _LATEST else today()
