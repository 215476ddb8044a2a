"""特批查阅: asked by one, approved by another, for reading only and over in minutes."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.access.actors import Person
from portal.access.proving_again import FRESH, Proved
from portal.errors import Forbidden, GuardError, NotFound, PortalError, Refused
from portal.reading.case_page import case_page
from portal.reading.register import RegisterQuery, register_page
from portal.services import glass
from portal.services.advance import advance
from portal.services.glass_requests import ask
from portal.services.reveal import reveal
from portal.store import settings
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseAccess, CaseFile
from tests.rig.databases import embedded
from tests.services.conftest import Desk
from tests.services.glass_house import MINUTE, House, code_of, make_house
from tests.store.county import DEMO, NOW


@pytest.fixture
def house(desk: Desk) -> House:
    return make_house(desk)


def test_second_person_opens_one_case_for_reading_and_it_closes_by_itself(house: House) -> None:
    use_id = house.ask(house.sealed)
    assert not house.sees(house.first, house.sealed)
    with pytest.raises(NotFound):
        house.through(use_id)

    house.approve(use_id)

    looking = house.through(use_id)
    last = NOW + 30 * MINUTE - timedelta(microseconds=1)
    assert house.sees(looking, house.sealed)
    assert house.sees(looking, house.sealed, now=last)
    assert not house.sees(looking, house.sealed, now=NOW + 30 * MINUTE)
    house.through(use_id, now=last)
    with pytest.raises(NotFound):
        house.through(use_id, now=NOW + 30 * MINUTE)
    assert house.acts() == [("asked", False), ("approved", True)]


def test_everybody_elses_view_and_her_own_ordinary_one_stay_as_they_were(house: House) -> None:
    house.approve(house.ask(house.sealed))

    for who in (house.first, house.second, house.desk.stranger):
        assert not house.sees(who, house.sealed)
        with house.desk.store.begin(who) as uow:
            assert uow.session.scalars(select(CaseFile.id).where(CaseFile.id == house.sealed)).all() == []
    with house.desk.store.begin(house.first) as uow:
        page = register_page(uow, house.first, RegisterQuery())
    assert (len(page.rows), page.sealed) == (1, 1)


def test_content_is_shown_with_names_and_without_contacts(house: House) -> None:
    use_id = house.ask(house.sealed)
    house.approve(use_id)
    looking = house.through(use_id)

    with house.desk.store.begin(looking) as uow:
        page = case_page(uow, looking, house.sealed)

    assert page.summary
    assert not any("*" in party.name for party in page.parties)
    assert not any(party.phone_full and party.phone for party in page.parties)
    assert "13893600055" not in repr(page)
    assert page.offers == ()


def test_nothing_can_be_done_while_looking(house: House) -> None:
    use_id = house.ask(house.sealed)
    house.approve(use_id)
    looking = house.through(use_id)

    with pytest.raises(Forbidden), house.desk.store.begin(looking, write=True):
        raise AssertionError("must not open")
    with house.desk.store.begin(looking) as uow:
        case = uow.session.scalars(select(CaseFile).where(CaseFile.id == house.sealed)).one()
        case.place = "别处"
        with pytest.raises(GuardError):
            uow.session.flush()
    with house.desk.store.begin(house.first, write=True) as uow, pytest.raises(NotFound):
        advance(uow, house.sealed, "note", {"text": "x"}, version=2)
    with house.desk.store.begin(looking) as uow:
        party = case_page(uow, looking, house.sealed).parties[0].id
        with pytest.raises(PortalError):
            reveal(uow, house.sealed, party, "phone")


@embedded
def test_she_ends_it_herself_and_takes_a_request_back(house: House) -> None:
    use_id = house.ask(house.sealed)
    house.approve(use_id)
    looking = house.through(use_id)

    house.end(use_id, now=NOW + 2 * MINUTE)

    assert not house.sees(looking, house.sealed, now=NOW + 2 * MINUTE)
    other = house.ask(house.sealed, now=NOW + 3 * MINUTE)
    assert other != use_id
    with pytest.raises(NotFound):
        house.end(other, house.second)
    house.end(other, now=NOW + 4 * MINUTE)
    with pytest.raises(Refused) as refused:
        house.approve(other, now=NOW + 5 * MINUTE)
    assert code_of(refused) == [("", "glass_decided")]
    assert [action for action, _ in house.acts()] == ["asked", "approved", "ended", "asked", "withdrawn"]


@embedded
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"reason": "想看一看这个案件。"}, ("reason", "glass_reason_short")),
        ({"reason": "看 看 看 看 看 看 看 看"}, ("reason", "glass_reason_short")),
        ({"reason": ""}, ("reason", "required")),
        ({"category": "curiosity"}, ("category", "not_an_option")),
        ({"number": "临劳第5号"}, ("number", "glass_number_form")),
        ({"holder": str(uuid.UUID(int=5))}, ("holder", "not_an_option")),
        ({"holder": "x"}, ("holder", "not_an_option")),
    ],
)
def test_request_is_refused_for_its_form_only(house: House, change: dict[str, str], problem: tuple[str, str]) -> None:
    with pytest.raises(Refused) as refused, house.desk.store.begin(house.first, write=True) as uow:
        ask(uow, house.body(house.sealed, **change), Proved(house.first.user_id, NOW))

    assert code_of(refused) == [problem]


def test_asking_tells_nothing_and_the_second_person_sees_what_there_is(house: House) -> None:
    there, missing, open_to_all = house.ask(house.sealed), house.ask(), house.ask(house.plain)

    shapes = {(house.use(one).state, house.use(one).case_id, house.use(one).lapses_at) for one in (there, missing, open_to_all)}
    assert shapes == {("asked", None, NOW + 30 * MINUTE)}
    found = [house.by_system(glass.look_up, house.second, one, proof=False) for one in (there, missing, open_to_all)]
    assert [None if one is None else (one.case_id, one.privacy) for one in found] == [(house.sealed, 4), None, None]
    for nothing in (missing, open_to_all):
        with pytest.raises(Refused) as refused:
            house.approve(nothing)
        assert code_of(refused) == [("", "glass_no_case")]
    assert [named for act, named in house.acts() if act == "looked_up"] == [True, False, False]


@embedded
def test_number_is_found_however_its_brackets_were_typed(house: House) -> None:
    plain = house.number(house.sealed).replace("（", "(").replace("）", ")").replace("第", " 第 ")

    use_id = house.ask(house.sealed, number=plain)

    assert house.by_system(glass.look_up, house.second, use_id, proof=False).case_id == house.sealed


@embedded
def test_nobody_approves_her_own_request_in_whatever_post(house: House) -> None:
    use_id = house.ask(house.sealed)
    other_post = replace(house.first, post_id=new_id(), organisation_id=house.desk.clerk.organisation_id)

    for who in (house.first, other_post):
        with pytest.raises(Refused) as refused:
            house.approve(use_id, who)
        assert code_of(refused) == [("", "glass_own")]
    with pytest.raises(Forbidden):
        house.approve(use_id, replace(house.second, verbs=frozenset()))
    with pytest.raises(NotFound):
        house.approve(new_id())


@embedded
@pytest.mark.parametrize("late", [0, 1])
def test_request_waits_its_minutes_and_no_longer(house: House, late: int) -> None:
    use_id = house.ask(house.sealed)
    moment = NOW + 30 * MINUTE - timedelta(microseconds=1 - late)

    if late:
        with pytest.raises(Refused) as refused:
            house.approve(use_id, now=moment)
        assert code_of(refused) == [("", "glass_lapsed")]
    else:
        house.approve(use_id, now=moment)
        assert house.use(use_id).until == moment + 30 * MINUTE


def test_of_two_who_decide_at_once_one_comes_too_late(house: House) -> None:
    third = replace(house.second, staff_id=house.desk.head.staff_id, user_id=house.desk.head.user_id)
    use_id = house.ask(house.sealed)
    start, told = threading.Barrier(2), []

    def decide(who: Person) -> None:
        start.wait()
        try:
            house.approve(use_id, who)
            told.append("approved")
        except Refused as refused:
            told.append(refused.problems[0].code)

    threads = [threading.Thread(target=decide, args=(who,)) for who in (house.second, third)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["approved", "glass_decided"]
    with house.desk.store.begin(DEMO) as uow:
        assert len(uow.session.scalars(select(CaseAccess).where(CaseAccess.ground == "glass")).all()) == 1


@embedded
def test_refusal_says_why_and_opens_nothing(house: House) -> None:
    use_id = house.ask(house.sealed)
    with pytest.raises(Refused) as refused:
        house.by_system(_refuse({"answer": ""}), house.second, use_id)
    assert code_of(refused) == [("answer", "required")]

    house.by_system(_refuse({"answer": "请先联系承办单位。"}), house.second, use_id)

    assert house.use(use_id).state == "refused"
    with pytest.raises(NotFound):
        house.through(use_id)


def _refuse(data: dict[str, str]) -> Any:
    return lambda uow, who, use_id, proved: glass.refuse(uow, who, use_id, data, proved)


@embedded
def test_proof_must_be_fresh_and_ones_own(house: House) -> None:
    stale, foreign = Proved(house.first.user_id, NOW - FRESH - MINUTE), Proved(house.second.user_id, NOW)

    for proof in (stale, foreign):
        with house.desk.store.begin(house.first, write=True) as uow, pytest.raises(Refused) as refused:
            ask(uow, house.body(house.sealed), proof)
        assert code_of(refused) == [("password", "password_wrong")]


def test_the_same_request_is_not_made_twice_and_a_day_has_its_limit(house: House) -> None:
    assert house.ask(house.sealed) == house.ask(house.sealed)
    with house.desk.store.begin(DEMO, write=True) as uow:
        settings.write(uow.session, settings.GLASS_ASKS_A_DAY, 2)
    house.ask(house.plain)

    with pytest.raises(Refused) as refused:
        house.ask()
    assert code_of(refused) == [("", "glass_too_many")]
    house.ask(now=NOW + timedelta(hours=24))
