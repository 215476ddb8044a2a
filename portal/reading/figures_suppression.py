"""Small counts kept from whoever may see figures but no case: 1 to 4 cases become 「＜5」.

A hidden cell must not come out again by subtraction: where a total and its parts are shown and a single one of them is hidden,
one more is hidden with it; and so on until no small cell follows from all sums together, which is worked out as linear
equations, nor from knowing that a hidden count lies between 1 and 4. What is protected are the cells of one table; two tables
of different periods may still be set against each other, which is why such a reader is offered whole months, quarters and
years only.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from portal.access.actors import Actor, Person
from portal.declare.phases import Ending
from portal.declare.roles import Reach
from portal.reading.figures_form_a import BLOCKS, COLUMNS, TOTAL, Column, FormA, Unit

LEAST = 5
K = TypeVar("K", bound=Hashable)
Place = tuple[str, str]
"""A row (a kind of organisation, or the total) and a column of Form A."""

_ALWAYS_SHOWN = ("accepted", "closed", "settled")


def hidden(counts: Mapping[K, int], sums: Iterable[Sequence[K]], shown: frozenset[K] = frozenset()) -> frozenset[K]:
    """Return the cells to be hidden: small ones, and so many more that none can be computed from the others.

    Each of `sums` names a whole and its parts, whatever the order. Cells in `shown` are never hidden; a small cell that follows
    from them alone cannot be kept.
    """
    small = frozenset(key for key, count in counts.items() if 0 < count < LEAST and key not in shown)
    kept_back = set(small)
    relations = [tuple(key for key in relation if key in counts) for relation in sums]
    while more := _one_more(counts, relations, kept_back, small, shown):
        kept_back |= more
    return frozenset(kept_back)


def _one_more(
    counts: Mapping[K, int], relations: Sequence[Sequence[K]], kept_back: set[K], small: frozenset[K], shown: frozenset[K]
) -> set[K]:
    """Return what has to be hidden besides, or nothing when no small cell follows from what is shown."""
    for relation in relations:
        there = [key for key in relation if key in kept_back]
        if len(there) == 1 or _pinned([counts[key] for key in there]):
            more = _smallest_free(counts, relation, kept_back, shown)
            if more:
                return more
    followed = computed(relations, kept_back) & small
    for relation in relations:
        if not followed.isdisjoint(relation):
            more = _smallest_free(counts, relation, kept_back, shown)
            if more:
                return more
    return set()


def _pinned(there: Sequence[int]) -> bool:
    """Say whether hidden counts of one sum follow from its rest because all are as small, or as large, as a hidden one can be."""
    return bool(there) and (set(there) == {1} or set(there) == {LEAST - 1})


def _smallest_free(counts: Mapping[K, int], relation: Sequence[K], kept_back: set[K], shown: frozenset[K]) -> set[K]:
    free = [key for key in relation if key not in kept_back and key not in shown]
    return {min(free, key=lambda key: (counts[key] == 0, counts[key], str(key)))} if free else set()


def computed(relations: Iterable[Sequence[K]], kept_back: Collection[K]) -> set[K]:
    """Return the hidden cells that all sums together give away, whatever the numbers are.

    Which cell of a sum is the whole does not matter: in tables whose wholes have wholes of their own a change of signs makes
    every sum an equation of one sign. A cell is given away when elimination leaves an equation of it alone.
    """
    reduced: dict[K, dict[K, Fraction]] = {}  # by the cell an equation is solved for
    for relation in relations:
        row = {key: Fraction(1) for key in relation if key in kept_back}
        for pivot in [key for key in row if key in reduced]:
            _take_away(row, reduced[pivot], row[pivot])
        if not row:
            continue
        pivot = min(row, key=str)
        row = {key: value / row[pivot] for key, value in row.items()}
        for other in reduced.values():
            if pivot in other:
                _take_away(other, row, other[pivot])
        reduced[pivot] = row
    return {pivot for pivot, row in reduced.items() if len(row) == 1}


def _take_away(row: dict[K, Fraction], other: Mapping[K, Fraction], times: Fraction) -> None:
    for key, value in other.items():
        left = row.get(key, Fraction(0)) - times * value
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def hidden_places(form: FormA) -> frozenset[Place]:
    """Return the cells of Form A to be hidden. Sums and shares are hidden with the counts they would tell."""
    columns = [column for column in COLUMNS.values() if column.unit is Unit.CASES]
    counts = {(row, c.key): int(c.value(figures) or 0) for row, figures in form.lines for c in columns}
    rows = [row for row, _ in form.lines]
    down = [[(row, column.key) for row in rows] for column in columns]
    across = [[(row, key) for key in keys] for row in rows for keys in _wholes(columns)]
    places = set(hidden(counts, [*down, *across], frozenset((TOTAL, key) for key in _ALWAYS_SHOWN)))
    for row, _ in form.lines:
        places |= {(row, column.key) for column in COLUMNS.values() if _tells(column, row, places)}
    return frozenset(places)


def hidden_endings(endings: Mapping[str, int]) -> frozenset[str]:
    """Return the endings to be hidden, beside all that ended and those that were settled, which are shown."""
    return hidden(endings, [tuple(endings)], frozenset({Ending.SETTLED.value}))


def suppresses(actor: Actor) -> bool:
    """Say whether small counts are kept from this reader: one that sees figures and no case."""
    return isinstance(actor, Person) and actor.reach is Reach.NOTHING


def _wholes(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """Return each whole with its parts. Parts of a part stand in a relation of their own."""
    wholes: dict[tuple[str, str], list[str]] = {}
    for column in columns:
        if column.part_of:
            block = next(b.key for b in BLOCKS if column in b.columns)
            wholes.setdefault((column.part_of, block), []).append(column.key)
    return [(whole, *parts) for (whole, _), parts in wholes.items() if len(parts) > 1]


def _tells(column: Column, row: str, places: set[Place]) -> bool:
    """Say whether a sum or a share would tell of a hidden count in its row."""
    match column.unit:
        case Unit.SHARE:
            of = "accepted" if column.key == "rate_accepted" else "closed"
            return (row, "settled") in places or (row, of) in places
        case Unit.MONEY:
            return row != TOTAL
        case Unit.PEOPLE:
            counted = "accepted" if column.key == "people" else column.key.removesuffix("_people")
            return (row, counted) in places
    return False
