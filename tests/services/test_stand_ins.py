"""代办: named for some days, seen and acted in as oneself for somebody, over by itself; on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from portal.access.identity import signed
from portal.declare.roles import Reach
from portal.errors import Forbidden, NotFound, Refused, Repeated
from portal.reading.case_page import case_page
from portal.reading.desk import desk
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.reading.stand_ins import stand_ins
from portal.services.advance import advance
from portal.services.caucus import read_notes
from portal.services.stand_ins import end_stand_in, name_stand_in
from portal.store.actors import Glass, Person
from portal.store.tables.course import CaseEvent
from tests.web.admins import TODAY, Admins, make_admins
from tests.web.desks import token


@pytest.fixture
def admins(database_url: str, tmp_path: Path) -> Iterator[Admins]:
    """An office with a clerk, a mediator and a head."""
    made = make_admins(database_url, tmp_path)
    yield made
    made.engine.dispose()


def named(admins: Admins, who: str, once: str | None = None, **changes: Any) -> uuid.UUID:
    whom = {"absent": str(admins.staff["mediator"])} if who == "head" else {}
    raw = {**whom, "stand_in": str(admins.staff["clerk"]), "since": "今天", "until": str(TODAY + timedelta(days=6)), **changes}
    with admins.store.begin(admins.actor(who), write=True) as uow:
        return name_stand_in(uow, raw, once)


def clerk_on(admins: Admins, day: date) -> Person:
    """Return the clerk on a day, as a post that sees only what it is given."""
    with admins.engine.connect() as connection:
        who = signed(connection, admins.users["clerk"], None, day)
    assert who is not None
    return replace(who.actor, reach=Reach.ASSIGNED)


def sees(admins: Admins, who: Person, case_id: uuid.UUID) -> bool:
    with admins.store.begin(who) as uow:
        listed = {row.id for row in register_page(uow, who, RegisterQuery(tab=Tab.ALL)).rows}
        on_desk = desk(uow, who)
        try:
            page = case_page(uow, who, case_id)
            there = True
        except NotFound:
            there = False
    assert (case_id in listed) is there
    assert (case_id in {row.id for row in (*on_desk.today, *on_desk.ours, *on_desk.others)}) is there
    assert not there or (page.in_hands and not page.header_only)
    return there


def test_the_stand_in_acts_as_herself_for_the_absent_one_and_it_ends_by_itself(admins: Admins) -> None:
    opened = admins.open("mediator")
    assert not sees(admins, clerk_on(admins, TODAY), opened.case_id)

    named(admins, "mediator")

    assert [sees(admins, clerk_on(admins, TODAY + timedelta(days=n)), opened.case_id) for n in (-1, 0, 6, 7)] == [
        False,
        True,
        True,
        False,
    ]
    clerk = clerk_on(admins, TODAY)
    with admins.store.begin(clerk, write=True) as uow:
        advance(uow, opened.case_id, "note", {"channel": "phone", "text": "约周五"}, version=opened.version)
    with admins.store.begin(clerk) as uow:
        event = uow.session.scalars(select(CaseEvent).where(CaseEvent.action == "note")).one()
        line = case_page(uow, clerk, opened.case_id).timeline[0]
    assert (event.staff_id, event.data["for"]) == (admins.staff["clerk"], str(admins.staff["mediator"]))
    assert line.who == "李秀英（代王建国办理）"

    own = admins.open("clerk")
    with admins.store.begin(clerk, write=True) as uow:
        advance(uow, own.case_id, "note", {"channel": "phone", "text": "x"}, version=own.version)
    with admins.store.begin(clerk) as uow:
        latest = uow.session.scalars(select(CaseEvent).where(CaseEvent.case_id == own.case_id).order_by(CaseEvent.seq)).all()[-1]
    assert "for" not in latest.data


def test_nothing_more_goes_along(admins: Admins) -> None:
    mediators, sealed, heads = admins.open("mediator"), admins.open("mediator", "orchard.quiet"), admins.open("head")
    elsewhere = admins.open("stranger", "well.water")
    named(admins, "mediator")
    clerk = clerk_on(admins, TODAY)

    assert sees(admins, clerk, mediators.case_id)
    for other in (sealed, heads, elsewhere):
        assert not sees(admins, clerk, other.case_id)
    assert clerk.verbs == admins.actor("clerk").verbs, "what she may do is what her own post may do"
    looking = clerk.looking_through(Glass(uuid.uuid4(), mediators.case_id))
    assert looking.stands_in_for == frozenset()
    with pytest.raises((NotFound, Forbidden)), admins.store.begin(clerk) as uow:
        read_notes(uow, mediators.case_id)
    there = admins.actor("stranger")
    away = replace(there, staff_id=clerk.staff_id, stands_in_for=clerk.stands_in_for)
    with admins.store.begin(away) as uow, pytest.raises(NotFound):
        case_page(uow, away, mediators.case_id)


def test_either_side_or_the_head_ends_it_before_its_day(admins: Admins) -> None:
    case = admins.open("mediator")
    for who in ("clerk", "mediator", "head"):
        row = named(admins, "head")
        assert sees(admins, clerk_on(admins, TODAY), case.case_id)
        for stranger in ("stranger", "branch_clerk", "wanderer"):
            with pytest.raises(NotFound), admins.store.begin(admins.actor(stranger), write=True) as uow:
                end_stand_in(uow, row)

        with admins.store.begin(admins.actor(who), write=True) as uow:
            end_stand_in(uow, row)

        assert not sees(admins, clerk_on(admins, TODAY), case.case_id)
        with pytest.raises(Refused), admins.store.begin(admins.actor(who), write=True) as uow:
            end_stand_in(uow, row)
    acts = [action for _kind, action, _data in admins.log()]
    assert acts.count("stand_in_named") == acts.count("stand_in_ended") == 3
    assert "王建国" not in str(admins.log())


@pytest.mark.parametrize(
    ("who", "changes", "field", "code"),
    [
        ("mediator", {"stand_in": "MEDIATOR"}, "stand_in", "not_an_option"),
        ("head", {"stand_in": "MEDIATOR"}, "stand_in", "stand_in_oneself"),
        ("mediator", {"stand_in": "STRANGER"}, "stand_in", "not_an_option"),
        ("mediator", {"absent": "CLERK"}, "absent", "unknown_field"),
        ("head", {"absent": "STRANGER"}, "absent", "not_an_option"),
        ("mediator", {"since": "昨天"}, "since", "stand_in_past"),
        ("mediator", {"since": "2027-01-03", "until": "2027-01-02"}, "until", "stand_in_until_before"),
        ("mediator", {"until": "2028-01-02"}, "until", "stand_in_too_long"),
        ("mediator", {"until": ""}, "until", "required"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(admins: Admins, who: str, changes: dict[str, str], field: str, code: str) -> None:
    said = {key: str(admins.staff[value.lower()]) if value.isupper() else value for key, value in changes.items()}
    with pytest.raises(Refused) as refused:
        named(admins, who, **said)
    assert (field, code) in {(problem.field, problem.code) for problem in refused.value.problems}


def test_the_same_twice_is_one(admins: Admins) -> None:
    named(admins, "mediator", once="t1")
    with pytest.raises(Repeated):
        named(admins, "mediator", once="t1")
    with pytest.raises(Refused) as refused:
        named(admins, "head")
    assert [problem.code for problem in refused.value.problems] == ["stand_in_twice"]

    def shown(who: str, *, everybodys: bool) -> list[tuple[str, str, str]]:
        with admins.store.begin(admins.actor(who)) as uow:
            return [(one.absent, one.stand_in, one.state) for one in stand_ins(uow, admins.actor(who), everybodys=everybodys)]

    line = ("王建国", "李秀英", "now")
    assert shown("mediator", everybodys=False) == shown("clerk", everybodys=False) == shown("head", everybodys=True) == [line]
    assert shown("head", everybodys=False) == shown("branch_clerk", everybodys=True) == []


def test_who_is_alone_in_her_organisation_is_told_so(admins: Admins) -> None:
    alone = {"stand_in": str(admins.staff["clerk"]), "since": "今天", "until": "今天"}
    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("branch_clerk"), write=True) as uow:
        name_stand_in(uow, alone)
    assert [problem.code for problem in refused.value.problems] == ["stand_in_nobody"]

    page = admins.desks().at_work("branch_clerk").get("/account/stand-ins/")
    assert page.status_code == 200
    assert "本单位没有别的同事可以代办" in page.text


def test_the_page_names_and_ends_one(admins: Admins) -> None:
    desks = admins.desks()
    client = desks.at_work("mediator")
    form = {"stand_in": str(admins.staff["clerk"]), "since": TODAY.isoformat(), "until": TODAY.isoformat(), "token": "t"}
    form |= {"csrf_token": token(client, "/account/stand-ins/")}
    assert client.post("/account/stand-ins/", data={**form, "until": "2026-01-01"}).status_code == 422
    assert client.post("/account/stand-ins/", data=form).status_code == 303

    page = client.get("/account/stand-ins/").get_data(as_text=True)
    assert "代办中" in page
    assert "谁不在岗" not in page
    assert "李秀英代王建国办理" in client.get("/account/").get_data(as_text=True)
    assert "谁不在岗" in desks.at_work("head").get("/account/stand-ins/").get_data(as_text=True)
