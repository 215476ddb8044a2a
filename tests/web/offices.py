"""Two offices of a small county with real roles: what tests of the desk, the register and the form of a new case start from.

Orchards (`orchard`) mediate damaged fruit, which may end orally, and what must stay quiet; wells (`well`) mediate water.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.identity import signed
from portal.access.lockout import Lockout
from portal.access.rates import RateLimits
from portal.access.sync import sync
from portal.config import Config
from portal.hooks.registry import Registry
from portal.sdk import (
    ACCEPTED,
    AGREED,
    APPLICANT,
    EITHER,
    ENDED,
    PERSON,
    PERSON_A,
    PERSON_B,
    RECEIVED,
    RESPONDENT,
    THIRD,
    Basis,
    CaseType,
    Choice,
    Choices,
    Clock,
    Day,
    Example,
    Fact,
    Money,
    Plugin,
    Privacy,
    Role,
    Text,
    When,
    Whose,
    YesNo,
    guard,
    rule,
)
from portal.services.open_case import Opened, open_case
from portal.store import settings
from portal.store.actors import Person
from portal.store.tables.people import Staff
from portal.store.tables.places import Division
from portal.store.unit_of_work import Store
from portal.web.acting import Portal
from portal.web.pages import CORE_VIEWS
from portal.web.web_application import make_web_application
from tests.rig.stages import kept, taken
from tests.store.county import COUNTY, NOW, County, make_store
from tests.web.desks import HASH, SECRET, Desks
from tests.web.desks import Clock as StandingClock

TODAY = date(2026, 11, 21)
_BASIS = Basis("果园调解办法", "3", since=date(2020, 1, 1), house=True)


def _example(today: date) -> Example:
    return Example(
        parties={"grower": PERSON_A, "neighbour": PERSON_B},
        summary="羊进了果园，啃了树皮。",
        lost="1200.00",
        seen_on=today - timedelta(days=9),
        fruit="pear",
    )


FRUIT = CaseType(
    key="fruit",
    title="果树受损",
    version=1,
    ministry_type="06",
    privacy=Privacy.P2,
    oral=True,
    words=("羊吃树", "果园", "苹果"),
    parties=(
        Role(
            "grower", "果农", kind=EITHER, side=APPLICANT, many=True, fields=(Choices("tools", "用什么护园", ("篱笆", "看守")),)
        ),
        Role("neighbour", "邻居", kind=PERSON, side=RESPONDENT),
        Role("insurer", "保险公司", kind=EITHER, side=THIRD, required=False),
    ),
    fields=(
        Money("lost", "损失金额", required=True, fact=Fact.AMOUNT_CLAIMED, group="损失"),
        Day("seen_on", "发现日期", required=True, group="损失"),
        Choice("fruit", "果树", (("pear", "梨"), ("apple", "苹果"), ("other", "其他")), group="损失"),
        Text("which", "是什么树", required=True, when=When("fruit", "other"), group="损失"),
        Choices("proof", "有什么证据", ("照片", "证人", "录像"), group="损失"),
        YesNo("insured", "是否投保", group="损失"),
        Text("variety", "品种", group="果园"),
    ),
    clocks=(
        Clock("mediation", "调解期限", days=15, starts=RECEIVED, stops=(AGREED, ENDED), basis=_BASIS, lapse="可以起诉"),
        Clock("look", "看现场", working_days=3, starts=ACCEPTED, stops=(AGREED, ENDED), basis=_BASIS, lapse="补看现场"),
        Clock("limit", "起诉时效", years=3, starts="seen_on", basis=_BASIS, lapse="时效届满", whose=Whose.PARTIES, warns=False),
    ),
    rules=(
        rule(lambda d, today: d.seen_on <= today, "seen_on", "发现日期不能晚于今天"),
        rule(lambda d, today: d.lost < 1_000_000_00, "lost", "损失超过一百万元，请核对", asks=True),
    ),
    guards=(guard("agree", lambda case, data: len(data.terms) < 3, "条款较多，请当面读一遍", field="terms", asks=True),),
    example=_example,
)
QUIET = replace(FRUIT, key="quiet", title="不宜声张的事", privacy=Privacy.P4, words=())
CLOSE = replace(FRUIT, key="close", title="家里的果园", privacy=Privacy.P3, words=())
PLAIN = replace(FRUIT, key="plain", title="没有期限的事", words=(), clocks=())
SLOW = replace(FRUIT, key="slow", title="多年以后的事", words=(), clocks=(replace(FRUIT.clocks[2], warns=True),))
WATER = replace(FRUIT, key="water", title="抢水", words=("浇水",))


def fruit_body(**details: object) -> dict[str, Any]:
    """Return a valid body of the type, with other details where they are named."""
    return {
        "parties": {"grower": [{**PERSON_A}], "neighbour": {**PERSON_B}},
        "summary": "羊进了果园，啃了树皮。",
        "details": {"lost": "1200.00", "seen_on": "2026-11-12", "fruit": "pear", **details},
    }


def extra_plugin(types: int) -> Plugin:
    """Return a plugin with so many types that nobody here uses."""
    return Plugin(
        key="many", title="很多", case_types=tuple(replace(FRUIT, key=f"kind_{n}", title=f"第{n}种") for n in range(types))
    )


@dataclass
class Offices(Desks):
    """The application over the two offices; `people` are actors by account."""

    people: dict[str, Person] = field(default_factory=dict)

    def open(self, account: str, type_key: str = "orchard.fruit", *, accept: bool = True, **body: Any) -> Opened:
        """Open a case as somebody does."""
        raw = {**fruit_body(), **body, "type": type_key}
        with self.store.begin(self.people[account], write=True) as uow:
            return open_case(uow, raw, accept={} if accept else None)

    def page(self, account: str, path: str = "/") -> str:
        """Return a page as somebody sees it."""
        answer = self.at_work(account).get(path)
        assert answer.status_code == 200, (answer.status_code, path)
        return answer.text


def make_offices(url: str, folder: Path, *more: Plugin, others: tuple[tuple[str, str, str, str], ...] = ()) -> Offices:
    """Return the application over a migrated database; `others` are people besides: name, organisation, role, account."""
    orchard = Plugin(key="orchard", title="果园协会", number_word="果", case_types=(FRUIT, QUIET, CLOSE, SLOW, PLAIN))
    registry = Registry.of(orchard, Plugin(key="well", title="水管站", number_word="水", case_types=(WATER,)), *more)
    clock = StandingClock()
    key = ("offices", *map(id, more), others)
    people: dict[str, Person] | None = taken(url, folder, key)
    store = make_store(url, folder, registry)
    store.clock = clock
    if people is None:
        people = kept(store.engine, folder, key, _settle(store, registry, others), of=more)
    config = Config(database_url=url, data_dir=folder, keys_dir=folder / "keys", trusted_hosts=("localhost", "127.0.0.1"))
    portal = Portal(config, store.engine, store, registry, Lockout(SECRET), COUNTY, RateLimits(SECRET))
    return Offices(make_web_application(portal, SECRET, CORE_VIEWS), store, clock, people=people)


def _settle(store: Store, registry: Registry, others: tuple[tuple[str, str, str, str], ...]) -> dict[str, Person]:
    sync(store.engine, registry)
    with Session(store.engine) as session:
        accounts = _people(session, others)
        session.commit()
    people = {}
    with store.engine.connect() as connection:
        for account, user_id in accounts.items():
            who = signed(connection, user_id, None, NOW.date())
            assert who is not None, account
            people[account] = who.actor
    return people


def posted(client: FlaskClient, path: str, data: Mapping[str, Any], page: str = "/") -> Any:
    """Send a form as a browser does, with the token of a page."""
    token = client.get(page).text.split('name="csrf-token" content="')[1].split('"')[0]
    return client.post(path, data={**data, "csrf_token": token})


def _people(session: Session, others: tuple[tuple[str, str, str, str], ...]) -> dict[str, int]:
    settings.write(session, settings.COUNTY_CODE, COUNTY)
    settings.write(session, settings.COUNTY_NAME, "临泽县")
    settings.write(session, settings.SECOND_FACTOR_ROLES, frozenset())
    county = County(session)
    county.division(COUNTY)
    for code, parent, name in (
        ("620723100", COUNTY, "沙河镇"),
        ("620723100201", "620723100", "东寨村"),
        ("620723100202", "620723100", "西寨村"),
        ("620723101", COUNTY, "新华镇"),
        ("620723101201", "620723101", "大寨村"),
    ):
        county.division(code, parent)
        session.get_one(Division, code).name = name
    county.organisation("县果园调委会", plugins=("orchard",))
    county.organisation("县水站调委会", plugins=("well", "many"))
    posts = (
        ("李秀英", "县果园调委会", "orchard.clerk", "clerk"),
        ("王建国", "县果园调委会", "orchard.mediator", "mediator"),
        ("赵主任", "县果园调委会", "orchard.head", "head"),
        ("孙水生", "县水站调委会", "well.clerk", "stranger"),
        ("周统筹", "县水站调委会", "county.coordinator", "coordinator"),
        ("吴审计", "县水站调委会", "county.auditor", "auditor"),
        ("郑督办", "县水站调委会", "county.oversight", "overseer"),
        ("孟监督", "县水站调委会", "county.congress", "congress"),
        *others,
    )
    accounts = {}
    for name, organisation, role, account in posts:
        county.post(name, organisation, role)
        user = User(first_name=name, last_name="", username=account, email=f"{account}@localhost", password=HASH, active=True)
        session.add(user)
        session.flush()
        session.scalars(select(Staff).where(Staff.name == name)).one().user_id = user.id
        accounts[account] = int(user.id)
    session.flush()
    return accounts


def case_id_of(location: str) -> uuid.UUID:
    """Return the case an address ends with."""
    return uuid.UUID(location.rstrip("/").rpartition("/")[2])
