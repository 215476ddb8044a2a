"""Rules of the roster, each with its article."""

from __future__ import annotations

from datetime import date

import pytest

from portal.engine.roster import Lack, Position, Seat, Term, lacks, term_end, term_on

TODAY = date(2026, 6, 1)
HEAD, MEMBER, ENGAGED = Position.HEAD, Position.MEMBER, Position.ENGAGED


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2023, 3, 12), date(2026, 3, 12)),  # 人民调解法 9, 民法典 202: the corresponding day
        (date(2024, 2, 29), date(2027, 2, 28)),  # 民法典 202: none, so the month's last day
    ],
)
def test_term_of_a_member_ends_three_years_later(since: date, until: date) -> None:
    assert term_end(since) == until


@pytest.mark.parametrize(
    ("until", "notice", "term"),
    [
        (None, 90, Term.RUNNING),
        (date(2026, 8, 31), 90, Term.RUNNING),
        (date(2026, 8, 31), 91, Term.SOON),  # as many days before as the county has set
        (date(2026, 8, 30), 90, Term.SOON),
        (TODAY, 90, Term.SOON),
        (date(2026, 5, 31), 90, Term.OVER),
    ],
)
def test_term_is_over_only_after_its_last_day(until: date | None, notice: int, term: Term) -> None:
    assert term_on(until, TODAY, notice) is term


def seats(*of: tuple[Position, bool], until: date | None = None) -> list[Seat]:
    return [Seat(position, is_woman, until) for position, is_woman in of]


WHOLE = ((HEAD, False), (MEMBER, True), (MEMBER, False))


@pytest.mark.parametrize(
    ("kind", "roster", "found"),
    [
        ("village", seats(), {}),
        ("village", seats(*WHOLE), {}),
        ("village", seats(*WHOLE[:2]), {Lack.TOO_FEW: 2}),  # 人民调解法 8: 三至九人
        ("village", seats(*WHOLE[:2], (ENGAGED, False)), {Lack.TOO_FEW: 2}),  # 人民调解法 13: engaged, no member
        ("village", seats(*WHOLE, *[(MEMBER, False)] * 6), {}),
        ("village", seats(*WHOLE, *[(MEMBER, False)] * 7), {Lack.TOO_MANY: 10}),
        ("village", seats((MEMBER, True), *[(MEMBER, False)] * 2), {Lack.NO_HEAD: 0}),  # 人民调解法 8: 设主任一人
        ("village", seats((HEAD, True), *WHOLE), {Lack.TWO_HEADS: 2}),
        ("village", seats((HEAD, False), (MEMBER, False), (MEMBER, False)), {Lack.NO_WOMAN: 0}),  # 人民调解法 8
        ("village", seats(*WHOLE, until=date(2026, 5, 31)), {Lack.TERM_OVER: 3}),  # 人民调解法 9
        ("village", seats(*WHOLE, until=date(2026, 7, 1)), {Lack.TERM_SOON: 3}),
        ("studio", seats((HEAD, False)), {}),  # no 人民调解委员会
    ],
)
def test_roster_is_measured_by_the_law(kind: str, roster: list[Seat], found: dict[Lack, int]) -> None:
    assert lacks(kind, roster, TODAY, 90) == found
