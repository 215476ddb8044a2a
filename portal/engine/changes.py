"""What the engine decides: one `Change` for one event, to be written by the store in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from portal.declare.clocks import Basis, Limitation, Unit, Whose
from portal.declare.facts import Fact
from portal.declare.phases import Ending, Moment, Phase, Source
from portal.declare.privacy import Privacy
from portal.engine.agreement_rows import BreachNoted, ConfirmationAnswered, ConfirmationApplied, SignatureGiven, TermPerformed
from portal.engine.case_state import PartyState
from portal.engine.limitation import Interruption
from portal.engine.representation import LinkState
from portal.errors import Problem

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Edited:
    """A value that changed, as it reads at the edge. Kept encrypted beside the event, which holds only its salted hash."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class DueDate:
    """A due date with what it was computed from; `reason` is started, suspended, extended, interrupted,
    hindered or recalculated."""

    on: date
    at: datetime | None
    provisional: bool
    reason: str
    inputs: Mapping[str, str | int]


@dataclass(frozen=True)
class ClockStarted:
    """A clock begins; one taken up anew brings along what had interrupted and hindered it."""

    key: str
    started_on: date
    started_at: datetime | None
    length: int
    unit: Unit
    basis: Basis
    whose: Whose
    warns: bool
    due: DueDate
    moves: bool = True
    until_on: date | None = None
    limitation: Limitation | None = None
    interruptions: tuple[Interruption, ...] = ()
    hindrances: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class ClockStopped:
    """A clock is met (`by` names the moment or the type's own action) or no longer matters (`by` is None: cancelled)."""

    key: str
    on: date
    by: Moment | str | None


@dataclass(frozen=True)
class ClockSuspended:
    """A clock waits from the day on."""

    key: str
    since: date
    reason: str


@dataclass(frozen=True)
class ClockDue:
    """A clock gets a new due date: resumed, extended, interrupted, held up or recalculated."""

    key: str
    due: DueDate
    resumed_on: date | None = None
    interrupted: Interruption | None = None
    hindered: Mapping[str, str] | None = None


ClockMove = ClockStarted | ClockStopped | ClockSuspended | ClockDue


@dataclass(frozen=True)
class SessionHeld:
    """A mediation session took place."""

    held_on: date
    place: str
    manner: str
    present: str
    record: str
    result: str
    began: str = ""  # 09:30
    ended: str = ""
    others: str = ""
    informed: bool = False
    next_on: date | None = None


@dataclass(frozen=True)
class UndisputedStated:
    """Facts nobody disputes were written down; what was written before no longer stands."""

    stated_on: date
    facts: str


@dataclass(frozen=True)
class UndisputedSigned:
    """The parties signed the facts nobody disputes."""

    signed_on: date


@dataclass(frozen=True)
class ContactNoted:
    """A contact was noted, perhaps with the day to ring again."""

    noted_on: date
    channel: str
    text: str
    next_on: date | None


@dataclass(frozen=True)
class TermRow:
    """A term of the agreement: money in fen, or an act. `at` is the path at which it was entered.

    `id` is given where the next act is decided before this one is written.
    """

    kind: str
    payer: str
    payee: str
    amount: int | None
    act: str
    due_on: date | None
    method: str
    breach: str
    at: str = field(default="", compare=False)
    id: uuid.UUID | None = field(default=None, compare=False)


@dataclass(frozen=True)
class AgreementMade:
    """Terms were agreed; signed and effective at once when oral."""

    form: str
    facts: str
    agreed_on: date
    effective_on: date | None
    terms: tuple[TermRow, ...]

    @property
    def total(self) -> int:
        """Return the sum of the money terms in fen."""
        return sum(t.amount or 0 for t in self.terms)


@dataclass(frozen=True)
class AllPerformed:
    """Everything the agreement of this very change says was done on the day (即时履行), and what shows it."""

    performed_on: date
    proof: str


@dataclass(frozen=True)
class AgreementSigned:
    """The written agreement was signed and sealed and is in force since the last signature."""

    signed_on: date


@dataclass(frozen=True)
class AgreementDropped:
    """The agreement was not signed, or no longer stands."""


@dataclass(frozen=True)
class AgreementPerformed:
    """All terms were performed, the last on the day."""

    performed_on: date


@dataclass(frozen=True)
class ReferralProposed:
    """The dispute was offered to another body: to whom, why, until when, with whose consent, and exactly what it gets."""

    to: uuid.UUID
    receiver: uuid.UUID | None
    reason: str
    due_on: date
    consented_on: date
    how: str
    snapshot: Mapping[str, Json]


@dataclass(frozen=True)
class ReferralWithdrawn:
    """The offer was taken back before it was answered."""


@dataclass(frozen=True)
class LinkMade:
    """Somebody acts for a party from now on, or the party stands for itself in a way the link names."""

    link: LinkState


@dataclass(frozen=True)
class LinkEnded:
    """A link no longer holds. The row stays."""

    link_id: uuid.UUID
    ended_on: date


@dataclass(frozen=True)
class SafeChannel:
    """How a party may be reached from now on, and when."""

    party_id: uuid.UUID
    rule: str
    times: str


@dataclass(frozen=True)
class PersonLinked:
    """A party is said to be a person known from other cases of the organisation; `None` ends that."""

    party_id: uuid.UUID
    person_id: uuid.UUID | None


@dataclass(frozen=True)
class ReportMade:
    """Something was reported or handed over, perhaps with the receipt at once."""

    to: str
    reported_on: date
    receipt: str
    receipt_on: date | None


@dataclass(frozen=True)
class ReceiptCame:
    """The receipt for an earlier report came."""

    report_id: uuid.UUID
    receipt: str
    receipt_on: date


@dataclass(frozen=True)
class CallBackMade:
    """A call-back (回访): what was found, with the parties as ids; none named means all of them."""

    visited_on: date
    how: str
    parties: tuple[str, ...]
    performance: str
    content: str
    sued: bool
    outcome: str
    wrong: bool
    escalates: bool
    measures: str
    text: str


Row = (
    SessionHeld
    | UndisputedStated
    | UndisputedSigned
    | ContactNoted
    | AgreementMade
    | AllPerformed
    | SignatureGiven
    | AgreementSigned
    | AgreementDropped
    | TermPerformed
    | BreachNoted
    | ConfirmationApplied
    | ConfirmationAnswered
    | AgreementPerformed
    | ReferralProposed
    | ReferralWithdrawn
    | LinkMade
    | LinkEnded
    | SafeChannel
    | PersonLinked
    | ReportMade
    | ReceiptCame
    | CallBackMade
)
FactValue = int | date | str


@dataclass(frozen=True)
class Change:
    """One event and everything it changes. `None` in `facts` or `measures` closes a value; a missing key keeps it.

    `columns` are new values of plain columns of the case (dates, summary, place ...). `values` are texts people typed.
    `secrets` maps paths to plain text to be stored encrypted, `None` forgets one. `parties` replaces parties by ordinal,
    `joined` are new ones beside those that stay as they are.
    `keeps_out` and `lets_back` name officials who stand aside (回避) or no longer do.
    """

    action: str
    occurred_on: date
    phase: Phase
    step: str
    ending: Ending | None
    privacy: Privacy
    move: str
    reason: str = ""
    columns: Mapping[str, Any] = field(default_factory=_nothing)
    data: Mapping[str, Json] = field(default_factory=_nothing)
    values: tuple[Edited, ...] = ()
    secrets: Mapping[str, str | None] = field(default_factory=_nothing)
    details: Mapping[str, Any] | None = None
    parties: tuple[PartyState, ...] | None = None
    joined: tuple[PartyState, ...] = ()
    rows: tuple[Row, ...] = ()
    clocks: tuple[ClockMove, ...] = ()
    facts: Mapping[Fact, FactValue | None] = field(default_factory=_nothing)
    measures: Mapping[str, FactValue | tuple[str, ...] | None] = field(default_factory=_nothing)
    number_year: int | None = None
    handler_id: uuid.UUID | None = None
    keeps_out: uuid.UUID | None = None
    lets_back: uuid.UUID | None = None


@dataclass(frozen=True)
class Opening:
    """A case ready to be opened: what was read, the first `Change`, and what to tell the person."""

    type_key: str
    source: Source
    received_on: date
    occurred_on: date | None
    division_code: str
    place: str
    summary: str
    parties: tuple[PartyState, ...]
    details: Mapping[str, Any]
    privacy: Privacy
    after_the_fact: bool
    change: Change
    notices: tuple[Problem, ...] = ()
