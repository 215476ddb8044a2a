"""Who signed an agreement, as its reader may see it, and who has not yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from portal.engine.case_state import CaseState
from portal.engine.signing import CAPACITIES, KINDS, MEDIATOR, PARTY, SEAL, missing
from portal.reading.redacted import Words
from portal.reading.wording import N_, label, say
from portal.store.tables.settlement import AgreementSignature

_KINDS, _CAPACITIES = dict(KINDS), dict(CAPACITIES)


class Named(Protocol):
    """A party with the name the reader may see."""

    @property
    def id(self) -> object:
        """Return its id."""

    @property
    def name(self) -> str:
        """Return its name."""


@dataclass(frozen=True)
class SignatureShown:
    """One signature; without a day it is missing."""

    who: str
    kind: str = ""
    signed_on: date | None = None
    by: str = ""
    capacity: str = ""


def signatures_shown(
    rows: Iterable[AgreementSignature], state: CaseState | None, parties: Iterable[Named], words: Words
) -> tuple[SignatureShown, ...]:
    """Return the signatures of the agreement in the order they came, then those that are missing while it waits for them."""
    people = tuple(parties)
    there = tuple(
        SignatureShown(
            who_shown(people, row.who),
            label(_KINDS[row.kind]),
            row.signed_on,
            words(row.by),
            label(_CAPACITIES[row.capacity]) if row.capacity else "",
        )
        for row in rows
    )
    waits = state is not None and state.agreement is not None and state.agreement.form != "oral" and state.ending is None
    left = missing(state) if waits and state is not None else ()
    return (*there, *(SignatureShown(who_shown(people, signer.who)) for signer in left))


def who_shown(parties: Iterable[Named], who: str) -> str:
    """Return who a signature is of: a party by the name the reader may see, the mediator, the seal."""
    if who == MEDIATOR:
        return say(N_("调解员"))
    if who == SEAL:
        return say(N_("调解组织印章"))
    return next((p.name for p in parties if f"{PARTY}{p.id}" == who), say(N_("当事人")))
