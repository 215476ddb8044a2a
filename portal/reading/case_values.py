"""The values of a case as programs read them: days as ISO text, money as a yuan string, choices by key, masks as text.

For people `portal.reading.case_page` has the same values in words; this adds what a program needs and shows no more.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.engine.money import yuan
from portal.hooks.shown_types import ShownField, ShownType
from portal.reading.case_page import CasePage
from portal.reading.redacted import Words
from portal.reading.shown import shown_type
from portal.reading.shown_values import Shown
from portal.store.tables.cases import CaseFile, Party
from portal.store.unit_of_work import UnitOfWork

Values = dict[str, object]


@dataclass(frozen=True)
class CaseValues:
    """Details of the case and, by the party's id, of each party; `shown` is the declaration they are read with."""

    shown: ShownType | None
    details: Values
    parties: Mapping[uuid.UUID, Values]


def case_values(uow: UnitOfWork, page: CasePage) -> CaseValues:
    """Return the values of a case whose page was read in the same unit of work, masked as the page is."""
    case = uow.session.get_one(CaseFile, page.id)
    shown = shown_type(uow, case.type, case.type_version)
    if page.header_only or shown is None:
        return CaseValues(shown, {}, {})
    kept = dict(
        uow.session.execute(
            select(Party.id, Party.details).where(Party.county_code == uow.county_code, Party.case_id == page.id)
        ).all()
    )
    opened = uow.secrets.get_all(page.id) if _any_opened(page, case.details, kept) else {}
    roles = {role.key: role for role in shown.roles}
    return CaseValues(
        shown,
        _values(shown.fields, page.fields, case.details, opened, "details.", page.words),
        {
            party.id: _values(
                roles[party.role].fields, party.fields, kept[party.id], opened, f"party.{party.id}.details.", page.words
            )
            for party in page.parties
            if party.role in roles and party.id in kept
        },
    )


def _any_opened(page: CasePage, details: Mapping[str, object], parties: Mapping[uuid.UUID, Mapping[str, object]]) -> bool:
    """Say whether an encrypted field stands open on the page, so that its typed value has to be read."""
    rows = [(details, page.fields), *((parties.get(party.id, {}), party.fields) for party in page.parties)]
    return any(isinstance(kept.get(row.key), dict) and not row.masked for kept, fields in rows for row in fields)


def _values(
    fields: tuple[ShownField, ...],
    rows: tuple[Shown, ...],
    kept: Mapping[str, object],
    opened: Mapping[str, str],
    path: str,
    words: Words,
) -> Values:
    masks = {row.key: row.value for row in rows if row.masked}
    values: Values = {}
    for field in fields:
        value = kept.get(field.key)
        if isinstance(value, dict):
            value = masks.get(field.key) if field.key in masks else _opened(opened, path + field.key)
        if value is not None:
            plain = yuan(value) if field.kind == "money" and isinstance(value, int) else value
            values[field.key] = words(plain) if isinstance(plain, str) and field.key not in masks else plain
    return values


def _opened(opened: Mapping[str, str], path: str) -> object:
    return json.loads(opened[path]) if path in opened else None
