"""并案 at its other end: the case that leads takes over what the ended one had, in the same transaction."""

from __future__ import annotations

from portal.declare.steps import Verb
from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.merging import absorbed, leading_id
from portal.errors import Refused
from portal.services.acting import lock_in_reach, must, person, refuse_own_matter
from portal.services.deciding import deciding
from portal.store.load_case import load_case
from portal.store.record import record
from portal.store.unit_of_work import UnitOfWork

MERGE = "merge"


def follow_merge(uow: UnitOfWork, before: CaseState, change: Change) -> None:
    """Record in the leading case what the merge that was just recorded brings it.

    Raises:
        NotFound: it went out of reach. Forbidden: the post may not handle it. Refused: it moved on meanwhile.
    """
    if change.action != MERGE:
        return
    actor = person(uow)
    lead = lock_in_reach(uow, actor, leading_id(change))
    must(actor, Verb.HANDLE, lead.type)
    uow.session.flush()
    row, state = load_case(uow, lead.id, secrets=True)
    taken = absorbed(state, before, deciding(uow, actor, row))
    if not isinstance(taken, Change):
        raise Refused(taken)
    refuse_own_matter(uow, actor, taken.joined)
    record(uow, row, state, taken)
