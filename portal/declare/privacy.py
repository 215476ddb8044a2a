"""How painful a fact is, from the public figure to the sealed case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from portal.declare.conditions import When


class Privacy(IntEnum):
    """The class of a case; it rises by itself and only a supervisor lowers it, with a reason."""

    P0 = 0  # public statistics
    P1 = 1  # ordinary consumer or property matter
    P2 = 2  # labour, traffic, contract, farmland
    P3 = 3  # medical, family, enterprise secret: content for named handlers and their supervisor
    P4 = 4  # domestic violence, minors harmed, accusers: for all others the case does not exist


class Sensitivity(StrEnum):
    """How one field is kept and shown."""

    PLAIN = "plain"  # stored in the details, shown to whoever sees the case
    MASKED = "masked"  # stored encrypted, shown masked, revealed one by one
    SEALED = "sealed"  # stored encrypted, shown to named handlers and their supervisor only


@dataclass(frozen=True)
class Rise:
    """A circumstance that raises the class of the case by itself, for example an answer that tells of violence."""

    to: Privacy
    when: When
