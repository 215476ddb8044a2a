"""同一人: says that parties of several cases of one organisation are one person, and takes it back.

The parties stay as they are, in their cases and on their papers. What is written is a link, an event in each case, and which
party's values stay; hints, ties and the history of the person follow the link.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from portal.access.actors import Person
from portal.access.person_reach import MANAGE, VIEW, comparable_clause
from portal.engine.changes import Change
from portal.engine.same_person import MOST_MERGED, are_alike, linked, unlinked
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.acting import lock_in_reach, person
from portal.services.deciding import deciding_for
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.load_case import load_case
from portal.store.person_rows import likenesses
from portal.store.record import record
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.persons import PersonMerge
from portal.store.unit_of_work import UnitOfWork

KIND = "person"
VALUES = ("name", "sex", "id_number", "phone", "address", "nation", "occupation")
"""What a person has besides the cases: for each, one party is named whose value stays."""
COLUMNS: Mapping[str, str] = {"id_number": "id_mask", "phone": "phone_mask", "address": "address_mask"}


def merge_persons(uow: UnitOfWork, raw: Mapping[str, Any], token: str | None = None) -> uuid.UUID:
    """Say that the `parties` are one person, of whom the values named in `keep` stay, and return the person.

    Raises:
        Forbidden: the post does not say who is one person.
        NotFound: a party is missing, or the post may not read its name.
        Refused: they are not alike, too many, one already, or it is not said whose value stays.
        Repeated: the token was used before.
    """
    actor = _manages(uow)
    submit = use_token(uow, actor, token, body_text(raw))
    chosen = _chosen(uow, actor, raw.get("parties"))
    parties = _with_their_persons(uow, actor, chosen)
    alike = likenesses(uow, parties)
    if len({one.person for one in alike.values()}) < 2:
        raise Refused.at("parties", "persons_one_already")
    if not are_alike(tuple(alike.values())):
        raise Refused.at("parties", "persons_not_alike")
    kept = _kept(raw.get("keep"), chosen)
    row = PersonMerge(
        county_code=uow.county_code,
        id=new_id(),
        organisation_id=actor.organisation_id,
        parties=[{"case": str(one.case_id), "party": str(one.id), "before": str(one.person_id or "")} for one in parties],
        kept=kept,
        merged_by_id=actor.staff_id,
        merged_at=uow.now,
    )
    uow.session.add(row)
    decides = deciding_for(uow, actor, actor.organisation_id)
    for party in parties:
        _record(uow, party.case_id, lambda state, one=party.id: linked(state, one, row.id, decides))
    log_access(uow, KIND, "merged", data={"person": str(row.id)}, count=len(parties))
    settle(submit, row.id)
    return row.id


def undo_merge(uow: UnitOfWork, person_id: uuid.UUID) -> None:
    """Take a merge back: each party is again whoever it was before.

    Raises:
        Forbidden: the post does not say who is one person. NotFound: no such merge in its organisation.
        Refused: it was taken back, was merged further, or a case of it is out of the post's reach.
    """
    actor = _manages(uow)
    row = uow.session.scalars(
        select(PersonMerge)
        .where(
            PersonMerge.county_code == uow.county_code,
            PersonMerge.id == person_id,
            PersonMerge.organisation_id == actor.organisation_id,
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound
    if row.undone_at is not None:
        raise Refused.at("", "persons_undone_already")
    before = {uuid.UUID(one["party"]): uuid.UUID(one["before"]) if one["before"] else None for one in row.parties}
    for case_id in sorted({uuid.UUID(one["case"]) for one in row.parties}):
        _lock(uow, actor, case_id)
    standing = {
        party.id: party
        for party in uow.session.scalars(
            select(Party).where(Party.county_code == uow.county_code, Party.id.in_(before)).order_by(Party.id)
        )
    }
    if any(party.person_id not in (row.id, None) for party in standing.values()):
        raise Refused.at("", "persons_merged_further")
    decides = deciding_for(uow, actor, actor.organisation_id)
    for party in standing.values():
        if party.person_id == row.id:  # none where the case was sealed meanwhile
            _record(uow, party.case_id, lambda state, one=party.id: unlinked(state, one, row.id, before[one], decides))
    row.undone_by_id, row.undone_at = actor.staff_id, uow.now
    uow.session.flush()
    log_access(uow, KIND, "merge_undone", data={"person": str(row.id)}, count=len(standing))


def _manages(uow: UnitOfWork) -> Person:
    actor = person(uow)
    if not actor.may(MANAGE, VIEW):
        raise Forbidden(MANAGE)
    return actor


def _chosen(uow: UnitOfWork, actor: Person, given: object) -> list[Party]:
    """Return the parties that were named, their cases locked."""
    ids = {_id(one) for one in given} if isinstance(given, Iterable) and not isinstance(given, (str, bytes)) else set()
    if None in ids:
        raise Refused.at("parties", "not_an_option")
    if len(ids) < 2:
        raise Refused.at("parties", "persons_two_needed")
    if len(ids) > MOST_MERGED:
        raise Refused.at("parties", "persons_too_many", most=MOST_MERGED)
    found = _parties(uow, actor, Party.id.in_(ids))
    if len(found) < len(ids):
        raise NotFound
    return found


def _with_their_persons(uow: UnitOfWork, actor: Person, chosen: Sequence[Party]) -> list[Party]:
    """Return the parties with everybody who was said to be one of them; their cases are locked, in one order for all."""
    persons = {party.person_id for party in chosen if party.person_id is not None}
    of_them = and_(Party.county_code == uow.county_code, or_(Party.person_id.in_(persons), Party.id.in_([p.id for p in chosen])))
    every = uow.session.execute(select(Party.id, Party.case_id).where(of_them)).all()
    if len(every) > MOST_MERGED:
        raise Refused.at("parties", "persons_too_many", most=MOST_MERGED)
    for case_id in sorted({row.case_id for row in every}):
        _lock(uow, actor, case_id)
    parties = _parties(uow, actor, of_them)
    if len(parties) < len(every):
        raise Refused.at("parties", "persons_out_of_reach")
    return parties


def _lock(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> None:
    try:
        lock_in_reach(uow, actor, case_id)
    except NotFound:
        raise Refused.at("parties", "persons_out_of_reach") from None


def _parties(uow: UnitOfWork, actor: Person, which: Any) -> list[Party]:
    return list(
        uow.session.scalars(
            select(Party)
            .join(CaseFile, and_(CaseFile.county_code == Party.county_code, CaseFile.id == Party.case_id))
            .where(Party.county_code == uow.county_code, which, comparable_clause(actor))
            .order_by(Party.id)
            .execution_options(populate_existing=True)
        )
    )


def _kept(given: object, parties: Sequence[Party]) -> dict[str, str]:
    """Return whose value stays, for each value; it must be said where the parties differ."""
    named = given if isinstance(given, Mapping) else {}
    problems: list[Problem] = []
    kept: dict[str, str] = {}
    for value in VALUES:
        having = [party for party in parties if getattr(party, COLUMNS.get(value, value))]
        chosen = str(named.get(value) or "")
        if chosen and chosen not in {str(party.id) for party in having}:
            problems.append(Problem(f"keep.{value}", "not_an_option"))
        elif chosen:
            kept[value] = chosen
        elif len({getattr(party, COLUMNS.get(value, value)) for party in having}) > 1:
            problems.append(Problem(f"keep.{value}", "persons_keep_which"))
        elif having:
            kept[value] = str(having[-1].id)  # all alike: the newest
    if problems:
        raise Refused(tuple(problems))
    return kept


def _record(uow: UnitOfWork, case_id: uuid.UUID, change_of: Any) -> None:
    uow.session.flush()
    case, state = load_case(uow, case_id)
    change: Change = change_of(state)
    record(uow, case, state, change)


def _id(given: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(given) if isinstance(given, str) else None
    except ValueError:
        return None
