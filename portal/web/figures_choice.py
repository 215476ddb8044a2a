"""What pages of figures are asked for, and the line of choices above them: period, scope, the periods beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import flash, request
from flask_babel import gettext as _

from portal.declare.fields import Day
from portal.engine.read_fields import FieldProblem, read_field
from portal.errors import Problem, Refused
from portal.reading.figures_periods import Period, PeriodKind, between, containing, read_period, span, title
from portal.reading.figures_scopes import Scope, ScopeKind, scope_of, scopes
from portal.reading.figures_suppression import suppresses
from portal.reading.problem_sentences import problem_sentence
from portal.reading.statistics import period_kinds
from portal.reading.wording import N_, say
from portal.store import settings
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, today

OVERVIEW, SECTORS, CASES = "/statistics/", "/statistics/sectors", "/statistics/cases"
_GROUPS = {ScopeKind.SECTOR: N_("行业"), ScopeKind.PLACE: N_("镇村"), ScopeKind.UNIT: N_("单位")}


@dataclass(frozen=True)
class Chosen:
    """What the page is asked for: a period, a scope among those offered, and what was wrong with the former."""

    period: Period
    scope: Scope
    offered: tuple[Scope, ...]
    wrong: tuple[Problem, ...] = ()

    def address(self, path: str = OVERVIEW, **other: str) -> str:
        """Return the address of these figures, or with other values that of others."""
        values = {"period": self.period.key, "scope": self.scope.code, **other}
        return f"{path}?{urlencode({key: value for key, value in values.items() if value})}"


def chosen(uow: UnitOfWork) -> Chosen:
    """Return what the request asks for. A period that makes no sense becomes this month, and is told.

    Raises:
        NotFound: a scope that is not offered to this post.
    """
    actor = current_actor()
    offered = scopes(uow, actor)
    scope = scope_of(offered, request.values.get("scope", ""))
    starts_on = settings.read(uow.session, settings.MONTH_STARTS_ON)
    try:
        period = _period(starts_on)
        if period.kind not in period_kinds(actor):
            raise Refused.at("period", "period_form")
    except Refused as refused:
        for problem in refused.problems:
            flash(problem_sentence(problem), "danger")
        return Chosen(read_period("", today=today(), starts_on=starts_on), scope, offered, refused.problems)
    return Chosen(period, scope, offered)


def choice(asked: Chosen, path: str) -> dict[str, Any]:
    """Return what the line of choices needs, on the page at that path."""
    period = asked.period
    after = period.after()
    return {
        "chosen": asked,
        "tabs": _tabs(asked),
        "tab": "overview" if path == OVERVIEW else "sectors",
        "path": path,
        "period_title": title(period),
        "span": span(period),
        "quick": [(shown, asked.address(path, period=one.key), one == period) for shown, one in _usual(period.starts_on)],
        "before": asked.address(path, period=period.before().key),
        "after": asked.address(path, period=after.key) if after.since <= today() else "",
        "groups": [(say(_GROUPS[kind]) if kind in _GROUPS else "", list(group)) for kind, group in _by_kind(asked.offered)],
        "days_offered": PeriodKind.CUSTOM in period_kinds(current_actor()),
        "is_custom": period.kind is PeriodKind.CUSTOM,
    }


def _tabs(asked: Chosen) -> list[tuple[str, str, str]]:
    """Return the tabs; a reader from whom small counts are kept has no sectors' tables."""
    tabs = [("overview", _("概况和统计表"), asked.address()), ("sectors", _("行业统计"), asked.address(SECTORS))]
    return tabs[:1] if suppresses(current_actor()) else tabs


def _usual(starts_on: int) -> tuple[tuple[str, Period], ...]:
    """Return the usual periods with their words."""
    month = containing(PeriodKind.MONTH, today(), starts_on)
    quarter = containing(PeriodKind.QUARTER, today(), starts_on)
    year = containing(PeriodKind.YEAR, today(), starts_on)
    return ((_("本月"), month), (_("上月"), month.before()), (_("本季"), quarter), (_("本年"), year), (_("上年"), year.before()))


def _by_kind(offered: tuple[Scope, ...]) -> Any:
    return groupby(offered, key=lambda scope: scope.kind)


def _period(starts_on: int) -> Period:
    """Return the period of the request; two days typed into the form go before its key."""
    given = {name: request.values.get(name, "").strip() for name in ("since", "until")}
    if not any(given.values()):
        return read_period(request.values.get("period", ""), today=today(), starts_on=starts_on)
    days = {}
    for name, text in given.items():
        try:
            days[name] = _day(name, text)
        except FieldProblem as problem:
            raise Refused.at(name, problem.code, **problem.params) from None
    return between(days["since"], days["until"], starts_on)


def _day(name: str, text: str) -> date:
    """Return the day typed: 11.20 is the last one there was, but a day still to come may be named in full; empty is today."""
    try:
        return read_field(Day(name, name), text, today()) or today()
    except FieldProblem as problem:
        if problem.code != "day_in_future":
            raise
        return read_field(Day(name, name, future=True), text, today()) or today()
