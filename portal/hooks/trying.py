"""Trying one plugin: what the portal must be able to do with it before it is loaded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pluggy
from jinja2 import Environment, TemplateSyntaxError

from portal.declare.plugins import Plugin
from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.intake import read_case
from portal.hooks import snapshot
from portal.hooks.calling import plugin_manager
from portal.hooks.discovery import PACKAGE, Found
from portal.hooks.examples import example_body
from portal.hooks.faults import Failure, Fault, PluginFailed
from portal.hooks.importing import load, told
from portal.hooks.no_writing import refuse_writing
from portal.hooks.own_names import wrong_with_table, wrong_with_view

_EXTENSIONS = ("jinja2.ext.i18n",)  # what the pages' environment knows besides
_WANTED = {"portal_views": "tuple[type, ...]", "portal_tables": "MetaData", "portal_cli": "tuple[click.Command, ...]"}


def try_plugin(found: Found, today: date) -> Failure | None:
    """Return why the plugin cannot be taken, or `None` when it can. Afterwards this process can change nothing any more."""
    sys.dont_write_bytecode = True
    writing = refuse_writing(found.folder)
    try:
        _try(found, today)
    except Exception as error:  # noqa: BLE001 - the outermost edge towards a plugin
        return writing() or told(found, error)
    return writing()


def _try(found: Found, today: date) -> None:
    manager = plugin_manager()
    plugin = load(found, manager)
    _check_alone(found)
    _check_types(plugin, today)
    _check_hooks(plugin.key, manager)
    _check_models(manager)
    _check_templates(found)


def _check_alone(found: Found) -> None:
    """Raise `PluginFailed` when another plugin was imported along with this one: it would fail where that one is missing."""
    others = {name.split(".")[1] for name in sys.modules if name.startswith(f"{PACKAGE}.")} - {found.key}
    if others:
        raise PluginFailed(Fault.OTHER_PLUGIN, other=", ".join(sorted(others)))


def _check_types(plugin: Plugin, today: date) -> None:
    calendar = WorkCalendar.of("trial", seed_rows())
    for declared in plugin.case_types:
        kept = snapshot.as_json(plugin, declared)
        if snapshot.read(json.loads(json.dumps(kept))) != snapshot.shown(declared):
            raise PluginFailed(Fault.SNAPSHOT, type=declared.key)
        full_key = f"{plugin.key}.{declared.key}"
        body = json.loads(json.dumps(example_body(declared, today)))
        opening = read_case(full_key, declared, body, today=today, calendar=calendar, divisions=frozenset())
        if isinstance(opening, tuple):
            problems = "；".join(f"{p.field} {p.params.get('message', p.code)}" for p in opening[:3])
            raise PluginFailed(Fault.EXAMPLE, type=declared.key, said=problems)


def _check_hooks(key: str, manager: pluggy.PluginManager) -> None:
    """Raise `PluginFailed` when a hook gives something else than it should, or a page or a table without the plugin's key."""
    for view in _several(manager, "portal_views"):
        if failure := wrong_with_view(key, view):
            raise PluginFailed(failure.fault, **failure.said)
    for metadata in _asked(manager, "portal_tables"):
        if not hasattr(metadata, "tables"):
            raise _other_value("portal_tables", metadata)
        for name in metadata.tables:
            if failure := wrong_with_table(key, name):
                raise PluginFailed(failure.fault, **failure.said)
    for command in _several(manager, "portal_cli"):
        if not getattr(command, "name", None) or not hasattr(command, "callback"):
            raise _other_value("portal_cli", command)


def _check_models(manager: pluggy.PluginManager) -> None:
    """Raise `PluginFailed` when mapped classes or tables refer to what there is not; nobody else would notice before a page."""
    if "sqlalchemy.orm" not in sys.modules:
        return
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - a plugin without tables does not pay for it
    from sqlalchemy.orm import configure_mappers  # noqa: PLC0415

    try:
        configure_mappers()
        for metadata in _asked(manager, "portal_tables"):
            list(metadata.sorted_tables)
    except SQLAlchemyError as error:
        raise PluginFailed(Fault.MODELS, said=f"{type(error).__name__}: {error}") from None


def _check_templates(found: Found) -> None:
    environment = Environment(extensions=_EXTENSIONS, autoescape=True)
    for file in sorted((found.folder / "templates").rglob("*.html")):
        try:
            environment.parse(file.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            place = file.relative_to(found.folder)
            raise PluginFailed(Fault.TEMPLATE, file=place, line=error.lineno, said=error.message) from None


def _asked(manager: pluggy.PluginManager, hook: str) -> list[Any]:
    caller = getattr(manager.hook, hook)
    return list(caller()) if caller.get_hookimpls() else []


def _several(manager: pluggy.PluginManager, hook: str) -> Iterator[Any]:
    for given in _asked(manager, hook):
        if not isinstance(given, (tuple, list)):
            raise _other_value(hook, given)
        yield from given


def _other_value(hook: str, given: object) -> PluginFailed:
    return PluginFailed(Fault.HOOK_VALUE, hook=hook, kind=type(given).__name__, wanted=_WANTED[hook])
