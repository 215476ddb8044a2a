"""Every column that holds ciphertext, and what each value in it is bound to. A new one is named here; a house test asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.store.secrets import case_place, column_place
from portal.store.tables.afterwards import Opinion
from portal.store.tables.cases import CaseSecret
from portal.store.tables.caucus import CaucusNote
from portal.store.tables.complaints import Complaint
from portal.store.tables.course import AuditValue
from portal.store.tables.desk import Consultation, Draft, GlassUse
from portal.store.tables.joint import JointHandling
from portal.store.tables.keeping import Erasure, LegalHold
from portal.store.tables.ledger import LedgerImport
from portal.store.tables.materials import Material
from portal.store.tables.people import Staff
from portal.store.tables.referral import Referral
from portal.store.tables.sign_in import SecondFactor


@dataclass(frozen=True)
class SealedTable:
    """A table with ciphertext: the columns of its key after the county's code, and those that hold ciphertext."""

    entity: Any
    key: tuple[str, ...]
    columns: tuple[str, ...]
    place_of: Callable[[Any, str], str]

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.entity.__tablename__)


def _of_row(row: Any, column: str) -> str:
    return column_place(row.__tablename__, column, row.id)


SEALED_TABLES = (
    SealedTable(CaseSecret, ("case_id", "path"), ("ciphertext",), lambda row, _column: case_place(row.case_id, row.path)),
    SealedTable(AuditValue, ("id",), ("before", "after"), _of_row),
    SealedTable(CaucusNote, ("id",), ("text",), _of_row),
    SealedTable(Complaint, ("id",), ("told", "answer"), _of_row),
    SealedTable(Consultation, ("id",), ("phone",), _of_row),
    SealedTable(Draft, ("id",), ("body",), _of_row),
    SealedTable(Erasure, ("id",), ("reason", "answer"), _of_row),
    SealedTable(GlassUse, ("id",), ("answer", "judgement", "number", "reason"), _of_row),
    SealedTable(JointHandling, ("id",), ("snapshot",), _of_row),
    SealedTable(LegalHold, ("id",), ("words",), _of_row),
    SealedTable(Material, ("id",), ("key", "name", "void_reason"), _of_row),
    SealedTable(LedgerImport, ("id",), ("cells",), _of_row),
    SealedTable(Opinion, ("id",), ("words",), _of_row),
    SealedTable(Referral, ("id",), ("snapshot",), _of_row),
    SealedTable(SecondFactor, ("id",), ("secret",), _of_row),
    SealedTable(Staff, ("id",), ("id_number",), _of_row),
)
