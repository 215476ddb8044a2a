"""背靠背谈话: writes down what a party said to the mediator alone, and reads it again for the mediators assigned.

Both stand here, because nothing that looks (lists, pages, papers, API, exports, search, figures) may know the table.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from portal.access.actors import Person
from portal.access.caucus_rules import assigned, is_assigned, may_read_note
from portal.declare.fields import Day, LongText, Text, YesNo
from portal.declare.phases import Phase
from portal.declare.steps import Verb
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import NotFound, Problem, Refused
from portal.services.acting import must, person, reach
from portal.services.submits import settle, use_token
from portal.store.access_log import log_access, note_look
from portal.store.identifiers import new_id
from portal.store.secrets import seal, unseal
from portal.store.tables.cases import CaseAccess, CaseFile, Party
from portal.store.tables.caucus import CaucusNote
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork

JOINT = "joint"
MOST = 200
FIELDS = (
    Text("party", N_("和谁谈的"), required=True, longest=40),
    Day("held_on", N_("谈话日期"), required=True),
    LongText("text", N_("谈话内容"), required=True, longest=8000),
    YesNo("passes_on", N_("当事人同意以后接办的调解员也能看"), required=True),
)


@dataclass(frozen=True)
class NoteShown:
    """One talk as an assigned mediator reads it."""

    party: str
    held_on: date
    text: str
    passes_on: bool
    who: str


@dataclass(frozen=True)
class Caucus:
    """The talks of a case. `closed` counts those the reader may not open."""

    case_id: uuid.UUID
    number: str | None
    is_open: bool
    parties: tuple[tuple[str, str], ...]
    notes: tuple[NoteShown, ...]
    closed: int


def write_note(uow: UnitOfWork, case_id: uuid.UUID, raw: Mapping[str, object], *, token: str | None = None) -> None:
    """Write down one talk.

    Raises:
        NotFound: the case is out of reach, or assigned to somebody else.
        Forbidden: the post does not handle this type.
        Refused: every problem at its field; also when the case is archived or voided.
        Repeated: the token was used before.
    """
    actor, case, joint = _mine(uow, case_id)
    submit = use_token(uow, actor, token, f"caucus {case_id} {sorted((k, str(v)) for k, v in raw.items())}")
    values, problems = read_fields(FIELDS, raw, uow.today, "")
    parties = dict(_parties(uow, case_id))
    if values.get("party") and values["party"] not in parties:
        problems.append(Problem("party", "not_an_option"))
    if not _is_open(case):
        problems.append(Problem("", "not_offered"))
    if problems:
        raise Refused(tuple(problems))
    note_id = new_id()
    uow.session.add(
        CaucusNote(
            county_code=uow.county_code,
            id=note_id,
            case_id=case_id,
            held_on=values["held_on"],
            party_id=uuid.UUID(values["party"]),
            text=seal(uow.keyring, "caucus_note", "text", note_id, values["text"]),
            passes_on=bool(values["passes_on"]),
            readers=sorted(str(one) for one in assigned(case, joint) | {actor.staff_id}),
            author_id=actor.staff_id,
            written_at=uow.now,
        )
    )
    log_access(uow, "caucus", "written", case_id=case_id)
    uow.session.flush()
    settle(submit, case_id)


def read_notes(uow: UnitOfWork, case_id: uuid.UUID) -> Caucus:
    """Write down that the actor reads, and return the talks she may read, newest first.

    Raises:
        NotFound: the case is out of reach, or assigned to somebody else.
        Forbidden: the post does not handle this type.
    """
    actor, case, _joint = _mine(uow, case_id)
    note_look(uow, "case", case_id, case.privacy)
    parties = _parties(uow, case_id)
    rows = uow.session.execute(
        select(CaucusNote, Staff.name)
        .outerjoin(Staff, (Staff.county_code == CaucusNote.county_code) & (Staff.id == CaucusNote.author_id))
        .where(CaucusNote.county_code == uow.county_code, CaucusNote.case_id == case_id)
        .order_by(CaucusNote.written_at.desc(), CaucusNote.id)
        .limit(MOST)
    ).all()
    mine = [(row, who or "") for row, who in rows if may_read_note(actor, row.readers, passes_on=row.passes_on)]
    if mine:
        log_access(uow, "caucus", "read", case_id=case_id)
    names = dict(parties)
    return Caucus(
        case_id=case_id,
        number=case.number,
        is_open=_is_open(case),
        parties=parties,
        notes=tuple(_shown(uow, row, names, who) for row, who in mine),
        closed=len(rows) - len(mine),
    )


def _mine(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[Person, CaseFile, tuple[uuid.UUID, ...]]:
    """Return a case that is assigned to the actor; for everybody else there are no talks."""
    actor = person(uow)
    reach(uow, actor, case_id)
    case = uow.session.get_one(CaseFile, case_id)
    joint = tuple(
        one
        for one in uow.session.scalars(
            select(CaseAccess.staff_id).where(
                CaseAccess.county_code == uow.county_code,
                CaseAccess.case_id == case_id,
                CaseAccess.ground == JOINT,
                CaseAccess.staff_id.is_not(None),
                CaseAccess.since <= uow.now,
                or_(CaseAccess.until.is_(None), CaseAccess.until > uow.now),
            )
        )
        if one is not None
    )
    if not is_assigned(actor, case, joint):
        raise NotFound
    must(actor, Verb.HANDLE, case.type)
    return actor, case, joint


def _parties(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[tuple[str, str], ...]:
    rows = uow.session.execute(
        select(Party.id, Party.name)
        .where(Party.county_code == uow.county_code, Party.case_id == case_id)
        .order_by(Party.side, Party.ordinal)
    )
    return tuple((str(row.id), row.name) for row in rows)


def _shown(uow: UnitOfWork, row: CaucusNote, names: Mapping[str, str], who: str) -> NoteShown:
    text = unseal(uow.keyring, "caucus_note", "text", row.id, row.text)
    return NoteShown(names.get(str(row.party_id), ""), row.held_on, text, row.passes_on, who)


def _is_open(case: CaseFile) -> bool:
    return case.phase != Phase.ARCHIVED.value and case.voided_on is None
