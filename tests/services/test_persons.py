"""同一人: parties said to be one person, what follows from it, and the way back; on both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from portal.access.doors import open_matters_of
from portal.access.person_reach import MANAGE, VIEW
from portal.errors import Forbidden, NotFound, Refused
from portal.reading.case_page import case_page
from portal.reading.persons import alike, doubles, merges, person_page
from portal.services.persons import merge_persons, undo_merge
from portal.services.ties import ties
from portal.store.actors import Person
from portal.store.tables.cases import CaseFile, Party
from portal.store.verify import verify_chains
from tests.engine.wages import raw
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import do, opened
from tests.store.county import DEMO

ID, OTHER_ID = "620723199001010016", "620723198506150028"
PHONE, OTHER_PHONE = "13893600011", "13893600022"


@pytest.fixture
def head(desk: Desk) -> Person:
    """The head, who says who is one person."""
    return replace(desk.head, verbs=desk.head.verbs | {("open", VIEW), (MANAGE, VIEW)})


def party(desk: Desk, **values: str) -> uuid.UUID:
    """Open a case of one worker, and return the worker's row."""
    return party_by(desk, desk.clerk, values)


def party_by(desk: Desk, who: Person, values: dict[str, str]) -> uuid.UUID:
    worker = {"name": "王小军", **({} if "id_number" in values else {"no_id_reason": "未带证件"}), **values}
    case = opened(desk, who, parties={**raw()["parties"], "worker": worker})
    with desk.store.begin(DEMO) as uow:
        return uow.session.scalars(select(Party.id).where(Party.case_id == case.case_id, Party.role == "worker")).one()


def case_of(desk: Desk, party_id: uuid.UUID) -> uuid.UUID:
    with desk.store.begin(DEMO) as uow:
        return uow.session.scalars(select(Party.case_id).where(Party.id == party_id)).one()


def persons(desk: Desk) -> dict[uuid.UUID, uuid.UUID | None]:
    with desk.store.begin(DEMO) as uow:
        return {row.id: row.person_id for row in uow.session.execute(select(Party.id, Party.person_id))}


def merge(desk: Desk, who: Person, *parties: uuid.UUID, **keep: uuid.UUID) -> uuid.UUID:
    raw_ = {"parties": [str(one) for one in parties], "keep": {key: str(one) for key, one in keep.items()}}
    with desk.store.begin(who, write=True) as uow:
        return merge_persons(uow, raw_)


def undo(desk: Desk, who: Person, person_id: uuid.UUID) -> None:
    with desk.store.begin(who, write=True) as uow:
        undo_merge(uow, person_id)


def test_doubles_become_one_person_whom_hints_ties_and_history_know(desk: Desk, head: Person) -> None:
    whole = party(desk, id_number=ID, phone=PHONE)
    bare = party(desk, phone=PHONE)
    moved = party(desk, id_number=ID, phone=OTHER_PHONE)
    party(desk, name="赵六", phone="13893600033")
    before = rows_of(desk)
    with desk.store.begin(head) as uow:
        found = doubles(uow, head, "")
        side_by_side = {line.id for line in alike(uow, head, whole)}
        assert open_matters_of(uow, id_number=ID) == 2
    assert [{line.id for line in group} for group in found.groups] == [{whole, bare, moved}]
    assert side_by_side == {whole, bare, moved}
    case = case_of(desk, bare)
    with desk.store.begin(DEMO) as uow:
        version = uow.session.get_one(CaseFile, case).version
    do(desk, desk.mediator, case, "take", version)
    assert tie(desk, moved) == frozenset(), "no number in common"

    person = merge(desk, head, whole, bare, moved, phone=moved, id_number=whole)

    assert set(persons(desk).values()) == {person, None}
    assert rows_of(desk) == before, "no party was changed"
    assert tie(desk, moved) == {"earlier"}
    with desk.store.begin(head) as uow:
        assert open_matters_of(uow, id_number=ID) == 3, "the case without a number is hers too"
        page = person_page(uow, head, person)
        assert doubles(uow, head, "").groups == ()
        assert [line.id for line in merges(uow, head)] == [person]
        assert case_page(uow, head, case).timeline[0].sentence.endswith("登记为同一人")
    assert {line.id for line in page.lines} == {whole, bare, moved}
    assert page.may_undo
    assert dict(page.values)["phone"].endswith("22")

    undo(desk, head, person)

    assert (set(persons(desk).values()), rows_of(desk)) == ({None}, before)
    assert tie(desk, moved) == frozenset()
    with desk.store.begin(DEMO) as uow:
        assert verify_chains(uow)[2] == []


def test_undoing_goes_back_step_by_step(desk: Desk, head: Person) -> None:
    parties = [party(desk, id_number=ID, phone=PHONE) for _ in range(3)]
    first = merge(desk, head, *parties[:2])
    earlier = persons(desk)
    second = merge(desk, head, parties[0], parties[2])
    assert {persons(desk)[one] for one in parties} == {second}, "who was one of them comes along"
    with pytest.raises(Refused, match="persons_merged_further"):
        undo(desk, head, first)

    undo(desk, head, second)

    assert persons(desk) == earlier
    assert earlier[parties[0]] == first
    with pytest.raises(Refused, match="persons_undone_already"):
        undo(desk, head, second)


def test_a_case_that_is_sealed_has_nobody_in_common_with_another(desk: Desk, head: Person) -> None:
    parties = [party(desk, id_number=ID, phone=PHONE) for _ in range(3)]
    person = merge(desk, head, *parties)
    sealed = case_of(desk, parties[0])
    with desk.store.begin(DEMO) as uow:
        version = uow.session.get_one(CaseFile, sealed).version

    do(desk, desk.clerk, sealed, "correct", version, details={"violence": True}, reason_text="受到威胁")

    with desk.store.begin(head) as uow:
        assert {line.id for line in person_page(uow, head, person).lines} == set(parties[1:])
        assert all(line.id != parties[0] for line in alike(uow, head, parties[1]))
    undo(desk, head, person)
    assert set(persons(desk).values()) == {None}


@pytest.mark.parametrize(
    ("values", "keep", "code"),
    [
        ([{"id_number": ID}], {}, "persons_two_needed"),
        ([{"id_number": ID, "phone": PHONE}, {"id_number": OTHER_ID, "phone": PHONE}], {}, "persons_not_alike"),
        ([{"phone": PHONE}, {"phone": OTHER_PHONE}], {"phone": 0}, "persons_not_alike"),
        ([{"id_number": ID, "phone": PHONE}, {"id_number": ID, "phone": OTHER_PHONE}], {}, "persons_keep_which"),
        ([{"id_number": ID, "phone": PHONE}, {"id_number": ID}], {"phone": 1}, "not_an_option"),
    ],
)
def test_what_is_no_double_is_refused_and_nothing_is_written(
    desk: Desk, head: Person, values: list[dict[str, str]], keep: dict[str, int], code: str
) -> None:
    parties = [party(desk, **one) for one in values]
    with pytest.raises(Refused) as refused:
        merge(desk, head, *parties, **{key: parties[at] for key, at in keep.items()})
    assert refused.value.problems[0].code == code
    assert set(persons(desk).values()) == {None}


def test_who_may_not_and_who_sees_nothing_changes_nothing(desk: Desk, head: Person) -> None:
    ours = [party(desk, id_number=ID, phone=PHONE) for _ in range(2)]
    theirs = party_by(desk, desk.stranger, {"id_number": ID, "phone": PHONE})
    with pytest.raises(Forbidden):
        merge(desk, desk.mediator, *ours)
    with pytest.raises(NotFound):
        merge(desk, head, ours[0], theirs)
    person = merge(desk, head, *ours)
    other = replace(desk.stranger, verbs=desk.stranger.verbs | head.verbs)
    for act in (undo, look):
        with pytest.raises(NotFound):
            act(desk, other, person)


def look(desk: Desk, who: Person, person_id: uuid.UUID) -> None:
    with desk.store.begin(who) as uow:
        person_page(uow, who, person_id)


def tie(desk: Desk, party_id: uuid.UUID) -> frozenset[str]:
    with desk.store.begin(desk.head) as uow:
        case = uow.session.get_one(CaseFile, uow.session.get_one(Party, party_id).case_id)
        return ties(uow, case, desk.mediator.staff_id)


def rows_of(desk: Desk) -> dict[uuid.UUID, dict[str, Any]]:
    """Return every party as it is stored, without the link."""
    with desk.store.begin(DEMO) as uow:
        return {
            row.id: {column.name: getattr(row, column.name) for column in Party.__table__.columns if column.name != "person_id"}
            for row in uow.session.scalars(select(Party))
        }
