"""Rules over what was entered, and guards over what someone wants to do: the only vetoes a plugin has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from portal.declare.clocks import Basis
from portal.errors import DeclarationError


class Details(Protocol):
    """What a rule sees: the declared fields as attributes, read and typed (`Money` as integer fen, `Day` as `date`).

    Reading a field that was not filled in ends the rule quietly, so that a rule never has to test for `None`;
    `get` returns `None` instead, `parties(role)` the parties of a role as values with the same behaviour.
    """

    def __getattr__(self, key: str) -> Any: ...

    def get(self, key: str) -> Any:
        """Return the value or `None`."""
        ...

    def parties(self, role: str) -> tuple[Details, ...]:
        """Return the parties of a role; `name`, `born`, `sex`, `phone` and the role's own fields are attributes."""
        ...


RuleCheck = Callable[[Any, date], bool]
GuardCheck = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Rule:
    """What must hold between fields; see `rule`."""

    check: RuleCheck
    field: str
    message: str
    basis: Basis | None
    asks: bool


@dataclass(frozen=True)
class Guard:
    """What must hold before an action; see `guard`."""

    action: str
    check: GuardCheck
    message: str
    field: str
    basis: Basis | None
    asks: bool


def rule(check: RuleCheck, field: str, message: str, *, basis: Basis | None = None, asks: bool = False) -> Rule:
    """Return a rule: `check(details, today)` must be true, else `message` stands at `field`.

    With `asks=True` the person may confirm and go on; without it the problem stops. A party field is named
    `parties.<role>`.

        rule(lambda d, today: d.owed_since <= today, "owed_since", "欠付起始日不能晚于今天")
    """
    if not message.strip():
        raise DeclarationError(f"rule at {field}", "has no sentence")
    return Rule(check, field, message, basis, asks)


def guard(
    action: str, check: GuardCheck, message: str, *, field: str = "", basis: Basis | None = None, asks: bool = False
) -> Guard:
    """Return a guard: `check(case, data)` must be true before `action` may happen, else `message` is told.

    `case` is the engine's `CaseState` (phase, step, details, parties, `did(action)`); `data` is what was entered for the
    action, as attributes like in a rule.

        guard("session", lambda case, data: data.manner != "face_to_face" or case.did("safety_signed"), "须先签署安全评估")
    """
    if not message.strip():
        raise DeclarationError(f"guard of {action}", "has no sentence")
    return Guard(action, check, message, field, basis, asks)
