"""People and posts: who may be given what, what a change ends at once, and whose cases go where. On both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.lockout import Locked
from portal.access.passwords import hash_password, one_time_password
from portal.access.proving_again import Proved
from portal.access.signing_in import Account, Wrong, authenticate
from portal.errors import Forbidden, NotFound, Refused, Repeated
from portal.services.leaving import Left, disable, pass_on_by_system
from portal.services.people import add_person, change_person, open_account, reset_password, restore, unlock
from portal.services.posts import add_post, end_post
from portal.store.actors import System
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseEvent
from portal.store.tables.people import Post, Staff
from tests.store.county import COUNTY, NOW
from tests.web.admins import LOCKOUT, TODAY, Admins, make_admins
from tests.web.desks import HASH

NEW = {"name": "张小梅", "account": "138 9360 1234"}


@pytest.fixture
def admins(sqlite_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators where the database makes no difference to what is tested."""
    made = make_admins(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators on each database."""
    made = make_admins(database_url, tmp_path)
    yield made
    made.engine.dispose()


def post(admins: Admins, organisation: str, role: str) -> str:
    return f"{admins.organisations[organisation]}:{role}"


def add(admins: Admins, who: str, organisation: str = "县果园调委会", role: str = "orchard.clerk", **raw: str) -> uuid.UUID:
    with admins.store.begin(admins.actor(who), write=True) as uow:
        return add_person(uow, {**NEW, "post": post(admins, organisation, role), **raw}, password_hash=HASH)


def enter(admins: Admins, account: str, password: str) -> object:
    return authenticate(admins.engine, LOCKOUT, account=account, password=password, address="127.0.0.1", now=NOW)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(p.field, p.code) for p in refused.value.problems}


def test_three_fields_make_a_person_who_comes_in_with_her_first_password_and_must_change_it(both: Admins) -> None:
    password = one_time_password()
    with both.store.begin(both.actor("head"), write=True) as uow:
        raw = {**NEW, "post": post(both, "县果园调委会", "orchard.mediator")}
        staff_id = add_person(uow, raw, password_hash=hash_password(password))

    assert isinstance(enter(both, "13893601234", password), Account)
    with Session(both.engine) as session:
        staff = session.get_one(Staff, staff_id)
        held = session.scalars(select(Post).where(Post.staff_id == staff_id)).one()
    assert staff.must_change_password
    assert (held.role, held.since, held.until) == ("orchard.mediator", TODAY, None)


def test_log_names_people_by_ids_only(admins: Admins) -> None:
    add(admins, "head")

    entries = [entry for entry in admins.log() if entry[0] == "people"]

    assert [action for _, action, _ in entries] == ["person_added", "post_added"]
    assert "张小梅" not in str(entries)
    assert "1389360" not in str(entries)


@pytest.mark.parametrize(
    ("account", "organisation", "role"),
    [
        ("head", "县果园调委会", "orchard.clerk"),
        ("head", "县果园调委会", "orchard.head"),
        ("head", "东寨果园分会", "orchard.mediator"),
        ("secadmin", "县水站调委会", "well.head"),
        ("secadmin", "县综治中心", "county.coordinator"),
        ("secadmin", "东寨果园分会", "county.town_clerk"),
    ],
)
def test_role_within_ones_own_may_be_given(admins: Admins, account: str, organisation: str, role: str) -> None:
    add(admins, account, organisation=organisation, role=role)

    assert "post_added" in [action for _, action, _ in admins.log()]


@pytest.mark.parametrize(
    ("account", "organisation", "role"),
    [
        ("head", "县果园调委会", "county.coordinator"),  # a role of the county
        ("head", "县果园调委会", "county.town_clerk"),
        ("head", "县果园调委会", "well.clerk"),  # a sector the organisation does not have
        ("head", "县水站调委会", "well.clerk"),  # another organisation
        ("head", "县水站调委会", "orchard.clerk"),
        ("secadmin", "县水站调委会", "orchard.clerk"),  # nobody makes a sector where it is not
        ("secadmin", "东寨果园分会", "county.auditor"),  # the county's own sit at the county
    ],
)
def test_role_beyond_ones_own_is_refused(admins: Admins, account: str, organisation: str, role: str) -> None:
    with pytest.raises(Refused) as refused:
        add(admins, account, organisation=organisation, role=role)

    assert codes(refused) == {("post", "role_beyond_yours")}


@pytest.mark.parametrize(
    ("account", "code"),
    [("12345", "account_form"), ("女工", "account_form"), ("head", "account_taken"), ("CLERK", "account_taken")],
)
def test_account_that_cannot_be_or_is_taken_is_refused_with_everything_else(admins: Admins, account: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        add(admins, "head", account=account, name="")

    assert codes(refused) == {("account", code), ("name", "required")}


def test_phone_of_another_is_no_account(admins: Admins) -> None:
    add(admins, "head")

    with pytest.raises(Refused) as refused:
        add(admins, "secadmin", name="张大梅")

    assert codes(refused) == {("account", "account_taken")}


def test_form_sent_twice_makes_one_person(admins: Admins) -> None:
    raw = {**NEW, "post": post(admins, "县果园调委会", "orchard.clerk")}
    with admins.store.begin(admins.actor("head"), write=True) as uow:
        made = add_person(uow, raw, password_hash=HASH, token="once")

    with pytest.raises(Repeated) as repeated, admins.store.begin(admins.actor("head"), write=True) as uow:
        add_person(uow, raw, password_hash=HASH, token="once")

    assert repeated.value.location == str(made)


@pytest.mark.parametrize("account", ["clerk", "mediator", "coordinator", "auditor", "sysadmin"])
def test_whoever_does_not_manage_people_adds_nobody(admins: Admins, account: str) -> None:
    with pytest.raises(Forbidden):
        add(admins, account)


def test_new_password_ends_sessions_unlocks_and_works_once(both: Admins) -> None:
    both.sit_down("clerk")
    for _ in range(5):
        enter(both, "clerk", "wrong-wrong-wrong")
    assert isinstance(enter(both, "clerk", "wrong-wrong-wrong"), Locked)

    password = one_time_password()
    with both.store.begin(both.actor("head"), write=True) as uow:
        reset_password(uow, both.staff["clerk"], password, LOCKOUT)

    assert both.sessions("clerk") == 0
    assert isinstance(enter(both, "clerk", password), Account)
    with Session(both.engine) as session:
        assert session.get_one(Staff, both.staff["clerk"]).must_change_password


def test_unlocking_lets_her_try_again_with_her_own_password(admins: Admins) -> None:
    for _ in range(5):
        enter(admins, "clerk", "wrong-wrong-wrong")

    with admins.store.begin(admins.actor("head"), write=True) as uow:
        unlock(uow, admins.staff["clerk"], LOCKOUT)

    assert isinstance(enter(admins, "clerk", "wrong-wrong-wrong"), Wrong)


def test_reset_sent_twice_leaves_the_first_password(admins: Admins) -> None:
    first, second = one_time_password(), one_time_password()
    for password in (first, second):
        try:
            with admins.store.begin(admins.actor("head"), write=True) as uow:
                reset_password(uow, admins.staff["clerk"], password, LOCKOUT, token="once")
        except Repeated:
            assert password == second

    assert isinstance(enter(admins, "clerk", first), Account)


@pytest.mark.parametrize(("whose", "code"), [("wanderer", "posts_elsewhere"), ("head", "not_for_oneself")])
def test_password_is_no_way_to_more_than_one_holds(admins: Admins, whose: str, code: str) -> None:
    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("head"), write=True) as uow:
        reset_password(uow, admins.staff[whose], one_time_password(), LOCKOUT)

    assert codes(refused) == {("", code)}


def test_person_with_a_county_post_in_the_organisation_is_the_security_administrators(admins: Admins) -> None:
    admins.give("clerk", "县果园调委会", "county.coordinator")

    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("head"), write=True) as uow:
        reset_password(uow, admins.staff["clerk"], one_time_password(), LOCKOUT)

    assert codes(refused) == {("", "posts_elsewhere")}


@pytest.mark.parametrize("whose", ["stranger", "secadmin"])
def test_people_of_other_organisations_do_not_exist_for_an_organisations_administrator(admins: Admins, whose: str) -> None:
    with pytest.raises(NotFound), admins.store.begin(admins.actor("head"), write=True) as uow:
        change_person(uow, admins.staff[whose], {"name": "别人"})


def test_phone_that_signs_in_is_corrected_by_whoever_proved_who_he_is(admins: Admins) -> None:
    head, clerk = admins.actor("head"), admins.staff["clerk"]
    changed = {"name": "李秀英", "phone": "13893605555"}
    for unproved in (None, Proved(head.user_id, NOW - timedelta(hours=1)), Proved(admins.actor("secadmin").user_id, NOW)):
        with pytest.raises(Refused) as refused, admins.store.begin(head, write=True) as uow:
            change_person(uow, clerk, changed, unproved)
        assert codes(refused) == {("phone", "phone_needs_proof")}

    with admins.store.begin(head, write=True) as uow:
        change_person(uow, clerk, changed, Proved(head.user_id, NOW))

    assert not isinstance(enter(admins, "13893605555", "wrong-wrong-wrong"), Account)
    assert admins.log()[-1] == ("people", "person_changed", {"staff": str(admins.staff["clerk"]), "what": "phone"})


def test_somebody_without_an_account_gets_one(admins: Admins) -> None:
    with Session(admins.engine) as session:
        session.get_one(Staff, admins.staff["branch_clerk"]).user_id = None
        session.commit()
    password = one_time_password()

    with admins.store.begin(admins.actor("head"), write=True) as uow:
        open_account(uow, admins.staff["branch_clerk"], {"account": "he_wenshu"}, password_hash=hash_password(password))

    assert isinstance(enter(admins, "he_wenshu", password), Account)


def test_post_is_added_with_its_days_and_not_twice(admins: Admins) -> None:
    raw = {"post": post(admins, "东寨果园分会", "orchard.mediator"), "since": "2026-12-01", "until": "2026-12-31"}
    with admins.store.begin(admins.actor("head"), write=True) as uow:
        made = add_post(uow, admins.staff["clerk"], raw)

    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("head"), write=True) as uow:
        add_post(uow, admins.staff["clerk"], {**raw, "since": "2026-12-31", "until": ""})
    assert codes(refused) == {("post", "post_held")}
    with Session(admins.engine) as session:
        held = session.get_one(Post, made)
    assert (held.since.isoformat(), str(held.until)) == ("2026-12-01", "2026-12-31")


def test_nobody_gives_herself_a_post(admins: Admins) -> None:
    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        add_post(uow, admins.staff["secadmin"], {"post": post(admins, "县综治中心", "county.coordinator")})

    assert codes(refused) == {("", "not_for_oneself")}


def test_ended_post_signs_out_at_once_and_one_that_ends_later_does_not(both: Admins) -> None:
    both.sit_down("clerk")
    both.sit_down("mediator")

    with both.store.begin(both.actor("head"), write=True) as uow:
        end_post(uow, both.staff["clerk"], both.posts["clerk"], {})
        end_post(uow, both.staff["mediator"], both.posts["mediator"], {"until": "2026-12-31"})

    assert (both.sessions("clerk"), both.sessions("mediator")) == (0, 1)
    with Session(both.engine) as session:
        assert str(session.get_one(Post, both.posts["clerk"]).until) == "2026-11-20"


def test_post_in_another_organisation_is_ended_by_those_who_may_give_it(admins: Admins) -> None:
    with Session(admins.engine) as session:
        posts = {row.role: row.id for row in session.scalars(select(Post).where(Post.staff_id == admins.staff["wanderer"]))}

    with pytest.raises(Forbidden), admins.store.begin(admins.actor("head"), write=True) as uow:
        end_post(uow, admins.staff["wanderer"], posts["well.clerk"], {})
    with admins.store.begin(admins.actor("head"), write=True) as uow:
        end_post(uow, admins.staff["wanderer"], posts["orchard.clerk"], {})


@pytest.mark.parametrize("whose", ["sysadmin", "secadmin"])
def test_last_who_holds_a_key_to_the_house_stays(both: Admins, whose: str) -> None:
    command_line = System(COUNTY, "people")

    with pytest.raises(Refused) as leaving, both.store.begin(command_line, write=True) as uow:
        disable(uow, both.staff[whose], {})
    with pytest.raises(Refused) as ending, both.store.begin(command_line, write=True) as uow:
        end_post(uow, both.staff[whose], both.posts[whose], {})

    assert codes(leaving) == codes(ending) == {("", "last_of_role")}


def test_three_administrators_are_three_people(admins: Admins) -> None:
    told = {}
    for whose, role in (("coordinator", "county.auditor"), ("auditor", "county.sysadmin"), ("sysadmin", "county.coordinator")):
        with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("secadmin"), write=True) as uow:
            add_post(uow, admins.staff[whose], {"post": post(admins, "县综治中心", role)})
        told[whose] = codes(refused)
    with admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        add_post(uow, admins.staff["auditor"], {"post": post(admins, "县综治中心", "county.congress")})

    assert told == {key: {("post", "posts_apart")} for key in told}


def test_key_may_change_hands_when_another_holds_it(admins: Admins) -> None:
    admins.give("coordinator", "县综治中心", "county.sysadmin")

    with admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        disable(uow, admins.staff["sysadmin"], {})

    with pytest.raises(Refused), admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        disable(uow, admins.staff["coordinator"], {})


def handlers(admins: Admins) -> list[uuid.UUID | None]:
    with admins.store.begin(System(COUNTY, "people.hand_over")) as uow:
        return list(uow.session.scalars(select(CaseFile.handler_id).order_by(CaseFile.id)))


def handing_over(admins: Admins) -> list[tuple[str, uuid.UUID | None, dict[str, object]]]:
    with admins.store.begin(System(COUNTY, "people.hand_over")) as uow:
        rows = uow.session.scalars(select(CaseEvent).where(CaseEvent.action == "hand_over").order_by(CaseEvent.id)).all()
        return [(row.actor, row.staff_id, dict(row.data)) for row in rows]


def test_disabled_person_is_out_at_once_and_her_cases_go_to_a_colleague(both: Admins) -> None:
    both.open("clerk")
    both.open("clerk", "orchard.quiet")  # sealed: the administrator counts and hands over, and need not read
    both.sit_down("clerk")

    with both.store.begin(both.actor("head"), write=True) as uow:
        left = disable(uow, both.staff["clerk"], {both.organisations["县果园调委会"]: both.staff["mediator"]})

    assert left == Left(2, {})
    assert both.sessions("clerk") == 0
    assert handlers(both) == [both.staff["mediator"]] * 2
    assert handing_over(both)[0][:2] == ("person", both.staff["head"])
    assert isinstance(enter(both, "clerk", "right-Linze-2026"), Wrong)


def test_security_administrator_sees_no_case_and_has_them_handed_over_by_the_system(both: Admins) -> None:
    both.open("clerk")
    here, boss = both.organisations["县果园调委会"], both.staff["secadmin"]

    with both.store.begin(both.actor("secadmin"), write=True) as uow:
        left = disable(uow, both.staff["clerk"], {here: both.staff["mediator"]})
        assert uow.session.scalars(select(CaseFile.id)).all() == []
    assert left == Left(0, {here: both.staff["mediator"]})
    with both.store.begin(System(COUNTY, "people.hand_over"), write=True) as uow:
        assert pass_on_by_system(uow, both.staff["clerk"], left.waiting, boss) == 1

    assert handlers(both) == [both.staff["mediator"]]
    ((actor, staff_id, data),) = handing_over(both)
    assert (actor, staff_id, data["by"]) == ("system:people.hand_over", None, str(boss))


def test_cases_go_only_to_somebody_who_works_there(admins: Admins) -> None:
    admins.open("clerk")
    here = admins.organisations["县果园调委会"]

    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("head"), write=True) as uow:
        disable(uow, admins.staff["clerk"], {here: admins.staff["stranger"]})

    assert codes(refused) == {(f"receiver.{here}", "not_an_option")}
    with Session(admins.engine) as session:
        assert session.get_one(Staff, admins.staff["clerk"]).ended_on is None


def test_restored_person_comes_in_with_a_new_password_only(admins: Admins) -> None:
    with admins.store.begin(admins.actor("head"), write=True) as uow:
        disable(uow, admins.staff["clerk"], {})
    password = one_time_password()

    with admins.store.begin(admins.actor("head"), write=True) as uow:
        restore(uow, admins.staff["clerk"], password, LOCKOUT)

    assert isinstance(enter(admins, "clerk", "right-Linze-2026"), Wrong)
    assert isinstance(enter(admins, "clerk", password), Account)
