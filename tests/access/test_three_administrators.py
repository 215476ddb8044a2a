"""三员分立: each of the county's administrators does none of the others' work, and none of them comes near a case."""

from __future__ import annotations

from itertools import combinations

import pytest

from portal.access.county_roles import COUNTY, COUNTY_ROLES, CountyRole
from portal.access.granting import KEYS_APART, NEVER_EMPTY, GivenRole, go_together
from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.web.admin_places import PLACES

ADMINISTRATORS = {key: next(role for role in COUNTY_ROLES if role.key == key) for key in ("secadmin", "sysadmin", "auditor")}
CASE_PAGES = {"portal.desk", "portal.cases", "portal.consultations", "portal.checks"}


def given(name: str, plugin: str, *can: tuple[str, str]) -> GivenRole:
    return GivenRole(name, plugin, name, Reach.NOTHING, False, False, True, frozenset(can))


def of(role: CountyRole) -> GivenRole:
    return given(role.name, COUNTY, *role.pages, *((verb.value, "") for verb in role.verbs))


def test_no_page_and_no_verb_belongs_to_two_of_them() -> None:
    shared = {(one.key, other.key): set(one.pages) & set(other.pages) for one, other in combinations(ADMINISTRATORS.values(), 2)}

    assert shared == {key: set() for key in shared}
    assert len(shared) == 3


def test_none_of_them_holds_a_verb_on_cases_a_reach_or_a_page_of_cases() -> None:
    for role in ADMINISTRATORS.values():
        assert (role.verbs, role.reach, role.supervises) == ((), Reach.NOTHING, False), role.key
        assert {view for _verb, view in role.pages} & CASE_PAGES == set(), role.key
        assert [verb for verb in Verb if (verb.value, "") in role.pages] == []


def test_every_tab_of_the_administration_opens_to_one_of_them() -> None:
    holders = {
        place.key: [key for key, role in ADMINISTRATORS.items() if (place.verb, place.view) in role.pages] for place in PLACES
    }

    assert {tab: who for tab, who in holders.items() if len(who) != 1} == {}
    assert {who[0] for who in holders.values()} == {"secadmin", "sysadmin"}


def test_each_holds_one_group_of_keys_and_the_first_two_are_never_empty() -> None:
    groups = {key: [at for at, group in enumerate(KEYS_APART) if group & set(role.pages)] for key, role in ADMINISTRATORS.items()}

    assert groups == {"secadmin": [0], "sysadmin": [1], "auditor": [2]}
    assert {"county.secadmin", "county.sysadmin"} == NEVER_EMPTY


SECADMIN, SYSADMIN, AUDITOR = (of(ADMINISTRATORS[key]) for key in ("secadmin", "sysadmin", "auditor"))
COORDINATOR = of(next(role for role in COUNTY_ROLES if role.key == "coordinator"))
CONGRESS = of(next(role for role in COUNTY_ROLES if role.key == "congress"))
CLERK = given("orchard.clerk", "orchard", ("read", ""), ("open", "portal.cases"))
HEAD = given("orchard.head", "orchard", ("read", ""), ("manage", "portal.people"))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (SECADMIN, SYSADMIN, False),
        (SECADMIN, AUDITOR, False),
        (SYSADMIN, AUDITOR, False),
        (SECADMIN, SECADMIN, True),
        (SYSADMIN, COORDINATOR, False),
        (AUDITOR, CLERK, False),
        (SECADMIN, HEAD, False),
        (AUDITOR, CONGRESS, True),
        (COORDINATOR, CLERK, True),
        (HEAD, CLERK, True),
    ],
)
def test_which_roles_one_person_may_hold(one: GivenRole, other: GivenRole, together: bool) -> None:
    assert go_together(one, other) is go_together(other, one) is together
