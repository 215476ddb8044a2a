"""The items of an injury as people ask for them: 人身损害赔偿解释 7, 8, 10–12, 14–17; amounts of Gansu for 2024."""

from __future__ import annotations

from typing import Any

import pytest

from portal.declare.calculators import Calculator
from portal.engine.law import injury_calculators as items
from portal.testing.sums import worked

INCOME, CONSUMPTION = "41842", "28013"


@pytest.mark.parametrize(
    ("calculator", "article", "given", "fen"),
    [
        (items.DISABILITY, "12", {"age": 62, "grade": "9", "income": INCOME}, 15_063_120),
        (items.DISABILITY, "12", {"age": 40, "grade": "1", "income": INCOME}, 83_684_000),
        (items.DISABILITY, "12", {"age": 40, "grade": "9", "coefficient": "22", "income": INCOME}, 18_410_480),
        (items.DEATH, "15", {"age": 45, "income": INCOME}, 83_684_000),
        (items.DEATH, "15", {"age": 78, "income": INCOME}, 20_921_000),
        (items.FUNERAL, "14", {"wage": "99124"}, 4_956_200),
        (items.LOST_INCOME, "7", {"income_kind": "fixed", "lost": "4500", "days": 20}, 300_000),
        (items.LOST_INCOME, "7", {"income_kind": "trade", "lost": "73000", "days": 30}, 600_000),
        (items.DAILY, "8", {"care_rate": "150", "care_days": 30, "carers": 2}, 900_000),
        (items.DAILY, "10", {"meals_rate": "100", "meals_days": 12, "nutrition_rate": "30", "nutrition_days": 60}, 300_000),
        (items.DEPENDANTS, "17", {"grade": "10", "age_1": 8, "supporters_1": 2, "consumption": CONSUMPTION}, 1_400_650),
        (
            items.DEPENDANTS,
            "17",
            {"grade": "death", "age_1": 8, "age_2": 78, "supporters_2": 2, "consumption": CONSUMPTION},
            28_013_000,
        ),
    ],
)
def test_item_by_its_article(calculator: Calculator, article: str, given: dict[str, Any], fen: int) -> None:
    assert worked(calculator, **given).total == fen
    assert article in {basis.article for basis in calculator.basis}


def test_days_without_a_rate_are_refused_at_the_rate() -> None:
    with pytest.raises(Exception, match="care_rate"):
        worked(items.DAILY, care_days=30)


def test_keys_are_those_the_portal_stores_with_a_case() -> None:
    assert [one.key for one in items.ALL] == ["disability", "death", "funeral", "lost_income", "daily", "dependants"]
