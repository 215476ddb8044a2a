"""Statistics a plugin declares over facts and counted fields, and warnings over envelopes."""

from __future__ import annotations

from dataclasses import dataclass

from portal.declare.facts import Fact
from portal.declare.keys import check_key, check_title


@dataclass(frozen=True)
class Statistic:
    """A table of a sector: cases of its types by one counted field, with the sums of some facts.

    `by` is `<type>.<field>` of a counted choice; the table shows accepted, settled, success rate and the sums.
    """

    key: str
    title: str
    by: str
    sums: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        check_key(self.key, f"statistic {self.key}")
        check_title(self.title, f"statistic {self.key}")
