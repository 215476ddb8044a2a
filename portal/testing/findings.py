"""What a check says: where something is wrong, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.testing.bench import Bench

__all__ = ["Check", "Finding"]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a plugin, in words."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.where}：{self.what}（{self.mend}）"


@dataclass(frozen=True)
class Check:
    """One thing every plugin must hold. `key` is the name of the test, `title` the statement, `look` finds what is wrong."""

    key: str
    title: str
    look: Callable[[Bench], Iterator[Finding]]
