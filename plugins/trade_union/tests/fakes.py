"""Small stand-ins for what the engine hands to rules, guards and calculators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.sdk import CaseType, Example, Field, Guard, Rule


class Missing(Exception):
    """A field that was not filled in was read."""


class Values:
    """Attributes by key; a missing one raises `Missing`, `get` gives `None`."""

    def __init__(self, **values: Any) -> None:
        self._values = values

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        try:
            return self._values[key]
        except KeyError:
            raise Missing(key) from None

    def get(self, key: str) -> Any:
        return self._values.get(key)


class Facts(Values):
    """The details of a case with its parties."""

    def __init__(self, parties: Mapping[str, Iterable[Values]] | None = None, **values: Any) -> None:
        super().__init__(**values)
        self._parties = {role: tuple(people) for role, people in (parties or {}).items()}

    def parties(self, role: str) -> tuple[Values, ...]:
        return self._parties.get(role, ())


class Case:
    """A case as a guard sees it."""

    def __init__(self, *done: str, **details: Any) -> None:
        self.details = Facts(**details)
        self._done = done

    def did(self, action: str) -> bool:
        return action in self._done


def broken(rules: Iterable[Rule], facts: Facts, today: date) -> list[str]:
    """Return the fields of the rules that do not hold."""
    return [declared.field for declared in rules if not _holds(declared, facts, today)]


def refused(guards: Iterable[Guard], action: str, case: Case, **data: Any) -> list[str]:
    """Return the sentences of the guards that refuse the action."""
    return [g.message for g in guards if g.action == action and not g.check(case, Values(**data))]


def read(case_type: CaseType, example: Example, received_on: date) -> Facts:
    """Return the example's details as rules see them."""
    details = {key: _value(case_type.field(key), raw) for key, raw in example.details.items()}
    parties: dict[str, tuple[Values, ...]] = {}
    for role, given in example.parties.items():
        fields = {f.key: f for f in case_type.role(role).fields}
        people = given if isinstance(given, tuple) else (given,)
        parties[role] = tuple(
            Values(**{key: _value(fields[key], raw) if key in fields else raw for key, raw in person.items()})
            for person in people
        )
    return Facts(parties, received_on=received_on, **details)


def _holds(declared: Rule, facts: Facts, today: date) -> bool:
    try:
        return declared.check(facts, today)
    except Missing:
        return True


def _value(declared: Field, raw: Any) -> Any:
    if declared.kind == "money":
        return int(Decimal(raw) * 100)
    if declared.kind == "number":
        return Decimal(raw)
    return raw
