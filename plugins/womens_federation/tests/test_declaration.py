"""What the federation declares: three types that open every day of the year and ask little to begin with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.sdk import Privacy
from portal_plugins.womens_federation import PLUGIN
from portal_plugins.womens_federation.family_fields import MATTERS
from portal_plugins.womens_federation.tests.at_the_desk import TYPES, desk


@pytest.mark.parametrize("key", TYPES)
def test_the_example_opens_on_every_day_of_a_leap_year_and_asks_nothing(key: str) -> None:
    for days in range(366):
        at = desk(key, date(2028, 1, 1) + timedelta(days=days))

        at.open(at.example())

        assert at.state.privacy is TYPES[key].privacy


@pytest.mark.parametrize("key", TYPES)
def test_at_most_five_fields_are_required_to_open_a_case(key: str) -> None:
    required = [f.key for f in TYPES[key].fields if f.required and f.when is None]

    assert 1 <= len(required) <= 5


def test_help_against_violence_begins_with_five_items_the_people_included() -> None:
    violence = TYPES["domestic_violence"]

    asked = [r.key for r in violence.parties if r.required] + [f.key for f in violence.fields if f.required and f.when is None]

    assert asked == ["victim", "perpetrator", "perpetrator_relation", "forms", "victim_capacity"]


@pytest.mark.parametrize(("key", "privacy"), [("marriage_family", 3), ("domestic_violence", 4), ("women_rights", 2)])
def test_a_case_starts_in_the_class_of_its_type(key: str, privacy: int) -> None:
    assert TYPES[key].privacy is Privacy(privacy)


@pytest.mark.parametrize("key", TYPES)
def test_an_action_that_sets_a_choice_offers_only_what_the_case_knows(key: str) -> None:
    declared = TYPES[key]

    for action in declared.actions:
        for field in action.fields:
            if field.key in action.sets and field.kind in ("choice", "choices"):
                offered = {k for k, _ in getattr(field, "pairs", ())}
                assert offered <= {k for k, _ in getattr(declared.field(field.key), "pairs", ())}


@pytest.mark.parametrize("matter", [key for key, _ in MATTERS])
def test_every_matter_opens_with_the_four_answers_alone(matter: str) -> None:
    at = desk("marriage_family")
    body = at.example()
    details = {"matter": matter, "relation": "spouses", "claim": "请求调解。", "violence": "no"}

    at.open({**body, "details": details}, ["rule:details.matter"])

    assert at.state.details["matter"] == matter


def test_people_find_the_types_by_the_words_they_use() -> None:
    words = {word: key for key, declared in TYPES.items() for word in declared.words}

    assert words["彩礼"] == "marriage_family"
    assert words["家暴"] == "domestic_violence"
    assert words["外嫁女"] == "women_rights"


def test_the_numbers_say_whose_they_are() -> None:
    assert PLUGIN.number_word == "妇"
    assert {r.key for r in PLUGIN.roles} == {"clerk", "mediator", "head"}
