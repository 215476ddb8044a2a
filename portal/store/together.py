"""Writes a sheaf: the rows of many cases in a few statements, each judged by the guard as a flush would be.

Many new cases are written as if each had been opened alone, many that lay there (`adopt`) changed as if each had been alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import inspect, select

from portal.errors import Overtaken, StoreError
from portal.store import search_text
from portal.store.case_rows import OF_A_CASE
from portal.store.numbers import go_on_with, hold_counter
from portal.store.packing import Packed, Spool, pack
from portal.store.passages import passage
from portal.store.record import keep_declaration
from portal.store.seals import LAG
from portal.store.sheaf import Sheaf
from portal.store.squeezing import squeeze_tonight
from portal.store.tables.cases import CaseFile
from portal.store.tables.figures import CaseFact, CaseMeasure
from portal.store.unit_of_work import UnitOfWork

_OPTIONS = passage("portal.store.together")


_ADOPTED = (*OF_A_CASE, CaseFact, CaseMeasure)


def adopt(uow: UnitOfWork, case_ids: Sequence[uuid.UUID]) -> list[CaseFile]:
    """Read cases into the sheaf that is being gathered, with all that an act needs of them, in one query for each kind.

    The cases come in the order they are named in; one that is out of reach is left out.
    """
    if uow.sheaf is None:
        raise StoreError("nothing is being gathered")
    rows: dict[uuid.UUID, dict[type[Any], list[dict[str, Any]]]] = {case: {kind: [] for kind in _ADOPTED} for case in case_ids}
    for kind in _ADOPTED:
        for columns in _read(uow, kind, kind.case_id.in_(case_ids)):
            rows[columns["case_id"]][kind].append(columns)
    cases = {columns["id"]: columns for columns in _read(uow, CaseFile, CaseFile.id.in_(case_ids))}
    return [uow.sheaf.adopt(cases[case_id], rows[case_id]) for case_id in case_ids if case_id in cases]


def _read(uow: UnitOfWork, kind: Any, condition: Any) -> Iterator[dict[str, Any]]:
    """Give the rows of a kind as plain columns: no object of the session follows them."""
    keys = [one.key for one in inspect(kind).column_attrs]
    statement = select(*(getattr(kind, key) for key in keys)).where(kind.county_code == uow.county_code, condition)
    for row in uow.session.execute(statement.execution_options(yield_per=500)):
        yield dict(zip(keys, row, strict=True))


class Gathered:
    """Cases that are ready to be written."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.sheaf = Sheaf()
        self._spool = Spool()
        self._now = uow.now
        self._dialect = uow.session.get_bind().dialect

    def put_aside(self) -> None:
        """Pack what the sheaf holds by now."""
        self._spool.put(pack(self.sheaf.take(), self._dialect))

    def check(self, uow: UnitOfWork) -> None:
        """Raise `Overtaken` when a number of the block was given to somebody else meanwhile, or the audit could be sealed soon.

        The counters are held from here on.
        """
        if uow.now - self._now > LAG / 2:
            raise Overtaken
        for key, stood in sorted(self.sheaf.began.items()):
            if hold_counter(uow, *key) != stood:
                raise Overtaken

    def write(self, uow: UnitOfWork) -> None:
        """Write everything; `close` is to be called afterwards.

        Raises:
            GuardError: a row the actor may not write. Overtaken: a row to be changed is not as it was read any more.
        """
        _write(uow, self.sheaf, self._spool)
        for key, following in self.sheaf.counters.items():
            go_on_with(uow, *key, following)
        uow.session.flush()

    def close(self) -> None:
        """Let go of what was put aside."""
        self._spool.close()


@contextmanager
def at_once(uow: UnitOfWork) -> Iterator[None]:
    """Write the cases that are begun inside when the block ends, or nothing of them when it fails.

    Raises:
        GuardError: a row the actor may not write.
    """
    sheaf = Sheaf(draws_at_once=True)
    with uow.gathering(sheaf):
        yield
    _write(uow, sheaf, (pack(sheaf.take(), uow.session.get_bind().dialect),))


def _write(uow: UnitOfWork, sheaf: Sheaf, made: Iterable[Packed]) -> None:
    """Write what was gathered, and tell plugins when it is sure."""
    for type_key, case_type in sheaf.types.items():
        keep_declaration(uow, type_key, case_type)
    uow.session.flush()
    unfound = False
    for packed in made:
        unfound |= write_packed(uow, packed)
    if unfound:
        squeeze_tonight(uow)
    for told in sheaf.told:
        uow.after_commit(partial(uow.registry.hooks.case_changed, told))


def write_packed(uow: UnitOfWork, packed: Packed) -> bool:
    """Write packed rows. Return whether the search index is to be squeezed, because texts were taken out of it."""
    guard, connection = uow.session.guard, uow.session.connection()
    guard.check_packed(uow.session, packed)
    for one in packed.changes:
        if connection.exec_driver_sql(one.statement, one.rows, execution_options=_OPTIONS).rowcount != len(one.rows):
            raise Overtaken
    for one in packed.tables:
        connection.exec_driver_sql(one.statement, one.rows, execution_options=_OPTIONS)
    if packed.texts is not None:
        search_text.index_packed(uow.session, packed.texts, packed.tokens)
    return search_text.unindex_packed(uow.session, uow.county_code, [uuid.UUID(one) for one in packed.unfound])
