"""What the consumer associations declare."""

from __future__ import annotations

from datetime import date

import pytest

from portal.sdk import CaseType, Privacy, When
from portal_plugins.consumer_association import PLUGIN, portal_plugin
from portal_plugins.consumer_association.fields import GOODS_CLASS, NATURE, SERVICE_CLASS

TODAY = date(2026, 11, 21)
TYPES = [pytest.param(t, id=t.key) for t in PLUGIN.case_types]


def test_the_plugin_offers_goods_services_and_prepaid_cards_under_its_word() -> None:
    plugin = portal_plugin()

    assert (plugin.key, plugin.number_word) == ("consumer_association", "消")
    assert [t.key for t in plugin.case_types] == ["goods", "services", "prepaid_card"]
    assert {t.ministry_type for t in plugin.case_types} == {"12"}


def test_the_ten_nature_classes_are_those_of_the_national_statistics() -> None:
    assert [label for _, label in NATURE.pairs] == [
        "质量", "售后服务", "合同", "价格", "虚假宣传", "安全", "假冒", "计量", "人格尊严", "其他",
    ]  # fmt: skip
    assert len(GOODS_CLASS.pairs) == 11
    assert len(SERVICE_CLASS.pairs) == 15


@pytest.mark.parametrize("case_type", TYPES)
def test_a_case_opens_with_at_most_five_required_fields(case_type: CaseType) -> None:
    assert len([f for f in case_type.fields if f.required and f.when is None]) <= 5


@pytest.mark.parametrize("case_type", TYPES)
def test_nature_and_class_are_required_and_counted(case_type: CaseType) -> None:
    counted = {f.key for f in case_type.fields if f.required and f.counted}

    assert "nature" in counted
    assert counted & {"goods_class", "service_class"}


@pytest.mark.parametrize("case_type", TYPES)
def test_the_agreement_of_an_association_is_written(case_type: CaseType) -> None:
    assert case_type.oral is False, "人民调解法 28 lets a people's mediation committee record an oral agreement, not others"


@pytest.mark.parametrize("case_type", TYPES)
def test_a_case_starts_ordinary_and_rises_with_injury_and_minors(case_type: CaseType) -> None:
    assert case_type.privacy == Privacy.P1
    assert {(r.when.field, r.to) for r in case_type.rises} >= {("injured", Privacy.P2), ("consumer_group", Privacy.P2)}


@pytest.mark.parametrize("case_type", TYPES)
def test_what_was_won_feeds_the_columns_of_the_complaint_statistics(case_type: CaseType) -> None:
    facts = {f.fact.value for f in case_type.fields if f.fact is not None}

    assert facts == {"amount_claimed", "amount_recovered", "double_paid"}
    assert case_type.field("double_paid").when == When("doubled", "yes")


@pytest.mark.parametrize("case_type", TYPES)
def test_other_ways_name_their_article(case_type: CaseType) -> None:
    assert case_type.remedies
    assert all("消费者权益保护法第" in remedy for remedy in case_type.remedies)
