"""What follows an agreement, as the engine decides it and reads it back: signatures, performance, breach, confirmation."""

from __future__ import annotations

import uuid
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


@dataclass(frozen=True)
class TermState:
    """A term as it stands: `paid` in fen so far, `performed_on` once it is done whole, `breached_on` once that was noted."""

    id: uuid.UUID
    kind: str
    payer: str
    payee: str
    amount: int | None
    act: str
    due_on: date | None
    breach: str = ""
    paid: int = 0
    performed_on: date | None = None
    breached_on: date | None = None

    @property
    def left(self) -> int:
        """Return what is still owed of a money term, in fen."""
        return max((self.amount or 0) - self.paid, 0) if self.kind == "money" else 0


@dataclass(frozen=True)
class TermPerformed:
    """Something was done towards a term: `amount` in fen of a money term, and what shows it. `whole` when nothing is left."""

    term_id: uuid.UUID
    performed_on: date
    amount: int | None
    proof: str
    proof_text: str
    whole: bool


@dataclass(frozen=True)
class BreachNoted:
    """A term was not kept: what was left then, which ways were told to whom it is owed, and which one was chosen."""

    term_id: uuid.UUID
    found_on: date
    left: int
    told: tuple[str, ...]
    chosen: str


@dataclass(frozen=True)
class ConfirmationApplied:
    """Both sides applied to a court for confirmation, with these materials."""

    applied_on: date
    court: str
    materials: tuple[str, ...]


@dataclass(frozen=True)
class ConfirmationAnswered:
    """What became of the application: `state` is accepted, confirmed, dismissed, not_accepted or withdrawn."""

    state: str
    on: date
    number: str
    why: str


@dataclass(frozen=True)
class ConfirmationState:
    """The latest application for judicial confirmation as it stands."""

    state: str
    applied_on: date
    court: str
    accepted_on: date | None = None
    ruled_on: date | None = None
    number: str = ""
    why: str = ""
    materials: tuple[str, ...] = ()
