"""Notes that an invitation was made for the parties. It leaves by the mediator's own telephone; what it says is not kept."""

from __future__ import annotations

import uuid

from portal.access.privacy_rules import may_read_content
from portal.declare.steps import Verb
from portal.errors import Forbidden
from portal.services.acting import must, person, reach
from portal.store.access_log import log_access
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork


def tell_parties(uow: UnitOfWork, case_id: uuid.UUID) -> None:
    """Write to the access log that an invitation was made.

    Raises:
        NotFound: the case is missing or out of reach.
        Forbidden: the post does not handle cases of this type, or sees only the header of the case.
    """
    actor = person(uow)
    reach(uow, actor, case_id)
    case = uow.session.get_one(CaseFile, case_id)
    must(actor, Verb.HANDLE, case.type)
    if not may_read_content(actor, case):
        raise Forbidden(Verb.HANDLE.value)
    log_access(uow, "notify", "invitation", case_id=case_id)
