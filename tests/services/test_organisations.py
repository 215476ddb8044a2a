"""Organisations: made, moved with what stands below, ended when nobody needs them, numbers taken over from paper."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.errors import Forbidden, NotFound, Refused
from portal.services.organisations import change_organisation, end_organisation, make_organisation, start_year
from portal.store.tables.places import Organisation
from tests.rig.databases import embedded
from tests.web.admins import TODAY, Admins, make_admins

NEW: dict[str, Any] = {
    "name": "沙河镇果园调解委员会",
    "short_name": "沙河果调委",
    "number_code": "沙河",
    "kind": "town",
    "level": "town",
    "division_code": "620723100",
    "phone": "0936-5521200",
    "plugins": ["orchard"],
}


@pytest.fixture
def admins(database_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators on each database."""
    made = make_admins(database_url, tmp_path)
    yield made
    made.engine.dispose()


def make(admins: Admins, who: str = "sysadmin", confirmed: tuple[str, ...] = (), **changes: Any) -> uuid.UUID:
    with admins.store.begin(admins.actor(who), write=True) as uow:
        return make_organisation(uow, {**NEW, **changes}, confirmed=confirmed)


def row(admins: Admins, organisation_id: uuid.UUID) -> Organisation:
    with Session(admins.engine) as session:
        return session.get_one(Organisation, organisation_id)


def problems(found: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(p.field, p.code) for p in found.value.problems}


def test_new_organisation_stands_below_its_parent_and_seals_with_its_name(admins: Admins) -> None:
    above = admins.organisations["县果园调委会"]

    made = row(admins, make(admins, parent=str(above)))

    assert made.path == f"{above}/{made.id}/"
    assert made.seal_name == NEW["name"]
    assert made.plugins == ["orchard"]


@embedded
def test_everything_wrong_is_told_at_once(admins: Admins) -> None:
    with pytest.raises(Refused) as found:
        make(admins, name="县果园调委会", number_code="SH", division_code="110101", parent="nobody", kind="club")

    assert problems(found) == {
        ("name", "organisation_name_taken"),
        ("number_code", "declared"),
        ("division_code", "not_an_option"),
        ("parent", "not_an_option"),
        ("kind", "not_an_option"),
    }


@embedded
def test_two_that_would_give_the_same_numbers_need_a_second_look(admins: Admins) -> None:
    with pytest.raises(Refused) as found:
        make(admins, number_code="东寨")
    assert problems(found) == {("number_code", "same_number_code")}
    assert found.value.problems[0].asks

    other_word = make(admins, number_code="东寨", name="另一家", plugins=["well"])
    confirmed = make(admins, number_code="东寨", confirmed=("same_number_code",))

    assert row(admins, other_word).number_code == row(admins, confirmed).number_code == "东寨"


def test_organisation_moves_with_what_stands_below_it(admins: Admins) -> None:
    above, branch = admins.organisations["县果园调委会"], admins.organisations["东寨果园分会"]
    new = make(admins)
    raw = {**NEW, "name": "县果园调委会", "short_name": "县果调委", "number_code": "临", "parent": str(new)}

    with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        change_organisation(uow, above, raw, confirmed=("same_number_code",))

    assert row(admins, branch).path == f"{new}/{above}/{branch}/"


@embedded
def test_organisation_cannot_stand_below_itself(admins: Admins) -> None:
    above, branch = admins.organisations["县果园调委会"], admins.organisations["东寨果园分会"]

    with pytest.raises(Refused) as found, admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        change_organisation(uow, above, {**NEW, "parent": str(branch)})

    assert problems(found) == {("parent", "organisation_below_itself")}


def test_year_begun_on_paper_goes_on_with_its_next_number(admins: Admins) -> None:
    here = admins.organisations["县果园调委会"]
    with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        number = start_year(uow, here, {"word": "果", "year": "2026", "first": "13"})

    opened = admins.open("clerk")

    assert number == opened.number == "（2026）临果调字第13号"
    with pytest.raises(Refused) as found, admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        start_year(uow, here, {"word": "果", "year": "2026", "first": "40"})
    assert problems(found) == {("first", "numbers_already_given")}


@embedded
def test_organisation_without_a_sector_gives_no_numbers_and_says_so(admins: Admins) -> None:
    made = make(admins, plugins=[])

    with pytest.raises(Refused) as found, admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        start_year(uow, made, {"word": "果", "year": "2026", "first": "13"})

    assert problems(found) == {("", "no_numbers_here")}


@embedded
def test_organisation_that_is_still_needed_does_not_end(admins: Admins) -> None:
    admins.open("clerk")

    with pytest.raises(Refused) as found, admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        end_organisation(uow, admins.organisations["县果园调委会"], TODAY)

    assert {code for _, code in problems(found)} == {"organisation_has_posts", "organisation_has_cases", "organisation_has_below"}


def test_empty_organisation_ends_and_stands_again(admins: Admins) -> None:
    made = make(admins)
    for day in (TODAY, None):
        with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
            end_organisation(uow, made, day)
        assert row(admins, made).ended_on == day


@embedded
@pytest.mark.parametrize("who", ["secadmin", "head", "coordinator"])
def test_only_the_system_administrator_keeps_organisations(admins: Admins, who: str) -> None:
    with pytest.raises(Forbidden):
        make(admins, who)


@embedded
def test_unknown_organisation_is_not_found(admins: Admins) -> None:
    with pytest.raises(NotFound), admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        end_organisation(uow, uuid.uuid4(), TODAY)
