"""What the portal knows of ties between a mediator and the parties of a case (利害关系), within the organisation of the case.

Her employer, from the roster, and the organisation itself are compared with the parties that are no persons. Earlier cases
are those she had in hand here in the last years with a person of the same identity number or telephone, hash by hash, or one
who was said to be the same (`portal.services.persons`). A body
that is a party again and again (a property company, a large employer) is no tie of hers for that alone. Other organisations
are never asked: what she did there is not this one's to know.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import and_, false, or_, select

from portal.declare.parties import PartyKind
from portal.engine.choosing import EARLIER, EMPLOYER
from portal.store.blind_index import Kind
from portal.store.parameter_rows import TIE_YEARS, whole_in_force
from portal.store.person_rows import cases_of_persons_in
from portal.store.same_people import people_of
from portal.store.tables.cases import BlindIndex, CaseFile, Party
from portal.store.tables.places import Organisation
from portal.store.tables.roster import RosterEntry
from portal.store.unit_of_work import UnitOfWork


def ties(uow: UnitOfWork, case: CaseFile, staff_id: uuid.UUID) -> frozenset[str]:
    """Return the codes of the ties that are found."""
    bodies = uow.session.execute(
        select(Party.name, Party.credit_code).where(
            Party.county_code == uow.county_code, Party.case_id == case.id, Party.kind != PartyKind.PERSON.value
        )
    ).all()
    names = {_plain(body.name) for body in bodies}
    codes = {body.credit_code for body in bodies if body.credit_code}
    found = set()
    if bodies and works_for(uow, case.organisation_id, staff_id, names, codes):
        found.add(EMPLOYER)
    if _had_before(uow, case, staff_id):
        found.add(EARLIER)
    return frozenset(found)


def works_for(uow: UnitOfWork, organisation_id: uuid.UUID, staff_id: uuid.UUID, names: set[str], codes: set[str]) -> bool:
    """Say whether a body of these names or codes employs the mediator, or is the organisation that mediates."""
    rows = uow.session.execute(
        select(Organisation.name, Organisation.short_name, RosterEntry.employer, RosterEntry.employer_code)
        .outerjoin(
            RosterEntry,
            and_(
                RosterEntry.county_code == Organisation.county_code,
                RosterEntry.organisation_id == Organisation.id,
                RosterEntry.staff_id == staff_id,
                RosterEntry.ended_on.is_(None),
            ),
        )
        .where(Organisation.county_code == uow.county_code, Organisation.id == organisation_id)
    ).all()
    hers = {_plain(name) for row in rows for name in (row.name, row.short_name, row.employer or "") if name}
    return bool(hers & names) or bool({row.employer_code for row in rows if row.employer_code} & codes)


def _had_before(uow: UnitOfWork, case: CaseFile, staff_id: uuid.UUID) -> bool:
    """Say whether she had another dispute of one of the people in hand here, not longer ago than the county's parameter."""
    since = _since(uow)
    if since is None:
        return False
    by_kind: dict[Kind, list[bytes]] = {}
    for kind, value in people_of(uow, case.id):
        by_kind.setdefault(kind, []).append(value)
    same = or_(false(), *(and_(BlindIndex.kind == kind, BlindIndex.value.in_(values)) for kind, values in by_kind.items()))
    seen = select(BlindIndex.case_id).where(BlindIndex.county_code == uow.county_code, BlindIndex.acts.is_(False), same)
    earlier = select(CaseFile.id).where(
        CaseFile.county_code == uow.county_code,
        CaseFile.handler_id == staff_id,
        CaseFile.organisation_id == case.organisation_id,
        CaseFile.dispute_id != case.dispute_id,
        CaseFile.received_on >= since,
        CaseFile.voided_on.is_(None),
        or_(CaseFile.id.in_(seen), CaseFile.id.in_(cases_of_persons_in(uow.county_code, case.id))),
    )
    return uow.session.scalar(earlier.limit(1)) is not None


def _since(uow: UnitOfWork) -> date | None:
    """Return the day from which earlier cases count; none where the county has set the years to nought."""
    years = whole_in_force(uow.session, TIE_YEARS, uow.county_code, uow.today)
    if years == 0:
        return None
    day = min(uow.today.day, 28) if uow.today.month == 2 else uow.today.day
    return uow.today.replace(year=uow.today.year - years, day=day)


def _plain(name: str) -> str:
    """Return a name without the blanks and brackets by which one body is written in several ways."""
    return "".join(name.split()).replace("(", "（").replace(")", "）")
