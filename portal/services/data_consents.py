"""告知与同意, 查阅复制: writes down what a party was told, her consent and its withdrawal, and who asked for her own data."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.privacy_rules import is_in_hands
from portal.declare.fields import Choice, Choices, Day, Field, YesNo
from portal.declare.steps import Verb
from portal.declare.texts import N_
from portal.engine.data_consent import BASES, CONSENT, GIVERS, HOW, PURPOSES, problems_with
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, Problem, Refused
from portal.services.acting import lock_in_reach, must, person
from portal.store.access_log import log_access
from portal.store.erasing.emptying import TASK
from portal.store.identifiers import new_id
from portal.store.keeping_rows import rows_of_person
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.keeping import DataConsent
from portal.store.unit_of_work import UnitOfWork

KIND = "keeping"
ASKERS = (("self", N_("当事人本人")), ("guardian", N_("监护人")), ("agent", N_("代理人")), ("relative", N_("死者的近亲属")))
PROOFS = (
    ("id_card", N_("核对了身份证件")),
    ("letter", N_("核对了身份证件和委托书")),
    ("kinship", N_("核对了身份证件和关系证明")),
)
People = tuple[tuple[str, str], ...]


def consent_fields(people: People) -> tuple[Field, ...]:
    """Return what is asked when a party was told; nothing where nobody among the parties is a person."""
    if not people:
        return ()
    return (
        Choice("party", N_("当事人"), people, required=True),
        Day("told_on", N_("哪天告知的"), required=True),
        Choices("purposes", N_("告知了哪些用途"), tuple(PURPOSES.items()), required=True),
        Choice("how", N_("怎样告知的"), tuple(HOW.items()), required=True),
        Choice("basis", N_("依据（个人信息保护法）"), tuple(BASES.items()), required=True),
        Choice("given_by", N_("谁同意的"), tuple(GIVERS.items())),
        YesNo("sensitive", N_("敏感个人信息另外取得了单独同意")),
    )


def withdrawal_fields(standing: tuple[tuple[str, str], ...]) -> tuple[Field, ...]:
    """Return what is asked when a party withdrew her consent; nothing where no consent stands."""
    if not standing:
        return ()
    return (
        Choice("consent", N_("哪次同意"), standing, required=True),
        Day("withdrawn_on", N_("哪天撤回的"), required=True),
    )


def copy_fields(people: People) -> tuple[Field, ...]:
    """Return what is asked when somebody wants to have her own data; nothing where nobody among the parties is a person."""
    if not people:
        return ()
    return (
        Choice("subject", N_("谁的个人信息"), people, required=True),
        Choice("asked_by", N_("谁来要的"), ASKERS, required=True),
        Choice("proof", N_("怎样核对身份的"), PROOFS, required=True),
    )


def people_in(uow: UnitOfWork, case_id: uuid.UUID) -> People:
    """Return the persons among the parties of a case that is in reach."""
    mine = (Party.county_code == uow.county_code, Party.case_id == case_id, Party.kind == "person", Party.name != "")
    rows = uow.session.execute(select(Party.id, Party.name).where(*mine).order_by(Party.ordinal))
    return tuple((str(row.id), row.name) for row in rows)


def record_consent(uow: UnitOfWork, case_id: uuid.UUID, raw: Mapping[str, object]) -> uuid.UUID:
    """Write down what a party was told and on what the processing of her data rests.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the case is not in the post's hands.
        Refused: what is wrong, at its field.
    """
    actor, case = _handled(uow, case_id)
    values, problems = read_fields(consent_fields(_people(uow, case_id)), raw, uow.today, "")
    party = uow.session.get_one(Party, uuid.UUID(values["party"])) if "party" in values else None
    problems += problems_with(values, party.age_band if party is not None else "")
    if problems or party is None:
        raise Refused(tuple(problems))
    row = DataConsent(
        county_code=uow.county_code,
        id=new_id(),
        case_id=case.id,
        party_id=party.id,
        basis=values["basis"],
        purposes=list(values["purposes"]),
        told_on=values["told_on"],
        how=values["how"],
        given_by=values.get("given_by") or "",
        sensitive=bool(values.get("sensitive")),
        recorded_at=uow.now,
        staff_id=actor.staff_id,
    )
    uow.session.add(row)
    uow.session.flush()
    log_access(uow, KIND, "consent", case_id=case_id, data={"consent": str(row.id), "basis": row.basis})
    return row.id


def withdraw_consent(uow: UnitOfWork, case_id: uuid.UUID, raw: Mapping[str, object]) -> None:
    """Write down that a party withdrew her consent (个人信息保护法 15): what was done before stays lawful.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the case is not in the post's hands.
        Refused: what is wrong, at its field; only a consent that stands can be chosen.
    """
    _handled(uow, case_id)
    mine = (DataConsent.county_code == uow.county_code, DataConsent.case_id == case_id, DataConsent.withdrawn_on.is_(None))
    rows = uow.session.scalars(select(DataConsent).where(*mine, DataConsent.basis == CONSENT))
    standing = {str(row.id): row for row in rows}
    if not standing:
        raise Refused.at("", "consent_none")
    values, problems = read_fields(withdrawal_fields(tuple((one, one) for one in standing)), raw, uow.today, "")
    row = standing.get(values.get("consent", ""))
    if row is not None and "withdrawn_on" in values and values["withdrawn_on"] < row.told_on:
        problems.append(Problem("withdrawn_on", "consent_before"))
    if problems or row is None:
        raise Refused(tuple(problems))
    row.withdrawn_on = values["withdrawn_on"]
    uow.session.flush()
    log_access(uow, KIND, "consent_withdrawn", case_id=case_id, data={"consent": str(row.id)})


def give_own_data(uow: UnitOfWork, case_id: uuid.UUID, raw: Mapping[str, object]) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Write down who asked for a party's data (个人信息保护法 45, 49), and return the cases in the post's hands with her rows.

    What is in others' hands they give themselves: nobody learns here that there is more.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the case is not in the post's hands.
        Refused: what is wrong, at its field.
    """
    actor, case = _handled(uow, case_id)
    values, problems = read_fields(copy_fields(_people(uow, case_id)), raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    party = uuid.UUID(values["subject"])
    with uow.at_task(TASK):
        found = rows_of_person(uow, case, party)
    own = (CaseFile.county_code == uow.county_code, CaseFile.id.in_(found))
    there = [one for one in uow.session.scalars(select(CaseFile).where(*own)) if is_in_hands(actor, one)]
    told: dict[str, Any] = {"party": str(party), "asked_by": values["asked_by"], "proof": values["proof"]}
    for one in there:
        log_access(uow, "export", "own_data", case_id=one.id, data=told)
    return {one.id: frozenset(found[one.id]) for one in sorted(there, key=lambda row: row.id)}


def _people(uow: UnitOfWork, case_id: uuid.UUID) -> People:
    """Return the persons among the parties.

    Raises:
        Refused: nobody is one.
    """
    people = people_in(uow, case_id)
    if not people:
        raise Refused.at("", "consent_nobody")
    return people


def _handled(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[Person, CaseFile]:
    actor = person(uow)
    case = lock_in_reach(uow, actor, case_id)
    must(actor, Verb.HANDLE, case.type)
    if not is_in_hands(actor, case):
        raise Forbidden(Verb.HANDLE.value)
    if case.erased_on is not None:
        raise Refused.at("", "case_erased")
    return actor, case
