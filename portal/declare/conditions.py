"""When something declared applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, init=False)
class When:
    """Applies when the field has one of the values: `When("violence", "yes")`.

    Values are compared as stored: option keys for choices, `True`/`False` for yes-or-no. A multiple choice matches when
    any chosen option is among the values.
    """

    field: str
    values: tuple[str | bool, ...]

    def __init__(self, field: str, *values: str | bool) -> None:
        object.__setattr__(self, "field", field)
        object.__setattr__(self, "values", values)

    def holds(self, details: Mapping[str, object]) -> bool:
        """Say whether the condition is met by these details."""
        value = details.get(self.field)
        if isinstance(value, (list, tuple)):
            return any(item in self.values for item in value)
        return value in self.values
