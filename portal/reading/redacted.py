"""What people wrote of a case, as its reader may see it: in full, or with the parties' names and numbers masked.

Pages, API, papers and the audit take free text from here. Rows are copied, never changed: they are the store's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from portal.access.privacy_rules import Sight, Sights
from portal.engine.redaction import redact
from portal.reading.shown_values import Shown
from portal.store.tables.afterwards import CallBack
from portal.store.tables.cases import Party
from portal.store.tables.course import Agreement, AgreementTerm, CaseSession, UndisputedFacts
from portal.store.tables.parties import PartyLink


@dataclass(frozen=True)
class Words:
    """How free text is shown to one reader of one case; without names to hide it stays as it is."""

    hides: bool = False
    names: tuple[str, ...] = ()

    def __call__(self, text: str) -> str:
        """Return the text as the reader may see it."""
        return redact(text, self.names) if self.hides and text else text

    def __repr__(self) -> str:
        """Return nothing of the names."""
        return f"Words(hides={self.hides})"


@dataclass(frozen=True)
class SessionShown:
    """One mediation session."""

    held_on: date
    place: str
    present: str
    record: str
    result: str
    began: str = ""
    ended: str = ""
    others: str = ""
    informed: bool = False
    next_on: date | None = None


@dataclass(frozen=True)
class UndisputedShown:
    """The facts nobody disputes, as they stand."""

    facts: str
    stated_on: date
    signed_on: date | None


@dataclass(frozen=True)
class AgreementShown:
    """The agreement that stands."""

    form: str
    facts: str
    agreed_on: date
    effective_on: date | None
    total: int
    performed_on: date | None


@dataclass(frozen=True)
class TermShown:
    """One term of it."""

    kind: str
    payer: str
    payee: str
    amount: int | None
    act: str
    due_on: date | None
    method: str
    breach: str
    performed_on: date | None
    paid: int = 0
    breached_on: date | None = None


@dataclass(frozen=True)
class CallBackShown:
    """One call-back (回访); `parties` are ids, none means all of the case."""

    seq: int
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


def words_for(sights: Sights, parties: Iterable[Party], beside: Iterable[PartyLink] = ()) -> Words:
    """Return how free text of the case is shown to who sees its parties so."""
    if sights.names is Sight.FULL:
        return Words()
    names = []
    for party in parties:
        if party.kind == "person" or sights.organisation_names is not Sight.FULL:
            names.append(party.name)
        names.append(party.representative)
    names += [link.name for link in beside]
    return Words(hides=True, names=tuple(name for name in names if name))


def shown_words(rows: Iterable[Shown], words: Words) -> tuple[Shown, ...]:
    """Return rows of fields with their values as the reader may see them; a mask is shown already."""
    return tuple(row if row.masked or not words.hides else replace(row, value=words(row.value)) for row in rows)


def session_shown(row: CaseSession, words: Words) -> SessionShown:
    """Return a session for its reader."""
    return SessionShown(
        row.held_on,
        words(row.place),
        words(row.present),
        words(row.record),
        row.result,
        row.began,
        row.ended,
        words(row.others),
        row.informed,
        row.next_on,
    )


def undisputed_shown(row: UndisputedFacts, words: Words) -> UndisputedShown:
    """Return the facts nobody disputes for their reader."""
    return UndisputedShown(words(row.facts), row.stated_on, row.signed_on)


def call_back_shown(row: CallBack, words: Words) -> CallBackShown:
    """Return a call-back for its reader."""
    return CallBackShown(
        seq=row.event_seq,
        visited_on=row.visited_on,
        how=row.how,
        parties=tuple(row.parties),
        performance=row.performance,
        content=row.content,
        sued=row.sued,
        outcome=words(row.outcome),
        wrong=row.wrong,
        escalates=row.escalates,
        measures=words(row.measures),
        text=words(row.text),
    )


def agreement_shown(row: Agreement, words: Words) -> AgreementShown:
    """Return an agreement for its reader."""
    return AgreementShown(row.form, words(row.facts), row.agreed_on, row.effective_on, row.total, row.performed_on)


def term_shown(row: AgreementTerm, words: Words) -> TermShown:
    """Return a term for its reader."""
    return TermShown(
        kind=row.kind,
        payer=words(row.payer),
        payee=words(row.payee),
        amount=row.amount,
        act=words(row.act),
        due_on=row.due_on,
        method=words(row.method),
        breach=words(row.breach),
        performed_on=row.performed_on,
        paid=row.performed_amount or 0,
        breached_on=row.breached_on,
    )
