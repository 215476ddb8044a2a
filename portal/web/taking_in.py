"""Takes files of a form in: looked at, written to the vault, and taken away again when their rows could not be written."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from portal.access.actors import Person
from portal.services.file_checks.taking import Sent
from portal.services.materials import add_materials, may_add, store_files, take_away
from portal.store.files.vault import FOLDER, Vault
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import portal

ROUND_A_FILE = 2 * 1024 * 1024
"""Bytes of a request beside its files."""


def vault() -> Vault:
    """Return the folder of encrypted files of this installation."""
    return Vault(portal().config.data_dir / FOLDER)


def sent_files(given: Iterable[FileStorage]) -> list[Sent]:
    """Return what was chosen; a field nobody chose a file for is sent as one without a name."""
    return [Sent(one.filename or "", cast(BinaryIO, one.stream)) for one in given if one.filename]


def take_in(
    actor: Person,
    case_id: uuid.UUID,
    kind: str,
    sent: list[Sent],
    *,
    token: str | None = None,
    before: Callable[[UnitOfWork], None] | None = None,
) -> int:
    """Add the files to the case, all or none, and return how many. With `before` a telephone adds them.

    Raises like `may_add`, `store_files`, `add_materials` and `before`, which runs in the transaction of the rows.
    """
    store = portal().store
    with store.begin(actor) as uow:
        most = may_add(uow, case_id, kind)
    files = vault()
    stored = store_files(files, sent, most, portal().config.scanner)
    try:
        with store.begin(actor, write=True) as uow:
            if before is not None:
                before(uow)
            add_materials(uow, case_id, kind, stored, by_phone=before is not None, token=token)
    except BaseException:
        take_away(files, stored)
        raise
    return len(stored)
