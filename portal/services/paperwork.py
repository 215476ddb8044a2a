"""Notes that a paper was printed or put into the dossier; printing is written to the access log."""

from __future__ import annotations

import uuid

from portal.access.actors import Person
from portal.access.privacy_rules import may_read_content
from portal.declare.steps import Verb
from portal.errors import Forbidden
from portal.services.acting import must, person, reach
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CasePaper
from portal.store.unit_of_work import UnitOfWork

PRINTED = "printed"
FILED = "filed"


def note_paper(uow: UnitOfWork, case_id: uuid.UUID, paper: str, state: str) -> None:
    """Note that the paper was printed or filed.

    Raises:
        NotFound: the case is missing or out of reach.
        Forbidden: the post may not print papers of this type, or sees only the header of the case.
    """
    actor = note_print(uow, case_id, paper) if state == PRINTED else _allowed(uow, case_id)
    uow.session.add(
        CasePaper(
            county_code=uow.county_code,
            id=new_id(),
            case_id=case_id,
            paper=paper,
            state=state,
            at=uow.now,
            staff_id=actor.staff_id,
        )
    )


def note_print(uow: UnitOfWork, case_id: uuid.UUID, paper: str) -> Person:
    """Write to the access log that the paper was shown for printing, and return who looked. Raises like `note_paper`."""
    actor = _allowed(uow, case_id)
    log_access(uow, "print", paper, case_id=case_id)
    return actor


def _allowed(uow: UnitOfWork, case_id: uuid.UUID) -> Person:
    actor = person(uow)
    reach(uow, actor, case_id)
    case = uow.session.get_one(CaseFile, case_id)
    must(actor, Verb.PRINT, case.type)
    if not may_read_content(actor, case):
        raise Forbidden(Verb.PRINT.value)
    return actor
