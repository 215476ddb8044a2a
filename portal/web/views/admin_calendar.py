"""日历: the holiday notices, what is missing, and loading a new one: first looked at, then loaded."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.engine.calendars import CalendarRow, DayKind
from portal.errors import Problem, Refused
from portal.limits import Limited
from portal.reading.holidays import calendar_page, known_days, notice_file
from portal.reading.problem_sentences import problem_sentence
from portal.services.calendar import TASK, Recomputed, carry_out, order_notice, read_notice, recompute
from portal.web.acting import current_actor, unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.guarding import limited, opens
from portal.web.system_work import system_work

Page = str | Response | tuple[str, int]
LARGEST_FILE = 200_000
ENCODINGS = ("utf-8-sig", "gb18030")  # WPS and Excel write the second


class CalendarView(BaseView):
    """The working calendar of the county."""

    route_base = "/admin/calendar"
    default_view = "calendar"

    @expose("/", methods=["GET"])
    @opens("portal.calendar")
    def calendar(self) -> str:
        """Show one year."""
        return _page(request.args.get("year", type=int), (), "")

    @expose("/<int:year>.csv", methods=["GET"])
    @opens("portal.calendar")
    def file(self, year: int) -> Response:
        """Give the notice of a year as a file, the pattern for the next."""
        with unit_of_work() as uow:
            text = notice_file(uow, year)
        name = f"calendar-{year}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response("\ufeff" + text, mimetype="text/csv", headers=headers)

    @expose("/look", methods=["POST"])
    @opens("portal.calendar")
    def look(self) -> Page:
        """Show what a file holds before it counts."""
        source = ""
        try:
            text, source = _given()
            with unit_of_work() as uow:
                rows = read_notice(uow, text)
                known = known_days(uow, frozenset(row.notice_year for row in rows))
        except Refused as refused:
            return _page(None, refused.problems, source), 422
        return admin_page("admin/calendar_look.html", "calendar", text=text, source=source, years=_years(rows, known))

    @expose("/load", methods=["POST"])
    @opens("portal.calendar")
    def load(self) -> Page:
        """Load it; provisional due dates are computed anew."""
        text, source = request.form.get("text", ""), request.form.get("source", "").strip()
        try:
            with unit_of_work(write=True) as uow:
                rows = read_notice(uow, text)
                order_notice(uow, rows)
            with system_work(TASK) as uow:
                done = carry_out(uow, rows, source or _("由管理员载入"), at_the_word_of=current_actor().staff_id)
        except Refused as refused:
            return _page(None, refused.problems, source), 422
        flash(_("放假安排已载入。") + _told(done), "done")
        return go(url_for("CalendarView.calendar", year=max((row.notice_year for row in rows), default=None)))

    @expose("/recompute", methods=["POST"])
    @opens("portal.calendar")
    @limited(Limited.HEAVY)
    def recompute(self) -> Response:
        """Compute anew what is still provisional, for example after a plugin came back."""
        with unit_of_work(write=True) as uow:
            order_notice(uow, ())
        with system_work(TASK) as uow:
            done = recompute(uow)
        flash(_told(done), "done")
        return go(url_for("CalendarView.calendar"))


def _page(year: int | None, problems: tuple[Problem, ...], source: str) -> str:
    with unit_of_work() as uow:
        page = calendar_page(uow, year)
    tabs = [(year, str(year), url_for("CalendarView.calendar", year=year)) for year in page.years[:8]]
    return admin_page(
        "admin/calendar.html",
        "calendar",
        page=page,
        year_tabs=tabs,
        wrongs=[("", _sentence(problem)) for problem in problems],
        source=source,
    )


def _sentence(problem: Problem) -> str:
    """Return the sentence of a problem; one of a line says which."""
    sentence = problem_sentence(problem)
    return str(_("第 %(n)s 行：%(sentence)s", n=problem.field, sentence=sentence)) if problem.field.isdecimal() else sentence


def _given() -> tuple[str, str]:
    """Return the text of the file and where it comes from. Raises `Refused`."""
    file = request.files.get("file")
    data = file.read(LARGEST_FILE + 1) if file is not None else b""
    source = request.form.get("source", "").strip() or (file.filename or "" if file is not None else "")
    if not data:
        raise Refused.at("file", "calendar_empty")
    if len(data) > LARGEST_FILE:
        raise Refused.at("file", "calendar_empty")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding), source[:60]
        except UnicodeDecodeError:
            continue
    raise Refused.at("file", "calendar_encoding")


def _years(rows: tuple[CalendarRow, ...], known: dict[int, int]) -> list[tuple[int, int, int, int]]:
    """Return for each year: the year, days off, weekend days worked, days it replaces."""
    return [
        (
            year,
            sum(row.kind is DayKind.HOLIDAY for row in rows if row.notice_year == year),
            sum(row.kind is DayKind.MAKE_UP for row in rows if row.notice_year == year),
            known.get(year, 0),
        )
        for year in sorted({row.notice_year for row in rows})
    ]


def _told(done: Recomputed) -> str:
    told = str(
        _("暂定的期限已重新计算：%(moved)s 个改了日期，%(settled)s 个日期不变、已确定。", moved=done.moved, settled=done.settled)
    )
    return told + str(_("%(n)s 件案件的插件没有启用，启用后再算。", n=done.waiting)) if done.waiting else told
