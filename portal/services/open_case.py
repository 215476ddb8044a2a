"""Opens a case: intake, likely duplicates, the first event, and on wish the acceptance in the same transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.doors import open_matters_of
from portal.declare.case_types import CaseType
from portal.declare.privacy import Privacy
from portal.declare.steps import Verb
from portal.engine.changes import Change, Opening
from portal.engine.intake import read_case
from portal.engine.on_the_spot import ACTS, answered, at_act, entered_problems
from portal.engine.referral import begun_elsewhere
from portal.engine.transitions import decide
from portal.errors import Problem, Refused
from portal.services.acting import must, person, reach, refuse_own_matter
from portal.services.deciding import deciding, deciding_for
from portal.services.submits import body_text, settle, use_token
from portal.store.load_case import state_of
from portal.store.record import record, record_opening
from portal.store.referral_rows import TASK
from portal.store.tables.cases import CaseFile
from portal.store.tables.places import Division, Organisation
from portal.store.together import at_once
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Opened:
    """The case that was opened. `notices` are no errors: likely duplicates, confirmed questions."""

    case_id: uuid.UUID
    version: int
    number: str | None
    notices: tuple[Problem, ...]


@dataclass(frozen=True)
class Joins:
    """The dispute a case joins, who refers it, and the class below which the case must not fall."""

    dispute_id: uuid.UUID
    sender_id: uuid.UUID
    at_least: Privacy


def open_case(
    uow: UnitOfWork,
    raw: Mapping[str, Any],
    *,
    accept: Mapping[str, Any] | None = None,
    on_the_spot: Mapping[str, Mapping[str, Any]] | None = None,
    token: str | None = None,
    joins: Joins | None = None,
) -> Opened:
    """Open a case from what was typed, posted or imported.

    `accept` is what the acceptance needs (an empty mapping takes the day of today). `on_the_spot` holds the data of the
    acts of `portal.engine.on_the_spot` for a case that was settled before it was entered; their dates are those of the happening.
    `confirmed` in the body answers what only asks: `rule:<field>` of the type's rules, `guard:<act>.<field>` of the guards of
    a following act. `joins` opens the case in a dispute that another body refers (`portal.services.answer_referral`).

    Raises:
        Refused: every problem at its field; those of a following act at `<act>.<field>`.
        NotFound: no such type for the organisation of this post.
        Forbidden: the post may not register cases of the type.
        Repeated: the token was used before.
    """
    actor = person(uow)
    type_key = raw.get("type")
    case_type = uow.registry.case_type(type_key) if isinstance(type_key, str) else None
    if not isinstance(type_key, str) or case_type is None or type_key.partition(".")[0] not in actor.plugins:
        raise Refused.at("type", "unknown_type")
    must(actor, Verb.REGISTER, type_key)
    submit = use_token(uow, actor, token, body_text({**raw, "accept": accept, "on_the_spot": on_the_spot}))
    follow = _following(uow, accept, on_the_spot)
    if follow:
        must(actor, Verb.HANDLE, type_key)
    body = {k: v for k, v in raw.items() if k != "type"}
    if on_the_spot is not None:
        body["after_the_fact"] = True
    codes = frozenset(uow.session.scalars(select(Division.code).where(Division.county_code == uow.county_code)))
    opening = read_case(type_key, case_type, body, today=uow.today, calendar=uow.calendar, divisions=codes)
    if isinstance(opening, Opening):
        refuse_own_matter(uow, actor, opening.parties)
    else:
        raise Refused(opening + entered_problems(type_key, case_type, follow, deciding_for(uow, actor, actor.organisation_id)))
    opening = _at_home(uow, actor.organisation_id, opening)
    notices = opening.notices + _likely_duplicates(uow, opening)
    with at_once(uow) if joins is None else nullcontext():  # what joins lies in a dispute of others, behind their walls
        case = _write(uow, actor, opening, case_type, joins)
        _do(uow, case, case_type, follow, raw.get("confirmed"))
    uow.session.flush()
    settle(submit, case.id)
    reach(uow, actor, case.id)
    return Opened(case.id, case.version, case.number, notices)


def _write(uow: UnitOfWork, actor: Person, opening: Opening, case_type: CaseType, joins: Joins | None) -> CaseFile:
    if joins is None:
        return record_opening(uow, opening, case_type, actor.organisation_id, actor.staff_id)
    privacy = max(opening.privacy, joins.at_least)
    opening = replace(opening, privacy=privacy, change=replace(opening.change, privacy=privacy))
    with uow.at_task(TASK):
        case = record_opening(uow, opening, case_type, actor.organisation_id, actor.staff_id, joins.dispute_id)
    state = state_of(uow, case, case_type)
    record(uow, case, state, begun_elsewhere(state, joins.sender_id, deciding(uow, actor, case)))
    return case


def _following(
    uow: UnitOfWork, accept: Mapping[str, Any] | None, on_the_spot: Mapping[str, Mapping[str, Any]] | None
) -> dict[str, Mapping[str, Any]]:
    """Return the acts that follow the opening with their data, in their order."""
    follow: dict[str, Mapping[str, Any]] = {}
    if accept is not None:
        follow["accept"] = {"accepted_on": uow.today.isoformat(), **accept}
    for act in ACTS if on_the_spot is not None else ():
        if on_the_spot and act in on_the_spot:
            follow[act] = on_the_spot[act]
    return follow


def _do(uow: UnitOfWork, case: CaseFile, case_type: CaseType, follow: Mapping[str, Mapping[str, Any]], confirmed: object) -> None:
    """Do the acts one after the other.

    Raises:
        Refused: what is wrong with all of them; an act that is only missing what a refused one would have done is not told.
    """
    problems: list[Problem] = []
    for act, data in follow.items():
        uow.session.flush()
        state = state_of(uow, case, case_type)
        change = decide(state, act, data, deciding(uow, person(uow), case), answered(confirmed, act))
        if isinstance(change, Change):
            record(uow, case, state, change)
        else:
            problems += [p for p in at_act(act, change) if not (problems and p.code == "not_offered")]
    if problems:
        raise Refused(tuple(problems))


def _at_home(uow: UnitOfWork, organisation_id: uuid.UUID, opening: Opening) -> Opening:
    """Return the opening with the organisation's own division when no place was named."""
    if opening.division_code:
        return opening
    home = uow.session.get_one(Organisation, organisation_id).division_code
    return replace(opening, division_code=home)


def _likely_duplicates(uow: UnitOfWork, opening: Opening) -> tuple[Problem, ...]:
    """Return a notice for each party who has other open matters in this organisation. Counts only, never contents."""
    notices = []
    positions: dict[str, int] = {}
    for party in opening.parties:
        index = positions.get(party.role, 0)
        positions[party.role] = index + 1
        count = open_matters_of(uow, id_number=party.id_number, phone=party.phone)
        if count:
            notices.append(Problem(f"parties.{party.role}.{index}", "open_matters", {"count": count}, asks=True))
    return tuple(notices)
