"""Legal holds as they stand, and the rows of one person in the cases of an organisation."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_, select

from portal.store.blind_index import Kind
from portal.store.tables.cases import BlindIndex, CaseFile, Party
from portal.store.tables.keeping import LegalHold

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork


def stands(uow: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on a hold that stands today; its last day still counts."""
    not_over = or_(LegalHold.until.is_(None), LegalHold.until >= uow.today)
    return (LegalHold.county_code == uow.county_code, LegalHold.ended_at.is_(None), not_over)


def held(uow: UnitOfWork, case_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return those of the cases that a hold keeps today."""
    if not case_ids:
        return frozenset()
    return frozenset(uow.session.scalars(select(LegalHold.case_id).where(LegalHold.case_id.in_(case_ids), *stands(uow))))


def rows_of_person(uow: UnitOfWork, case: CaseFile, party: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return the cases of the organisation of this one in which the same person is a party, each with her rows.

    The same person is who has the same identity number, or was said to be the same (同一人); otherwise she is known in this case
    only. Crosses reach within the organisation: at the task `erasure`, and whoever asks shows what may be shown.
    """
    rows = {case.id: {party}}
    person_id = uow.session.scalar(select(Party.person_id).where(Party.county_code == uow.county_code, Party.id == party))
    if person_id is not None:
        said = select(Party.case_id, Party.id).where(Party.county_code == uow.county_code, Party.person_id == person_id)
        for linked in uow.session.execute(said):
            rows.setdefault(linked.case_id, set()).add(linked.id)
    number = uow.secrets.get(case.id, f"party.{party}.id_number")
    if number:
        hashes = list(uow.keyring.digests(Kind.ID_NUMBER, number).values())
        same = select(BlindIndex.case_id, BlindIndex.party_id).where(
            BlindIndex.county_code == uow.county_code,
            BlindIndex.kind == Kind.ID_NUMBER,
            BlindIndex.value.in_(hashes),
            BlindIndex.acts.is_(False),
        )
        for row in uow.session.execute(same):
            rows.setdefault(row.case_id, set()).add(row.party_id)
    own = (CaseFile.county_code == uow.county_code, CaseFile.organisation_id == case.organisation_id, CaseFile.id.in_(rows))
    return {one: rows[one] for one in uow.session.scalars(select(CaseFile.id).where(*own).order_by(CaseFile.id))}
