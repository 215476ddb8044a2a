"""A case as the engine sees it: a frozen value, loaded by the store, never changed in place."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.clocks import Limitation, Unit, Whose
from portal.declare.phases import Ending, Phase, Source
from portal.declare.privacy import Privacy
from portal.engine.agreement_rows import ConfirmationState, SignatureGiven, TermState
from portal.engine.details import DetailsView
from portal.engine.limitation import Interruption
from portal.engine.representation import EXEMPT, GUARDIAN, LinkState


@dataclass(frozen=True)
class PartyState:
    """A party. Identity number, phone, address and birth day are there only when the secrets were read."""

    id: uuid.UUID | None
    role: str
    side: str
    ordinal: int
    kind: str
    name: str
    id_number: str = ""
    no_id_reason: str = ""
    born: date | None = None
    sex: str = ""
    phone: str = ""
    address: str = ""
    credit_code: str = ""
    representative: str = ""
    nation: str = ""
    occupation: str = ""
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    is_minor: bool = False  # on the day of receipt
    age_band: str = ""
    contact_rule: str = ""
    contact_times: str = ""
    person_id: uuid.UUID | None = None  # who it was said to be, within the organisation
    named: tuple[LinkState, ...] = ()  # who was named beside the party at intake; not yet written

    @cached_property
    def view(self) -> DetailsView:
        """Return the party as rules see it."""
        own = {
            "name": self.name,
            "kind": self.kind,
            "born": self.born,
            "sex": self.sex,
            "phone": self.phone,
            "address": self.address,
            "id_number": self.id_number,
            "credit_code": self.credit_code,
            "representative": self.representative,
        }
        return DetailsView({**own, **self.details})


@dataclass(frozen=True)
class ClockState:
    """A clock of the case as stored."""

    key: str
    started_on: date
    started_at: datetime | None
    length: int
    unit: Unit
    whose: Whose
    due_on: date
    due_at: datetime | None
    state: str  # running, suspended, stopped, cancelled, lapsed
    suspensions: tuple[Mapping[str, str], ...] = ()
    extended_to: date | None = None
    moves: bool = True
    stopped_by: str = ""
    until_on: date | None = None  # the last day that a field named
    limitation: Limitation | None = None
    interruptions: tuple[Interruption, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether the clock still runs or waits."""
        return self.state in ("running", "suspended")


@dataclass(frozen=True)
class AgreementState:
    """The agreement in force or waiting for signatures."""

    form: str
    agreed_on: date
    signed_on: date | None
    total: int
    signatures: tuple[SignatureGiven, ...] = ()
    terms: tuple[TermState, ...] = ()
    effective_on: date | None = None


@dataclass(frozen=True)
class ReportState:
    """What was reported or handed over to whom, and when the receipt for it came."""

    id: uuid.UUID
    to: str
    reported_on: date
    receipt_on: date | None = None

    @property
    def is_awaited(self) -> bool:
        """Say whether a receipt is still to come; only bodies that give one are waited for."""
        return self.receipt_on is None and self.to in GIVE_RECEIPTS


GIVE_RECEIPTS = frozenset({"police", "procuratorate", "supervision"})
"""公安、检察、监察机关: what is handed over to them is entered there under a number."""


@dataclass(frozen=True)
class CaseState:
    """Everything a decision about a case needs."""

    id: uuid.UUID
    type_key: str
    type: CaseType
    phase: Phase
    step: str
    ending: Ending | None
    privacy: Privacy
    version: int
    source: Source
    received_on: date
    details: Mapping[str, Any]
    parties: tuple[PartyState, ...]
    summary: str = ""
    place: str = ""
    division_code: str = ""
    occurred_on: date | None = None
    accepted_on: date | None = None
    consented_on: date | None = None
    agreed_on: date | None = None
    ended_on: date | None = None
    voided_on: date | None = None
    number: str | None = None
    handler_id: uuid.UUID | None = None
    clocks: tuple[ClockState, ...] = ()
    agreement: AgreementState | None = None
    confirmation: ConfirmationState | None = None
    actions: tuple[str, ...] = ()
    last_result: str | None = None  # of the last session: success, failed, continue
    facts_to_sign: date | None = None  # when the undisputed facts were written down that still want signatures
    paused_from: Phase | None = None
    after_the_fact: bool = False
    links: tuple[LinkState, ...] = ()
    reports: tuple[ReportState, ...] = ()
    erased: bool = False  # of what people wrote nothing is left: nothing can be decided any more

    def did(self, action: str) -> bool:
        """Say whether the action has happened in this case."""
        return action in self.actions

    def parties_of(self, role: str) -> tuple[PartyState, ...]:
        """Return the parties of a role, in their order."""
        return tuple(p for p in self.parties if p.role == role)

    @property
    def clock_keys(self) -> frozenset[str]:
        """Return the keys of the clocks that run or wait."""
        return frozenset(c.key for c in self.clocks if c.is_open)

    def view(self) -> DetailsView:
        """Return details and parties as rules see them."""
        return details_view(self.details, self.parties, self.received_on, self.occurred_on, self.source)


class GuardView:
    """The case as guards see it: phase, step, privacy, `details`, `actions` (oldest first); `did`, `parties`, `represented`."""

    def __init__(self, state: CaseState) -> None:
        self.phase = state.phase
        self.step = state.step
        self.privacy = state.privacy
        self.details = state.view()
        self.did = state.did
        self.actions = state.actions
        self._state = state

    def represented(self, role: str) -> bool:
        """Say whether a legal agent acts for everybody of the role, or why nobody has to is on file (民法典 21-23).

        The core asks it for minors by itself; a type that asks about capacity asks it for adults.
        """
        covered = {link.party_id for link in self._state.links if link.kind in (GUARDIAN, EXEMPT) and link.ended_on is None}
        return all(party.id in covered for party in self._state.parties_of(role))

    def parties(self, role: str) -> tuple[DetailsView, ...]:
        """Return the parties of a role."""
        return self.details.parties(role)


def details_view(
    details: Mapping[str, Any], parties: tuple[PartyState, ...], received_on: date, occurred_on: date | None, source: Source
) -> DetailsView:
    """Return what rules see of a case or of one about to be opened."""
    roles: dict[str, tuple[DetailsView, ...]] = {}
    for party in parties:
        roles[party.role] = (*roles.get(party.role, ()), party.view)
    core = {"received_on": received_on, "occurred_on": occurred_on, "source": source.value}
    return DetailsView({**core, **details}, roles)
