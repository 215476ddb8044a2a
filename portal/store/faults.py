"""What a verification finds wrong: one value for each chain, entry, row or seal that is not as it was written."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong."""

    ALTERED = "altered"  # the entry is not what its hash says
    MISSING = "missing"  # a sequence number is left out
    CUT = "cut"  # the last entries are gone
    REORDERED = "reordered"  # the entry is whole, but not in its place
    ORPHAN = "orphan"  # entries of a case that is gone
    VALUE = "value"  # a kept value is not the one its event speaks of
    SEAL = "seal"  # entries sealed before are not what they were
    SEAL_FILE = "seal_file"  # table and file tell different seals
    ROW = "row"  # a row of the case is not what it was after its last event
    IMPRINT = "imprint"  # what the rows of a case were is not there any more, or not what the portal wrote


@dataclass(frozen=True)
class Fault:
    """The first thing wrong in one chain.

    `seq` is the event's, the seal's ordinal, or 0 for an access entry. `part` names the rows of a case that differ by their
    table, and of a seal how many entries there were and are: `1203/1202`.
    """

    kind: FaultKind
    seq: int
    case_id: uuid.UUID | None = None
    entry_id: uuid.UUID | None = None
    part: str = ""
