"""Values in clauses that are kept and used in many places of one statement.

SQLAlchemy copies a condition for each class it narrows, and looks a copy of a value up among the others by `==`, which for
elements of a clause builds another clause. A value here answers by what it is, as that clause would, and builds nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter
from sqlalchemy.types import NULLTYPE


class Bound(BindParameter[Any]):
    """A parameter that is told apart by its identity; a copy is the same as what it was copied from."""

    inherit_cache = True

    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        return isinstance(other, BindParameter) and hash(self) == hash(other)

    __hash__ = BindParameter.__hash__


def bound(value: Any) -> Any:
    """Return a value as it stands in a clause, of the type of whatever it is compared with. A parameter stays one."""
    if isinstance(value, BindParameter):
        return value
    made = Bound(None, value, type_=NULLTYPE, unique=True)  # it would take the general type of its value otherwise
    made.__dict__["copied_from"] = made  # its name is its address in memory; the copy that gets a type keeps the address taken
    return made
