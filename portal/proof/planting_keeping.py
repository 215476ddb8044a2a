"""Plants what keeps cases and what takes them away: holds with words about a case, and a proposal to erase one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.access.county_roles import HOLD
from portal.declare.phases import Phase
from portal.proof.canaries import Nest, Rule, Subject
from portal.proof.county import Visitor
from portal.proof.filling import Pen
from portal.services.erasures import propose
from portal.services.holds import place_hold
from portal.store.actors import Person, System
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.keeping import DataConsent
from portal.store.unit_of_work import Store

_LONG_AGO = date(1990, 1, 1)
_WHY = {"scope": "case", "ground": "unlawful", "document": "鉴字1号", "reason": "经核查，收集时没有告知。"}


def plant_keeping(store: Store, nest: Nest, today: date, visitors: Iterable[Visitor], cases: list[Subject]) -> None:
    """Let whoever leads a body hold the erasure of cases of hers, one a class, and propose to erase another."""
    heads = (v.actor for v in visitors if v.actor is not None and v.actor.supervises and v.actor.may(*HOLD))
    for head in {head.organisation_id: head for head in heads}.values():
        _of_head(store, nest, today, head, cases)


def _of_head(store: Store, nest: Nest, today: date, head: Person, cases: list[Subject]) -> None:
    mine = [of for of in cases if of.organisation == head.organisation_id and of.id and head.staff_id not in of.aside]
    for of in {of.privacy: of for of in mine}.values():
        with store.begin(head, write=True) as uow:
            words = Pen(nest, of, today).text("hold", Rule.CONTENT)
            place_hold(uow, _id(of), {"ground": "suit", "words": words})
    with store.begin(System(head.county_code, "demo"), write=True) as uow:
        for of in {of.privacy: of for of in mine}.values():
            party = uow.session.scalars(select(Party.id).where(Party.case_id == _id(of)).order_by(Party.ordinal)).first()
            told: dict[str, Any] = {
                "basis": "consent",
                "purposes": ["mediate"],
                "told_on": today,
                "how": "oral",
                "given_by": "self",
            }
            told |= {"recorded_at": uow.now, "staff_id": head.staff_id, "party_id": party}
            uow.session.add(DataConsent(county_code=uow.county_code, id=new_id(), case_id=_id(of), **told))
    held = {of.id for of in {of.privacy: of for of in mine}.values()}
    free = next((of for of in mine if of.id not in held), None)
    if free is None:
        return
    with store.begin(System(head.county_code, "demo"), write=True) as uow:  # a case may be erased once it is archived
        case = uow.session.scalars(select(CaseFile).where(CaseFile.id == _id(free))).one()
        case.phase, case.archived_on = Phase.ARCHIVED.value, _LONG_AGO
    with store.begin(head, write=True) as uow:
        propose(uow, _id(free), _WHY)


def _id(of: Subject) -> uuid.UUID:
    assert of.id is not None
    return of.id
