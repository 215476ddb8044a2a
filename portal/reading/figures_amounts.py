"""What each case of a register is about in money: asked for, agreed, and performed so far. Only where the content is read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import and_, func, select

from portal.access.actors import Person
from portal.access.privacy_rules import Sight, sight_clause
from portal.declare.facts import Fact
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import Agreement, AgreementTerm
from portal.store.tables.figures import CaseFact
from portal.store.unit_of_work import UnitOfWork

AT_ONCE = 5_000
"""How many cases one query asks about; both databases take fewer parameters than a register may have rows."""


@dataclass(frozen=True)
class Amounts:
    """The money of one case in fen; `None` where none was entered, or it is not shown to this reader."""

    asked: int | None = None
    agreed: int | None = None
    performed: int | None = None


NONE = Amounts()
_KEPT_AS: Mapping[str, str] = MappingProxyType({Fact.AMOUNT_CLAIMED.value: "asked", Fact.AMOUNT_AGREED.value: "agreed"})


def amounts_of(uow: UnitOfWork, actor: Person, cases: Sequence[uuid.UUID]) -> dict[uuid.UUID, Amounts]:
    """Return the money of these cases, which must be within reach. Two statements for every 5,000 cases."""
    found: dict[uuid.UUID, Amounts] = {}
    for portion in _portions(cases):
        read = and_(
            CaseFile.county_code == uow.county_code, CaseFile.id.in_(portion), sight_clause(actor, "content", {Sight.FULL})
        )
        for case_id, fact, number in uow.session.execute(
            select(CaseFact.case_id, CaseFact.fact, CaseFact.number)
            .join(CaseFile, and_(CaseFile.county_code == CaseFact.county_code, CaseFile.id == CaseFact.case_id))
            .where(read, CaseFact.fact.in_(_KEPT_AS), CaseFact.to_event.is_(None))
        ):
            found[case_id] = replace(found.get(case_id, NONE), **{_KEPT_AS[fact]: number})
        for case_id, paid in uow.session.execute(
            select(AgreementTerm.case_id, func.sum(func.coalesce(AgreementTerm.performed_amount, 0)))
            .join(CaseFile, and_(CaseFile.county_code == AgreementTerm.county_code, CaseFile.id == AgreementTerm.case_id))
            .join(Agreement, and_(Agreement.county_code == AgreementTerm.county_code, Agreement.id == AgreementTerm.agreement_id))
            .where(read, Agreement.replaced_seq.is_(None), Agreement.effective_on.is_not(None), AgreementTerm.kind == "money")
            .group_by(AgreementTerm.case_id)
        ):
            found[case_id] = replace(found.get(case_id, NONE), performed=int(paid))
    return found


def _portions(cases: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    return (cases[at : at + AT_ONCE] for at in range(0, len(cases), AT_ONCE))
