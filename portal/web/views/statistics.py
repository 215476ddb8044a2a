"""统计: figures of a scope in a period, Form A as printed, sectors' tables, and the rows behind every figure."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import Response, render_template, request
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Forbidden, NotFound
from portal.limits import Limited
from portal.reading.figures_behind import Behind, rows_behind
from portal.reading.figures_bulletin import bulletin
from portal.reading.figures_cells import Asked
from portal.reading.figures_form_a import COLUMNS, KINDS, TOTAL, Unit
from portal.reading.figures_periods import PeriodKind, span, title
from portal.reading.figures_register import COLUMNS as REGISTER_COLUMNS
from portal.reading.figures_register import FIGURES, UNBROKEN, PeriodRegister, period_register, register_workbook
from portal.reading.figures_sectors import FACTS, sector_tables, sectors_of
from portal.reading.figures_totals import change, per_cent
from portal.reading.figures_workbook import HIDDEN, statistics_workbook
from portal.reading.statistics import Statistics, statistics
from portal.reading.wording import N_, as_papers_say, say
from portal.reading.words import ENDINGS, MINISTRY_TYPES, word
from portal.store.access_log import log_access
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.case_look import chip_of
from portal.web.figures_choice import CASES, OVERVIEW, SECTORS, Chosen, choice, chosen
from portal.web.form_a_look import figure_cell, form_a_look
from portal.web.guarding import limited, opens
from portal.web.line_chart import line_chart

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Address = Callable[..., str]


class StatisticsView(BaseView):
    """The figures within the reach of the acting post."""

    route_base = "/statistics"
    default_view = "overview"

    @expose("/", methods=["GET"])
    @opens("portal.statistics")
    def overview(self) -> str | tuple[str, int]:
        """Show the figures of the period, and Form A below them."""
        with unit_of_work() as uow:
            asked = chosen(uow)
            page = statistics(uow, current_actor(), asked.scope, asked.period)
        address = _address(asked, page)
        shown = render_template("statistics/overview.html", **_shown(asked, page, address), **_charts(page, address))
        return (shown, 422) if asked.wrong else shown

    @expose("/form-a", methods=["GET"])
    @opens("portal.statistics")
    @limited(Limited.PRINT)
    def form_a(self) -> str:
        """Show Form A as it is printed; that it was opened for printing is written down."""
        with unit_of_work(write=True) as uow:
            asked = chosen(uow)
            page = statistics(uow, current_actor(), asked.scope, asked.period)
            log_access(uow, "print", "statistics", data={"period": asked.period.key, "scope": asked.scope.code})
        return render_template("statistics/form_a.html", **_shown(asked, page, _nowhere), today=today())

    @expose("/export", methods=["POST"])
    @opens("portal.statistics")
    @limited(Limited.EXPORT)
    def export(self) -> Response:
        """Give the statistics as a workbook."""
        with unit_of_work(write=True) as uow:
            asked = chosen(uow)
            book = statistics_workbook(statistics(uow, current_actor(), asked.scope, asked.period))
            log_access(uow, "export", "statistics", data={"period": asked.period.key, "scope": asked.scope.code})
        name = f"form-a-{asked.period.key}.xlsx"
        return Response(book, mimetype=WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    @expose("/register", methods=["GET"])
    @opens("portal.statistics")
    @limited(Limited.PRINT)
    def register(self) -> str:
        """Show the register of the period across A4, with the monthly text; that it was opened for printing is written down."""
        with unit_of_work(write=True) as uow:
            asked, register, text = _register(uow, "print")
        with as_papers_say():
            columns = [say(name) for name, _width in REGISTER_COLUMNS]
        return render_template(
            "statistics/register.html",
            chosen=asked,
            register=register,
            columns=columns,
            figures=FIGURES,
            unbroken=UNBROKEN,
            text=text,
            today=today(),
        )

    @expose("/register/export", methods=["POST"])
    @opens("portal.statistics")
    @limited(Limited.EXPORT)
    def register_file(self) -> Response:
        """Give that register as a workbook that prints across A4."""
        with unit_of_work(write=True) as uow:
            asked, register, text = _register(uow, "export")
        name = f"register-{asked.period.key}.xlsx"
        return Response(
            register_workbook(register, text, today()),
            mimetype=WORKBOOK,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    @expose("/sectors", methods=["GET"])
    @opens("portal.statistics")
    def sectors(self) -> str:
        """Show the tables a sector declares."""
        actor = current_actor()
        with unit_of_work() as uow:
            asked = chosen(uow)
            offered = sectors_of(uow, actor, asked.scope)
            plugin = request.args.get("sector") or (offered[0][0] if offered else "")
            if plugin and plugin not in dict(offered):
                raise NotFound
            tables = sector_tables(uow, Asked(actor, asked.scope), asked.period, plugin)
        return render_template(
            "statistics/sectors.html",
            **choice(asked, SECTORS),
            tables=tables,
            offered=[(key, shown, asked.address(SECTORS, sector=key)) for key, shown in offered],
            plugin=plugin,
            facts={fact: say(text) for fact, text in FACTS.items()},
        )

    @expose("/cases", methods=["GET"])
    @opens("portal.statistics")
    def cases(self) -> str:
        """Show the rows behind a figure, as the register shows them, and how many more are sealed."""
        actor = current_actor()
        if not actor.may("open", "portal.cases"):
            raise Forbidden("open")
        kept = {name: request.args.get(name, "") for name in ("figure", "kind", "unit")}
        which = Behind(kept["figure"], kept["kind"], _unit(kept["unit"]))
        with unit_of_work() as uow:
            asked = chosen(uow)
            about = Asked(actor, asked.scope)
            page, sealed = rows_behind(uow, actor, about, asked.period, which, request.args.get("cursor", ""))
        return render_template(
            "statistics/cases.html",
            page=page,
            sealed=sealed,
            heading=_figure_title(which),
            chosen=asked,
            period_title=title(asked.period),
            turn=lambda cursor: asked.address(CASES, cursor=cursor, **kept) if cursor else "",
            chip=chip_of,
            today=today(),
        )


def _register(uow: UnitOfWork, act: str) -> tuple[Chosen, PeriodRegister, str]:
    """Return what the request asks for: the register of a period and its text. Raises `Forbidden`, `NotFound`."""
    actor = current_actor()
    if not actor.may("open", "portal.cases"):
        raise Forbidden("open")
    asked = chosen(uow)
    register = period_register(uow, actor, asked.scope, asked.period)
    with as_papers_say():
        text = bulletin(statistics(uow, actor, asked.scope, asked.period))
    log_access(uow, act, "register", count=len(register.rows), data={"period": asked.period.key, "scope": asked.scope.code})
    return asked, register, text


def _nowhere(figure: str, kind: str = TOTAL) -> str:
    """Return no address: on paper nothing is opened."""
    return ""


def _address(asked: Chosen, page: Statistics) -> Address:
    """Return where the rows behind a figure stand; nowhere for a reader who opens no register."""
    if page.suppressed or not current_actor().may("open", "portal.cases"):
        return _nowhere

    def address(figure: str, kind: str = TOTAL) -> str:
        return asked.address(CASES, figure=figure, kind=kind)

    return address


def _shown(asked: Chosen, page: Statistics, address: Address) -> dict[str, Any]:
    return {
        **choice(asked, OVERVIEW),
        "page": page,
        "blocks": form_a_look(page, address),
        "address": address,
        "unit_address": lambda figure, unit: (
            asked.address(CASES, figure=figure, unit=unit.hex) if address("accepted", "") else ""
        ),
        "bulletin": bulletin(page),
        "may_list": address("accepted", "") != "" and any(verb == "print" for verb, _view in current_actor().verbs),
        "hidden_mark": HIDDEN,
        "so_far": span(page.so_far),
        "per_cent": per_cent,
    }


def _charts(page: Statistics, address: Address) -> dict[str, Any]:
    """Return the bars of the types, the endings, and the line of twelve months."""
    now = page.now
    cells = {c: figure_cell(page, COLUMNS[f"type_{c}"], TOTAL, now, address) for c in MINISTRY_TYPES if now.types.get(c)}
    foremost = sorted(cells, key=lambda c: 0 if cells[c].text == HIDDEN else -now.types[c])  # what is hidden has no order either
    types = [(word(MINISTRY_TYPES, c), cells[c], now.types[c]) for c in foremost]
    endings = sorted(now.endings.items(), key=lambda pair: (pair[0] in page.hidden_endings, -pair[1] * (not page.suppressed)))
    months = page.months
    return {
        "types": types,
        "most": max((count for _title, cell, count in types if cell.text != HIDDEN), default=1),
        "endings": [
            (word(ENDINGS, key), None if key in page.hidden_endings else count, address(f"ending_{key}", ""))
            for key, count in endings
        ],
        "chart": line_chart(
            [str(m.period.index % 12 + 1) for m in months], [m.now for m in months], [m.year_before for m in months]
        ),
        "months": [(title(m.period), m.now, m.year_before) for m in months],
        "changes": {name: _changes(page, name) for name in ("accepted", "closed", "amount")},
    }


def _changes(page: Statistics, name: str) -> list[str]:
    """Return 「同比 +12.0%」 and 「环比 −3.0%」, as far as there is something to compare with."""
    now, before, year = getattr(page.now, name), getattr(page.before, name), page.year_before
    grown = None if year is None else change(now, getattr(year, name))
    told = [] if grown is None else [_("同比 %(per)s%%", per=grown.replace("-", "−"))]
    grown = None if page.period.kind is PeriodKind.YEAR else change(now, before)
    return told if grown is None else [*told, _("环比 %(per)s%%", per=grown.replace("-", "−"))]


def _unit(given: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(given) if given else None
    except ValueError:
        raise NotFound from None


def _figure_title(which: Behind) -> str:
    """Return what the rows are: 「调解成功」, 「村 · 劳动争议」."""
    column = COLUMNS.get(which.figure)
    if column is not None and column.unit is Unit.CASES:
        parts = [say(column.under), say(column.title)] if column.under else [say(column.title)]
    elif which.figure.startswith("ending_"):
        parts = [say(N_("办结")), word(ENDINGS, which.figure.removeprefix("ending_"))]
    else:
        parts = [say(N_("不予受理")) if which.figure == "refused" else say(N_("收到"))]
    if which.kind:
        parts.insert(0, say(KINDS[which.kind]))
    return " · ".join(part.removesuffix("（件）") for part in parts)
