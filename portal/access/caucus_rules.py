"""Who reads what a party said in confidence (背靠背谈话): the mediators the case is assigned to, and nobody else at all.

Neither the supervisor, nor the registrar, nor whoever looks by special permission: a party who must fear that the office
reads it says nothing. A mediator reads what was written while the case was hers. What others wrote before, she reads when the
party agreed to its being passed on; who is no longer assigned reads nothing, her own notes included, until she is again.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from portal.access.actors import Person
from portal.access.privacy_rules import CaseLike


def assigned(case: CaseLike, joint: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return the staff a case is assigned to: its handler, and by name who handles it jointly."""
    return frozenset((*((case.handler_id,) if case.handler_id is not None else ()), *joint))


def is_assigned(actor: Person, case: CaseLike, joint: Collection[uuid.UUID]) -> bool:
    """Say whether the actor is one of them, the handler in the post of the case's own organisation."""
    if actor.glass is not None:
        return False
    is_handler = case.handler_id == actor.staff_id and case.organisation_id == actor.organisation_id
    return is_handler or actor.staff_id in joint


def may_read_note(actor: Person, readers: Sequence[str], *, passes_on: bool) -> bool:
    """Say whether an assigned mediator reads a note."""
    return passes_on or str(actor.staff_id) in readers
