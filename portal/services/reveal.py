"""Shows one hidden value of a party, one by one, and writes down who looked before the value is returned."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from portal.access.privacy_rules import may_read_content
from portal.declare.steps import Verb
from portal.errors import Forbidden, NotFound
from portal.services.acting import must, person, reach
from portal.store.access_log import log_access
from portal.store.party_rows import SECRET_PARTS
from portal.store.tables.cases import CaseFile, Party
from portal.store.unit_of_work import UnitOfWork


def reveal(uow: UnitOfWork, case_id: uuid.UUID, party_id: uuid.UUID, part: str) -> str:
    """Return the identity number, phone or address of a party in full.

    Raises:
        NotFound: case or party missing or out of reach, or no such part.
        Forbidden: the post lacks the verb, or sees only the header of the case.
    """
    actor = person(uow)
    reach(uow, actor, case_id)
    case = uow.session.get_one(CaseFile, case_id)
    must(actor, Verb.REVEAL, case.type)
    if not may_read_content(actor, case):
        raise Forbidden(Verb.REVEAL.value)
    known = uow.session.scalar(
        select(Party.id).where(Party.county_code == uow.county_code, Party.case_id == case_id, Party.id == party_id)
    )
    if known is None or part not in SECRET_PARTS or part == "born":
        raise NotFound
    value = uow.secrets.get(case_id, f"party.{party_id}.{part}")
    if value is None:
        raise NotFound
    log_access(uow, "reveal", part, case_id=case_id, data={"party": str(party_id)})
    return value
