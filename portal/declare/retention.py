"""保管期限: how long the cases of a type are kept after they are archived."""

from __future__ import annotations

from dataclasses import dataclass

from portal.declare.clocks import Basis
from portal.errors import DeclarationError


@dataclass(frozen=True)
class Retention:
    """How many years a case is kept, counted from the day it is archived; no years is for ever (永久).

    `basis` is the article or the approved list that says so. Without one the term is shown with the mark 「待核」: every
    organisation's terms are approved by its archives administration (档案法实施条例 19), and no statute fixes them for mediation.
    """

    years: int | None
    basis: Basis | None = None

    def __post_init__(self) -> None:
        if self.years is not None and not 1 <= self.years <= 200:
            raise DeclarationError("retention", "years lie between 1 and 200, or are None for ever")

    @property
    def verified(self) -> bool:
        """Say whether somebody compared the term with the text that gives it."""
        return self.basis is not None and self.basis.verified
