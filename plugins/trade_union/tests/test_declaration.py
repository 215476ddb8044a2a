"""What the union declares."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.sdk import CaseType, Choice, Privacy
from portal_plugins.trade_union import PLUGIN, portal_plugin
from portal_plugins.trade_union.tests.fakes import broken, read

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
def test_a_worker_who_fears_to_be_named_and_a_child_raise_the_class(case_type: CaseType) -> None:
    rises = {rise.when.field: rise.to for rise in case_type.rises}

    assert case_type.privacy == Privacy.P2
    assert rises == {"child_worker": Privacy.P3, "protect": Privacy.P3}


@pytest.mark.parametrize("case_type", TYPES)
def test_the_example_is_valid_every_day_of_four_years(case_type: CaseType) -> None:
    first = date(2026, 1, 1)

    for day in (first + timedelta(days=n) for n in range(4 * 366)):
        facts = read(case_type, case_type.example(day), received_on=day)

        assert broken(case_type.rules, facts, day) == [], day


@pytest.mark.parametrize("case_type", TYPES)
def test_the_example_chooses_only_options_that_exist(case_type: CaseType) -> None:
    example = case_type.example(date(2026, 11, 21))

    for key, raw in example.details.items():
        declared = case_type.field(key)
        if isinstance(declared, Choice):
            chosen = raw if isinstance(raw, list) else [raw]
            assert set(chosen) <= {option for option, _ in declared.pairs}, key


@pytest.mark.parametrize("statistic", PLUGIN.statistics, ids=lambda s: s.key)
def test_statistics_stand_on_counted_fields(statistic: object) -> None:
    by = statistic.by  # type: ignore[attr-defined]
    type_key, field_key = by.split(".")

    assert PLUGIN.case_type(type_key).field(field_key).counted
