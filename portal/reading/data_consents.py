"""告知与同意 of one case, as whoever has it in hand looks at it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.access.privacy_rules import is_in_hands
from portal.access.reach import reach_clause
from portal.declare.steps import Verb
from portal.engine.data_consent import BASES, CONSENT, GIVERS, HOW, PURPOSES
from portal.errors import Forbidden, NotFound
from portal.reading.wording import say
from portal.store.access_log import note_look
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.keeping import DataConsent
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ConsentShown:
    """What one party was told and consented to."""

    id: uuid.UUID
    party_id: uuid.UUID
    party: str
    basis: str
    purposes: tuple[str, ...]
    told_on: date
    how: str
    given_by: str
    sensitive: bool
    withdrawn_on: date | None
    recorded_by: str
    stands: bool


@dataclass(frozen=True)
class DataPage:
    """A case with what its parties were told."""

    id: uuid.UUID
    number: str | None
    erased_on: date | None
    consents: tuple[ConsentShown, ...]

    @property
    def withdrawable(self) -> tuple[tuple[str, str], ...]:
        """Return the consents that stand, each with whose it is and of when."""
        return tuple((str(one.id), f"{one.party} {one.told_on.isoformat()}") for one in self.consents if one.stands)


def may_keep_consents(actor: Person, case: CaseFile) -> bool:
    """Say whether the post writes down consents of a case and gives out copies: it has the case in hand."""
    return actor.may(Verb.HANDLE, case.type) and is_in_hands(actor, case)


def data_page(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> DataPage:
    """Return what the parties of a case were told.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the case is not in the post's hands.
    """
    case = uow.session.scalars(
        select(CaseFile).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    ).one_or_none()
    if case is None:
        raise NotFound
    if not may_keep_consents(actor, case):
        raise Forbidden(Verb.HANDLE.value)
    note_look(uow, "case", case.id, case.privacy)
    rows = uow.session.execute(
        select(DataConsent, Party.name, Staff.name)
        .join(Party, and_(Party.county_code == DataConsent.county_code, Party.id == DataConsent.party_id))
        .join(Staff, and_(Staff.county_code == DataConsent.county_code, Staff.id == DataConsent.staff_id))
        .where(DataConsent.county_code == uow.county_code, DataConsent.case_id == case_id)
        .order_by(DataConsent.told_on.desc(), DataConsent.id)
    )
    return DataPage(case.id, case.number, case.erased_on, tuple(_shown(row, party, staff) for row, party, staff in rows))


def _shown(row: DataConsent, party: str, staff: str) -> ConsentShown:
    return ConsentShown(
        id=row.id,
        party_id=row.party_id,
        party=party,
        basis=say(BASES[row.basis]),
        purposes=tuple(say(PURPOSES[one]) for one in row.purposes),
        told_on=row.told_on,
        how=say(HOW[row.how]),
        given_by=say(GIVERS[row.given_by]) if row.given_by else "",
        sensitive=row.sensitive,
        withdrawn_on=row.withdrawn_on,
        recorded_by=staff,
        stands=row.basis == CONSENT and row.withdrawn_on is None,
    )
