"""What is kept as ciphertext: identity numbers, phones, addresses, encrypted fields, caucus notes, drafts.

A value of a case lies in `case_secret(case_id, path)`; its ciphertext is bound to `case_secret|path|case id`, so that one
moved to another row, path or case does not decrypt. Other tables keep theirs in a column of their own, bound to
`table|column|row id` (`portal.store.sealed_columns` names them all). The keyring of a unit of work binds to its county too.
Nothing here writes a log, and a plain value never stands in an error text.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from portal.store.keyring import Keyring
from portal.store.tables.cases import CaseSecret

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

_TABLE = CaseSecret.__tablename__


class CaseSecrets:
    """The secret values of cases, as far as the session's actor may come near them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._session = uow.session
        self._keyring = uow.keyring
        self._county_code = uow.county_code

    def put(self, case_id: uuid.UUID, path: str, text: str) -> None:
        """Keep the text encrypted in place of what stood there."""
        sealed = self._keyring.encrypt(text.encode(), case_place(case_id, path))
        row = self._row(case_id, path)
        if row is None:
            self._uow.row(CaseSecret, county_code=self._county_code, case_id=case_id, path=path, ciphertext=sealed)
        else:
            row.ciphertext = sealed

    def put_new(self, case_id: uuid.UUID, values: Iterable[tuple[str, str]]) -> None:
        """Keep the `(path, text)` pairs of a case that has none yet; spares `put`'s look-up of each."""
        for path, text in values:
            sealed = self._keyring.encrypt(text.encode(), case_place(case_id, path))
            self._uow.row(CaseSecret, county_code=self._county_code, case_id=case_id, path=path, ciphertext=sealed)

    def get(self, case_id: uuid.UUID, path: str) -> str | None:
        """Return the text, or `None` when there is none (or the case is out of reach)."""
        row = self._row(case_id, path)
        return None if row is None else self._read(row)

    def get_all(self, case_id: uuid.UUID, beneath: str = "") -> dict[str, str]:
        """Return every secret of the case whose path starts with `beneath`, by path, in one query."""
        return {row.path: self._read(row) for row in self._rows(case_id, beneath)}

    def paths(self, case_id: uuid.UUID, beneath: str = "") -> list[str]:
        """Return where the case has secrets, without opening one."""
        return [row.path for row in self._rows(case_id, beneath)]

    def forget(self, case_id: uuid.UUID, path: str) -> None:
        """Delete the value; SQLite overwrites it, PostgreSQL leaves it to the next vacuum."""
        if self._uow.holds_new(case_id):
            for row in self._uow.rows_of(CaseSecret, case_id, path=path):
                self._uow.remove(row)
            return
        self._session.execute(
            delete(CaseSecret).where(
                CaseSecret.county_code == self._county_code, CaseSecret.case_id == case_id, CaseSecret.path == path
            )
        )

    def _row(self, case_id: uuid.UUID, path: str) -> CaseSecret | None:
        if self._uow.holds_new(case_id):
            return next(iter(self._uow.rows_of(CaseSecret, case_id, path=path)), None)
        return self._session.get(CaseSecret, (self._county_code, case_id, path))

    def _rows(self, case_id: uuid.UUID, beneath: str) -> Iterable[CaseSecret]:
        if self._uow.holds_new(case_id):
            return [row for row in self._uow.rows_of(CaseSecret, case_id) if row.path.startswith(beneath)]
        return self._session.scalars(
            select(CaseSecret).where(
                CaseSecret.county_code == self._county_code,
                CaseSecret.case_id == case_id,
                CaseSecret.path.startswith(beneath, autoescape=True),
            )
        )

    def _read(self, row: CaseSecret) -> str:
        return unlocked(self._keyring, row.case_id, row.path, row.ciphertext)


def unlocked(keyring: Keyring, case_id: uuid.UUID, path: str, ciphertext: bytes) -> str:
    """Return the text of a secret of a case.

    Raises:
        KeyringError: the ciphertext was altered or belongs to another case or path.
    """
    return keyring.decrypt(ciphertext, case_place(case_id, path)).decode()


def seal(keyring: Keyring, table: str, column: str, row_id: uuid.UUID, text: str) -> bytes:
    """Return the text as ciphertext for one column of one row (`draft.body`, `consultation.phone`, `audit_value.after`)."""
    return keyring.encrypt(text.encode(), column_place(table, column, row_id))


def unseal(keyring: Keyring, table: str, column: str, row_id: uuid.UUID, ciphertext: bytes) -> str:
    """Return the text of `seal`.

    Raises:
        KeyringError: the ciphertext was altered or belongs to another row or column.
    """
    return keyring.decrypt(ciphertext, column_place(table, column, row_id)).decode()


def column_place(table: str, column: str, row_id: uuid.UUID) -> str:
    """Return what a value in a column of its own is bound to."""
    return f"{table}|{column}|{row_id}"


def case_place(case_id: uuid.UUID, path: str) -> str:
    """Return what a secret of a case is bound to."""
    return f"{_TABLE}|{path}|{case_id}"
