"""Roles put together by an administrator: under the ceiling, keys apart, and effective at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal.access.role_grants import given_roles
from portal.access.sync import sync
from portal.errors import Forbidden, NotFound, Refused
from portal.reading.roles import owners, sentences
from portal.services.people import add_person
from portal.services.posts import add_post
from portal.services.roles import change_role, end_role, make_role
from portal.store.tables.people import PostRole
from tests.web.admins import Admins, make_admins
from tests.web.desks import HASH

ARCHIVIST = {"title": "档案员", "reach": "organisation", "verbs": ["read", "print"], "pages": ["open:portal.cases"]}


@pytest.fixture
def admins(sqlite_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators where the database makes no difference."""
    made = make_admins(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators on each database."""
    made = make_admins(database_url, tmp_path)
    yield made
    made.engine.dispose()


def make(admins: Admins, plugin: str = "orchard", **changes: object) -> str:
    with admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        return make_role(uow, plugin, {**ARCHIVIST, **changes})


def refused(admins: Admins, plugin: str = "orchard", **changes: object) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as found:
        make(admins, plugin, **changes)
    return {(p.field, p.code) for p in found.value.problems}


def give(admins: Admins, name: str) -> None:
    with admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        add_post(uow, admins.staff["stranger"], {"post": f"{admins.organisations['县果园调委会']}:{name}"})


def test_own_role_is_an_ordinary_role_that_works_and_survives_a_sync(both: Admins) -> None:
    name = make(both)

    sync(both.engine, both.store.registry)

    with both.engine.connect() as connection:
        role = next(role for role in given_roles(connection) if role.name == name)
    assert role.can == {("read", ""), ("print", ""), ("open", "portal.cases")}
    assert not role.declared
    with both.store.begin(both.actor("secadmin"), write=True) as uow:
        raw = {"name": "田文档", "account": "archivist", "post": f"{both.organisations['县果园调委会']}:{name}"}
        add_person(uow, raw, password_hash=HASH)


def test_sentences_say_what_it_may_do(admins: Admins) -> None:
    name = make(admins)

    with admins.store.begin(admins.actor("secadmin")) as uow:
        shown = next(role for owner in owners(uow) for role in owner.roles if role.name == name)

    assert shown.sentences == ("看本单位和下级单位的案件", "打印文书", "打开案件台账")


def test_county_roles_say_that_sealed_content_stays_closed(admins: Admins) -> None:
    with admins.engine.connect() as connection:
        coordinator = next(role for role in given_roles(connection) if role.name == "county.coordinator")

    assert {"看全县案件（不含封存内容）", "导出台账"} <= set(sentences(coordinator))


@pytest.mark.parametrize(
    ("plugin", "changes", "problem"),
    [
        ("county", {"verbs": ["read", "handle"]}, ("verbs", "not_an_option")),  # no role of the county handles cases
        ("orchard", {"reach": "county"}, ("reach", "not_an_option")),  # no role of the sector sees so far
        ("orchard", {"pages": ["open:portal.audit"]}, ("pages", "not_an_option")),
        ("orchard", {"verbs": ["print"]}, ("verbs", "role_without_reading")),
        ("orchard", {"verbs": [], "supervises": "yes"}, ("verbs", "role_without_reading")),
        ("orchard", {"reach": ""}, ("reach", "role_without_reach")),
        ("orchard", {"verbs": [], "pages": []}, ("verbs", "role_empty")),
        ("orchard", {"title": "经办"}, ("title", "role_title_taken")),
        ("county", {"reach": "county", "pages": ["manage:portal.people"]}, ("pages", "role_keys_apart")),
        ("county", {"verbs": [], "pages": ["open:portal.audit", "open:portal.plugins"]}, ("pages", "role_keys_apart")),
        ("county", {"verbs": [], "pages": ["manage:portal.people", "open:portal.audit"]}, ("pages", "role_keys_apart")),
    ],
)
def test_role_exceeds_nothing_and_joins_nothing_that_stays_apart(
    admins: Admins, plugin: str, changes: dict[str, object], problem: tuple[str, str]
) -> None:
    assert problem in refused(admins, plugin, **changes)


def test_change_of_a_role_signs_out_whoever_holds_it(both: Admins) -> None:
    name = make(both)
    give(both, name)
    both.sit_down("stranger")
    both.sit_down("clerk")

    with both.store.begin(both.actor("secadmin"), write=True) as uow:
        ended = change_role(uow, name, {**ARCHIVIST, "verbs": ["read"]})

    assert ended == 1
    assert (both.sessions("stranger"), both.sessions("clerk")) == (0, 1)
    with both.engine.connect() as connection:
        assert next(role for role in given_roles(connection) if role.name == name).verbs == {"read"}


@pytest.mark.parametrize("name", ["orchard.clerk", "county.secadmin", "orchard.own_nothing"])
def test_declared_role_stays_as_it_is_declared(admins: Admins, name: str) -> None:
    with pytest.raises(NotFound), admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        change_role(uow, name, ARCHIVIST)


def test_role_somebody_held_stays_for_the_trail_and_another_goes(admins: Admins) -> None:
    held, free = make(admins), make(admins, title="统计员")
    give(admins, held)

    with pytest.raises(Refused), admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        end_role(uow, held)
    with admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        end_role(uow, free)

    with Session(admins.engine) as session:
        assert session.get(PostRole, free) is None


@pytest.mark.parametrize("account", ["head", "sysadmin", "coordinator"])
def test_only_the_security_administrator_puts_roles_together(admins: Admins, account: str) -> None:
    with pytest.raises(Forbidden), admins.store.begin(admins.actor(account), write=True) as uow:
        make_role(uow, "orchard", ARCHIVIST)


def test_organisations_administrator_gives_an_own_role_that_holds_no_more_than_she(admins: Admins) -> None:
    name = make(admins)

    with admins.store.begin(admins.actor("head"), write=True) as uow:
        post = add_post(uow, admins.staff["mediator"], {"post": f"{admins.organisations['东寨果园分会']}:{name}"})

    assert post is not None
