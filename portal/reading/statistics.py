"""统计: the figures of a scope in a period, with the periods they are compared with, Form A, units, months and the funnel.

What counts when: a case is counted where it was accepted (受理), in the period its acceptance lies in; it is closed and
settled in the period its ending lies in. Every page, workbook, text and command takes its figures from here.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.access.actors import Actor
from portal.reading.figures_cells import Asked, accepted_by_span, accepted_cells, closed_cells, received_count
from portal.reading.figures_form_a import FormA, kind_of
from portal.reading.figures_periods import Period, PeriodKind, months_until
from portal.reading.figures_scopes import Scope
from portal.reading.figures_suppression import LEAST, Place, hidden_endings, hidden_places, suppresses
from portal.reading.figures_totals import Cell, Figures, added, added_by
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

NOW, BEFORE, YEAR = "now", "before", "year"
MONTHS = 12


@dataclass(frozen=True)
class UnitFigures:
    """One organisation in the period."""

    id: uuid.UUID
    name: str
    kind: str
    figures: Figures


@dataclass(frozen=True)
class Month:
    """How many cases were accepted in a statistical month, and in the same month a year before; `None` is still to come."""

    period: Period
    now: int | None
    year_before: int


@dataclass(frozen=True)
class Statistics:
    """Everything the page shows. `hidden` are cells of Form A this reader does not see; see `figures_suppression`.

    `before` and `year_before` cover as many days as have passed, while the period still runs. `year_before` is `None` for a
    period so long that it would count days twice.
    """

    period: Period
    so_far: Period
    scope: Scope
    as_of: datetime | None
    now: Figures
    before: Figures
    year_before: Figures | None
    form: FormA
    units: tuple[UnitFigures, ...]
    months: tuple[Month, ...]
    received: int
    refused: int
    suppressed: bool
    hidden: frozenset[Place]
    hidden_endings: frozenset[str]
    hides_refused: bool

    @property
    def runs(self) -> bool:
        """Whether the period is not over yet."""
        return self.so_far != self.period


def statistics(uow: UnitOfWork, actor: Actor, scope: Scope, period: Period, as_of: datetime | None = None) -> Statistics:
    """Return the figures of a scope in a period, as of a moment in the past or as of now. Five statements."""
    asked = Asked(actor, scope, as_of)
    so_far = period.so_far(uow.today)
    spans, year = _spans(period, so_far)
    everything: list[Cell] = [*accepted_cells(uow, asked, spans), *closed_cells(uow, asked, spans)]
    by = added_by(lambda cell: cell.span, everything)
    mine: list[Cell] = [cell for cell in everything if cell.span == NOW]
    form = FormA.of(added_by(lambda cell: kind_of(cell.kind), mine), added(mine))
    suppressed = suppresses(actor)
    received, refused = received_count(uow, asked, so_far)
    return Statistics(
        period=period,
        so_far=so_far,
        scope=scope,
        as_of=as_of,
        now=by.get(NOW, Figures()),
        before=by.get(BEFORE, Figures()),
        year_before=by.get(year, Figures()) if year else None,
        form=form,
        units=() if suppressed else _units(uow, added_by(lambda cell: cell.organisation_id, mine)),
        months=_months(uow, asked, period),
        received=received,
        refused=refused,
        suppressed=suppressed,
        hidden=hidden_places(form) if suppressed else frozenset(),
        hidden_endings=hidden_endings(form.total.endings) if suppressed else frozenset(),
        hides_refused=suppressed and 0 < refused < LEAST,
    )


def form_a(uow: UnitOfWork, actor: Actor, scope: Scope, period: Period, as_of: datetime | None = None) -> FormA:
    """Return Form A alone. Two statements."""
    asked, spans = Asked(actor, scope, as_of), {NOW: period.so_far(uow.today)}
    cells: list[Cell] = [*accepted_cells(uow, asked, spans), *closed_cells(uow, asked, spans)]
    return FormA.of(added_by(lambda cell: kind_of(cell.kind), cells), added(cells))


def _spans(period: Period, so_far: Period) -> tuple[dict[str, Period], str]:
    """Return the period and those it is compared with, and which of them is the year before, if any.

    Of a period that still runs, as many days of each are counted. A day is counted in one span only.
    """
    before, year = period.before(), period.year_before()
    if so_far != period:
        before, year = before.first_days(so_far.days), year.first_days(so_far.days)
    spans = {NOW: so_far, BEFORE: before}
    if (year.since, year.until) == (before.since, before.until):
        return spans, BEFORE
    if year.until < before.since:
        return {**spans, YEAR: year}, YEAR
    return spans, ""


def _units(uow: UnitOfWork, figures: Mapping[uuid.UUID, Figures]) -> tuple[UnitFigures, ...]:
    """Return the organisations with anything to count, the one that accepted most first."""
    statement = select(Organisation.id, Organisation.short_name, Organisation.kind).where(
        Organisation.county_code == uow.county_code, Organisation.id.in_(list(figures))
    )
    rows = [UnitFigures(*row, figures=figures[row.id]) for row in uow.session.execute(statement)]
    return tuple(sorted(rows, key=lambda row: (-row.figures.accepted, -row.figures.closed, row.name)))


def _months(uow: UnitOfWork, asked: Asked, period: Period) -> tuple[Month, ...]:
    """Return twelve months up to the end of the period, or up to this month while it still runs, each beside a year before."""
    end = min(uow.today, period.until) if period.since <= uow.today else period.until
    shown = months_until(end, MONTHS, period.starts_on)
    spans = {month.key: month for shown_month in shown for month in (shown_month.year_before(), shown_month)}
    counts = accepted_by_span(uow, asked, spans)
    return tuple(
        Month(month, counts.get(month.key, 0) if month.since <= uow.today else None, counts.get(month.year_before().key, 0))
        for month in shown
    )


def period_kinds(actor: Actor) -> tuple[PeriodKind, ...]:
    """Return the kinds of period this reader may choose; two days of one's own choice tell too much beside suppressed counts."""
    return tuple(kind for kind in PeriodKind if kind is not PeriodKind.CUSTOM or not suppresses(actor))
