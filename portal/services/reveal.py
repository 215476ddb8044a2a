"""Shows one hidden value of a case, one by one, and writes down who looked before the value is returned."""

from __future__ import annotations

import json
import uuid
from typing import Any

from sqlalchemy import select

from portal.access.privacy_rules import Sight, Sights, sights_for
from portal.declare.privacy import Sensitivity
from portal.declare.steps import Verb
from portal.errors import Forbidden, NotFound
from portal.services.acting import must, person, reach
from portal.services.submits import use_token
from portal.store.access_log import log_access
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.parties import PartyLink
from portal.store.unit_of_work import UnitOfWork

PARTS = {"id_number": "id_numbers", "phone": "phones", "contact_times": "phones", "address": "addresses"}
"""Parts of a party that may be asked for, with their column of the matrix. A declared field is `details.<key>`."""

_OF_LINKS = ("id_number", "phone")
_ASKED = (Sight.FULL, Sight.ON_REQUEST)


def reveal(uow: UnitOfWork, case_id: uuid.UUID, party_id: uuid.UUID | None, part: str, *, token: str | None = None) -> Any:
    """Return one value in full: a part of a party, or a masked field of the case or of a party.

    Raises:
        NotFound: case or party missing or out of reach, or no such part.
        Forbidden: the post lacks the verb, or the matrix does not show the part to her on request.
        Repeated: the token of the page was used for this part before; whoever looks again asks again.
    """
    actor = person(uow)
    reach(uow, actor, case_id)
    case = uow.session.get_one(CaseFile, case_id)
    must(actor, Verb.REVEAL, case.type)
    _may_ask(uow, case, sights_for(actor, case), party_id, part)
    path = part if party_id is None else f"party.{party_id}.{part}"
    value = uow.secrets.get(case_id, path)
    if value is None:
        raise NotFound
    where = {"party": str(party_id)} if party_id is not None else {}
    submit = use_token(uow, actor, token, f"reveal {case_id} {path}")
    if submit is not None:
        submit.location = str(case_id)
    log_access(uow, "reveal", "field" if part.startswith("details.") else part, case_id=case_id, data={**where, "part": part})
    return json.loads(value) if part.startswith("details.") else value


def _may_ask(uow: UnitOfWork, case: CaseFile, sights: Sights, party_id: uuid.UUID | None, part: str) -> None:
    """Raise unless the case has the part and the matrix lets this reader ask for it."""
    if sights.content is not Sight.FULL:
        raise Forbidden(Verb.REVEAL.value)
    role = None
    if party_id is not None:
        mine = (Party.county_code == uow.county_code, Party.case_id == case.id, Party.id == party_id)
        role = uow.session.scalar(select(Party.role).where(*mine))
        if role is None and part in _OF_LINKS and _acts_here(uow, case, party_id):
            role = ""
        if role is None:
            raise NotFound
    if part in PARTS and role is not None:
        sight = getattr(sights, PARTS[part])
    else:
        sight = sights.sealed_fields if _sensitivity(uow, case, role, part) is Sensitivity.SEALED else sights.masked_fields
    if sight not in _ASKED:
        raise Forbidden(Verb.REVEAL.value)


def _acts_here(uow: UnitOfWork, case: CaseFile, link_id: uuid.UUID) -> bool:
    """Say whether this is somebody who acts for a party of the case."""
    mine = (PartyLink.county_code == uow.county_code, PartyLink.case_id == case.id, PartyLink.id == link_id)
    return uow.session.scalar(select(PartyLink.id).where(*mine)) is not None


def _sensitivity(uow: UnitOfWork, case: CaseFile, role: str | None, part: str) -> Sensitivity:
    """Return how a declared field of the case or of the party's role is kept; a field that is gone counts as sealed."""
    group, _dot, key = part.partition(".")
    if group != "details" or not key:
        raise NotFound
    declared = uow.registry.case_type(case.type)
    if declared is None:
        return Sensitivity.SEALED
    of = declared.fields if role is None else next((r.fields for r in declared.parties if r.key == role), ())
    return next((field.sensitivity for field in of if field.key == key), Sensitivity.SEALED)
