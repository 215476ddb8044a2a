"""Keys that take over from each other: rotate, rewrite what is there, retire the former one when nothing needs it.

    rotate   a fresh key; everything written from now on uses it, in every process, from its next unit of work on
    rewrap   rewrites what older keys encrypted or hashed, in batches; goes on where it stopped
    retire   takes a former key out of the key file, after looking that no row needs it

Each is an operator's act on the machine and stands in the audit. The audit's own key does not rotate.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from portal.errors import KeyringError
from portal.store import key_file, settings
from portal.store.access_log import log_access
from portal.store.actors import System
from portal.store.keyring import check_name
from portal.store.rewrapping import (
    INDEX,
    Step,
    hashes,
    index_state,
    is_needed_for_search,
    is_referenced,
    references,
    reindex_batch,
    rewrap_batch,
)
from portal.store.sealed_columns import SEALED_TABLES
from portal.store.tables.machine import KeyWork
from portal.store.unit_of_work import Store, UnitOfWork

TASK = "keys.rewrap"
BATCH = 500
INDEX_BATCH = 100  # cases; each has a handful of hashes a party


@dataclass(frozen=True)
class KeyShown:
    """One key: `use` is data or index. `references` is None unless everything was counted."""

    id: str
    use: str
    is_present: bool
    is_noted: bool
    references: int | None


@dataclass(frozen=True)
class PlaceShown:
    """How far one place has been rewritten with the present key; one that was never begun has `is_finished` False."""

    place: str
    looked_at: int
    rewritten: int
    is_finished: bool
    finished_at: datetime | None


@dataclass(frozen=True)
class KeysShown:
    """What `portal keys status` tells."""

    keys: tuple[KeyShown, ...]
    places: tuple[PlaceShown, ...]

    @property
    def is_settled(self) -> bool:
        """Whether everything is written with the present keys."""
        return all(place.is_finished for place in self.places)


def rotate(store: Store, county_code: str, folder: Path, *, index: bool = False) -> str:
    """Add a data key (or an index key), use it from now on, and return its id.

    Raises:
        KeyringError: the keys are not those of this database, somebody else is at it, or an index key still takes over.
    """
    with key_file.changing_keys(folder) as keyring:
        with store.begin(System(county_code, TASK)) as uow:
            settings.check_keys(uow.session, keyring)
        turned = key_file.add_index_key(folder, keyring) if index else key_file.add_data_key(folder, keyring)
        key_id = turned.index_id if index else turned.current
        with store.begin(System(county_code, TASK), write=True) as uow:
            settings.record_keys(uow.session, turned)
            log_access(uow, "keys", "rotated", data={"key": key_id})
    return key_id


def rewrap(store: Store, county_code: str, *, size: int = BATCH) -> Generator[Step, None, None]:
    """Rewrite everything, a batch at a time, and give what each did. Stopping in between loses nothing."""
    with store.begin(System(county_code, TASK), write=True) as uow:
        settings.record_keys(uow.session, uow.keyring)
    for table in SEALED_TABLES:
        yield from _batches(store, county_code, lambda uow, table=table: rewrap_batch(uow, table, size))  # type: ignore[misc]
    yield from _batches(store, county_code, lambda uow: reindex_batch(uow, min(size, INDEX_BATCH)))


def status(store: Store, county_code: str, *, count: bool = False) -> KeysShown:
    """Return the keys and how far the rewriting is. With `count` every row is looked at."""
    with store.begin(System(county_code, TASK)) as uow:
        ring, noted = uow.keyring, settings.noted_keys(uow.session)
        used: dict[str, int] = {}
        if count:
            per_table = [references(uow, table, ring.data) for table in SEALED_TABLES]
            used = {name: sum(one[name] for one in per_table) for name in ring.data} | hashes(uow, ring.index_keys)
        keys = [("data", name, name == ring.current) for name in ring.data]
        keys += [("index", name, name == ring.index_id) for name in ring.index_keys]
        shown = tuple(KeyShown(name, use, present, check_name(name) in noted, used.get(name)) for use, name, present in keys)
        return KeysShown(shown, _places(uow))


def retire(store: Store, county_code: str, folder: Path, key_id: str) -> None:
    """Take a former key out of the key file; hashes under a former index key are removed.

    Raises:
        KeyringError: no such key, the present one, or something still needs it.
    """
    with key_file.changing_keys(folder) as keyring:
        key_file.check_former(keyring, key_id)
        with store.begin(System(county_code, TASK), write=True) as uow:
            if needed := _needs(uow, key_id):
                raise KeyringError(f"还有数据要用密钥 {key_id}（{'、'.join(needed)}），不能停用；先执行 portal keys rewrap")
            settings.forget_key(uow.session, check_name(key_id))
            log_access(uow, "keys", "retired", data={"key": key_id})
        key_file.take_out(folder, keyring, key_id)  # last: a database that still asks for a key that is gone would not start
    for _step in _batches(store, county_code, lambda uow: reindex_batch(uow, INDEX_BATCH)):
        pass  # removes what a retired index key hashed; where it is interrupted, `rewrap` goes on


def _batches(store: Store, county_code: str, do: Callable[[UnitOfWork], Step]) -> Iterator[Step]:
    is_last = False
    while not is_last:
        with store.begin(System(county_code, TASK), write=True) as uow:
            step = do(uow)
        is_last = step.is_last
        yield step


def _needs(uow: UnitOfWork, key_id: str) -> list[str]:
    """Return where a row needs a former key."""
    if key_id in uow.keyring.former_index:
        unfinished = any(place.place == INDEX and not place.is_finished for place in _places(uow))
        return [INDEX] if unfinished or is_needed_for_search(uow, key_id) else []
    return [table.name for table in SEALED_TABLES if is_referenced(uow, table, key_id)]


def _places(uow: UnitOfWork) -> tuple[PlaceShown, ...]:
    rows = uow.session.scalars(select(KeyWork).where(KeyWork.county_code == uow.county_code))
    work = {row.place: row for row in rows}
    present = {table.name: uow.keyring.current for table in SEALED_TABLES} | {INDEX: index_state(uow.keyring)}
    shown = []
    for place, key_id in present.items():
        row = work.get(place)
        if row is None or row.key_id != key_id:
            shown.append(PlaceShown(place, 0, 0, is_finished=False, finished_at=None))
        else:
            shown.append(PlaceShown(place, row.looked_at, row.rewritten, row.finished_at is not None, row.finished_at))
    return tuple(shown)
