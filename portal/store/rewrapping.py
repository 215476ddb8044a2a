"""Rewrites ciphertext and hashes with the present keys, a batch in a transaction, along the key of each table.

The place a batch came to is written with it, so that whatever interrupts the work, it goes on where it stopped. What is
written meanwhile is written with the present keys anyway (`Keyring.latest`). Reading and searching work throughout: every
key of the ring reads, and hashes stand under the earlier index key until it retires. Neither an event nor its hash changes:
the chain covers the salted digest of a value, not its ciphertext.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, and_, case, func, literal, not_, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.errors import KeyringError
from portal.store.blind_index import indexed
from portal.store.keyring import Keyring
from portal.store.own_numbers import index_all
from portal.store.sealed_columns import SealedTable
from portal.store.secrets import unlocked
from portal.store.tables.cases import BlindIndex, CaseFile, CaseSecret, Party
from portal.store.tables.machine import KeyWork
from portal.store.tables.parties import PartyLink
from portal.store.unit_of_work import UnitOfWork

INDEX = "blind_index"
_FORMS = (b"v1", b"v2")


@dataclass(frozen=True)
class Step:
    """What one batch did in one place. `unreadable` values were left as they are; they keep their key from retiring."""

    place: str
    looked_at: int
    rewritten: int
    unreadable: int
    is_last: bool


def index_state(ring: Keyring) -> str:
    """Return the index keys as one word: when one is added or retires, the whole index is gone through once more."""
    return "+".join(ring.index_keys)


def work_on(uow: UnitOfWork, place: str, key_id: str) -> KeyWork:
    """Return how far a place is, from the beginning when it was last rewritten with another key."""
    work = uow.session.get(KeyWork, (uow.county_code, place), with_for_update=True)
    if work is None:
        work = KeyWork(county_code=uow.county_code, place=place, key_id=key_id, after=[], looked_at=0, rewritten=0)
        uow.session.add(work)
    elif work.key_id != key_id:
        work.key_id, work.after, work.looked_at, work.rewritten, work.finished_at = key_id, [], 0, 0, None
    return work


def rewrap_batch(uow: UnitOfWork, table: SealedTable, size: int) -> Step:
    """Rewrite the next values of a table that were not encrypted with the present key."""
    work = work_on(uow, table.name, uow.keyring.current)
    if work.finished_at is not None:
        return Step(table.name, 0, 0, 0, is_last=True)
    key = [getattr(table.entity, name) for name in table.key]
    statement = select(table.entity).where(table.entity.county_code == uow.county_code, _beyond(key, work.after))
    rows = uow.session.scalars(statement.order_by(*key).limit(size).with_for_update()).all()
    rewritten = unreadable = 0
    for row in rows:
        for column in table.columns:
            sealed = getattr(row, column)
            if sealed is None or sealed.startswith(uow.keyring.fresh):
                continue
            place = table.place_of(row, column)
            try:
                plain = uow.keyring.decrypt(sealed, place)
            except KeyringError:
                unreadable += 1
                continue
            setattr(row, column, uow.keyring.encrypt(plain, place))
            rewritten += 1
    last = [str(getattr(rows[-1], name)) for name in table.key] if rows else work.after
    return _remember(uow, work, last, Step(table.name, len(rows), rewritten, unreadable, is_last=len(rows) < size))


def reindex_batch(uow: UnitOfWork, size: int) -> Step:
    """Put the hashes of the next cases under the present index key too, and remove those under keys that retired."""
    ring = uow.keyring
    work = work_on(uow, INDEX, index_state(ring))
    if work.finished_at is not None:
        return Step(INDEX, 0, 0, 0, is_last=True)
    if not work.after:
        index_all(uow)
    here = (BlindIndex.county_code == uow.county_code, _beyond([BlindIndex.case_id], work.after))
    ids = uow.session.scalars(select(BlindIndex.case_id).where(*here).distinct().order_by(BlindIndex.case_id).limit(size)).all()
    locked = select(CaseFile.id).where(CaseFile.county_code == uow.county_code, CaseFile.id.in_(ids))
    uow.session.execute(locked.order_by(CaseFile.id).with_for_update())
    rows = uow.session.scalars(
        select(BlindIndex).where(BlindIndex.county_code == uow.county_code, BlindIndex.case_id.in_(ids))
    ).all()
    kinds: dict[tuple[uuid.UUID, uuid.UUID], set[str]] = {}
    for row in rows:
        kinds.setdefault((row.case_id, row.party_id), set()).add(row.kind)
    for row in rows:
        if row.key_id == ring.index_id:
            kinds.pop((row.case_id, row.party_id), None)
        elif row.key_id not in ring.index_keys:
            uow.session.delete(row)
    rewritten = _hash_anew(uow, kinds)
    last = [str(ids[-1])] if ids else work.after
    return _remember(uow, work, last, Step(INDEX, len(ids), rewritten, 0, is_last=len(ids) < size))


def references(uow: UnitOfWork, table: SealedTable, key_ids: Iterable[str]) -> dict[str, int]:
    """Return how many values of a table each data key encrypted. Looks at every row."""
    names = tuple(key_ids)
    counts = [
        func.count(case((_encrypted_with(getattr(table.entity, column), name), 1))) for name in names for column in table.columns
    ]
    row = uow.session.execute(select(*counts).where(table.entity.county_code == uow.county_code)).one()
    width = len(table.columns)
    return {name: sum(row[n * width : (n + 1) * width]) for n, name in enumerate(names)}


def is_referenced(uow: UnitOfWork, table: SealedTable, key_id: str) -> bool:
    """Say whether any value of a table was encrypted with a data key. Looks at every row when none was."""
    any_of_them = or_(*(_encrypted_with(getattr(table.entity, column), key_id) for column in table.columns))
    statement = select(literal(1)).select_from(table.entity).where(table.entity.county_code == uow.county_code, any_of_them)
    return uow.session.scalar(statement.limit(1)) is not None


def hashes(uow: UnitOfWork, key_ids: Iterable[str]) -> dict[str, int]:
    """Return how many hashes stand under each index key. Looks at every row."""
    names = tuple(key_ids)
    counts = [func.count(case((BlindIndex.key_id == name, 1))) for name in names]
    row = uow.session.execute(select(*counts).where(BlindIndex.county_code == uow.county_code)).one()
    return dict(zip(names, row, strict=True))


def is_needed_for_search(uow: UnitOfWork, key_id: str) -> bool:
    """Say whether a party would be found no more without an index key. Looks at every row when none would."""
    other = aliased(BlindIndex)
    beside = select(literal(1)).where(
        other.county_code == BlindIndex.county_code,
        other.case_id == BlindIndex.case_id,
        other.party_id == BlindIndex.party_id,
        other.kind == BlindIndex.kind,
        other.key_id == uow.keyring.index_id,
    )
    statement = (
        select(literal(1))
        .select_from(BlindIndex)
        .where(BlindIndex.county_code == uow.county_code, BlindIndex.key_id == key_id, not_(beside.exists()))
    )
    return uow.session.scalar(statement.limit(1)) is not None


def _encrypted_with(column: Any, key_id: str) -> ColumnElement[bool]:
    beginnings = [b"|".join((form, key_id.encode(), b"")) for form in _FORMS]
    return or_(*(func.substr(column, 1, len(begin)) == literal(begin, LargeBinary) for begin in beginnings))


def _beyond(key: Sequence[Any], after: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition on a table's key for what comes after the last row; along the index of the key."""
    if not after:
        return and_(True)
    values = [uuid.UUID(text) if column.type.python_type is not str else text for column, text in zip(key, after, strict=True)]
    if len(key) == 1:
        return key[0] > values[0]  # type: ignore[no-any-return]
    return tuple_(*key) > tuple_(*(literal(value, column.type) for column, value in zip(key, values, strict=True)))


def _hash_anew(uow: UnitOfWork, kinds: dict[tuple[uuid.UUID, uuid.UUID], set[str]]) -> int:
    """Add the hashes of parties under the present index key, of the kinds that were there; return how many."""
    cases = {case_id for case_id, _party_id in kinds}
    theirs = select(Party.id, Party.kind, Party.name).where(Party.county_code == uow.county_code, Party.case_id.in_(cases))
    names = {row.id: row.name if row.kind == "person" else "" for row in uow.session.execute(theirs)}
    beside = select(PartyLink.id, PartyLink.name).where(PartyLink.county_code == uow.county_code, PartyLink.case_id.in_(cases))
    acting = {row.id: row.name for row in uow.session.execute(beside)}
    names |= acting
    values = _numbers(uow, kinds)
    added = 0
    for (case_id, party_id), wanted in kinds.items():
        if party_id not in names:
            continue
        id_number, phone = (values.get((case_id, f"party.{party_id}.{part}"), "") for part in ("id_number", "phone"))
        for kind, value in sorted(indexed(names[party_id], id_number, phone)):
            if kind in wanted:
                hashed = uow.keyring.digest(kind, value)
                uow.session.add(
                    BlindIndex(
                        county_code=uow.county_code,
                        kind=kind,
                        value=hashed,
                        case_id=case_id,
                        party_id=party_id,
                        key_id=uow.keyring.index_id,
                        acts=party_id in acting,
                    )
                )
                added += 1
    return added


def _numbers(uow: UnitOfWork, kinds: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> dict[tuple[uuid.UUID, str], str]:
    """Return the identity numbers and phones of parties, by case and path; in one query, along the key."""
    wanted = {(case_id, f"party.{party_id}.{part}") for case_id, party_id in kinds for part in ("id_number", "phone")}
    case_ids = {case_id for case_id, _path in wanted}
    rows = uow.session.execute(
        select(CaseSecret.case_id, CaseSecret.path, CaseSecret.ciphertext).where(
            CaseSecret.county_code == uow.county_code,
            CaseSecret.case_id.in_(case_ids),
            or_(CaseSecret.path.like("party.%.id_number"), CaseSecret.path.like("party.%.phone")),
        )
    )
    return {
        (row.case_id, row.path): unlocked(uow.keyring, row.case_id, row.path, row.ciphertext)
        for row in rows
        if (row.case_id, row.path) in wanted
    }


def _remember(uow: UnitOfWork, work: KeyWork, after: list[str], step: Step) -> Step:
    work.after, work.looked_at, work.rewritten = after, work.looked_at + step.looked_at, work.rewritten + step.rewritten
    if step.is_last:
        work.finished_at = uow.now
    uow.session.flush()
    return step
