"""Holds an agreement against the core's checks and the type's own: what stops, what asks, what is only told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from types import MappingProxyType
from typing import Any

from portal.declare.checks import Check
from portal.declare.clocks import Basis
from portal.engine.agreement_check_list import CORE_CHECKS, Severity
from portal.engine.agreement_writing import LprOn, Writing
from portal.engine.case_state import CaseState, GuardView
from portal.engine.details import holds
from portal.errors import Problem


@dataclass(frozen=True)
class Finding:
    """What a check found at a field. `params` are the figures its sentence names."""

    code: str
    severity: Severity
    field: str
    message: str
    basis: Basis
    params: Mapping[str, str] = dataclass_field(default_factory=lambda: MappingProxyType({}))

    @property
    def problem(self) -> Problem:
        """Return the finding as a problem, confirmed under its field and code."""
        named = {"message": self.message, "law": self.basis.law, "article": self.basis.article, "check": self.code}
        return Problem(self.field, "declared", {**self.params, **named}, asks=self.severity is Severity.ASKS)


def findings(state: CaseState, data: Mapping[str, Any], today: date, lpr_on: LprOn) -> tuple[Finding, ...]:
    """Return everything the checks find in what was entered, in the order of the list, the type's own first."""
    day = data.get("agreed_on") or today
    writing = Writing(state, data, day, lpr_on)
    own = {check.key: check for check in state.type.checks}
    found = [Finding(c.key, _severity(c), at, c.message, c.basis) for c in own.values() for at in _places(c, state, writing)]
    for core in CORE_CHECKS:
        if core.code not in own:
            found += [
                Finding(core.code, core.severity, at, core.message, core.basis, params) for at, params in core.finds(writing)
            ]
    return tuple(found)


def _severity(check: Check) -> Severity:
    return Severity.ASKS if check.asks else Severity.STOPS


def _places(check: Check, state: CaseState, writing: Writing) -> Iterator[str]:
    """Yield the fields in which the type's own check finds something; one that reads an absent value finds nothing."""
    case = GuardView(state)
    for place in writing.places:
        if not holds(lambda text=place.text: not check.finds(case, text)):  # type: ignore[misc]
            yield place.field
