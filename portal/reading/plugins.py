"""插件: one card per known plugin with its state, its types and clocks, its cases, and what was decided for the next start."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.access.doors import cases_of_plugins
from portal.errors import NotFound
from portal.hooks.faults import REASONS, Failure
from portal.hooks.registry import PluginCondition, PluginReport
from portal.hooks.shown_types import ShownType
from portal.hooks.snapshot import read, shown
from portal.reading.wording import N_, label, say
from portal.store.tables.machine import PluginState, TypeSnapshot
from portal.store.unit_of_work import UnitOfWork

STATES = {
    PluginCondition.ACTIVE: N_("运行中"),
    PluginCondition.DISABLED: N_("已停用"),
    PluginCondition.FAILED: N_("未启用"),
    PluginCondition.QUARANTINED: N_("已隔离"),
    PluginCondition.MISSING: N_("不在了"),
}


@dataclass(frozen=True)
class TypeLine:
    """A type of a plugin."""

    key: str
    title: str
    clocks: int


@dataclass(frozen=True)
class PluginCard:
    """A plugin. `pending` is what the next start will do otherwise than this one: `disable`, `enable` or nothing.

    `may_disable` says whether somebody may keep it out of the next start: it runs, or would but for safe mode.
    """

    key: str
    title: str
    version: str
    state: PluginCondition
    state_word: str
    reason: str
    remedy: str
    folder: str
    types: tuple[TypeLine, ...]
    clocks: int
    unverified: int
    cases: int
    pages_refused: str
    pages_remedy: str
    remarks: tuple[tuple[str, str], ...]
    by_environment: bool
    pending: str
    may_disable: bool
    decided_at: datetime | None


def plugin_cards(
    uow: UnitOfWork,
    *,
    disabled_by_environment: Collection[str],
    pages_refused: Mapping[str, Failure],
    safe_mode: bool = False,
) -> tuple[PluginCard, ...]:
    """Return every known plugin: those that need somebody's attention first, then those that run."""
    reports = uow.registry.states
    cases = cases_of_plugins(uow, [report.key for report in reports])
    decided = {row.key: row for row in uow.session.scalars(select(PluginState))}
    kept = _kept(uow)
    cards = [
        _card(
            uow,
            report,
            cases[report.key],
            decided.get(report.key),
            kept.get(report.key, ()),
            disabled_by_environment,
            pages_refused,
            safe_mode,
        )
        for report in reports
    ]
    return tuple(sorted(cards, key=lambda card: card.state is PluginCondition.ACTIVE))


def failure_told(failure: Failure) -> str:
    """Return in the reader's language what is wrong."""
    return say(REASONS[failure.fault], **failure.said).strip()


def plugin_report(uow: UnitOfWork, key: str) -> PluginReport:
    """Return what became of the plugin. Raises `NotFound`."""
    for report in uow.registry.states:
        if report.key == key:
            return report
    raise NotFound


def type_of(uow: UnitOfWork, plugin: str, type_key: str) -> ShownType:
    """Return a type of a plugin, live or as it was kept. Raises `NotFound`."""
    live = uow.registry.case_type(f"{plugin}.{type_key}")
    if live is not None:
        return shown(live)
    for kept in _kept(uow).get(plugin, ()):
        if kept.key == type_key:
            return kept
    raise NotFound


def _card(
    uow: UnitOfWork,
    report: PluginReport,
    cases: int,
    decided: PluginState | None,
    kept: Collection[ShownType],
    by_environment: Collection[str],
    pages_refused: Mapping[str, Failure],
    safe_mode: bool,
) -> PluginCard:
    plugin, refusal = uow.registry.plugins.get(report.key), pages_refused.get(report.key)
    failure = _set_aside_since(report, decided) or report.failure
    types = tuple(shown(one) for one in plugin.case_types) if plugin is not None else tuple(kept)
    clocks = {clock.key: clock for one in types for clock in one.clocks}
    kept_out = decided is not None and decided.state in (PluginCondition.DISABLED, PluginCondition.QUARANTINED)
    would_run = report.state is PluginCondition.ACTIVE or (safe_mode and report.state is PluginCondition.DISABLED)
    return PluginCard(
        key=report.key,
        title=label(report.title, report.key) or report.key,
        version=report.version,
        state=report.state,
        state_word=say(STATES[report.state]),
        reason=failure_told(failure)
        if failure is not None
        else say(report.reason)
        if report.reason and not report.remarks
        else "",
        remedy=say(failure.remedy) if failure is not None else "",
        folder=report.folder.name if report.folder is not None else "",
        types=tuple(TypeLine(one.key, label(one.title, report.key), len(one.clocks)) for one in types),
        clocks=len(clocks),
        unverified=sum(any(not term.basis.verified for term in clock.terms) for clock in clocks.values()),
        cases=cases,
        pages_refused=failure_told(refusal) if refusal is not None else "",
        pages_remedy=say(refusal.remedy) if refusal is not None else "",
        remarks=tuple((failure_told(remark), say(remark.remedy)) for remark in report.remarks),
        by_environment=report.key in by_environment,
        pending="" if safe_mode else _pending(report, kept_out=kept_out),
        may_disable=would_run and not kept_out,
        decided_at=decided.at if decided is not None else None,
    )


def _set_aside_since(report: PluginReport, decided: PluginState | None) -> Failure | None:
    """Return why a plugin that runs will be left out by the next start, when the portal itself decided so."""
    set_aside = decided is not None and decided.state == PluginCondition.QUARANTINED
    return Failure.read(decided.reason) if decided and set_aside and report.state is PluginCondition.ACTIVE else None


def _pending(report: PluginReport, *, kept_out: bool) -> str:
    """Return what was decided since this portal started."""
    if kept_out and report.state is PluginCondition.ACTIVE:
        return "disable"
    if not kept_out and report.state in (PluginCondition.DISABLED, PluginCondition.QUARANTINED):
        return "enable"
    return ""


def _kept(uow: UnitOfWork) -> dict[str, tuple[ShownType, ...]]:
    """Return the newest kept declaration of every type, by plugin."""
    newest: dict[str, dict[str, ShownType]] = {}
    rows = uow.session.scalars(select(TypeSnapshot.declaration).order_by(TypeSnapshot.type, TypeSnapshot.version))
    for declaration in rows:
        one = read(declaration)
        newest.setdefault(str(declaration["plugin"]), {})[one.key] = one
    return {plugin: tuple(types.values()) for plugin, types in newest.items()}
