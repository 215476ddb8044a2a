"""Rows that follow an agreement, as the engine decides them and reads them back: signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SignatureGiven:
    """One signature of an agreement.

    `who` is `party:<id>`, `mediator` or `seal`; `by` and `capacity` name who signed for a party (代理人、法定代表人、监护人).
    """

    who: str
    kind: str
    signed_on: date
    by: str = ""
    capacity: str = ""
