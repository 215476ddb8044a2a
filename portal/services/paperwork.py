"""Notes that a paper was printed or put into the dossier; printing is written to the access log."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from portal.access.actors import Person
from portal.access.privacy_rules import may_read_content
from portal.declare.steps import Verb
from portal.errors import Forbidden
from portal.services.acting import must, person, reach
from portal.store.access_log import log_access
from portal.store.paper_rows import PaperState, write_paper
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork


def note_filed(uow: UnitOfWork, case_id: uuid.UUID, paper: str) -> None:
    """Note that the paper lies in the dossier.

    Raises:
        NotFound: the case is missing or out of reach.
        Forbidden: the post may not print papers of this type, or sees only the header of the case.
    """
    actor = _allowed(uow, case_id)
    write_paper(uow, case_id, paper, PaperState.FILED, actor.staff_id)


def note_shown(uow: UnitOfWork, case_id: uuid.UUID, papers: Iterable[str]) -> None:
    """Write to the access log that the papers were shown for printing. Raises like `note_filed`."""
    _allowed(uow, case_id)
    for paper in papers:
        log_access(uow, "print", paper, case_id=case_id)


def note_saved(uow: UnitOfWork, case_id: uuid.UUID, paper: str, form: str) -> None:
    """Write to the access log that the paper, or `dossier`, was saved as a file (`docx`, `pdf`). Raises like `note_filed`."""
    _allowed(uow, case_id)
    log_access(uow, "print", paper, case_id=case_id, data={"form": form})


def _allowed(uow: UnitOfWork, case_id: uuid.UUID) -> Person:
    actor = person(uow)
    reach(uow, actor, case_id)
    case = uow.session.get_one(CaseFile, case_id)
    must(actor, Verb.PRINT, case.type)
    if not may_read_content(actor, case):
        raise Forbidden(Verb.PRINT.value)
    return actor
