"""Small counts are kept from whoever sees figures and no case, and cannot be computed from what is shown."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reading.figures_form_a import TOTAL, FormA
from portal.reading.figures_suppression import computed, hidden, hidden_endings, hidden_places
from portal.reading.figures_totals import Figures


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 9, "b": 12}, set()),
        ({"a": 0, "b": 12}, set()),
        ({"a": 1, "b": 4, "c": 20}, {"a", "b"}),
        ({"a": 3, "b": 7, "c": 20}, {"a", "b"}),
        ({"a": 3, "b": 0, "c": 20}, {"a", "c"}),
        ({"a": 3, "b": 0, "c": 0}, {"a", "b"}),
        ({"a": 3}, {"a"}),
        ({"a": 5}, set()),
    ],
)
def test_list_beside_its_total_hides_small_counts_and_never_a_single_one(counts: dict[str, int], expected: set[str]) -> None:
    assert hidden(counts, [tuple(counts)]) == expected


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=5))
def test_no_hidden_cell_of_a_table_with_totals_is_alone_in_its_row_or_column(table: list[list[int]]) -> None:
    table = [*table, [sum(column) for column in zip(*table, strict=True)]]
    counts = {(r, c): n for r, row in enumerate(table) for c, n in enumerate(row)}
    rows, columns = range(len(table)), range(3)
    sums = [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]

    kept_back = hidden(counts, sums)

    assert all(key in kept_back for key, n in counts.items() if 0 < n < 5)
    for relation in sums:
        alone = [key for key in relation if key in kept_back]
        assert len(alone) != 1 or all(key in kept_back for key in relation)


@given(st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4), min_size=3, max_size=6))
def test_no_small_cell_follows_from_all_sums_together(table: list[list[int]]) -> None:
    table = [*table, [sum(column) for column in zip(*table, strict=True)]]
    counts = {(r, c): n for r, row in enumerate((*row, sum(row)) for row in table) for c, n in enumerate(row)}
    rows, columns = range(len(table)), range(5)
    sums = [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]

    kept_back = hidden(counts, sums)

    small = {key for key, n in counts.items() if 0 < n < 5}
    free = set(counts) - kept_back
    assert not computed(sums, kept_back) & small or not free
    for relation in sums:
        there = {counts[key] for key in relation if key in kept_back}
        assert there not in ({1}, {4}) or not free & set(relation)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=5))
def test_whoever_tries_every_table_still_finds_two_values_for_a_small_cell(parts: list[int]) -> None:
    """The reader knows the total and what is shown, and that one at least of the hidden counts is small."""
    counts = {str(at): n for at, n in enumerate(parts)}
    kept_back = sorted(hidden(counts, [tuple(counts)]))  # the total beside it is shown

    for small in (key for key in kept_back if 0 < counts[key] < 5):
        fits = [
            values
            for values in product(range(10), repeat=len(kept_back))
            if sum(values) == sum(counts[key] for key in kept_back) and any(0 < value < 5 for value in values)
        ]
        told = {values[kept_back.index(small)] for values in fits}
        assert len(told) > 1 or len(kept_back) == len(counts), (counts, kept_back)


@pytest.mark.parametrize(
    ("relations", "kept_back", "expected"),
    [
        ([("a", "b")], "ab", ""),
        ([("a", "b"), ("b", "c"), ("a", "b", "c")], "abc", "ac"),
        # two rings that one cell holds together: nobody is alone in a sum, and yet the cell between them follows
        ([("a", "b"), ("c", "d", "x"), ("a", "c"), ("b", "d")], "abcdx", "x"),
        ([("a", "b")], "", ""),
    ],
)
def test_cells_given_away_by_several_sums_are_found(relations: list[tuple[str, ...]], kept_back: str, expected: str) -> None:
    assert computed(relations, set(kept_back)) >= set(expected) or not expected


def test_totals_of_the_county_are_always_shown_and_sums_go_with_their_counts() -> None:
    village = Figures(
        accepted=3, people=6, sources={"application": 3}, types={"10": 3}, closed=2, endings={"settled": 2}, amount=5
    )
    town = Figures(accepted=40, people=90, sources={"application": 40}, types={"10": 40}, closed=30, endings={"settled": 30})
    total = Figures(
        accepted=43, people=96, sources={"application": 43}, types={"10": 43}, closed=32, endings={"settled": 32}, amount=5
    )
    form = FormA.of({"village": village, "town": town}, total)

    places = hidden_places(form)

    assert {("village", "accepted"), ("village", "settled"), ("village", "people"), ("village", "rate")} <= places
    assert {("town", "accepted"), ("town", "amount"), ("village", "amount")} <= places
    assert not {(TOTAL, key) for key in ("accepted", "closed", "settled", "amount", "rate")} & places
    assert ("street", "accepted") not in places


def test_form_that_is_large_everywhere_hides_nothing_but_money_by_row() -> None:
    form = FormA.of({"village": _large(50, 40), "town": _large(50, 40)}, _large(100, 80))

    assert hidden_places(form) == {(row, "amount") for row in form.rows}


def _large(accepted: int, closed: int) -> Figures:
    told = {"people": accepted * 2, "sources": {"application": accepted}, "types": {"10": accepted}}
    ended = {"closed": closed, "endings": {"settled": closed}, "forms": {"oral": closed}}
    return Figures(accepted=accepted, **told, **ended)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("endings", "expected"),
    [
        ({"settled": 46, "withdrawn": 3, "not_settled": 20}, {"withdrawn", "not_settled"}),
        ({"settled": 6, "withdrawn": 3, "not_settled": 20}, {"withdrawn", "not_settled"}),
        ({"settled": 3, "withdrawn": 9}, set()),
    ],
)
def test_endings_stand_beside_all_that_ended_and_all_that_were_settled(endings: dict[str, int], expected: set[str]) -> None:
    assert hidden_endings(endings) == expected
