"""Takes one person out of a case with others: her rows are emptied, and her name and numbers blotted out of every text.

What is blotted out are her name, identity number, telephone and address as they stand or stood in the case, letter by letter.
A text may describe a person in other words, and a picture is not read: that the certificate says, and a person must look.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import JSON, String, select

from portal.hooks.own_names import is_personal
from portal.store.erasing.emptying import (
    Tally,
    empty_beside,
    key_of,
    must_be_task,
    nothing,
    own_rows,
    own_tables,
    place,
    put,
    rows_of,
    take,
)
from portal.store.erasing.personal import PERSONAL, Personal
from portal.store.tables.cases import CaseFile, CaseSecret, Party
from portal.store.tables.course import AuditValue
from portal.store.tables.materials import Material
from portal.store.tables.parties import PartyLink
from portal.store.unit_of_work import UnitOfWork

BLOT = "某某"
SHORTEST = 2
"""A single sign stands in too many words to be blotted out."""
_SECRET = ("id_number", "phone", "address")
_IN_AUDIT = (*_SECRET, "name")


def blot_person(uow: UnitOfWork, case: CaseFile, parties: Collection[uuid.UUID], tally: Tally, *, files: bool) -> None:
    """Take the party rows of one person, and her values in every text, out of a case; its search text is the caller's."""
    must_be_task(uow)
    uow.session.flush()
    values = _erase_history(uow, case, parties, tally)
    links = _links_of(uow, case, parties)
    for one in PERSONAL:
        if one.entity is AuditValue or one.entity is CaseFile:
            continue
        for row in rows_of(uow, one, case.id):
            if one.entity is CaseSecret:
                _secret(uow, case, one, row, (*parties, *links), values, tally)
            elif one.entity is Material:
                if files:
                    _gone(uow, one, row, tally)
            else:
                _row(uow, one, row, parties, values, tally)
    for table in own_tables(uow):
        _own(uow, table, case, values, tally)
    empty_beside(uow, case, tally)
    for name in next(one.texts for one in PERSONAL if one.entity is CaseFile):
        before = getattr(case, name)
        if (after := blotted(before, values)) != before:
            tally.add("case_file", (case.id, name), {name: before})
            setattr(case, name, after)
    uow.session.flush()


def blotted(value: Any, values: Collection[str]) -> Any:
    """Return a text, or JSON with texts in it, without these values."""
    if isinstance(value, str):
        for one in values:
            value = value.replace(one, BLOT)
        return value
    if isinstance(value, list):
        return [blotted(item, values) for item in value]
    if isinstance(value, Mapping):
        return {key: blotted(item, values) for key, item in value.items()}
    return value


def _values_of(uow: UnitOfWork, case: CaseFile, parties: Collection[uuid.UUID]) -> tuple[str, ...]:
    """Return what is known of the person in this case, the longest first; what corrections replaced is taken in and erased."""
    rows = uow.session.scalars(select(Party).where(Party.county_code == uow.county_code, Party.id.in_(parties))).all()
    known = {row.name for row in rows}
    kept = uow.secrets.get_all(case.id, "party.")
    for party in parties:
        known |= {text for part in _SECRET if (text := kept.get(f"party.{party}.{part}", ""))}
    return tuple(sorted((one for one in known if len(one) >= SHORTEST), key=lambda one: (-len(one), one)))


def _erase_history(uow: UnitOfWork, case: CaseFile, parties: Collection[uuid.UUID], tally: Tally) -> tuple[str, ...]:
    """Erase the typed values of events that speak of the person, and return the values they named her by before.

    A value is erased whole, never changed: its digest stands in the event. Of a corrected value both sides go, and what it was
    before names her in still earlier ones.
    """
    values = set(_values_of(uow, case, parties))
    one = next(one for one in PERSONAL if one.entity is AuditValue)
    open_rows = {row.id: row for row in rows_of(uow, one, case.id) if row.salt is not None}
    told = {row.id: _told(uow, row) for row in open_rows.values()}
    found = True
    while found:
        found = False
        for row_id, texts in list(told.items()):
            if not any(value in text for value in values for text in texts):
                continue
            row = open_rows[row_id]
            del told[row_id]
            found = True
            if row.path.startswith("parties.") and row.path.rpartition(".")[2] in _IN_AUDIT:
                values |= {text for text in texts if len(text) >= SHORTEST}
            tally.add(one.table.name, key_of(one.table, row), {"before": row.before, "after": row.after})
            put(uow, one.table, row, {"salt": None, "before": None, "after": None})
    return tuple(sorted(values, key=lambda text: (-len(text), text)))


def _told(uow: UnitOfWork, row: Any) -> tuple[str, ...]:
    sealed = ((column, getattr(row, column)) for column in ("before", "after"))
    return tuple(
        uow.keyring.decrypt(value, place("audit_value", row, column)).decode() for column, value in sealed if value is not None
    )


def _links_of(uow: UnitOfWork, case: CaseFile, parties: Collection[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """Return who acts for the person: their numbers were given for her sake and go with her."""
    theirs = (PartyLink.county_code == uow.county_code, PartyLink.case_id == case.id, PartyLink.party_id.in_(parties))
    return tuple(uow.session.scalars(select(PartyLink.id).where(*theirs)))


def _gone(uow: UnitOfWork, one: Personal, row: Any, tally: Tally) -> None:
    tally.add(one.table.name, key_of(one.table, row), {name: getattr(row, name) for name in one.sealed})
    take(uow, one.table, row)


def _row(uow: UnitOfWork, one: Personal, row: Any, parties: Collection[uuid.UUID], values: Collection[str], tally: Tally) -> None:
    table = one.table
    mine = bool(one.party) and getattr(row, one.party) in parties
    if one.goes:
        if mine:
            _gone(uow, one, row, tally)
            return
        changes: dict[str, Any] = {}
    else:
        changes = {name: nothing(table.c[name], getattr(row, name)) for name in one.hers} if mine else {}
    for name in (*one.texts, *(() if mine else one.hers)):
        changes[name] = blotted(getattr(row, name), values)
    for name in one.sealed:
        sealed = getattr(row, name)
        if sealed is not None:
            text = uow.keyring.decrypt(sealed, place(table.name, row, name)).decode()
            if (after := _blotted_json(text, values)) != text:
                changes[name] = uow.keyring.encrypt(after.encode(), place(table.name, row, name))
    changed = {name: value for name, value in changes.items() if value != getattr(row, name)}
    if changed:
        tally.add(table.name, key_of(table, row), {name: getattr(row, name) for name in changed})
        put(uow, table, row, changed)


def _secret(
    uow: UnitOfWork,
    case: CaseFile,
    one: Personal,
    row: Any,
    owners: Collection[uuid.UUID],
    values: Collection[str],
    tally: Tally,
) -> None:
    if any(row.path.startswith(f"party.{owner}.") for owner in owners):
        _gone(uow, one, row, tally)
        return
    where = place(one.table.name, row, "ciphertext")
    text = uow.keyring.decrypt(row.ciphertext, where).decode()
    after = _blotted_json(text, values)
    if after == text:
        return
    tally.add(one.table.name, key_of(one.table, row), {"ciphertext": row.ciphertext})
    put(uow, one.table, row, {"ciphertext": uow.keyring.encrypt(after.encode(), where)})
    field = row.path.removeprefix("details.")
    if row.path.startswith("details.") and field in case.details:
        case.details = {**case.details, field: {"masked": BLOT}}


def _blotted_json(text: str, values: Collection[str]) -> str:
    """Return a text without these values; one that is JSON stays JSON, where Chinese may be spelled in escapes."""
    try:
        held = json.loads(text)
    except ValueError:
        return str(blotted(text, values))
    after = blotted(held, values)
    return text if after == held else json.dumps(after, ensure_ascii=False)


def _own(uow: UnitOfWork, table: Any, case: CaseFile, values: Collection[str], tally: Tally) -> None:
    """Blot the person out of the texts of a plugin's table; whose row it is no table says."""
    columns = [column for column in table.c if is_personal(column) and isinstance(column.type, (String, JSON))]
    for row in own_rows(uow, table, case.id) if columns else ():
        changes = {c.name: after for c in columns if (after := blotted(getattr(row, c.name), values)) != getattr(row, c.name)}
        if changes:
            tally.add(table.name, key_of(table, row), {name: getattr(row, name) for name in changes})
            put(uow, table, row, changes)
