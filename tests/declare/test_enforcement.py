"""Whoever may have a court confirm an agreement also has two years to ask for enforcement (民事诉讼法 250), in every sector."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

PLUGINS = sorted(path.parent.name for path in (Path(__file__).parents[2] / "plugins").glob("*/__init__.py"))


def test_a_type_that_counts_the_days_of_confirmation_counts_those_of_enforcement() -> None:
    plugins = [import_module(f"portal_plugins.{key}").portal_plugin() for key in PLUGINS]
    types = {f"{plugin.key}.{one.key}": one for plugin in plugins for one in plugin.case_types}
    clocks = {name: {clock.key for clock in one.clocks} for name, one in types.items()}
    confirmed = {name for name, keys in clocks.items() if "judicial_confirmation" in keys}

    assert len(confirmed) > 40
    assert {name for name in confirmed if "enforcement" not in clocks[name]} == set()
