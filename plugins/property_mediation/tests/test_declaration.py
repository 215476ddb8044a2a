"""What property mediation declares."""

from __future__ import annotations

import pytest

from portal.sdk import CaseType, Choice, Privacy
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


def test_the_kinds_of_service_disputes_are_those_of_the_trade() -> None:
    kinds = PLUGIN.case_type("service_quality").field("kind")

    assert isinstance(kinds, Choice)
    assert {"service", "parking", "leak", "income", "repair_fund", "election", "safety", "decoration", "noise"} <= {
        key for key, _ in kinds.pairs
    }


def test_the_room_of_a_home_is_kept_encrypted() -> None:
    owner = PLUGIN.case_type("property_fee").role("owner")

    assert {f.key for f in owner.fields if f.is_secret} == {"room"}
