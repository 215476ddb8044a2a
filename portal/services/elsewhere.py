"""Have other organisations something open with the same people? Asked by whoever has the case in hand, and written down.

The answer is two numbers. So that it cannot be used to try out who is known to somebody else, it is given for the people of
a case in the asker's own hands, or for a whole identity number in the form of a new case; so many an hour and person; and
every question stands in the record, with a keyed hash in place of the number. The same question within the hour counts once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.doors import matters_elsewhere, matters_elsewhere_of
from portal.access.privacy_rules import is_in_hands
from portal.access.reach import reach_clause
from portal.declare.steps import Verb
from portal.errors import Forbidden, NotFound, Refused
from portal.services.acting import must, person
from portal.store.access_log import log_access
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import AccessEntry
from portal.store.unit_of_work import UnitOfWork

KIND = "door"
OF_CASE, OF_NUMBER = "case", "number"
WITHIN = timedelta(hours=1)
MOST_CASES = 60  # different cases a person may ask for within the hour
MOST_NUMBERS = 20  # different numbers typed into forms


@dataclass(frozen=True)
class Asked:
    """The answer, or that too much was asked within the hour (`is_limited`, with nothing told)."""

    matters: int = 0
    sectors: int = 0
    is_limited: bool = False


def ask_of_case(uow: UnitOfWork, case_id: uuid.UUID) -> Asked | None:
    """Return what other organisations have open with the people of a case that is in the asker's hands.

    `None` when the question has to be written down first and this unit of work only reads.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: it is not in this person's hands, or it has ended.
    """
    actor = person(uow)
    case = case_in_hands(uow, actor, case_id)
    asked = _asked(uow, actor)
    if (OF_CASE, str(case_id)) not in asked:
        if sum(action == OF_CASE for action, _what in asked) >= MOST_CASES:
            return Asked(is_limited=True)
        if not uow.writes:
            return None
        log_access(uow, KIND, OF_CASE, case_id=case_id)
    found = matters_elsewhere(uow, actor, case)
    return Asked(found.matters, found.sectors)


def ask_while_registering(uow: UnitOfWork, type_key: str, id_numbers: Iterable[str]) -> Asked | None:
    """Return what other organisations have open with the holders of whole identity numbers in the form of a new case.

    Numbers come read and checked by the intake. `None` when the question has to be written down first and this unit of
    work only reads.

    Raises:
        Forbidden: the post may not register cases of the type.
    """
    actor = person(uow)
    must(actor, Verb.REGISTER, type_key)
    wanted = {uow.keyring.digest("asked", number).hex(): number for number in id_numbers}
    if not wanted:
        return Asked()
    asked = _asked(uow, actor)
    fresh = [digest for digest in wanted if (OF_NUMBER, digest) not in asked]
    if sum(action == OF_NUMBER for action, _what in asked) + len(fresh) > MOST_NUMBERS:
        return Asked(is_limited=True)
    if fresh and not uow.writes:
        return None
    for digest in fresh:
        log_access(uow, KIND, OF_NUMBER, data={"asked": digest})
    found = matters_elsewhere_of(uow, actor, tuple(wanted.values()))
    return Asked(found.matters, found.sectors)


def case_in_hands(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> CaseFile:
    """Return an open case that the person handles, or registered and nobody took yet, in the post of its organisation.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: not in this person's hands, not open, or without the verb.
    """
    case = uow.session.scalars(
        select(CaseFile).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    ).one_or_none()
    if case is None:
        raise NotFound
    is_open = case.ending is None and case.voided_on is None
    if not is_open or not is_in_hands(actor, case):
        raise Forbidden(Verb.HANDLE.value)
    return case


def _asked(uow: UnitOfWork, actor: Person) -> set[tuple[str, str]]:
    """Return what this person asked within the hour."""
    rows = uow.session.execute(
        select(AccessEntry.action, AccessEntry.case_id, AccessEntry.data).where(
            AccessEntry.county_code == uow.county_code,
            AccessEntry.staff_id == actor.staff_id,
            AccessEntry.at > uow.now - WITHIN,
            AccessEntry.kind == KIND,
            AccessEntry.action.in_((OF_CASE, OF_NUMBER)),
        )
    )
    return {(row.action, str(row.case_id) if row.action == OF_CASE else str(row.data.get("asked"))) for row in rows}


def answered(asked: Asked | None) -> Asked:
    """Return an answer that was given.

    Raises:
        Refused: too much was asked within the hour.
    """
    if asked is None or asked.is_limited:
        raise Refused.at("", "asked_too_often")
    return asked
