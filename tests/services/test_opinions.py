"""评价: a link that works once and says nothing; what is refused; who reads answers, and who only sums in fives."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.errors import NotFound, Refused
from portal.reading.case_page import case_page
from portal.reading.opinions import Opinions, opinions
from portal.services.advance import advance
from portal.services.open_case import open_case
from portal.services.opinions import TASK, Followed, ask_opinion, follow, take_opinion
from portal.store.actors import Person, System
from portal.store.parameter_rows import OPINION_DAYS, OPINION_FEWEST
from portal.store.tables.afterwards import Opinion, OpinionLink
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.machine import ParameterValue
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk
from tests.store.county import COUNTY

GOOD = {"overall": "satisfied", "fair": "fairly", "told": "not", "words": "调解员耐心"}
SINCE = date(2026, 1, 1)


def ended(desk: Desk) -> uuid.UUID:
    with desk.store.begin(desk.clerk, write=True) as uow:
        case_id = open_case(uow, {**raw(), "type": TYPE}, accept={}).case_id
    with desk.store.begin(desk.mediator, write=True) as uow:
        advance(uow, case_id, "take", {}, version=case_page(uow, desk.mediator, case_id).version)
        told = {"how": "self_settled", "ended_on": "今天"}
        advance(uow, case_id, "withdraw", told, version=case_page(uow, desk.mediator, case_id).version)
    return case_id


def parties(desk: Desk, case_id: uuid.UUID) -> tuple[str, ...]:
    with desk.store.begin(desk.mediator) as uow:
        return tuple(str(party.id) for party in case_page(uow, desk.mediator, case_id).parties)


def asked(desk: Desk, case_id: uuid.UUID, party: int = 0, who: Person | None = None) -> str:
    chosen = parties(desk, case_id)[party]
    with desk.store.begin(who or desk.mediator, write=True) as uow:
        return ask_opinion(uow, case_id, chosen)[0]


def led(desk: Desk, token: str, after: timedelta = timedelta()) -> Followed | None:
    with desk.store.begin(desk.mediator) as uow:
        return follow(uow.session.connection(), token, uow.now + after)


def answered(desk: Desk, link: Followed, **answers: Any) -> bool:
    with desk.store.begin(System(COUNTY, TASK), write=True) as uow:
        return take_opinion(uow, link, {**GOOD, **answers})


def seen(desk: Desk, who: Person) -> Opinions:
    with desk.store.begin(who) as uow:
        return opinions(uow, who, SINCE)


def test_link_takes_one_answer_and_keeps_neither_token_nor_moment(desk: Desk) -> None:
    case_id = ended(desk)
    token = asked(desk, case_id)
    link = led(desk, token)
    assert link is not None

    first, second = answered(desk, link), answered(desk, link)

    assert (first, second, led(desk, token)) == (True, False, None)
    with desk.store.begin(desk.mediator) as uow:
        kept = uow.session.scalars(select(Opinion)).one()
        row = uow.session.scalars(select(OpinionLink)).one()
        assert token.encode() not in row.token_hash
        assert type(kept.given_on) is date
        assert not isinstance(kept.given_on, datetime)
        assert kept.words is not None
        assert "耐心".encode() not in kept.words


@embedded
@pytest.mark.parametrize("token", ["", "x", "x" * 43, "中" * 43, "x" * 5000])
def test_no_other_token_leads_anywhere(desk: Desk, token: str) -> None:
    asked(desk, ended(desk))

    assert led(desk, token) is None


@embedded
def test_link_lapses_and_only_then_another_is_given(desk: Desk) -> None:
    case_id = ended(desk)
    token = asked(desk, case_id)

    with pytest.raises(Refused) as refused:
        asked(desk, case_id)

    assert [p.code for p in refused.value.problems] == ["opinion_asked"]
    life = timedelta(days=14)
    assert led(desk, token, life - timedelta(minutes=1)) is not None
    assert led(desk, token, life) is None


def test_the_county_sets_how_long_a_link_lasts_and_how_many_answers_are_shown_together(desk: Desk) -> None:
    with desk.store.begin(System(COUNTY, "demo"), write=True) as uow:
        for key, value in ((OPINION_DAYS, "3"), (OPINION_FEWEST, "2")):
            uow.session.add(
                ParameterValue(key=key, since=SINCE, division_code=COUNTY, value=value, unit="", source="本县", verified=True)
            )
    case_id = ended(desk)
    tokens = [asked(desk, case_id, party) for party in (0, 1)]
    shown = []
    for token in tokens:
        assert led(desk, token, timedelta(days=3)) is None
        link = led(desk, token, timedelta(days=3, minutes=-1))
        assert link is not None
        answered(desk, link)
        shown.append(seen(desk, desk.mediator))

    assert [(one.fewest, unit.n) for one in shown for unit in one.units] == [(3, 0), (3, 0)], "never fewer than three"


@embedded
def test_open_case_and_party_not_to_be_contacted_get_no_link(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        still_open = open_case(uow, {**raw(), "type": TYPE}, accept={}).case_id
    case_id = ended(desk)
    with desk.store.begin(desk.mediator, write=True) as uow:
        data = {"for_party": parties(desk, case_id)[0], "rule": "never"}
        advance(uow, case_id, "safe_channel", data, version=case_page(uow, desk.mediator, case_id).version)

    with pytest.raises(Refused) as of_open:
        asked(desk, still_open, who=desk.clerk)
    with pytest.raises(Refused) as of_silent:
        asked(desk, case_id)
    with pytest.raises(NotFound):
        asked(desk, case_id, who=desk.stranger)

    assert [p.code for p in of_open.value.problems] == ["opinion_not_asked"]
    assert [p.code for p in of_silent.value.problems] == ["opinion_no_contact"]


@embedded
@pytest.mark.parametrize("change", ["sealed", "silent"])
def test_what_changed_after_the_link_was_given_closes_it(desk: Desk, change: str) -> None:
    case_id = ended(desk)
    link = led(desk, asked(desk, case_id))
    assert link is not None
    with desk.store.begin(desk.mediator, write=True) as uow:
        if change == "sealed":
            uow.session.get_one(CaseFile, case_id).privacy = 4
        else:
            uow.session.get_one(Party, link.party_id).contact_rule = "never"

    assert answered(desk, link) is False


@embedded
def test_an_answer_left_out_is_asked_for_and_the_link_stays(desk: Desk) -> None:
    token = asked(desk, ended(desk))
    link = led(desk, token)
    assert link is not None

    with pytest.raises(Refused) as refused:
        answered(desk, link, fair="", overall="wonderful", words="好" * 501)

    assert {p.field for p in refused.value.problems} == {"fair", "overall", "words"}
    assert led(desk, token) == link


def test_unit_sees_sums_in_fives_and_supervising_posts_every_answer(desk: Desk) -> None:
    justice = replace(desk.coordinator, verbs=desk.coordinator.verbs | {("draw", "portal.checks")})
    for count in range(3):
        case_id = ended(desk)
        for party in (0, 1):
            link = led(desk, asked(desk, case_id, party))
            assert link is not None
            answered(desk, link, overall="not" if party else "satisfied")
        if count == 1:
            four = seen(desk, desk.mediator), seen(desk, justice)

    six = seen(desk, desk.mediator), seen(desk, justice)

    assert [(u.asked, u.n, u.content["overall"]) for u in (*four[0].units, *four[1].units)] == [(4, 0, 0), (4, 4, 2)]
    assert [(u.asked, u.n) for u in (*six[0].units, *six[1].units)] == [(6, 5), (6, 6)]
    assert (six[0].answers, len(six[1].answers)) == ((), 6)
    assert {one.words for one in six[1].answers} == {"调解员耐心"}
    assert seen(desk, desk.stranger).units == ()


def test_words_about_a_restricted_case_are_withheld_from_whoever_reads_its_header_only(desk: Desk) -> None:
    justice = replace(desk.coordinator, verbs=desk.coordinator.verbs | {("draw", "portal.checks")})
    case_id = ended(desk)
    link = led(desk, asked(desk, case_id))
    assert link is not None
    answered(desk, link)
    with desk.store.begin(System(COUNTY, "demo"), write=True) as uow:
        uow.session.get_one(CaseFile, case_id).privacy = 3

    (one,) = seen(desk, justice).answers

    assert (one.overall, one.words, one.is_withheld) == ("satisfied", "", True)
