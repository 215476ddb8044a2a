"""The clocks of general law stand on articles that were read, with the length each of them gives."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from portal.declare.clocks import Clock, Term, Unit, Whose
from portal.declare.phases import ACCEPTED, EFFECTIVE, ENDED, ENFORCEABLE, RECEIVED, UNSETTLED, Moment
from portal.declare.statutory import authorities, court, labour, limitation, mediation, medical, protection, traffic
from portal.declare.statutory.catalogue import CATALOGUE
from tests.declare.verified_articles import READ

UNITS = {Unit.DAY: "D", Unit.WORKING_DAY: "WD", Unit.HOUR: "H", Unit.MONTH: "M", Unit.YEAR: "Y"}
PLUGINS = sorted(path.parent.name for path in (Path(__file__).parents[2] / "plugins").glob("*/__init__.py"))
UNREAD = {"C18", "C24", "C25", "C26", "C43", "C44", "C46"}
HOUSE = {"C01", "C47"}


def of_plugins() -> list[tuple[str, Clock]]:
    found = []
    for key in PLUGINS:
        for declared in import_module(f"portal_plugins.{key}").portal_plugin().case_types:
            found += [(f"{key}.{declared.key}", clock) for clock in declared.clocks]
    return found


def read_of(term: Term) -> bool:
    if term.unit is Unit.UNTIL:
        return (term.basis.law, term.basis.article) in READ
    return f"{term.length}{UNITS[term.unit]}" in READ.get((term.basis.law, term.basis.article), frozenset())


@pytest.mark.parametrize("number", sorted(CATALOGUE))
def test_every_clock_of_the_catalogue_was_read_or_says_that_it_was_not(number: str) -> None:
    terms = [term for clock in CATALOGUE[number] for term in (clock.term, *clock.earlier)]

    for term in terms:
        assert term.basis.house or not term.basis.verified or read_of(term), term
    present = [clock.basis for clock in CATALOGUE[number]]
    assert any(not basis.verified for basis in present) == (number in UNREAD)
    assert any(basis.house for basis in present) == (number in HOUSE)


def test_every_clock_of_a_shipped_sector_was_read_or_says_that_it_was_not() -> None:
    unread = [
        (where, clock.key, term)
        for where, clock in of_plugins()
        for term in (clock.term, *clock.earlier)
        if term.basis.verified and not term.basis.house and not read_of(term)
    ]

    assert unread == []


@pytest.mark.parametrize(
    ("clock", "starts"),
    [
        (mediation.MEDIATION, ACCEPTED),
        (mediation.CONFIRMATION, EFFECTIVE),
        (court.BEFORE_FILING, ACCEPTED),  # 在线调解规则 24: from the confirmation on the platform
        (court.ORDINARY, ACCEPTED),
        (court.SIMPLIFIED, ACCEPTED),
        (court.CONFIRM, RECEIVED),  # 在线调解规则 12
        (court.ASK_OTHER_SIDE, ACCEPTED),  # 在线调解规则 15
        (labour.MEDIATION, RECEIVED),  # 劳动争议调解仲裁法 14
        (limitation.LIMITATION, RECEIVED),  # 时效规定 12
        (medical.MEDIATION, ACCEPTED),
        (traffic.POLICE_AFTER_US, UNSETTLED),  # 道路交通事故处理程序规定 85
        (mediation.ENFORCEMENT, ENFORCEABLE),  # 民事诉讼法 250
        (protection.DECISION, "order_accepted_on"),
    ],
    ids=lambda value: getattr(value, "key", str(value)),
)
def test_clock_starts_where_its_article_says(clock: Clock, starts: Moment | str) -> None:
    assert clock.starts == starts


def test_a_right_to_act_is_no_duty_of_the_organisation() -> None:
    ours = {clock.key for clocks in CATALOGUE.values() for clock in clocks if clock.whose is Whose.OURS}

    assert {"court_confirm", "court_ask", "mediation", "authority_notice", "petition_handled", "review_decided"} <= ours
    assert not {"limitation", "judicial_confirmation", "enforcement", "suit_after_review", "order_decision"} & ours


def test_extensions_end_where_the_article_ends_them() -> None:
    most = {clock.key: clock.extend_most for clocks in CATALOGUE.values() for clock in clocks if clock.extend_most}

    assert most == {
        "arbitration_award": 15,  # 劳动争议调解仲裁法 43
        "land_arbitration_award": 30,  # 农村土地承包经营纠纷调解仲裁法 47
        "review_decided": 30,  # 行政复议法 62
        "petition_handled": 30,  # 信访工作条例 34
    }


def test_the_ladder_is_the_countys_own_rule() -> None:
    assert [clock.term.length for clock in authorities.LADDER] == [1, 2, 2, 2]
    assert all(clock.basis.house and clock.stops == (ENDED,) for clock in authorities.LADDER)
