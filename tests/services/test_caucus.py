"""背靠背谈话: for the mediators a case is assigned to, as it was and is assigned; for everybody else it does not exist."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.declare.steps import Verb
from portal.errors import NotFound, Refused
from portal.reading.case_page import case_page
from portal.reading.register import RegisterQuery, register_page
from portal.services.advance import advance
from portal.services.caucus import Caucus, read_notes, write_note
from portal.services.open_case import open_case
from portal.store.actors import Glass, Person
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseAccess, CaseFile, Party
from portal.store.tables.caucus import CaucusNote
from portal.store.tables.course import AuditValue, CaseEvent
from portal.store.tables.figures import CaseText
from portal.store.tables.machine import AccessEntry
from tests.engine.wages import raw as wages
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk
from tests.store.county import COUNTY, DEMO

SAID = "他说只要还六千就算了，但不许告诉老板"


def opened(desk: Desk) -> uuid.UUID:
    """Return a case the clerk registered and the mediator took."""
    with desk.store.begin(desk.clerk, write=True) as uow:
        case_id = open_case(uow, {**wages(), "type": TYPE}, accept={}).case_id
    take(desk, desk.mediator, case_id)
    return case_id


def take(desk: Desk, who: Person, case_id: uuid.UUID) -> None:
    with desk.store.begin(who, write=True) as uow:
        advance(uow, case_id, "take", {}, version=uow.session.get_one(CaseFile, case_id).version)


def write(desk: Desk, who: Person, case_id: uuid.UUID, text: str = SAID, **other: object) -> None:
    with desk.store.begin(DEMO) as uow:
        party = uow.session.scalars(select(Party.id).where(Party.case_id == case_id).order_by(Party.ordinal).limit(1)).one()
    raw = {"party": str(party), "held_on": "2026-11-20", "text": text, "passes_on": "no", **other}
    with desk.store.begin(who, write=True) as uow:
        write_note(uow, case_id, raw)


def read(desk: Desk, who: Person, case_id: uuid.UUID) -> Caucus:
    with desk.store.begin(who, write=True) as uow:
        return read_notes(uow, case_id)


def let_in(desk: Desk, case_id: uuid.UUID, who: Person, ground: str) -> uuid.UUID:
    row_id = new_id()
    with desk.store.begin(DEMO, write=True) as uow:
        row = CaseAccess(county_code=COUNTY, id=row_id, case_id=case_id, staff_id=who.staff_id, ground=ground, since=uow.now)
        uow.session.add(row)
    return row_id


def test_handler_reads_what_she_wrote_and_it_is_ciphertext(desk: Desk) -> None:
    case_id = opened(desk)

    write(desk, desk.mediator, case_id)

    assert [note.text for note in read(desk, desk.mediator, case_id).notes] == [SAID]
    with desk.store.begin(DEMO) as uow:
        assert SAID.encode() not in uow.session.scalars(select(CaucusNote)).one().text


@pytest.mark.parametrize("who", ["clerk", "head", "stranger", "coordinator"])
def test_registrar_supervisor_and_every_other_post_find_nothing(desk: Desk, who: str) -> None:
    case_id = opened(desk)
    write(desk, desk.mediator, case_id)

    with pytest.raises(NotFound):
        read(desk, getattr(desk, who), case_id)
    with pytest.raises(NotFound):
        write(desk, getattr(desk, who), case_id)


def test_who_looks_by_special_permission_finds_nothing(desk: Desk) -> None:
    case_id = opened(desk)
    write(desk, desk.mediator, case_id)
    looking = desk.mediator.looking_through(Glass(let_in(desk, case_id, desk.mediator, "glass"), case_id))

    with pytest.raises(NotFound), desk.store.begin(looking) as uow:
        read_notes(uow, case_id)


def test_successor_reads_only_what_the_party_let_pass_on(desk: Desk) -> None:
    case_id = opened(desk)
    write(desk, desk.mediator, case_id, "只对你说")
    write(desk, desk.mediator, case_id, "可以转告", passes_on="yes")

    take(desk, desk.clerk, case_id)
    write(desk, desk.clerk, case_id, "新的")
    told = read(desk, desk.clerk, case_id)

    assert ({note.text for note in told.notes}, told.closed) == ({"可以转告", "新的"}, 1)
    with pytest.raises(NotFound):
        read(desk, desk.mediator, case_id)
    take(desk, desk.mediator, case_id)
    assert {note.text for note in read(desk, desk.mediator, case_id).notes} == {"只对你说", "可以转告"}


def test_joint_handler_by_name_reads_what_is_written_while_she_is_one(desk: Desk) -> None:
    case_id = opened(desk)
    write(desk, desk.mediator, case_id, "以前")
    let_in(desk, case_id, desk.stranger, "joint")

    write(desk, desk.mediator, case_id, "现在")

    assert [note.text for note in read(desk, desk.stranger, case_id).notes] == ["现在"]


@embedded
@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"text": " "}, "text"),
        ({"passes_on": ""}, "passes_on"),
        ({"held_on": "2026-11-25"}, "held_on"),
        ({"party": str(uuid.UUID(int=7))}, "party"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(desk: Desk, wrong: dict[str, str], at: str) -> None:
    case_id = opened(desk)

    with pytest.raises(Refused) as refused:
        write(desk, desk.mediator, case_id, **wrong)

    assert [problem.field for problem in refused.value.problems] == [at]


def _searched(desk: Desk, case_id: uuid.UUID) -> object:
    with desk.store.begin(DEMO) as uow:
        return uow.session.execute(select(CaseText.text, CaseText.masked).where(CaseText.case_id == case_id)).all()


def _recorded(desk: Desk, case_id: uuid.UUID) -> object:
    with desk.store.begin(DEMO) as uow:
        events = uow.session.execute(select(CaseEvent.action, CaseEvent.data).where(CaseEvent.case_id == case_id)).all()
        looks = uow.session.execute(select(AccessEntry.action, AccessEntry.data)).all()
        return [*events, *looks, *uow.session.scalars(select(AuditValue.path))]


def _shown(desk: Desk, case_id: uuid.UUID) -> object:
    with desk.store.begin(desk.mediator) as uow:
        return case_page(uow, desk.mediator, case_id)


def _found(desk: Desk, case_id: uuid.UUID) -> object:
    with desk.store.begin(desk.mediator) as uow:
        return register_page(uow, desk.mediator, RegisterQuery(text="六千")).rows


@pytest.mark.parametrize("where", [_searched, _recorded, _shown, _found])
def test_it_stands_in_no_search_no_record_and_no_page_of_the_case(desk: Desk, where: Callable[..., object]) -> None:
    case_id = opened(desk)
    write(desk, desk.mediator, case_id)

    assert "六千" not in json.dumps(repr(where(desk, case_id)), ensure_ascii=False)


def test_mediator_who_may_no_longer_handle_such_cases_reads_nothing(desk: Desk) -> None:
    case_id = opened(desk)
    write(desk, desk.mediator, case_id)
    reader = replace(desk.mediator, verbs=frozenset({(Verb.READ.value, TYPE)}))

    with pytest.raises(Exception, match="handle"):
        read(desk, reader, case_id)
