"""What is administered is written down: who did it in which post, what it was, and nobody's name or number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from portal.access.api_keys import Scope, make_key
from portal.access.passwords import hash_password
from portal.access.proving_again import Proved
from portal.services import glass_requests
from portal.services.paper_wording import change_wording
from portal.services.parameters import add_value, change_settings
from portal.services.people import add_person, reset_password, unlock
from portal.services.plugin_states import disable_plugin, enable_plugin
from portal.services.posts import add_post, end_post
from portal.services.roles import change_role, end_role, make_role
from portal.store.tables.machine import AccessEntry
from portal.store.tables.people import Post
from portal.store.unit_of_work import UnitOfWork
from tests.rig.databases import sqlite_database
from tests.store.county import NOW
from tests.web.admins import LOCKOUT, Admins, make_admins

ROLE = {"title": "档案员", "reach": "organisation", "verbs": ["read", "print"], "pages": ["open:portal.cases"]}
WAGE = {"key": "minimum_wage", "since": "2026-12-01", "where": "province", "value": "2050", "source": "甘人社通〔2026〕1号"}
NAMES = ("李秀英", "马跨界", "新来的人", "13893600001")
Act = Callable[[Admins, UnitOfWork], object]


def _own_role(uow: UnitOfWork) -> str:
    return make_role(uow, "orchard", ROLE)


def _again(uow: UnitOfWork) -> None:
    disable_plugin(uow, "well", "等新版本")
    uow.session.flush()
    enable_plugin(uow, "well")


def _ended_post(admins: Admins, uow: UnitOfWork) -> None:
    held = uow.session.scalars(select(Post.id).where(Post.staff_id == admins.staff["wanderer"], Post.role == "well.clerk")).one()
    end_post(uow, admins.staff["wanderer"], held, {})


def _person(admins: Admins, uow: UnitOfWork) -> object:
    raw = {"name": "新来的人", "account": "newcomer", "post": f"{admins.organisations['县水站调委会']}:well.clerk"}
    return add_person(uow, raw, password_hash=hash_password("one-time-Linze"))


def _asked(admins: Admins, uow: UnitOfWork) -> object:
    wanted = {"category": "life", "holder": str(admins.organisations["县果园调委会"]), "number": "（2026）临果调字第1号"}
    reason = "李秀英来电，孩子有危险，要查看案件里的住址。"
    return glass_requests.ask(uow, {**wanted, "reason": reason}, Proved(admins.users["coordinator"], NOW))


ACTS: Mapping[str, tuple[str, Act, tuple[str, str]]] = {
    "a person": ("secadmin", _person, ("people", "post_added")),
    "a post given": (
        "secadmin",
        lambda a, uow: add_post(uow, a.staff["stranger"], {"post": f"{a.organisations['县果园调委会']}:orchard.clerk"}),
        ("people", "post_added"),
    ),
    "a post ended": ("secadmin", _ended_post, ("people", "post_ended")),
    "a password reset": (
        "secadmin",
        lambda a, uow: reset_password(uow, a.staff["clerk"], "one-time-Linze-1", LOCKOUT),
        ("people", "password_reset"),
    ),
    "a lock taken off": ("secadmin", lambda a, uow: unlock(uow, a.staff["clerk"], LOCKOUT), ("people", "unlocked")),
    "a role made": ("secadmin", lambda a, uow: _own_role(uow), ("people", "role_made")),
    "a role changed": (
        "secadmin",
        lambda a, uow: change_role(uow, _own_role(uow), {**ROLE, "title": "管档案的人"}),
        ("people", "role_changed"),
    ),
    "a role ended": ("secadmin", lambda a, uow: end_role(uow, _own_role(uow)), ("people", "role_ended")),
    "a key for programs": (
        "secadmin",
        lambda a, uow: make_key(uow, post_id=a.posts["clerk"], name="上报", scopes=[Scope.READ_CASES], expires_on=uow.today),
        ("people", "api_key_made"),
    ),
    "a parameter": (
        "sysadmin",
        lambda a, uow: add_value(uow, WAGE),
        ("setting", "parameter_added"),
    ),
    "a setting": (
        "sysadmin",
        lambda a, uow: change_settings(uow, {"county_name": "临泽", "help_phone": "0936-5521148", "month_starts_on": "21"}),
        ("setting", "settings_changed"),
    ),
    "a wording": (
        "sysadmin",
        lambda a, uow: change_wording(uow, "portal", "registration", {"登记表": "登记簿"}, (), "用语统一"),
        ("setting", "wording_changed"),
    ),
    "a plugin disabled": ("sysadmin", lambda a, uow: disable_plugin(uow, "well", "等新版本"), ("plugin", "disabled")),
    "a plugin enabled": ("sysadmin", lambda a, uow: _again(uow), ("plugin", "enabled")),
    "a special permission asked for": ("coordinator", _asked, ("glass", "asked")),
}


@pytest.fixture(scope="module")
def admins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Admins]:
    """The administrators; what is done in a test is taken back."""
    folder = tmp_path_factory.mktemp("acts")
    with sqlite_database(folder, migrated=True) as url:
        made = make_admins(url, folder)
        yield made
        made.engine.dispose()


@pytest.mark.parametrize("what", ACTS)
def test_act_of_administration_is_written_down_without_names(admins: Admins, what: str) -> None:
    account, act, told = ACTS[what]
    with admins.store.begin(admins.actor(account), write=True) as uow:
        act(admins, uow)
        entries: list[Any] = list(uow.session.scalars(select(AccessEntry).order_by(AccessEntry.id)))
        found = [(entry.kind, entry.action, entry.staff_id, entry.post_id, str(entry.data)) for entry in entries]
        uow.session.rollback()

    assert (*told, admins.staff[account], admins.posts[account]) in [row[:4] for row in found]
    assert [name for name in NAMES for row in found if name in row[4]] == []
