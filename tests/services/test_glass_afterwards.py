"""特批查阅: alone where a life is in danger, judged afterwards by a third person, kept from whoever stands aside."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.access.actors import Person
from portal.access.county_roles import PARAMETERS, REVIEW_GLASS
from portal.errors import Forbidden, NotFound, PortalError, Refused
from portal.services.advance import advance
from portal.services.glass_settings import change_figures, figures
from portal.store.coarse import RECUSED
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.tables.machine import AccessEntry
from tests.rig.databases import embedded
from tests.services.conftest import Desk
from tests.services.glass_house import MINUTE, REASON, SEALING, House, code_of, make_house
from tests.store.county import COUNTY, DEMO, NOW


@pytest.fixture
def house(desk: Desk) -> House:
    return make_house(desk)


def test_urgent_use_opens_at_once_for_a_shorter_time_and_only_for_danger_to_life(house: House) -> None:
    with pytest.raises(Refused) as refused:
        house.at_once(house.sealed, category="complaint")
    assert code_of(refused) == [("category", "glass_urgent_for_life")]

    use_id = house.at_once(house.sealed)

    looking = house.through(use_id)
    assert house.sees(looking, house.sealed, now=NOW + 15 * MINUTE - timedelta(microseconds=1))
    assert not house.sees(looking, house.sealed, now=NOW + 15 * MINUTE)
    assert house.at_once(house.sealed) == use_id
    assert house.use(use_id).urgent
    assert house.acts() == [("urgent", True)]


def test_urgent_use_without_such_a_case_is_written_down_counted_and_judged(house: House) -> None:
    uses = [house.at_once(None), house.at_once(house.plain), house.at_once(None)]

    assert {(house.use(one).state, house.use(one).case_id, house.use(one).review_by) for one in uses} == {
        ("missed", None, date(2026, 11, 23))
    }
    with pytest.raises(Refused) as refused:
        house.at_once(house.sealed)
    assert code_of(refused) == [("", "glass_too_many")]
    assert house.acts() == [("missed", False)] * 3


@embedded
@pytest.mark.parametrize(
    ("day", "urgent", "review_by"),
    [
        (date(2026, 11, 20), True, date(2026, 11, 23)),  # Friday
        (date(2026, 11, 20), False, date(2026, 11, 25)),
        (date(2026, 9, 30), True, date(2026, 10, 8)),  # before National Day
        (date(2026, 9, 30), False, date(2026, 10, 10)),  # the 10th is worked in exchange
    ],
)
def test_judgement_is_due_by_working_days(house: House, day: date, urgent: bool, review_by: date) -> None:
    moment = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    if urgent:
        use_id = house.at_once(house.sealed, now=moment)
    else:
        use_id = house.ask(house.sealed, now=moment)
        house.approve(use_id, now=moment)

    assert house.use(use_id).review_by == review_by


@embedded
def test_overdue_judgement_blocks_further_use_until_it_is_given(house: House) -> None:
    use_id = house.at_once(house.sealed)
    last_day = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)  # one minute before midnight in China
    waiting = house.ask(house.sealed, now=last_day)
    too_late = last_day + MINUTE

    for again in (house.ask, house.at_once):
        with pytest.raises(Refused) as refused:
            again(house.sealed, now=too_late)
        assert code_of(refused) == [("", "glass_overdue")]
    with pytest.raises(Refused) as refused:
        house.approve(waiting, now=too_late)
    assert code_of(refused) == [("", "glass_asker_overdue")]
    house.ask(house.sealed, house.second, now=too_late)  # nobody else is blocked

    house.judge(use_id, now=too_late)

    house.approve(waiting, now=too_late)


@embedded
def test_judged_once_by_whoever_neither_asked_nor_approved(house: House) -> None:
    use_id = house.ask(house.sealed)
    with pytest.raises(NotFound):
        house.judge(use_id)
    house.approve(use_id)

    for part in (house.first, house.second):
        with pytest.raises(Refused) as refused:
            house.judge(use_id, replace(part, verbs=frozenset({REVIEW_GLASS})))
        assert code_of(refused) == [("", "glass_own_review")]
    with pytest.raises(Forbidden):
        house.judge(use_id, replace(house.auditor, verbs=frozenset()))
    with pytest.raises(Refused) as refused:
        house.judge(use_id, judgement="好", verdict="")
    assert {field for field, _ in code_of(refused)} == {"verdict", "judgement"}
    house.judge(use_id, verdict="unjustified", judgement="与来电内容不符，应先联系单位。")
    with pytest.raises(Refused) as refused:
        house.judge(use_id)
    assert code_of(refused) == [("", "glass_judged")]
    assert house.use(use_id).justified is False
    assert house.acts()[-1] == ("unjustified", True)


@embedded
def test_whoever_stands_aside_neither_opens_nor_approves(house: House) -> None:
    waiting, before = house.ask(house.sealed), house.at_once(house.sealed, house.second)
    looking = house.through(before, house.second)
    with house.desk.store.begin(DEMO, write=True) as uow:
        for who in (house.first, house.second):
            uow.session.add(_aside(house.sealed, who))

    with pytest.raises(Refused) as refused:
        house.approve(waiting, replace(house.second, staff_id=house.desk.head.staff_id))
    assert code_of(refused) == [("", "glass_no_case")]
    assert house.use(house.at_once(house.sealed)).state == "missed"
    assert not house.sees(looking, house.sealed)


def _aside(case_id: uuid.UUID, who: Person) -> CaseAccess:
    return CaseAccess(county_code=COUNTY, id=new_id(), case_id=case_id, staff_id=who.staff_id, ground=RECUSED, since=NOW)


@embedded
def test_use_belongs_to_one_person_in_one_post(house: House) -> None:
    use_id = house.at_once(house.sealed)
    looking = house.through(use_id)

    for other in (replace(house.first, post_id=new_id()), house.second, replace(house.first, verbs=frozenset())):
        with pytest.raises(PortalError):
            house.through(use_id, other)
    assert looking.glass is not None
    assert not house.sees(house.second.looking_through(looking.glass), house.sealed)


def test_look_is_written_down_before_anything_is_read(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    use_id = house.at_once(house.sealed)
    house.through(use_id)
    with house.desk.store.begin(DEMO) as uow:
        entry = uow.session.scalars(select(AccessEntry).where(AccessEntry.kind == "read")).one()
    assert (entry.action, entry.case_id, entry.staff_id, entry.data["urgent"]) == ("glass", house.sealed, house.first.staff_id, 1)

    def broken(*_given: object, **_named: object) -> None:
        raise OSError("the record cannot be written")

    monkeypatch.setattr("portal.services.glass.log_access", broken)
    with pytest.raises(OSError, match="record"):
        house.through(use_id)


def test_what_was_asked_and_why_lies_encrypted(house: House) -> None:
    use = house.use(house.ask(house.sealed))

    assert "临劳调字".encode() not in use.number
    assert REASON.encode() not in use.reason


def test_rise_of_the_class_ends_what_was_opened(house: House) -> None:
    with house.desk.store.begin(DEMO, write=True) as uow:
        uow.session.get_one(CaseFile, house.plain).privacy = 3
    use_id = house.at_once(house.plain)
    looking = house.through(use_id)
    assert house.sees(looking, house.plain)

    with house.desk.store.begin(house.desk.head, write=True) as uow:
        version = uow.session.get_one(CaseFile, house.plain).version
        advance(uow, house.plain, "correct", {"details": SEALING, "reason_text": "补充"}, version=version)

    assert not house.sees(looking, house.plain)


def test_figures_are_the_countys_within_bounds(house: House) -> None:
    keeper = replace(house.auditor, verbs=frozenset({PARAMETERS}))
    with house.desk.store.begin(keeper, write=True) as uow:
        kept = {key: str(value) for key, value in figures(uow).items()}
        with pytest.raises(Refused) as refused:
            change_figures(uow, {**kept, "glass_minutes": "121", "glass_urgent_minutes": "4"})
        assert code_of(refused) == [("glass_minutes", "too_large"), ("glass_urgent_minutes", "too_small")]
        change_figures(uow, {**kept, "glass_urgent_minutes": "5"})
    with house.desk.store.begin(house.auditor, write=True) as uow, pytest.raises(Forbidden):
        change_figures(uow, kept)

    use_id = house.at_once(house.sealed)

    assert house.use(use_id).until == NOW + 5 * MINUTE
