"""What the committees declare: every type of the Ministry's list, in one light shape."""

from __future__ import annotations

import pytest

from portal.sdk import CaseType, Fact, Privacy
from portal_plugins.village_committee import PLUGIN, portal_plugin

TYPES = [pytest.param(case_type, id=case_type.key) for case_type in PLUGIN.case_types]

# The Ministry's list without 24, administrative disputes.
MINISTRY = {f"{number:02d}" for number in range(1, 24)} | {"99"}

# The fifteen names of a city's monthly bulletin with their figures; they add up to the cases accepted.
BULLETIN = [
    ("婚姻家庭", "marriage_family", 160),
    ("邻里", "neighbourhood", 278),
    ("房屋宅基地", "housing_homestead", 67),
    ("合同", "contract", 44),
    ("生产经营", "production", 31),
    ("损害赔偿", "damages", 76),
    ("山林土地", "forest_land", 18),
    ("征地拆迁", "land_taking", 28),
    ("环境污染", "environment", 4),
    ("劳动争议", "labour", 13),
    ("消费", "consumer", 7),
    ("医疗", "medical", 55),
    ("道路交通事故", "traffic", 33),
    ("物业", "property_service", 1),
    ("其他", "other", 54),
]


def test_every_type_of_the_list_is_there_once() -> None:
    codes = [case_type.ministry_type for case_type in portal_plugin().case_types]

    assert sorted(codes) == sorted(MINISTRY)


@pytest.mark.parametrize(("name", "key", "count"), BULLETIN)
def test_every_name_of_a_bulletin_has_its_type(name: str, key: str, count: int) -> None:
    assert PLUGIN.case_type(key).title.startswith(name)


def test_the_names_of_the_bulletin_are_mapped_one_to_one_and_in_full() -> None:
    keys = [key for _, key, _ in BULLETIN]

    assert len(set(keys)) == len(keys) == 15
    assert sum(count for _, _, count in BULLETIN) == 869


@pytest.mark.parametrize("case_type", TYPES)
def test_all_types_share_one_shape(case_type: CaseType) -> None:
    keys = {f.key for f in case_type.fields}
    facts = {f.fact for f in case_type.fields}

    assert {"kind", "cause", "request", "amount", "subject", "risk", "precautions", "elsewhere"} <= keys
    assert {Fact.PREVENTED_SUICIDE, Fact.PREVENTED_CRIME, Fact.PREVENTED_PETITION, Fact.PREVENTED_FIGHT} <= facts
    assert [role.key for role in case_type.parties] == ["applicant", "respondent", "third"]
    assert {f.key for f in case_type.fields if f.required and f.when is None} <= {"kind", "cause", "request", "relation"}


@pytest.mark.parametrize(
    ("privacy", "keys"),
    [
        (Privacy.P1, {"neighbourhood", "environment", "consumer", "property_service", "travel", "ecommerce"}),
        (Privacy.P3, {"marriage_family", "medical", "campus"}),
    ],
)
def test_classes_follow_how_painful_the_matter_is(privacy: Privacy, keys: set[str]) -> None:
    assert {t.key for t in PLUGIN.case_types if t.privacy == privacy} == keys


def test_only_medical_agreements_are_never_oral() -> None:
    assert [t.key for t in PLUGIN.case_types if not t.oral] == ["medical"], "人民调解法 28; 医疗纠纷预防和处理条例 39"


def test_no_two_types_share_their_first_word() -> None:
    firsts = [t.words[0] for t in PLUGIN.case_types]

    assert len(set(firsts)) == len(firsts)
