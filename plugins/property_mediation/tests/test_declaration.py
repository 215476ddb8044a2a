"""What property mediation declares."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.sdk import CaseType, Choice, Privacy
from portal.testing.desk import Desk
from portal_plugins.property_mediation import PLUGIN, portal_plugin

TYPES = [pytest.param(t, id=t.key) for t in PLUGIN.case_types]


def test_the_plugin_offers_fees_and_service_under_its_word() -> None:
    plugin = portal_plugin()

    assert (plugin.key, plugin.number_word) == ("property_mediation", "物")
    assert [t.key for t in plugin.case_types] == ["property_fee", "service_quality"]
    assert {t.ministry_type for t in plugin.case_types} == {"15"}


@pytest.mark.parametrize("case_type", TYPES)
def test_a_case_opens_with_at_most_five_required_fields(case_type: CaseType) -> None:
    assert len([f for f in case_type.fields if f.required and f.when is None]) <= 5


@pytest.mark.parametrize("case_type", TYPES)
def test_a_peoples_mediation_committee_may_record_an_oral_agreement(case_type: CaseType) -> None:
    assert case_type.oral is True, "人民调解法 28"


@pytest.mark.parametrize("case_type", TYPES)
def test_a_case_starts_as_an_ordinary_property_matter(case_type: CaseType) -> None:
    assert case_type.privacy == Privacy.P1
    assert {r.to for r in case_type.rises} == {Privacy.P2}


@pytest.mark.parametrize("case_type", TYPES)
def test_the_example_opens_on_every_day_of_a_leap_year(case_type: CaseType) -> None:
    for offset in range(366):
        day = date(2028, 1, 1) + timedelta(days=offset)
        desk = Desk(f"property_mediation.{case_type.key}", case_type, today=day)

        desk.open(desk.example())

        assert desk.opening is not None
        assert desk.opening.notices == ()


@pytest.mark.parametrize("statistic", PLUGIN.statistics, ids=lambda s: s.key)
def test_statistics_count_by_counted_choices(statistic: object) -> None:
    type_key, _, field_key = str(getattr(statistic, "by")).partition(".")  # noqa: B009
    field = PLUGIN.case_type(type_key).field(field_key)

    assert isinstance(field, Choice)
    assert field.counted


def test_the_kinds_of_service_disputes_are_those_of_the_trade() -> None:
    kinds = PLUGIN.case_type("service_quality").field("kind")

    assert isinstance(kinds, Choice)
    assert {"service", "parking", "leak", "income", "repair_fund", "election", "safety", "decoration", "noise"} <= {
        key for key, _ in kinds.pairs
    }


def test_the_room_of_a_home_is_kept_encrypted() -> None:
    owner = PLUGIN.case_type("property_fee").role("owner")

    assert {f.key for f in owner.fields if f.is_secret} == {"room"}
