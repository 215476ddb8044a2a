"""The public guide: open to everybody, with every way, its time, effect and cost, and no name of a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables.places import Organisation
from portal.web.remedies import REMEDIES
from tests.web.admins import POSTS, Admins, make_admins
from tests.web.desks import Desks, queries

WAYS = ("自行和解", "人民调解", "行政调解", "行政裁决", "仲裁", "行政复议", "到法院起诉")


@pytest.fixture
def admins(sqlite_url: str, tmp_path: Path) -> Iterator[Admins]:
    """A county with committees."""
    made = make_admins(sqlite_url, tmp_path)
    with Session(made.engine) as session:
        session.scalars(select(Organisation).where(Organisation.short_name == "东寨果园分会")).one().phone = "0936-5521300"
        session.commit()
    yield made
    made.engine.dispose()


@pytest.fixture
def desks(admins: Admins) -> Desks:
    """The application over it."""
    return admins.desks()


def test_guide_needs_no_account_and_names_every_way(desks: Desks) -> None:
    page = desks.browser().get("/guide/")

    assert page.status_code == 200
    assert [way for way in WAYS if way not in page.text] == []
    assert "portal_session" not in page.headers.get("Set-Cookie", "")


def test_every_way_says_how_how_long_what_comes_of_it_what_it_costs_and_why(desks: Desks) -> None:
    with desks.app.test_request_context("/guide/"):
        empty = [(one.key, name) for one in REMEDIES for name in one.__dataclass_fields__ if not str(getattr(one, name)).strip()]

    assert empty == []


def test_committees_stand_there_with_their_telephones_and_nobodys_name(desks: Desks) -> None:
    page = desks.browser().get("/guide/").text

    assert "东寨果园分会" in page
    assert 'href="tel:09365521300"' in page
    assert "县综治中心" not in page  # takes no cases
    assert [name for name, *_ in POSTS if name in page] == []


def test_list_is_narrowed_by_town(desks: Desks) -> None:
    page = desks.browser().get("/guide/?town=620723100").text

    assert "东寨果园分会" in page
    assert "县水站调委会" not in page


def test_ended_committee_is_not_shown(admins: Admins, desks: Desks) -> None:
    with Session(admins.engine) as session:
        session.get_one(Organisation, admins.organisations["东寨果园分会"]).ended_on = desks.clock.now.date()
        session.commit()

    assert "东寨果园分会" not in desks.browser().get("/guide/").text


@pytest.mark.parametrize(
    ("amount", "told"),
    [("12000", "案件受理费 100.00 元"), ("1.2万", "减半为 50.00 元"), ("一些", "请填金额"), ("-5", "请填金额")],
)
def test_fee_of_a_suit_is_worked_out(desks: Desks, amount: str, told: str) -> None:
    assert told in desks.browser().get("/guide/", query_string={"amount": amount}).text


@pytest.mark.parametrize(
    ("clock", "day", "told"),
    [
        ("mediation", "2026-11-01", "最后一天是2026年11月16日。"),  # 劳动争议调解仲裁法 14
        ("arbitration", "2026-03-01", "最后一天是2027年3月1日。"),  # 同法 27
        ("suit", "2026-03-31", "最后一天是2026年9月30日。"),  # 行政诉讼法 46, 民法典 202
        ("police", "2026-11-02", "道路交通事故处理程序规定第86条"),
        ("limitation", "2015-01-01", "那一天还没有这项规定"),
        ("mediation", "改天", 'aria-invalid="true"'),
        ("nothing", "2026-11-01", "那一天还没有这项规定"),
    ],
)
def test_last_day_of_a_term_is_told_with_its_article(desks: Desks, clock: str, day: str, told: str) -> None:
    assert told in desks.browser().get("/guide/", query_string={"clock": clock, "day": day}).text


def test_guide_costs_few_queries(desks: Desks) -> None:
    browser = desks.browser()
    browser.get("/guide/")
    seen = queries(desks.engine)

    browser.get("/guide/")

    assert len(seen) <= 6, seen
