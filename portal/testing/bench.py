"""The bench the checks work at: one plugin, its types and courses, and, when first asked for, a portal of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import cached_property
from types import MappingProxyType

from portal.declare.case_types import CaseType
from portal.declare.plugins import Plugin
from portal.engine.days import china_today
from portal.hooks.calling import plugin_manager
from portal.hooks.discovery import Found
from portal.hooks.importing import load
from portal.testing.courses import Course, Walked, walk
from portal.testing.desk import Desk
from portal.testing.own_portal import OwnPortal, own_portal
from portal.testing.tried_on import server

__all__ = ["Bench", "NOW"]

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""When everything happens at the bench: a Friday morning. Nothing depends on the day the tests are run."""


class Bench:
    """One plugin under test. Close it when done: it may hold a portal.

    Raises:
        ConfigError: a database server to try on is named, and cannot be used.
    """

    def __init__(self, found: Found, courses: tuple[Course, ...] = (), now: datetime = NOW) -> None:
        self.found = found
        self.courses = courses
        self.now = now
        self._held = ExitStack()
        server()  # a database that cannot be used is told once, before anything is tried

    @property
    def today(self) -> date:
        """The day on which everything happens."""
        return china_today(self.now)

    @cached_property
    def plugin(self) -> Plugin:
        """The plugin's value. Raises what the plugin raises."""
        return load(self.found, plugin_manager())

    @cached_property
    def portal(self) -> OwnPortal:
        """A portal with this plugin, made when first asked for. Raises `PluginError` when the plugin does not start."""
        return self._held.enter_context(own_portal(self.found, now=self.now))

    @cached_property
    def walked(self) -> Mapping[str, Walked]:
        """What is met on all courses, by the key of the type without the plugin's."""
        return MappingProxyType(
            {
                declared.key: walk(key, declared, self.today, tuple(c for c in self.courses if c.type == declared.key))
                for key, declared in self.types()
            }
        )

    def types(self) -> Iterator[tuple[str, CaseType]]:
        """Yield each type with its full key."""
        for declared in self.plugin.case_types:
            yield f"{self.plugin.key}.{declared.key}", declared

    def desk(self, declared: CaseType, today: date | None = None) -> Desk:
        """Return a desk for a type of the plugin."""
        return Desk(f"{self.plugin.key}.{declared.key}", declared, today=today or self.today)

    def close(self) -> None:
        """Let go of the portal."""
        self._held.close()
