"""The cells of a ledger between its reading and its import: ciphertext in one column of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.engine.ledger.sheets import Sheet, unpacked
from portal.errors import NotFound
from portal.store.secrets import column_place
from portal.store.tables.ledger import LedgerImport

if TYPE_CHECKING:
    import uuid

    from portal.store.unit_of_work import UnitOfWork


def sealed_cells(uow: UnitOfWork, import_id: uuid.UUID, cells: bytes) -> bytes:
    """Return packed sheets as the ciphertext of one import."""
    return uow.keyring.encrypt(cells, column_place("ledger_import", "cells", import_id))


def sheets_of(uow: UnitOfWork, ledger: LedgerImport) -> tuple[Sheet, ...]:
    """Return the sheets that were read from the file.

    Raises:
        NotFound: they are gone, because the import is over.
    """
    if ledger.cells is None:
        raise NotFound
    return unpacked(uow.keyring.decrypt(ledger.cells, column_place("ledger_import", "cells", ledger.id)))
