"""Every time limit of a consumer dispute with its article, read in the text of the law, and how it falls due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.sdk import ACCEPTED, EFFECTIVE, ENDED, ENFORCEABLE, RECEIVED, Refused, Unit
from portal.testing.desk import Desk
from portal_plugins.consumer_association import PLUGIN

TODAY = date(2026, 11, 21)
GOODS = PLUGIN.case_type("goods")
PREPAID = "预付式消费解释"

# type, clock, law, article, length, unit, starts at, in force since
TABLE = [
    ("goods", "authority_reply", "消费者权益保护法实施条例", "46", 7, Unit.WORKING_DAY, "authority_received_on", (2024, 7, 1)),
    ("goods", "authority_mediation", "消费者权益保护法实施条例", "46", 60, Unit.DAY, "authority_accepted_on", (2024, 7, 1)),
    ("goods", "limitation", "民法典", "188", 3, Unit.YEAR, "known_on", (2021, 1, 1)),
    ("goods", "confirmation", "民事诉讼法", "205", 30, Unit.DAY, EFFECTIVE, (2024, 1, 1)),
    ("goods", "enforcement", "民事诉讼法", "250", 2, Unit.YEAR, ENFORCEABLE, (2024, 1, 1)),
    ("goods", "no_reason_return", "消费者权益保护法", "25", 7, Unit.DAY, "goods_received_on", (2014, 3, 15)),
    ("goods", "fault_return", "消费者权益保护法", "24", 7, Unit.DAY, "goods_received_on", (2014, 3, 15)),
    ("goods", "money_back", "消费者权益保护法", "25", 7, Unit.DAY, "goods_returned_on", (2014, 3, 15)),
    ("prepaid_card", "cooling_off", PREPAID, "14", 7, Unit.DAY, "paid_on", (2025, 5, 1)),
]
HOUSE = {"reply": (10, Unit.WORKING_DAY, RECEIVED), "mediation": (60, Unit.DAY, ACCEPTED)}
UNVERIFIED = {"authority_notice"}


@pytest.mark.parametrize(("type_key", "key", "law", "article", "length", "unit", "starts", "since"), TABLE)
def test_clock_stands_on_its_article(
    type_key: str, key: str, law: str, article: str, length: int, unit: Unit, starts: str, since: tuple[int, int, int]
) -> None:
    clock = PLUGIN.case_type(type_key).clock(key)

    assert clock is not None
    assert (clock.basis.law, clock.basis.article, clock.basis.since) == (law, article, date(*since))
    assert (clock.term.length, clock.term.unit, clock.starts) == (length, unit, starts)
    assert clock.basis.verified
    assert not clock.basis.house


def test_every_other_clock_is_a_house_rule_or_says_it_was_not_read() -> None:
    checked = {row[1] for row in TABLE}
    others = {c.key: c for t in PLUGIN.case_types for c in t.clocks if c.key not in checked}

    assert {k for k, c in others.items() if c.basis.house} == set(HOUSE)
    assert {k for k, c in others.items() if not c.basis.verified} == UNVERIFIED
    assert set(others) == set(HOUSE) | UNVERIFIED
    for key, (length, unit, starts) in HOUSE.items():
        assert (others[key].term.length, others[key].term.unit, others[key].starts) == (length, unit, starts)


# 实施条例 46 replaced 暂行办法 21 on 2024-07-01; the day of acceptance decides.
@pytest.mark.parametrize(
    ("clock", "day", "length", "unit", "law", "article"),
    [
        ("authority_mediation", date(2020, 1, 1), 45, Unit.WORKING_DAY, "市场监督管理投诉举报处理暂行办法", "21"),
        ("authority_mediation", date(2024, 6, 30), 45, Unit.WORKING_DAY, "市场监督管理投诉举报处理暂行办法", "21"),
        ("authority_mediation", date(2024, 7, 1), 60, Unit.DAY, "消费者权益保护法实施条例", "46"),
        ("authority_mediation", date(2026, 4, 15), 60, Unit.DAY, "消费者权益保护法实施条例", "46"),
        ("authority_reply", date(2019, 12, 31), 7, Unit.WORKING_DAY, "消费者权益保护法", "46"),
        ("authority_reply", date(2020, 1, 1), 7, Unit.WORKING_DAY, "市场监督管理投诉举报处理暂行办法", "14"),
        ("authority_reply", date(2024, 7, 1), 7, Unit.WORKING_DAY, "消费者权益保护法实施条例", "46"),
        ("authority_notice", date(2026, 4, 14), 7, Unit.WORKING_DAY, "市场监督管理投诉举报处理暂行办法", "21"),
        ("authority_notice", date(2026, 4, 15), 7, Unit.WORKING_DAY, "市场监督管理投诉举报处理办法", ""),
    ],
)
def test_the_trigger_day_picks_the_text_in_force(clock: str, day: date, length: int, unit: Unit, law: str, article: str) -> None:
    declared = GOODS.clock(clock)
    assert declared is not None

    term = declared.term_on(day)

    assert term is not None
    assert (term.length, term.unit, term.basis.law, term.basis.article) == (length, unit, law, article)
    assert term.basis.verified == bool(article)


def test_the_measures_of_2026_are_shown_as_not_read() -> None:
    notice = GOODS.clock("authority_notice")

    assert notice is not None
    assert (notice.basis.since, notice.basis.verified) == (date(2026, 4, 15), False)


def _entrusted(desk: Desk, received: date, accepted: date) -> dict[str, object]:
    return desk.example(
        entrusted=True,
        authority="临泽县市场监督管理局",
        authority_received_on=received.isoformat(),
        authority_accepted_on=accepted.isoformat(),
    )


def test_a_complaint_brought_by_the_consumer_knows_only_the_house_rules() -> None:
    desk = Desk("consumer_association.goods", GOODS, today=TODAY)

    desk.open(desk.example())
    desk.act("accept", accepted_on="2026-11-21")

    assert desk.due("authority_reply") is None
    assert desk.due("authority_mediation") is None
    assert desk.due("reply") == date(2026, 12, 4)  # ten working days
    assert desk.due("mediation") == date(2027, 1, 20)


def test_an_entrusted_complaint_runs_by_the_days_of_the_authority() -> None:
    desk = Desk("consumer_association.goods", GOODS, today=TODAY)

    desk.open(_entrusted(desk, received=date(2026, 11, 16), accepted=date(2026, 11, 18)))

    assert desk.due("authority_reply") == date(2026, 11, 25)  # 实施条例 46: seven working days
    assert desk.due("authority_mediation") == date(2027, 1, 18)  # sixty days end on Sunday 2027-01-17 (民法典 203)


def test_a_complaint_accepted_before_july_2024_keeps_its_45_working_days() -> None:
    desk = Desk("consumer_association.goods", GOODS, today=date(2024, 7, 3))

    desk.open(_entrusted(desk, received=date(2024, 6, 26), accepted=date(2024, 6, 28)))

    clock = desk.clock("authority_mediation")
    assert clock is not None
    assert (clock.length, clock.unit, clock.due_on) == (45, Unit.WORKING_DAY, date(2024, 8, 30))


def test_time_for_testing_is_not_counted_and_other_pauses_are_asked_about() -> None:
    desk = Desk("consumer_association.goods", GOODS, today=TODAY)
    desk.open(_entrusted(desk, received=date(2026, 11, 16), accepted=date(2026, 11, 18)))
    desk.act("accept", accepted_on="2026-11-21")
    desk.act("consent", consented_on="2026-11-21", how="phone")

    with pytest.raises(Refused) as other:
        desk.act("pause", paused_on="2026-11-21", reason="other")
    desk.act("pause", paused_on="2026-11-21", reason="appraisal")
    desk.act("resume", on=date(2026, 12, 1), resumed_on="2026-12-01")

    assert other.value.problems[0].asks
    assert desk.due("authority_mediation") == date(2027, 1, 27)  # ten days later than 2027-01-17 (实施条例 46)


def test_the_end_of_an_entrusted_case_is_reported_within_seven_working_days_and_before_archiving() -> None:
    desk = Desk("consumer_association.goods", GOODS, today=TODAY)
    desk.open(_entrusted(desk, received=date(2026, 11, 16), accepted=date(2026, 11, 18)))
    desk.act("accept", accepted_on="2026-11-21")
    desk.act("party_refuses", reason="refuses", remedies_told=True, ended_on="2026-11-21")

    assert desk.due("authority_notice") == date(2026, 12, 1)
    with pytest.raises(Refused):
        desk.act("archive", archived_on="2026-11-21")
    desk.act("report_to_authority", reported_back_on="2026-11-21", how="platform")
    desk.act("archive", archived_on="2026-11-21")

    clock = desk.clock("authority_notice")
    assert clock is not None
    assert clock.state == "stopped"


def test_the_report_is_offered_only_where_somebody_entrusted_the_case() -> None:
    desk = Desk("consumer_association.goods", GOODS, today=TODAY)
    desk.open(desk.example())
    desk.act("accept", accepted_on="2026-11-21")

    desk.act("party_refuses", reason="refuses", remedies_told=True, ended_on="2026-11-21")

    assert "report_to_authority" not in desk.offers()
    desk.act("archive", archived_on="2026-11-21")


@pytest.mark.parametrize(
    ("window", "clock"), [("no_reason", "no_reason_return"), ("faulty", "fault_return"), ("asked", None), ("passed", None)]
)
def test_seven_days_run_only_while_the_return_was_not_asked_for(window: str, clock: str | None) -> None:
    desk = Desk("consumer_association.goods", GOODS, today=TODAY)
    got = TODAY - timedelta(days=3)

    desk.open(desk.example(goods_received_on=got.isoformat(), return_window=window))

    running = {key for key in ("no_reason_return", "fault_return") if desk.due(key) is not None}
    assert running == ({clock} if clock else set())
    if clock:
        assert desk.due(clock) == date(2026, 11, 25)


def test_asking_the_association_starts_the_limitation_anew() -> None:
    """诉讼时效规定 12, 民法典 195."""
    desk = Desk("consumer_association.goods", GOODS, today=TODAY)
    desk.open({**desk.example(known_on="2026-10-12"), "received_on": "2026-11-18"})

    assert desk.due("limitation") == date(2029, 11, 19)  # 18 November 2029 is a Sunday
    desk.act("accept", accepted_on="2026-11-18")
    desk.act("party_refuses", reason="refuses", remedies_told=True, ended_on="2026-11-20")
    assert desk.due("limitation") == date(2029, 11, 20)


def test_notice_of_the_end_begins_with_the_end() -> None:
    assert GOODS.clock("authority_notice").starts is ENDED  # type: ignore[union-attr]
