"""Why a clock ends when it does, as told of a stored clock and of one that is only foreseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from portal.declare.conditions import When
from portal.engine.days import SHANGHAI
from portal.reading.clock_sentences import why
from portal.reading.foreseen import awaited
from portal.store.tables.course import CaseClock, CaseClockDue
from tests.web.offices import FRUIT

FROM = {"from": "2026-11-21"}


def clock(due_on: str, **changes: Any) -> CaseClock:
    """Return fifteen days of the union from Saturday 21 November 2026."""
    given = {"started_on": date(2026, 11, 21), "length": 15, "unit": "day", "law": "劳动争议调解仲裁法", "article": "14"}
    return CaseClock(**given, state="running", suspensions=[], provisional=False, due_on=date.fromisoformat(due_on), **changes)


@pytest.mark.parametrize(
    ("due_on", "reason", "inputs", "told"),
    [
        ("2026-12-07", "started", FROM | {"raw": "2026-12-06"}, "起15日；12月6日（周日）休息，顺延；劳动争议调解仲裁法第14条"),
        ("2026-12-06", "started", FROM | {"raw": "2026-12-06"}, "起15日；劳动争议调解仲裁法第14条"),
        (
            "2026-12-21",
            "extended",
            {"until": "2026-12-20", "before": "2026-12-07"},
            "起15日；劳动争议调解仲裁法第14条；已延期至12月20日（周日）",
        ),
        (
            "2026-12-21",
            "suspended",
            FROM | {"raw": "2026-12-20", "until": "2026-12-18"},
            "起15日；12月20日（周日）休息，顺延；劳动争议调解仲裁法第14条；已延期至12月18日（周五）",
        ),
    ],
)
def test_reason_names_what_moved_the_last_day(due_on: str, reason: str, inputs: dict[str, object], told: str) -> None:
    last = CaseClockDue(due_on=date.fromisoformat(due_on), reason=reason, inputs=inputs)

    sentence = why(clock(due_on), last, None, "trade_union", {})

    assert sentence.endswith(told)


def test_clock_that_depends_on_an_empty_field_names_the_field() -> None:
    mediation = replace(FRUIT.clocks[0], when=When("fruit", "pear"))
    depends = replace(FRUIT, clocks=(mediation, *FRUIT.clocks[1:]))

    assert awaited(depends, {}, "orchard") == (("fruit", "果树", "调解期限"),)
    assert awaited(depends, {"fruit": "apple"}, "orchard") == ()
    assert awaited(FRUIT, {}, "orchard") == ()


@pytest.mark.parametrize(
    ("started_at", "told"),
    [
        (datetime(2026, 11, 21, tzinfo=SHANGHAI), "起72小时；只知道日期，从严按当日零时起算；反家庭暴力法第28条"),
        (datetime(2026, 11, 21, 9, 30, tzinfo=SHANGHAI), "起72小时；反家庭暴力法第28条"),
    ],
)
def test_hours_from_a_day_say_that_they_run_from_midnight(started_at: datetime, told: str) -> None:
    hours = clock("2026-11-24", started_at=started_at)
    hours.length, hours.unit, hours.law, hours.article = 72, "hour", "反家庭暴力法", "28"

    assert why(hours, None, None, "trade_union", {}).endswith(told)
