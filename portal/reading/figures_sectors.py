"""The statistics a sector declares (`Plugin.statistics`): its cases by one counted field, with sums of some facts.

What is told when a case begins (请求金额, 当事人) is summed over the cases accepted in the period; what its end brings (协议金额,
挽回损失) over those that ended in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import func

from portal.access.actors import Actor, Person
from portal.declare.facts import Fact, FactKind
from portal.declare.phases import Ending
from portal.declare.statistics import Statistic
from portal.hooks.shown_types import ShownField
from portal.reading.figures_cells import Asked, CountedCases, Counts, rows_of
from portal.reading.figures_periods import Period
from portal.reading.figures_scopes import Scope, ScopeKind
from portal.reading.figures_suppression import suppresses
from portal.reading.figures_totals import per_cent
from portal.reading.shown import shown_type
from portal.reading.wording import N_, label, say
from portal.store.unit_of_work import UnitOfWork

FACTS = MappingProxyType(
    {
        Fact.AMOUNT_CLAIMED: N_("请求金额（万元）"),
        Fact.AMOUNT_AGREED: N_("协议金额（万元）"),
        Fact.AMOUNT_RECOVERED: N_("挽回损失（万元）"),
        Fact.DOUBLE_PAID: N_("加倍赔偿（万元）"),
        Fact.PEOPLE: N_("涉及当事人（人）"),
        Fact.PREVENTED_SUICIDE: N_("防止引起自杀（人）"),
        Fact.PREVENTED_CRIME: N_("防止转化为刑事案件（人）"),
        Fact.PREVENTED_PETITION: N_("防止群体性上访（人）"),
        Fact.PREVENTED_FIGHT: N_("防止群体性械斗（人）"),
    }
)
RESULTS = frozenset({Fact.AMOUNT_AGREED, Fact.AMOUNT_RECOVERED, Fact.DOUBLE_PAID})
_COUNTS = ("accepted", "closed", "settled")
_YES_NO = MappingProxyType({"yes": N_("是"), "no": N_("否")})


@dataclass(frozen=True)
class SectorRow:
    """One option."""

    code: str
    title: str
    accepted: int
    closed: int
    settled: int
    sums: tuple[int, ...]

    @property
    def rate(self) -> str | None:
        """调解成功率 of those that ended, one decimal."""
        return per_cent(self.settled, self.closed)


@dataclass(frozen=True)
class SectorTable:
    """One declared statistic. `several` says that a case may stand in more than one row, so that rows do not add up."""

    key: str
    title: str
    field: str
    sums: tuple[Fact, ...]
    rows: tuple[SectorRow, ...]
    total: SectorRow
    several: bool


def sector_tables(uow: UnitOfWork, asked: Asked, period: Period, plugin_key: str) -> tuple[SectorTable, ...]:
    """Return the statistics of a sector, or none when it is not loaded or declares none. Four statements.

    A reader from whom small counts are kept gets none: see `sectors_of`.
    """
    if suppresses(asked.actor):
        return ()
    plugin = uow.registry.plugins.get(plugin_key)
    declared = [one for one in plugin.statistics if _sums(one) == one.sums] if plugin else []
    if not declared:
        return ()
    fields = {_place(plugin_key, one) for one in declared}
    facts = sorted({fact for one in declared for fact in one.sums})
    by_option = _counted(uow, asked, period, facts, {type_key for type_key, _ in fields}, fields)
    by_type = _counted(uow, asked, period, facts, {type_key for type_key, _ in fields}, ())
    tables = (_table(uow, one, plugin_key, by_option, by_type) for one in declared)
    return tuple(table for table in tables if table is not None)


def sectors_of(uow: UnitOfWork, actor: Actor, scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return (key, title) of the sectors with tables of their own that a scope may hold.

    A reader from whom small counts are kept has none: beside Form A they would tell by subtraction what is hidden there.
    """
    if suppresses(actor):
        return ()
    if scope.kind is ScopeKind.SECTOR:
        keys: Iterable[str] = (scope.key,)
    elif scope.kind is ScopeKind.OWN and isinstance(actor, Person):
        keys = actor.plugins
    else:
        keys = uow.registry.plugins
    offered = ((key, plugin) for key, plugin in uow.registry.plugins.items() if plugin.statistics and key in set(keys))
    return tuple((key, label(plugin.title, key)) for key, plugin in offered)


def _sums(statistic: Statistic) -> tuple[Fact, ...]:
    return tuple(fact for fact in statistic.sums if fact.kind in (FactKind.MONEY, FactKind.COUNT))


def _place(plugin_key: str, statistic: Statistic) -> tuple[str, str]:
    """Return the full key of the type and the field."""
    type_key, _, field = statistic.by.partition(".")
    return f"{plugin_key}.{type_key}", field


Cells = dict[tuple[str, str, str], Counter[str]]
"""By type, field and option (the latter two empty for all cases of the type): counts, and sums by fact."""


def _counted(
    uow: UnitOfWork, asked: Asked, period: Period, facts: Iterable[Fact], types: set[str], fields: Iterable[tuple[str, str]]
) -> Cells:
    cells: Cells = defaultdict(Counter)
    begun = [fact for fact in facts if fact not in RESULTS]
    ended = [fact for fact in facts if fact in RESULTS]
    for base, wanted in ((Fact.ACCEPTED_ON, begun), (Fact.ENDED_ON, ended)):
        counted = CountedCases(uow, asked, base, {"now": period.so_far(uow.today)}, Fact.ACCEPTED_ON, Fact.ENDING, *wanted)
        counted.of_types(types)
        if fields:
            counted.with_measures(fields)
        cases = Counts(counted)
        rows = cases.rows.c
        keys = (rows.type, rows.key, rows.code) if fields else (rows.type,)
        settled = cases.count_if(cases.value(Fact.ENDING) == Ending.SETTLED.value)
        was_accepted = (cases.value(Fact.ACCEPTED_ON).is_not(None),)
        sums = [cases.sum_of(cases.value(fact)) for fact in wanted]
        for row in rows_of(uow, cases.by(keys, func.count(), settled, *sums, where=was_accepted)):
            _add(cells, row, len(keys), base, wanted)
    return cells


def _add(cells: Cells, row: tuple[Any, ...], keys: int, base: Fact, wanted: list[Fact]) -> None:
    type_key, key, code = (*row[:keys], "", "")[:3]
    count, settled, *sums = row[keys:]
    cell = cells[type_key, key, code or ""]
    if base is Fact.ACCEPTED_ON:
        cell["accepted"] += count
    else:
        cell.update(closed=count, settled=settled)
    cell.update({fact.value: total for fact, total in zip(wanted, sums, strict=True)})


def _table(uow: UnitOfWork, statistic: Statistic, plugin_key: str, by_option: Cells, by_type: Cells) -> SectorTable | None:
    type_key, key = _place(plugin_key, statistic)
    shown = shown_type(uow, type_key)
    field = shown.field(key) if shown else None
    if field is None:
        return None
    several = field.kind == "choices"
    total = _row(statistic, "", say(N_("合计")), by_type.get((type_key, "", ""), Counter()))
    found = {code: cell for (of_type, of_key, code), cell in by_option.items() if (of_type, of_key) == (type_key, key)}
    order = {code: at for at, (code, _) in enumerate(field.options)}
    codes = sorted(found, key=lambda code: (order.get(code, len(order)), code))
    rows = [_row(statistic, code, _option(field, code, plugin_key), found[code]) for code in codes]
    if not several:
        rows += _rest(statistic, total, rows)
    return SectorTable(
        statistic.key,
        label(statistic.title, plugin_key),
        label(field.title, plugin_key),
        statistic.sums,
        tuple(rows),
        total,
        several,
    )


def _row(statistic: Statistic, code: str, title: str, cell: Counter[str]) -> SectorRow:
    sums = tuple(cell[fact.value] for fact in statistic.sums)
    return SectorRow(code, title, cell["accepted"], cell["closed"], cell["settled"], sums)


def _rest(statistic: Statistic, total: SectorRow, rows: list[SectorRow]) -> list[SectorRow]:
    """Return the row of the cases whose field is empty, or that are sealed and tell no more than that they exist."""
    accepted, closed, settled = (getattr(total, name) - sum(getattr(row, name) for row in rows) for name in _COUNTS)
    sums = tuple(whole - sum(row.sums[at] for row in rows) for at, whole in enumerate(total.sums))
    rest = SectorRow("", say(N_("未填（含封存）")), accepted, closed, settled, sums)
    return [rest] if accepted or closed or settled else []


def _option(field: ShownField, code: str, plugin_key: str) -> str:
    if field.kind == "yes_no":
        return say(_YES_NO[code]) if code in _YES_NO else code
    return label(field.label(code), plugin_key)
