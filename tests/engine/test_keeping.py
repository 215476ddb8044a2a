"""On which ground the personal values of a case may be erased when (个人信息保护法 47, 49)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.engine.keeping import GROUNDS, Kept, hindrances

TODAY = date(2026, 11, 21)
OVER = Kept("（2010）临劳调字第1号", date(2010, 1, 1), voided=False, erased=False, held=False, known=True, until=date(2020, 1, 1))
RUNS = replace(OVER, until=TODAY)
FOR_EVER = replace(OVER, until=None)
OPEN = replace(OVER, archived_on=None, until=None)
VOIDED = replace(OPEN, voided=True)
EARLY = {"unlawful"}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    ("case", "wrong", "but_for"),
    [
        (OVER, (), ()),  # 47 I 2: 保存期限已届满
        (RUNS, ("erasure_term_runs",), EARLY),  # 47 II: 保存期限未届满的，只存储
        (FOR_EVER, ("erasure_for_ever",), EARLY),
        (replace(OVER, known=False, until=None), ("erasure_unknown_term",), EARLY),
        (OPEN, ("erasure_open",), ()),
        (replace(OVER, held=True), ("erasure_held",), ()),
        (replace(OPEN, held=True), ("erasure_held", "erasure_open"), ()),
        (replace(OVER, erased=True, held=True), ("erasure_gone",), ()),
        (VOIDED, ("erasure_not_archived",), {*GROUNDS} - {"term_over"}),
    ],
)
def test_what_stands_in_the_way(ground: str, case: Kept, wrong: tuple[str, ...], but_for: set[str]) -> None:
    found = tuple(problem.code for problem in hindrances(ground, case, TODAY))

    assert found == (() if ground in but_for else wrong)


def test_the_day_after_the_last_is_free() -> None:
    assert [*hindrances("term_over", RUNS, TODAY + timedelta(days=1))] == []
