"""A declared type reduced to what people need to read its cases: labels, options, units, sentences, bases.

Pages and readings use these values for every case, whether its plugin is loaded or long gone; the two look the same
because `portal.hooks.snapshot` makes both from the same JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownField:
    """A field of a type, of a party role or of an action; `options` are (key, label)."""

    key: str
    title: str
    kind: str
    required: bool
    sensitivity: str
    options: Pairs
    unit: str
    group: str
    hint: str
    retired: bool

    def label(self, option: str) -> str:
        """Return the label of an option, or the key itself when it is no longer among the options."""
        return dict(self.options).get(option, option)


@dataclass(frozen=True)
class ShownRole:
    """A part that parties play."""

    key: str
    title: str
    side: str
    kind: str
    many: bool
    required: bool
    fields: tuple[ShownField, ...]


@dataclass(frozen=True)
class ShownBasis:
    """Where a length stands in law; `house` marks a rule of the house, `verified=False` is shown as 「依据待核」."""

    law: str
    article: str
    since: date
    until: date | None
    verified: bool
    house: bool


@dataclass(frozen=True)
class ShownTerm:
    """A length of a clock with its basis."""

    length: int
    unit: str
    basis: ShownBasis


@dataclass(frozen=True)
class ShownClock:
    """A time limit; `terms` has the present length first, earlier ones after it."""

    key: str
    title: str
    starts: str
    stops: tuple[str, ...]
    whose: str
    extend: str
    lapse: str
    warns: bool
    terms: tuple[ShownTerm, ...]


@dataclass(frozen=True)
class ShownAction:
    """An action of the type itself; `told` is its sentence on the timeline."""

    key: str
    title: str
    told: str
    verb: str
    phases: tuple[str, ...]
    urgent: bool
    fields: tuple[ShownField, ...]


@dataclass(frozen=True)
class ShownType:
    """A type as people meet it. Keys are short (`unpaid_wages`); the plugin's key is not part of it."""

    key: str
    title: str
    version: int
    privacy: int
    ministry_type: str
    roles: tuple[ShownRole, ...]
    fields: tuple[ShownField, ...]
    clocks: tuple[ShownClock, ...]
    actions: tuple[ShownAction, ...]
    steps: Mapping[str, str]
    reasons: Mapping[str, Pairs]
    papers: Pairs
    words: tuple[str, ...]
    remedies: tuple[str, ...]

    def field(self, key: str) -> ShownField | None:
        """Return the field, or `None`."""
        return next((field for field in self.fields if field.key == key), None)

    def role(self, key: str) -> ShownRole | None:
        """Return the party role, or `None`."""
        return next((role for role in self.roles if role.key == key), None)

    def clock(self, key: str) -> ShownClock | None:
        """Return the clock, or `None`."""
        return next((clock for clock in self.clocks if clock.key == key), None)

    def action(self, key: str) -> ShownAction | None:
        """Return the type's own action, or `None` for an action of the core."""
        return next((action for action in self.actions if action.key == key), None)

    def reason_title(self, key: str) -> str | None:
        """Return the title of a reason the type adds, or `None` for a reason of the core."""
        return next((title for pairs in self.reasons.values() for known, title in pairs if known == key), None)
