"""Writes a sheaf: the rows of many new cases in a few statements, each judged by the guard as a flush would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from portal.errors import Overtaken
from portal.store import search_text
from portal.store.numbers import go_on_with, hold_counter
from portal.store.packing import Packed, Spool, pack
from portal.store.passages import passage
from portal.store.record import keep_declaration
from portal.store.seals import LAG
from portal.store.sheaf import Sheaf
from portal.store.unit_of_work import UnitOfWork

_OPTIONS = passage("portal.store.together")


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
            GuardError: a row the actor may not write.
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
    for packed in made:
        write_packed(uow, packed)
    for told in sheaf.told:
        uow.after_commit(partial(uow.registry.hooks.case_changed, told))


def write_packed(uow: UnitOfWork, packed: Packed) -> None:
    """Write packed rows."""
    guard, connection = uow.session.guard, uow.session.connection()
    guard.check_packed(uow.session, packed)
    for one in packed.tables:
        connection.exec_driver_sql(one.statement, one.rows, execution_options=_OPTIONS)
    if packed.texts is not None:
        search_text.index_packed(uow.session, packed.texts, packed.tokens)
