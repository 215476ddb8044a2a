"""Who acts in a use case, and whether the post holds the verb. Out of reach comes before a missing verb."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.proving_again import Proved
from portal.access.reach import reach_clause
from portal.declare.steps import Verb
from portal.engine.case_state import PartyState
from portal.engine.changes import LinkMade
from portal.engine.representation import LinkState
from portal.errors import Forbidden, NotFound, NotSignedIn, Problem, Refused
from portal.store.coarse import RECUSED
from portal.store.own_numbers import own_matters, who_is_she
from portal.store.tables.cases import BlindIndex, CaseAccess, CaseFile
from portal.store.tables.people import Post, Staff
from portal.store.unit_of_work import UnitOfWork


def person(uow: UnitOfWork) -> Person:
    """Return the person who acts.

    Raises:
        NotSignedIn: the unit of work belongs to a program or to nobody.
    """
    if not isinstance(uow.actor, Person):
        raise NotSignedIn
    return uow.actor


def must_have_proved(uow: UnitOfWork, actor: Person, proved: Proved | None) -> None:
    """Raise `Refused` unless the person has proved just now who she is."""
    if proved is None or not proved.holds(actor.user_id, uow.now):
        raise Refused.at("password", "password_wrong")


def must(actor: Person, verb: Verb, view: str) -> None:
    """Raise `Forbidden` unless the post holds the verb on the view."""
    if not actor.may(verb, view):
        raise Forbidden(verb.value)


def reach(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> None:
    """Raise `NotFound` unless the case is within the fine reach of the post."""
    found = uow.session.scalar(
        select(CaseFile.id).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    )
    if found is None:
        raise NotFound


def lock_in_reach(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> CaseFile:
    """Return the case, locked until the transaction ends.

    Raises:
        NotFound: missing, or beyond the fine reach of the post.
    """
    case = uow.session.scalars(
        select(CaseFile)
        .where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
        .with_for_update(of=CaseFile)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if case is None:
        raise NotFound
    return case


def refuse_own_matter(uow: UnitOfWork, actor: Person, parties: Sequence[PartyState]) -> None:
    """Raise `Refused` at every party that has a number of the actor's own: nobody writes down a matter of herself."""
    places: dict[str, int] = {}
    paths = []
    for party in parties:
        place = places.get(party.role, 0)
        places[party.role] = place + 1
        paths.append(f"parties.{party.role}.{place}")
    there: list[tuple[str, PartyState | LinkState]] = []
    for path, party in zip(paths, parties, strict=True):
        there += [(path, party), *((f"{path}.{link.kind}", link) for link in party.named)]
    hers = who_is_she(uow, actor.staff_id, [one for _path, one in there])
    if hers:
        raise Refused(tuple(Problem(there[at][0], "own_matter") for at in hers))


def refuse_to_act_for(uow: UnitOfWork, actor: Person, rows: Sequence[object]) -> None:
    """Raise `Refused` where whoever is named as acting for a party has a number of the actor's own."""
    named = [row.link for row in rows if isinstance(row, LinkMade)]
    if any(link.id_number or link.phone for link in named) and who_is_she(uow, actor.staff_id, named):
        raise Refused.at("phone", "own_matter")


def stands_aside(uow: UnitOfWork, case_id: uuid.UUID, staff_id: uuid.UUID) -> bool:
    """Say whether a case may not be given to somebody: she stands aside, or her own number is that of a party."""
    aside = select(CaseAccess.id).where(
        CaseAccess.county_code == uow.county_code,
        CaseAccess.case_id == case_id,
        CaseAccess.ground == RECUSED,
        CaseAccess.staff_id == staff_id,
        CaseAccess.until.is_(None),
    )
    return uow.session.scalar(aside.limit(1)) is not None or is_own_matter(uow, case_id, staff_id)


def is_own_matter(uow: UnitOfWork, case_id: uuid.UUID, staff_id: uuid.UUID) -> bool:
    """Say whether somebody in the case has a number of the official's own."""
    hers = own_matters(uow.county_code, staff_id).where(BlindIndex.case_id == case_id)
    return uow.session.execute(hers.limit(1)).first() is not None


def staff_of(uow: UnitOfWork, organisation_id: uuid.UUID, staff_id: uuid.UUID) -> bool:
    """Say whether the member of staff holds a post in the organisation today."""
    found = uow.session.scalar(
        select(Post.id)
        .join(Staff, Staff.id == Post.staff_id)
        .where(
            Post.county_code == uow.county_code,
            Post.organisation_id == organisation_id,
            Post.staff_id == staff_id,
            Post.since <= uow.today,
            (Post.until.is_(None)) | (Post.until >= uow.today),
            Staff.ended_on.is_(None),
        )
        .limit(1)
    )
    return found is not None
