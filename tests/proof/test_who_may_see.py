"""The oracle of the proof says what design 8 says, row by row, and agrees with nobody but the design."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from portal.declare.roles import Reach
from portal.proof.canaries import Canary, Matter, Rule, Subject
from portal.proof.who_may_see import Onlooker, may_count, may_know_of, may_read, may_see

HOME, ELSEWHERE, HANDLER, SOMEBODY, PARTNER = (uuid.UUID(int=n) for n in range(1, 6))
CASE = Subject(
    Matter.CASE, "case", HOME, "top/home/", "c/t/v/", "sector", "sector.kind", privacy=2, named={HANDLER}, let_in={PARTNER}
)
POST = Onlooker(
    SOMEBODY, uuid.UUID(int=9), HOME, "top/home/", "c/t/v/", frozenset({"sector"}), Reach.ORGANISATION, False, frozenset()
)
REVEALS = frozenset({("reveal", "sector.kind")})


def away(reach: Reach, **changes: object) -> Onlooker:
    return replace(POST, organisation=ELSEWHERE, path="top/away/", division_path="c/x/", reach=reach, **changes)  # type: ignore[arg-type]


def seen(who: Onlooker, rule: Rule, privacy: int, *, on_demand: bool = False) -> bool:
    return may_see(who, Canary("k", "k", rule, "v", replace(CASE, privacy=privacy)), on_demand=on_demand)


@pytest.mark.parametrize(
    ("who", "privacy", "knows", "reads"),
    [
        (POST, 2, True, True),
        (POST, 3, True, False),
        (POST, 4, False, False),
        (replace(POST, staff=HANDLER), 4, True, True),
        (replace(POST, supervises=True), 4, True, True),
        (replace(POST, supervises=True), 3, True, True),
        (replace(POST, path="top/", organisation=ELSEWHERE, supervises=True), 3, True, False),
        (replace(POST, path="top/", organisation=ELSEWHERE, supervises=True), 4, False, False),
        (replace(POST, staff=HANDLER, organisation=ELSEWHERE, path="top/away/"), 2, False, False),
        (replace(POST, reach=Reach.ASSIGNED), 2, False, False),
        (replace(POST, reach=Reach.ASSIGNED, staff=HANDLER), 2, True, True),
        (away(Reach.ORGANISATION), 0, False, False),
        (away(Reach.PLACE), 2, False, False),
        (replace(away(Reach.PLACE), division_path="c/t/"), 2, True, True),
        (replace(away(Reach.PLACE), division_path="c/t/"), 4, False, False),
        (away(Reach.SECTOR), 2, True, True),
        (replace(away(Reach.SECTOR), sectors=frozenset({"other"})), 2, False, False),
        (away(Reach.COUNTY), 2, True, True),
        (away(Reach.COUNTY), 3, True, False),
        (away(Reach.COUNTY), 4, False, False),
        (away(Reach.NOTHING), 0, False, False),
        (replace(POST, reach=Reach.ASSIGNED, stands_in_for=frozenset({HANDLER})), 3, True, True),
        (replace(POST, stands_in_for=frozenset({HANDLER})), 4, False, False),
        (replace(POST, reach=Reach.ASSIGNED, stands_in_for=frozenset({SOMEBODY})), 2, False, False),
        (away(Reach.ORGANISATION, stands_in_for=frozenset({HANDLER})), 2, False, False),
        (replace(away(Reach.ORGANISATION), staff=PARTNER), 3, True, True),
        (replace(away(Reach.ORGANISATION), staff=PARTNER), 4, True, True),
        (replace(POST, is_in=False), 0, False, False),
    ],
)
def test_reach_and_content(who: Onlooker, privacy: int, knows: bool, reads: bool) -> None:
    case = replace(CASE, privacy=privacy)

    assert (may_know_of(who, case), may_read(who, case)) == (knows, reads)


@pytest.mark.parametrize(
    ("who", "rule", "privacy", "on_demand", "allowed"),
    [
        (POST, Rule.NAME, 2, False, True),
        (POST, Rule.NAME, 3, False, False),
        (away(Reach.COUNTY), Rule.NAME, 1, False, False),
        (away(Reach.COUNTY), Rule.FIRM, 2, False, True),
        (away(Reach.COUNTY), Rule.FIRM, 3, False, False),
        (POST, Rule.CONTACT, 2, False, False),
        (POST, Rule.CONTACT, 2, True, False),
        (replace(POST, verbs=REVEALS), Rule.CONTACT, 2, True, True),
        (replace(POST, verbs=REVEALS), Rule.CONTACT, 3, True, False),
        (replace(POST, staff=HANDLER), Rule.CONTACT, 4, False, True),
        (POST, Rule.SEALED, 2, False, False),
        (replace(POST, supervises=True), Rule.SEALED, 2, False, True),
        (replace(POST, supervises=True), Rule.MASKED, 2, False, False),
        (replace(POST, staff=HANDLER), Rule.MASKED, 2, False, True),
        (replace(away(Reach.ORGANISATION), staff=PARTNER), Rule.NAME, 3, False, True),
        (replace(away(Reach.ORGANISATION), staff=PARTNER), Rule.FILE, 2, False, True),
        (replace(away(Reach.ORGANISATION), staff=PARTNER), Rule.CONTACT, 2, True, False),
        (replace(away(Reach.ORGANISATION), staff=PARTNER), Rule.PROOF_OF_IDENTITY, 2, False, False),
        (replace(away(Reach.ORGANISATION), staff=PARTNER), Rule.CAUCUS, 2, False, False),
    ],
)
def test_parts_of_a_case(who: Onlooker, rule: Rule, privacy: int, on_demand: bool, allowed: bool) -> None:
    assert seen(who, rule, privacy, on_demand=on_demand) is allowed


def test_sealed_cases_are_counted_and_their_amounts_with_them() -> None:
    sealed = replace(CASE, privacy=4)

    assert may_count(away(Reach.COUNTY), sealed)
    assert not may_count(away(Reach.ORGANISATION), sealed)
    assert may_count(replace(away(Reach.NOTHING), verbs=frozenset({("open", "portal.statistics")})), sealed)
    assert seen(away(Reach.COUNTY), Rule.FIGURE, 4)


def test_draft_is_seen_by_its_author_in_the_post_it_was_written_in() -> None:
    draft = Subject(Matter.DRAFT, "draft", HOME, "top/home/", "", "sector", named={SOMEBODY}, let_in={uuid.UUID(int=9)})
    canary = Canary("k", "k", Rule.AUTHOR, "v", draft)

    assert may_see(POST, canary, on_demand=False)
    assert not may_see(replace(POST, post=uuid.UUID(int=10)), canary, on_demand=False)
    assert not may_see(replace(POST, staff=HANDLER, supervises=True), canary, on_demand=False)


@pytest.mark.parametrize(
    ("who", "privacy", "file", "identity"),
    [
        (POST, 2, True, False),
        (replace(POST, verbs=REVEALS), 2, True, True),
        (replace(POST, staff=HANDLER), 4, True, True),
        (replace(POST, supervises=True), 4, True, False),
        (POST, 3, False, False),
        (away(Reach.COUNTY, verbs=REVEALS), 2, False, False),
        (away(Reach.SECTOR), 2, False, False),
    ],
)
def test_files_stay_in_the_house_and_identity_with_whoever_may_see_numbers(
    who: Onlooker, privacy: int, file: bool, identity: bool
) -> None:
    assert (seen(who, Rule.FILE, privacy), seen(who, Rule.PROOF_OF_IDENTITY, privacy)) == (file, identity)


def test_whoever_stands_aside_knows_of_nothing() -> None:
    aside = replace(CASE, privacy=1, aside={HANDLER})

    for who in (
        replace(POST, staff=HANDLER),
        replace(POST, staff=HANDLER, supervises=True),
        replace(away(Reach.COUNTY), staff=HANDLER),
    ):
        assert not may_know_of(who, aside)
    assert may_know_of(POST, aside)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (Rule.CONTENT, True),
        (Rule.NAME, True),
        (Rule.SEALED, True),
        (Rule.CONTACT, False),
        (Rule.CAUCUS, False),
        (Rule.FILE, False),
    ],
)
def test_special_access_shows_content_where_it_was_given_and_nowhere_else(rule: Rule, allowed: bool) -> None:
    use, coordinator = uuid.UUID(int=70), away(Reach.COUNTY)
    canary = Canary("k", "k", rule, "v", replace(CASE, privacy=4, looked_into={use: coordinator.post}))

    assert may_see(coordinator, canary, on_demand=False, about=(use,)) is allowed
    assert not may_see(coordinator, canary, on_demand=False)
    assert not may_see(coordinator, canary, on_demand=False, about=(uuid.UUID(int=71),))
    assert not may_see(replace(coordinator, post=uuid.UUID(int=10)), canary, on_demand=False, about=(use,))


def test_words_of_an_opinion_are_for_whoever_draws_samples_and_reads_the_case() -> None:
    draws = frozenset({("draw", "portal.checks")})

    assert seen(away(Reach.COUNTY, verbs=draws), Rule.OPINION, 2)
    assert not seen(away(Reach.COUNTY, verbs=draws), Rule.OPINION, 3)
    assert not seen(POST, Rule.OPINION, 2)
