"""What of a case in reach is shown: its content or its header only, names, contact and address in full or masked.

One table for pages, API, export, print and search (domain 6.2):

    class    content                                  names for other bodies   contact
    P0-P2    everybody in reach                       张*                      handler and registrar in full, others masked
    P3       handlers, registrar, their supervisor    surname only             the same
    P4       the same, and nobody else knows of it    -                        the same
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Literal, Protocol

from portal.access.actors import Actor, Person, System
from portal.declare.privacy import Privacy


class CaseLike(Protocol):
    """What the rules look at; a `CaseFile` and a row of its columns both have it."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def handler_id(self) -> uuid.UUID | None: ...
    @property
    def registered_by_id(self) -> uuid.UUID: ...
    @property
    def privacy(self) -> int: ...


@dataclass(frozen=True)
class Masks:
    """How much of people is shown. `initials` is the surname alone."""

    names: Literal["full", "masked", "initials"]
    contact: Literal["full", "masked"]
    address: Literal["full", "village"]


_FULL = Masks("full", "full", "full")
_OWN = Masks("full", "masked", "village")
_OWN_RESTRICTED = Masks("masked", "masked", "village")
_OTHER = Masks("masked", "masked", "village")
_OTHER_RESTRICTED = Masks("initials", "masked", "village")


def may_read_content(actor: Actor, case: CaseLike, *, let_in: bool = False) -> bool:
    """Say whether the content of a case in reach is shown, not its header only.

    `let_in` says that a row of access names the person (joint handling), which the case itself does not tell.
    """
    if isinstance(actor, System):
        return True
    if not isinstance(actor, Person):
        return False
    return case.privacy < Privacy.P3 or let_in or _is_named(actor, case) or _supervises(actor, case)


def masks_for(actor: Actor, case: CaseLike) -> Masks:
    """Return what the actor sees of the people in a case in reach."""
    if isinstance(actor, System):
        return _FULL
    if not isinstance(actor, Person):
        return _OTHER_RESTRICTED
    if _is_named(actor, case):
        return _FULL
    restricted = case.privacy >= Privacy.P3
    if case.organisation_id == actor.organisation_id:
        return _OWN_RESTRICTED if restricted and not actor.supervises else _OWN
    return _OTHER_RESTRICTED if restricted else _OTHER


def is_in_hands(actor: Person, case: CaseLike) -> bool:
    """Say whether the person handles the case, or registered it and nobody took it yet, in the post of its organisation."""
    holder = case.handler_id if case.handler_id is not None else case.registered_by_id
    return case.organisation_id == actor.organisation_id and holder == actor.staff_id


def _is_named(person: Person, case: CaseLike) -> bool:
    """Say whether the case is the person's own, in the post of its organisation."""
    own = case.organisation_id == person.organisation_id
    return own and person.staff_id in (case.handler_id, case.registered_by_id)


def _supervises(person: Person, case: CaseLike) -> bool:
    return person.supervises and case.organisation_id == person.organisation_id
