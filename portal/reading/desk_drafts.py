"""Unfinished forms on the desk: what they are about, without telling more than a surname."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.reach import reach_clause
from portal.engine.masking import name_mask
from portal.reading.shown import type_title
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Draft
from portal.store.unit_of_work import UnitOfWork

MOST_DRAFTS = 10
_FIRST_NAME = re.compile(r"parties\.[a-z0-9_]+\.0\.name")


@dataclass(frozen=True)
class DraftRow:
    """An unfinished form of this person in this post; `who` tells drafts of one type apart: 王某."""

    id: uuid.UUID
    form: str
    label: str
    who: str
    saved_at: datetime


def drafts_of(uow: UnitOfWork, actor: Person) -> tuple[DraftRow, ...]:
    """Return her unfinished forms; one of a case that went out of her reach is not told of."""
    rows = uow.session.execute(
        select(Draft.id, Draft.form, Draft.label, Draft.body, Draft.saved_at)
        .where(Draft.county_code == uow.county_code, Draft.staff_id == actor.staff_id, Draft.post_id == actor.post_id)
        .order_by(Draft.saved_at.desc())
        .limit(MOST_DRAFTS)
    )
    drafts = tuple(
        DraftRow(row.id, row.form, _what(uow, row.form, row.label), _who(uow, row.id, row.body), row.saved_at) for row in rows
    )
    cases = {draft.form: uuid.UUID(draft.form.split(":")[1]) for draft in drafts if draft.form.startswith("case:")}
    if not cases:
        return drafts
    within = (CaseFile.county_code == uow.county_code, CaseFile.id.in_(set(cases.values())), reach_clause(actor, now=uow.now))
    there = set(uow.session.scalars(select(CaseFile.id).where(*within)))
    return tuple(draft for draft in drafts if cases.get(draft.form) in (None, *there))


def _what(uow: UnitOfWork, form: str, label: str) -> str:
    """Return the title of an unfinished form in the reader's language; it may have been kept in another."""
    kind, _colon, rest = form.partition(":")
    return type_title(uow, rest.partition(":")[0]) if kind == "new" else label


def _who(uow: UnitOfWork, draft_id: uuid.UUID, body: bytes) -> str:
    """Return the first person named in a draft by surname only, or nothing."""
    entered = json.loads(unseal(uow.keyring, "draft", "body", draft_id, body))
    names = (value for name, value in entered.items() if _FIRST_NAME.fullmatch(name) and isinstance(value, str))
    first = next((name.strip() for name in names if name.strip()), "")
    return name_mask(first).replace("*", "某") if first else ""
