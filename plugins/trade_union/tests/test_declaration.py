"""What the union declares."""

from __future__ import annotations

import pytest

from portal.sdk import CaseType, Privacy
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
def test_the_words_people_type_and_the_other_roads_are_there(case_type: CaseType) -> None:
    at = desk(case_type.key, TODAY)

    assert len(case_type.words) >= 5
    assert any("仲裁" in remedy for remedy in at.case_type.remedies)
