"""What was settled before it was entered: every problem of the acts at once, answers to what guards ask."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.deciding import Deciding
from portal.engine.on_the_spot import answered, entered_problems
from tests.engine.wages import WAGES

DECIDING = Deciding(
    today=date(2026, 11, 21),
    now=datetime(2026, 11, 21, 2, tzinfo=UTC),
    calendar=WorkCalendar.of("test", seed_rows()),
    staff_id=uuid.UUID(int=1),
    supervises=False,
    staff_in_reach=lambda staff_id: False,
)
GOOD: dict[str, dict[str, Any]] = {
    "accept": {"accepted_on": "2026-11-20"},
    "take": {},
    "consent": {"consented_on": "2026-11-20", "how": "meeting"},
    "agree": {
        "form": "written",
        "agreed_on": "2026-11-20",
        "terms": [{"payer": "某公司", "payee": "王小军", "amount": "800", "due_on": "2026-11-30"}],
    },
    "sign": {"signed_on": "2026-11-20", "complete": "yes"},
}


def fields(acts: dict[str, dict[str, Any]]) -> list[str]:
    return [problem.field for problem in entered_problems("x.wages", WAGES, acts, DECIDING)]


def test_nothing_is_wrong_with_what_is_complete() -> None:
    assert fields(GOOD) == []


def test_problems_of_all_acts_come_together() -> None:
    wrong = {
        **GOOD,
        "accept": {"accepted_on": "2027-01-01"},
        "agree": {"form": "written", "agreed_on": "", "terms": [{"payer": "某公司", "amount": "很多"}]},
        "sign": {"signed_on": "昨天", "complete": "no"},
    }

    assert fields(wrong) == [
        "accept.accepted_on",
        "agree.agreed_on",
        "agree.terms.0.amount",
        "agree.terms.0.payee",
        "agree.terms.0.due_on",
        "sign.complete",
    ]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["guard:agree.terms"], {"guard:terms"}),
        (["guard:agree"], {"guard:"}),
        (["guard:agreement.terms", "rule:details.x", 5], set()),
        (None, set()),
        ("guard:agree.terms", set()),
    ],
)
def test_answers_name_the_act_and_the_field(codes: object, expected: set[str]) -> None:
    assert answered(codes, "agree") == expected
