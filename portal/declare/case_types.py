"""A dispute type: everything the core needs to know of it, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from portal.declare.agreements import AgreementLaw
from portal.declare.calculators import Calculator
from portal.declare.checks import Check
from portal.declare.clocks import After, Clock, End, Whose
from portal.declare.conditions import When
from portal.declare.fields import Field, TimeOfDay
from portal.declare.keys import check_key, check_title, check_unique
from portal.declare.papers import Paper
from portal.declare.parties import PartyKind, Role, Side
from portal.declare.phases import Ending, Moment, Phase
from portal.declare.privacy import Privacy, Rise
from portal.declare.retention import Retention
from portal.declare.rules import Guard, Rule
from portal.declare.steps import Action, Reason, Step
from portal.errors import DeclarationError

PartyValue = Mapping[str, Any]


@dataclass(frozen=True, init=False)
class Example:
    """A valid case of the type: the body `POST /api/v1/cases` takes besides `type`. Field values are given as keywords."""

    parties: Mapping[str, PartyValue | tuple[PartyValue, ...]]
    summary: str
    details: Mapping[str, Any]

    def __init__(self, parties: Mapping[str, PartyValue | tuple[PartyValue, ...]], summary: str = "", **details: Any) -> None:
        object.__setattr__(self, "parties", MappingProxyType(dict(parties)))
        object.__setattr__(self, "summary", summary)
        object.__setattr__(self, "details", MappingProxyType(dict(details)))


@dataclass(frozen=True, kw_only=True)
class CaseType:
    """One dispute type of a plugin, checked when built.

    `ministry_type` is its code in the Ministry's list (司法部统计口径, two digits, domain 3.5). `number_word` is the kind word
    of its case numbers （2026）临劳调字第1号; empty takes the plugin's. `privacy` is where a case starts; `rises` lift it.
    `oral` says whether an oral agreement may end it (人民调解法 28). Its agreement stands under the law `agreed_under`, or
    under the 人民调解法 where that is bound to a condition, `agreed_under_when`, that does not hold. `retention` says how long
    its cases are kept after they are archived; without it the county's own number of years counts. `upgrades` bring details
    of an older version forward.
    """

    key: str
    title: str
    version: int
    ministry_type: str
    parties: tuple[Role, ...]
    fields: tuple[Field, ...]
    example: Callable[[date], Example]
    privacy: Privacy = Privacy.P2
    rises: tuple[Rise, ...] = ()
    clocks: tuple[Clock, ...] = ()
    rules: tuple[Rule, ...] = ()
    guards: tuple[Guard, ...] = ()
    checks: tuple[Check, ...] = ()
    steps: tuple[Step, ...] = ()
    actions: tuple[Action, ...] = ()
    reasons: Mapping[Ending, tuple[Reason, ...]] = field(default_factory=lambda: MappingProxyType({}))
    papers: tuple[Paper, ...] = ()
    calculators: tuple[Calculator, ...] = ()
    without: tuple[Phase, ...] = ()
    number_word: str = ""
    oral: bool = False
    agreed_under: AgreementLaw = AgreementLaw.PEOPLES
    agreed_under_when: When | None = None
    words: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    retention: Retention | None = None
    upgrades: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        where = f"type {self.key}"
        check_key(self.key, where)
        check_title(self.title, where)
        if self.version < 1:
            raise DeclarationError(where, "version starts at 1")
        if not (len(self.ministry_type) == 2 and self.ministry_type.isdigit()):
            raise DeclarationError(where, "ministry_type is two digits, as in the Ministry's list")
        self._check_parties(where)
        self._check_keys(where)
        self._check_conditions(where)

    def field(self, key: str) -> Field:
        """Return the declared field.

        Raises:
            KeyError: no such field.
        """
        for declared in self.fields:
            if declared.key == key:
                return declared
        raise KeyError(key)

    def role(self, key: str) -> Role:
        """Return the declared party role.

        Raises:
            KeyError: no such role.
        """
        for declared in self.parties:
            if declared.key == key:
                return declared
        raise KeyError(key)

    def agreement_law(self, details: Mapping[str, Any]) -> AgreementLaw:
        """Return the law under which an agreement about these details stands."""
        concerned = self.agreed_under_when is None or self.agreed_under_when.holds(details)
        return self.agreed_under if concerned else AgreementLaw.PEOPLES

    def action(self, key: str) -> Action | None:
        """Return the type's own action, or `None`."""
        return next((a for a in self.actions if a.key == key), None)

    def clock(self, key: str) -> Clock | None:
        """Return the declared clock, or `None`."""
        return next((c for c in self.clocks if c.key == key), None)

    def _check_parties(self, where: str) -> None:
        if not any(r.side is Side.APPLICANT for r in self.parties):
            raise DeclarationError(where, "has no party role on the applicant's side")
        for party_role in self.parties:
            if not isinstance(party_role.kind, PartyKind):
                raise DeclarationError(f"{where}, party role {party_role.key}", "kind is not PERSON, ORGANISATION or EITHER")

    def _check_keys(self, where: str) -> None:
        check_unique((r.key for r in self.parties), where, "party role")
        check_unique((f.key for f in self.fields), where, "field")
        check_unique((c.key for c in self.clocks), where, "clock")
        check_unique((s.key for s in self.steps), where, "step")
        check_unique((a.key for a in self.actions), where, "action")
        check_unique((p.key for p in self.papers), where, "paper")
        check_unique((c.key for c in self.calculators), where, "calculator")
        check_unique((c.key for c in self.checks), where, "check")
        steps = {s.key for s in self.steps}
        for action in self.actions:
            if action.to and action.to not in steps:
                raise DeclarationError(f"{where}, action {action.key}", f"leads to the unknown step {action.to!r}")
            for asked in action.fields:
                if asked.key in action.sets and (asked.key, asked.kind) not in {(f.key, f.kind) for f in self.fields}:
                    raise DeclarationError(f"{where}, action {action.key}", f"sets {asked.key!r}, no such field of the type")

    def _check_conditions(self, where: str) -> None:
        fields = {f.key for f in self.fields}
        days = {f.key for f in self.fields if f.kind == "day"}
        conditions = [(f"field {f.key}", f.when) for f in self.fields]
        conditions += [(f"clock {c.key}", c.when) for c in self.clocks]
        conditions += [(f"action {a.key}", a.when) for a in self.actions]
        conditions += [("rise", r.when) for r in self.rises]
        conditions += [("agreed_under_when", self.agreed_under_when)]
        for what, when in conditions:
            if when is not None and when.field not in fields:
                raise DeclarationError(f"{where}, {what}", f"depends on the unknown field {when.field!r}")
        for clock in self.clocks:
            self._check_start(f"{where}, clock {clock.key}", clock, days)
            for stop in clock.stops:
                if not hasattr(stop, "value") and self.action(stop) is None:
                    raise DeclarationError(f"{where}, clock {clock.key}", f"stops at {stop!r}, which is no action of the type")
        self._check_chains(where)
        for declared in self.rules:
            name = declared.field.split(".")[0]
            if name not in fields and name != "parties":
                raise DeclarationError(f"{where}, rule at {declared.field}", "stands at an unknown field")

    def _check_start(self, where: str, clock: Clock, days: AbstractSet[str]) -> None:
        """Refuse a clock whose start, last day or time of day is in no field for it."""
        if isinstance(clock.starts, After):
            before = self.clock(clock.starts.clock)
            if before is None:
                raise DeclarationError(where, f"follows {clock.starts.clock!r}, which is no clock of the type")
            if clock.starts.end is End.LAPSED and before.whose is Whose.OURS:
                raise DeclarationError(where, f"follows the lapse of {before.key!r}, but a duty of the organisation never lapses")
        elif not isinstance(clock.starts, Moment) and clock.starts not in days:
            raise DeclarationError(where, f"starts at {clock.starts!r}, which is no day field")
        if clock.until is not None and clock.until not in days:
            raise DeclarationError(where, f"lasts until {clock.until!r}, which is no day field")
        if clock.at is not None and not any(f.key == clock.at and isinstance(f, TimeOfDay) for f in self.fields):
            raise DeclarationError(where, f"starts at the time {clock.at!r}, which is no field for a time of day")

    def _check_chains(self, where: str) -> None:
        """Refuse clocks that follow one another in a circle."""
        for clock in self.clocks:
            seen, at = {clock.key}, clock.starts
            while isinstance(at, After):
                if at.clock in seen:
                    raise DeclarationError(f"{where}, clock {clock.key}", "follows itself")
                seen.add(at.clock)
                before = self.clock(at.clock)
                at = before.starts if before is not None else ""
