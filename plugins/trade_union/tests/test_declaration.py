"""What the union declares."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.sdk import CaseType, FieldRows, Privacy, Statistic
from portal_plugins.trade_union import PLUGIN, portal_plugin
from portal_plugins.trade_union.tests.at_the_desk import TODAY, desk

TYPES = [pytest.param(case_type, id=case_type.key) for case_type in PLUGIN.case_types]


def test_the_plugin_offers_two_types_under_the_labour_word() -> None:
    plugin = portal_plugin()

    assert [t.key for t in plugin.case_types] == ["unpaid_wages", "termination_pay"]
    assert plugin.number_word == "劳"
    assert {t.ministry_type for t in plugin.case_types} == {"10"}


@pytest.mark.parametrize("case_type", TYPES)
def test_a_case_opens_with_at_most_five_required_fields(case_type: CaseType) -> None:
    assert len([f for f in case_type.fields if f.required and f.when is None]) <= 5


@pytest.mark.parametrize("case_type", TYPES)
def test_a_labour_agreement_is_never_oral(case_type: CaseType) -> None:
    assert case_type.oral is False, "劳动争议调解仲裁法 14"


@pytest.mark.parametrize("case_type", TYPES)
def test_a_case_starts_in_the_second_class(case_type: CaseType) -> None:
    assert case_type.privacy == Privacy.P2


@pytest.mark.parametrize("case_type", TYPES)
@pytest.mark.parametrize("days", [0, 1, 40, 100, 101, 365, 466, 833])  # leap day, month ends, new year
def test_the_example_opens_without_a_question(case_type: CaseType, days: int) -> None:
    at = desk(case_type.key, date(2026, 11, 20) + timedelta(days=days))

    assert at.open(at.example()).type is case_type


@pytest.mark.parametrize("statistic", PLUGIN.statistics, ids=lambda s: s.key)
def test_statistics_stand_on_counted_fields(statistic: Statistic) -> None:
    type_key, field_key = statistic.by.split(".")

    assert PLUGIN.case_type(type_key).field(field_key).counted


@pytest.mark.parametrize("case_type", TYPES)
def test_the_words_people_type_and_the_other_roads_are_there(case_type: CaseType) -> None:
    at = desk(case_type.key, TODAY)

    assert len(case_type.words) >= 5
    assert any("仲裁" in remedy for remedy in at.case_type.remedies)


@pytest.mark.parametrize("case_type", TYPES)
def test_papers_name_only_fields_the_type_has(case_type: CaseType) -> None:
    named = {key for paper in case_type.papers for block in paper.blocks if isinstance(block, FieldRows) for key in block.keys}

    assert named <= {field.key for field in case_type.fields}
