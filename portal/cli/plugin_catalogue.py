"""What `portal plugin list --json` promises: per plugin its state, per type what a program needs to file a case of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from portal.engine.actions import CORE_ACTIONS
from portal.hooks import snapshot
from portal.hooks.examples import example_body
from portal.hooks.registry import PluginReport, Registry
from portal.hooks.shown_types import ShownClock, ShownField, ShownTerm, ShownType

Row = dict[str, object]


def catalogue(registry: Registry, kept: Iterable[Mapping[str, object]], today: date) -> list[Row]:
    """Return every known plugin. Types of one that is not loaded come from kept declarations and have no example."""
    remembered: dict[str, dict[str, Mapping[str, object]]] = {}
    for declaration in kept:
        remembered.setdefault(str(declaration["plugin"]), {})[str(declaration["key"])] = declaration
    return [_plugin_row(registry, report, remembered.get(report.key, {}), today) for report in registry.states]


def told(report: PluginReport) -> str:
    """Return in one line what became of a plugin, why, and what to do about it."""
    return f"{report.reason}。{report.failure.remedy}。" if report.failure is not None else report.reason


def _plugin_row(registry: Registry, report: PluginReport, kept: Mapping[str, Mapping[str, object]], today: date) -> Row:
    plugin = registry.plugins.get(report.key) if report.state == "active" else None
    if plugin is None:
        types = [_type_row(report.key, snapshot.read(declaration)) for declaration in kept.values()]
    else:
        types = [
            {**_type_row(plugin.key, snapshot.shown(declared)), "example": example_body(declared, today)}
            for declared in plugin.case_types
        ]
    return {
        "key": report.key,
        "title": report.title,
        "version": report.version,
        "state": report.state.value,
        "reason": report.reason,
        "fault": report.failure.fault.value if report.failure else None,
        "remedy": report.failure.remedy if report.failure else "",
        "case_types": types,
    }


def _type_row(plugin: str, shown: ShownType) -> Row:
    own = [{"key": a.key, "title": a.title, "fields": [_field_row(f) for f in a.fields]} for a in shown.actions]
    return {
        "key": f"{plugin}.{shown.key}",
        "title": shown.title,
        "version": shown.version,
        "privacy": f"P{shown.privacy}",
        "ministry_type": shown.ministry_type,
        "parties": [
            {
                "key": role.key,
                "title": role.title,
                "side": role.side,
                "kind": role.kind,
                "many": role.many,
                "required": role.required,
                "fields": [_field_row(field) for field in role.fields],
            }
            for role in shown.roles
        ],
        "fields": [_field_row(field) for field in shown.fields if not field.retired],
        "actions": [{"key": a.key, "title": a.label} for a in CORE_ACTIONS] + own,
        "clocks": [_clock_row(clock) for clock in shown.clocks],
    }


def _field_row(field: ShownField) -> Row:
    row: Row = {
        "key": field.key,
        "title": field.title,
        "kind": field.kind,
        "required": field.required,
        "sensitivity": field.sensitivity,
    }
    if field.options:
        row["options"] = [{"key": key, "title": label} for key, label in field.options]
    if field.unit:
        row["unit"] = field.unit
    return row


def _clock_row(clock: ShownClock) -> Row:
    present, *earlier = clock.terms
    row: Row = {
        "key": clock.key,
        "title": clock.title,
        "starts": clock.starts,
        "stops": list(clock.stops),
        "whose": clock.whose,
        "extend": clock.extend,
        "lapse": clock.lapse,
        **_term_row(present),
    }
    if earlier:
        row["earlier"] = [_term_row(term) for term in earlier]
    return row


def _term_row(term: ShownTerm) -> Row:
    basis = term.basis
    return {
        "length": term.length,
        "unit": term.unit,
        "basis": {
            "law": basis.law,
            "article": basis.article,
            "since": basis.since.isoformat(),
            "until": basis.until.isoformat() if basis.until else None,
            "verified": basis.verified,
            "house": basis.house,
        },
    }
