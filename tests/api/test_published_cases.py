"""The published cases of the shipped sectors, entered through the API years later, as paper files are typed in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import User
from sqlalchemy.orm import Session

from portal.access.api_keys import Scope, make_key
from portal.access.sync import sync
from portal.app import compose
from portal.config import Config
from portal.hooks.registry import Registry
from portal.store import calendar_rows, settings
from portal.store.unit_of_work import Store
from portal_plugins.consumer_association import PLUGIN as CONSUMERS
from portal_plugins.consumer_association.tests import test_published_cases as consumers
from portal_plugins.property_mediation import PLUGIN as ESTATES
from portal_plugins.property_mediation.tests import test_published_cases as estates
from portal_plugins.trade_union import PLUGIN as UNION
from portal_plugins.trade_union.tests import test_published_cases as union
from portal_plugins.village_committee import PLUGIN as COMMITTEES
from portal_plugins.village_committee.tests import test_published_cases as committees
from portal_plugins.womens_federation import PLUGIN as WOMEN
from portal_plugins.womens_federation.tests import test_published_cases as women
from tests.rig.databases import sqlite_database
from tests.store.county import COUNTY, DEMO, County, make_store

SECRET = "a-secret-of-tests-long-enough-for-it"
PLUGINS = (COMMITTEES, UNION, WOMEN, CONSUMERS, ESTATES)
Body = dict[str, Any]


@dataclass(frozen=True)
class Published:
    """A case as its sector's tests tell it: its type, when it was received, what was asked and confirmed."""

    type: str
    received_on: date
    body: Body
    confirmed: tuple[str, ...] = ()


def _published() -> Iterator[tuple[str, Published]]:
    for title, (received_on, body) in {
        "放弃加班费的协议": union.WAIVED,
        "打卡记录与举证": union.CLOCKED_IN,
        "晚九点以后才算加班": union.AFTER_NINE,
        "没有审批的加班": union.UNAPPROVED,
    }.items():
        yield title, Published("trade_union.unpaid_wages", received_on, body)
    yield "拒绝违法加班被解除", Published("trade_union.termination_pay", *union.REFUSED_OVERTIME)
    for title, ((key, received_on, body), asked) in consumers.CASES.items():
        confirmed = tuple(f"rule:{field}" for field in asked)
        yield title, Published(f"consumer_association.{key}", received_on, body, confirmed)
    winter = date(2021, 1, 20)
    yield "婚内分割补偿款", Published("womens_federation.marriage_family", winter, women.COMPENSATION)
    yield "隐瞒疾病撤销婚姻", Published("womens_federation.marriage_family", winter, women.ILLNESS, (women.COURT_ONLY,))
    yield "高空坠物", Published("property_mediation.service_quality", estates.TODAY, estates.FALLING)
    for title, (key, body) in {
        "大棚房": committees.GREENHOUSE,
        "装修坠物": committees.FALLING,
        "分居夫妻分割补偿款": committees.COMMON_PROPERTY,
        "保理融资": committees.FACTORING,
    }.items():
        yield title, Published(f"village_committee.{key}", date(2021, 6, 1), body, tuple(body.get("confirmed", ())))


CASES = dict(_published())


@dataclass(frozen=True)
class Desks:
    """The API, and the key of a clerk of each sector."""

    client: FlaskClient
    keys: dict[str, str]

    def post(self, sector: str, path: str, body: Body) -> tuple[int, Any]:
        answer = self.client.post(path, json=body, headers={"Authorization": f"Bearer {self.keys[sector]}"})
        return answer.status_code, answer.get_json()


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    folder = tmp_path_factory.mktemp("published")
    with sqlite_database(folder, migrated=True) as url:
        store = make_store(url, folder, Registry.of(*PLUGINS))
        sync(store.engine, store.registry)
        posts = _posts(store)
        with store.begin(DEMO, write=True) as uow:
            keys = {
                sector: make_key(uow, post_id=post, name="补录", scopes=tuple(Scope), expires_on=uow.today + timedelta(days=400))
                for sector, post in posts.items()
            }
        config = Config(
            database_url=url,
            data_dir=folder,
            keys_dir=folder / "keys",
            secret_key=SECRET,
            trusted_hosts=("localhost", "127.0.0.1"),
        )
        yield Desks(compose(config, store, COUNTY).test_client(), keys)
        store.engine.dispose()


def _posts(store: Store) -> dict[str, uuid.UUID]:
    with Session(store.engine) as session:
        settings.write(session, settings.COUNTY_CODE, COUNTY)
        calendar_rows.seed(session)
        county = County(session)
        county.division(COUNTY)
        posts: dict[str, uuid.UUID] = {}
        for plugin in PLUGINS:
            county.organisation(plugin.title, plugins=(plugin.key,))
            posts[plugin.key] = county.post(f"{plugin.title}经办", plugin.title, f"{plugin.key}.clerk").id
        for number, staff in enumerate(county.staff.values()):
            account = f"clerk{number}"
            user = User(first_name=staff.name, last_name="", username=account, email=f"{account}@localhost", active=True)
            session.add(user)
            session.flush()
            staff.user_id = user.id
        session.commit()
    return posts


@pytest.mark.parametrize("title", CASES)
def test_a_published_case_goes_in_through_the_api_and_is_accepted(desks: Desks, title: str) -> None:
    case = CASES[title]
    sector = case.type.partition(".")[0]
    sent = {
        **case.body,
        "type": case.type,
        "received_on": case.received_on.isoformat(),
        "confirmed": list(case.confirmed),
    }

    status, opened = desks.post(sector, "/api/v1/cases", sent)
    assert status == 201, opened
    status, accepted = desks.post(
        sector,
        f"/api/v1/cases/{opened['id']}/actions/accept",
        {"version": opened["version"], "data": {"accepted_on": case.received_on.isoformat()}},
    )

    assert status == 200, accepted
    assert accepted["phase"] == "accepted"
    assert accepted["number"]
    assert {key: opened["details"][key] for key in case.body["details"]} == case.body["details"]
