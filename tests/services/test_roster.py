"""The roster: kept by its head and the county's administrator, measured by the law, every act written down."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.errors import Forbidden, NotFound, Refused, Repeated
from portal.reading.roster import RosterPage, entry_page, lacking_here, roster_page, rosters
from portal.services.roster import add_mediator, change_mediator, end_mediator, note_training, register_seal, strike_training
from tests.rig.databases import embedded
from tests.web.admins import Admins, make_admins

HERE, BRANCH, OTHER = "县果园调委会", "东寨果园分会", "县水站调委会"
NEW: dict[str, Any] = {
    "name": "何大山",
    "position": "member",
    "is_woman": "no",
    "since": "2024-03-12",
    "specialties": "邻里、邻里,婚姻家庭",
    "languages": "藏语",
    "level": "2",
}


@pytest.fixture
def admins(database_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators on each database."""
    made = make_admins(database_url, tmp_path)
    yield made
    made.engine.dispose()


def add(admins: Admins, who: str = "head", where: str = HERE, token: str | None = None, **changes: Any) -> uuid.UUID:
    with admins.store.begin(admins.actor(who), write=True) as uow:
        return add_mediator(uow, admins.organisations[where], {**NEW, **changes}, token)


def look(admins: Admins, who: str, where: str = HERE) -> RosterPage:
    actor = admins.actor(who)
    with admins.store.begin(actor) as uow:
        return roster_page(uow, actor, admins.organisations[where])


def test_head_keeps_the_roster_and_a_coordinator_reads_it(admins: Admins) -> None:
    admins.open("mediator")
    entry = add(admins, staff=str(admins.staff["mediator"]), name="", is_woman="yes")
    with admins.store.begin(admins.actor("head"), write=True) as uow:
        note_training(uow, entry, {"held_on": "2026-01-05", "hours": "8", "subject": "调解程序"})
        note_training(uow, entry, {"held_on": "2026-01-06", "hours": "4", "subject": "写错的"})
        register_seal(uow, admins.organisations[HERE], {"registered_on": "2024-02-01"})
    with admins.store.begin(admins.actor("head"), write=True) as uow:
        wrong = next(row for row in entry_page(uow, admins.actor("head"), entry).trainings if row.hours == 4)
        strike_training(uow, entry, wrong.id)

    page = look(admins, "coordinator")

    assert page.seal_registered_on == date(2024, 2, 1)
    (one,) = page.mediators
    assert (one.name, one.until, one.hours, one.in_hand) == ("王建国", date(2027, 3, 12), 8, 1)
    assert (one.specialties, one.languages, one.level) == (("邻里", "婚姻家庭"), ("藏语",), "2")
    acts = [action for _kind, action, _data in admins.log()]
    assert acts[-5:] == ["roster_entered", "training_noted", "training_noted", "seal_registered", "training_struck"]
    assert "何大山" not in str(admins.log())


@embedded
@pytest.mark.parametrize(
    ("who", "where", "keeps"),
    [
        ("head", HERE, True),
        ("head", BRANCH, True),
        ("head", OTHER, False),
        ("sysadmin", OTHER, True),
        ("coordinator", HERE, False),
        ("mediator", HERE, False),
    ],
)
def test_who_keeps_a_roster(admins: Admins, who: str, where: str, keeps: bool) -> None:
    if keeps:
        assert add(admins, who, where)
    else:
        with pytest.raises(Forbidden):
            add(admins, who, where)


def test_who_sees_a_roster(admins: Admins) -> None:
    seen = {}
    for who in ("coordinator", "sysadmin", "head"):
        actor = admins.actor(who)
        with admins.store.begin(actor) as uow:
            seen[who] = {line.organisation_id for line in rosters(uow, actor)}

    assert seen["coordinator"] == seen["sysadmin"] == set(admins.organisations.values())
    assert seen["head"] == {admins.organisations[HERE], admins.organisations[BRANCH]}
    with pytest.raises(NotFound):
        look(admins, "head", OTHER)
    with pytest.raises(Forbidden):
        look(admins, "clerk")


@embedded
@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": ""}, {("name", "roster_name_needed")}),
        ({"until": "2027-01-01"}, {("until", "roster_until_engaged")}),
        ({"position": "engaged", "until": "2024-03-01"}, {("until", "roster_until_before")}),
        ({"since": "2099-01-01", "position": "king"}, {("since", "day_in_future"), ("position", "not_an_option")}),
        ({"staff": str(uuid.uuid4())}, {("staff", "not_an_option")}),
    ],
)
def test_bad_entries_are_told_at_their_field(admins: Admins, changes: dict[str, str], wrong: set[tuple[str, str]]) -> None:
    with pytest.raises(Refused) as found:
        add(admins, **changes)

    assert {(p.field, p.code) for p in found.value.problems} == wrong


def test_nobody_is_listed_twice_until_she_has_left(admins: Admins) -> None:
    her = {"staff": str(admins.staff["mediator"]), "name": ""}
    first = add(admins, token="t1", **her)
    with pytest.raises(Repeated):
        add(admins, token="t1", **her)
    with pytest.raises(Refused) as found:
        add(admins, **her)
    assert found.value.problems[0].code == "roster_listed"

    with admins.store.begin(admins.actor("head"), write=True) as uow:
        end_mediator(uow, first)
    again = add(admins, **her)

    assert [one.id for one in look(admins, "head").mediators] == [again]
    assert [one.id for one in look(admins, "head").gone] == [first]
    with admins.store.begin(admins.actor("head"), write=True) as uow, pytest.raises(Refused):
        change_mediator(uow, first, NEW)


def test_desk_of_the_head_tells_what_is_lacking(admins: Admins) -> None:
    head, mediator = admins.actor("head"), admins.actor("mediator")
    with admins.store.begin(head) as uow:
        assert lacking_here(uow, head) == ()
    entry = add(admins, since="2020-03-12")

    with admins.store.begin(head) as uow:
        told = lacking_here(uow, head)
    with admins.store.begin(mediator) as uow:
        assert lacking_here(uow, mediator) == ()
    with admins.store.begin(head, write=True) as uow:
        change_mediator(uow, entry, NEW)
    with admins.store.begin(head) as uow:
        now = lacking_here(uow, head)

    assert "任期已满" in told[0]
    assert now == told[1:]
