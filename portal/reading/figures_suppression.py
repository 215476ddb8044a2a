"""Small counts kept from whoever may see figures but no case: 1 to 4 cases become 「＜5」.

A hidden cell must not come out again by subtraction: where a total and its parts are shown and a single one of them is hidden,
one more is hidden with it. What is protected are the cells of one table; two tables of different periods may still be set
against each other, which is why such a reader is offered whole months, quarters and years only.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
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

    Each of `sums` names a whole and its parts, whatever the order. Cells in `shown` are never hidden.
    """
    kept_back = {key for key, count in counts.items() if 0 < count < LEAST and key not in shown}
    relations = [tuple(key for key in relation if key in counts) for relation in sums]
    again = True
    while again:
        again = False
        for relation in relations:
            alone = [key for key in relation if key in kept_back]
            free = [key for key in relation if key not in kept_back and key not in shown]
            if len(alone) == 1 and free:
                kept_back.add(min(free, key=lambda key: (counts[key] == 0, counts[key], str(key))))
                again = True
    return frozenset(kept_back)


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
