"""What rules and guards see: entered values as attributes, where reading an absent one ends the rule quietly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


class Absent(Exception):
    """A rule read a field that was not filled in; the rule does not apply."""


class DetailsView:
    """Values as attributes. `view.owed` raises `Absent` when not filled in, `view.get("owed")` gives `None`."""

    __slots__ = ("_parties", "_values")

    def __init__(self, values: Mapping[str, Any], parties: Mapping[str, tuple[DetailsView, ...]] | None = None) -> None:
        self._values = values
        self._parties = parties or {}

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        value = self._values.get(key)
        if value is None or value == "":
            raise Absent(key)
        return value

    def get(self, key: str) -> Any:
        """Return the value or `None`."""
        return self._values.get(key)

    def parties(self, role: str) -> tuple[DetailsView, ...]:
        """Return the parties of a role, in their order."""
        return self._parties.get(role, ())


def holds(check: Callable[[], bool]) -> bool:
    """Return what the check says; a check that reads an absent value does not apply and holds."""
    try:
        return bool(check())
    except Absent:
        return True
