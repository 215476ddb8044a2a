"""The child process of a trial: import one plugin, ask it for its value, and look whether the portal could live with it.

Started as `python -m portal.hooks.trial_child`, with the job as JSON on standard input and the verdict as JSON on standard
output. Whatever the plugin prints goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

import pluggy

from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.intake import read_case
from portal.errors import PluginError
from portal.hooks import snapshot
from portal.hooks.calling import plugin_manager
from portal.hooks.discovery import Found, mount
from portal.hooks.examples import example_body
from portal.hooks.importing import load, told
from portal.hooks.own_names import wrong_with_table, wrong_with_view


def main() -> None:
    """Read the job, try the plugin, print the verdict."""
    verdicts = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    job = json.load(sys.stdin)
    found = Found(job["key"], job["module"], Path(job["folder"]))
    mount([Path(folder) for folder in job["folders"]])
    reason = try_plugin(found, date.fromisoformat(job["today"]))
    json.dump({"reason": reason}, verdicts)
    verdicts.close()


def try_plugin(found: Found, today: date) -> str:
    """Return why the plugin cannot be taken, or an empty text when it can."""
    try:
        _try(found, today)
    except Exception as error:  # noqa: BLE001 - the outermost edge towards a plugin
        return told(found, error)
    return ""


def _try(found: Found, today: date) -> None:
    manager = plugin_manager()
    plugin = load(found, manager)
    calendar = WorkCalendar.of("trial", seed_rows())
    for declared in plugin.case_types:
        kept = snapshot.as_json(plugin, declared)
        if snapshot.read(json.loads(json.dumps(kept))) != snapshot.shown(declared):
            raise PluginError(f"类型 {declared.key}：声明写成快照后读不回原样")
        full_key = f"{plugin.key}.{declared.key}"
        body = json.loads(json.dumps(example_body(declared, today)))
        opening = read_case(full_key, declared, body, today=today, calendar=calendar, divisions=frozenset())
        if isinstance(opening, tuple):
            problems = "；".join(f"{p.field} {p.params.get('message', p.code)}" for p in opening[:3])
            raise PluginError(f"类型 {declared.key}：示例自己通不过登记，{problems}")
    _check_names(plugin.key, manager)


def _check_names(key: str, manager: pluggy.PluginManager) -> None:
    """Raise `PluginError` when a page or a table of the plugin does not carry its key."""
    told_views = manager.hook.portal_views() if manager.hook.portal_views.get_hookimpls() else []
    told_tables = manager.hook.portal_tables() if manager.hook.portal_tables.get_hookimpls() else []
    wrong = [wrong_with_view(key, view) for views in told_views for view in views]
    wrong += [wrong_with_table(key, name) for metadata in told_tables for name in metadata.tables]
    for sentence in filter(None, wrong):
        raise PluginError(sentence)


if __name__ == "__main__":
    main()
