"""What a row points at besides the case it follows: rows of scoped tables that must be in reach as well.

A foreign key asks whether the row is there, not who may see it; that is asked by the guard before a flush and by the third
wall's policies at every write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ForeignKeyConstraint

from portal.store.scoping import Follows, follows, is_scoped
from portal.store.tables import every


@dataclass(frozen=True)
class LinkOut:
    """A foreign key into a scoped table: our columns, the table and its columns, and those of ours that may be empty."""

    columns: tuple[str, ...]
    target: str
    keys: tuple[str, ...]
    optional: tuple[str, ...]


@lru_cache(maxsize=512)
def links_out_of(table: Any) -> tuple[LinkOut, ...]:
    """Return the links of a table; the one to the case that its rows follow is not among them."""
    return tuple(_links(table))


def _links(table: Any) -> Iterator[LinkOut]:
    for key in sorted(table.foreign_key_constraints, key=lambda key: key.column_keys):
        target, keys = _target(key)
        followed = follows(table) is Follows.CASE and target == "case_file" and "case_id" in key.column_keys
        found = every.metadata.tables.get(target, table.metadata.tables.get(target))
        if found is not None and is_scoped(found) and not followed:
            optional = tuple(name for name in key.column_keys if table.c[name].nullable)
            yield LinkOut(tuple(key.column_keys), target, keys, optional)


def _target(key: ForeignKeyConstraint) -> tuple[str, tuple[str, ...]]:
    """Return the table and columns by their names: a plugin's metadata does not hold the core's tables."""
    names = [element.target_fullname.rpartition(".") for element in key.elements]
    return names[0][0], tuple(column for _, _, column in names)
