"""What people typed with an event, before and after; hidden once the case became more private than it was then."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.privacy_rules import masks_for, may_read_content
from portal.access.reach import reach_clause
from portal.engine.masking import phone_mask
from portal.errors import Forbidden, NotFound
from portal.reading.shown import shown_type
from portal.reading.wording import N_, label, say
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import AuditValue
from portal.store.unit_of_work import UnitOfWork

_TITLES = {
    "summary": N_("经过"),
    "place": N_("地点"),
    "received_on": N_("收到日期"),
    "occurred_on": N_("发生时间"),
    "reason_text": N_("理由"),
    "note": N_("说明"),
    "missing": N_("所缺材料"),
    "text": N_("内容"),
    "what": N_("情况"),
    "who": N_("接报人或接警编号"),
    "to_body": N_("转往单位"),
}
_PARTS = {
    "name": N_("姓名或名称"),
    "id_number": N_("身份证号"),
    "phone": N_("电话"),
    "address": N_("住址"),
    "added": N_("增加当事人"),
    "removed": N_("去掉当事人"),
}
_SECRET = ("id_number", "phone", "address")


@dataclass(frozen=True)
class Value:
    """One value: `hidden` when it may no longer be shown."""

    title: str
    before: str | None
    after: str | None
    hidden: bool


def event_values(uow: UnitOfWork, actor: Person, case_id: uuid.UUID, seq: int) -> tuple[Value, ...]:
    """Return the values of one event as this reader may see them.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the reader sees only the header of the case.
    """
    case = uow.session.scalars(
        select(CaseFile).where(CaseFile.county_code == uow.county_code, CaseFile.id == case_id, reach_clause(actor))
    ).one_or_none()
    if case is None:
        raise NotFound
    if not may_read_content(actor, case):
        raise Forbidden("read")
    full = masks_for(actor, case).contact == "full"
    rows = uow.session.scalars(
        select(AuditValue)
        .where(AuditValue.county_code == uow.county_code, AuditValue.case_id == case_id, AuditValue.event_seq == seq)
        .order_by(AuditValue.id)
    )
    return tuple(_value(uow, case, row, full=full) for row in rows)


def _value(uow: UnitOfWork, case: CaseFile, row: AuditValue, *, full: bool) -> Value:
    part = row.path.split(".")[-1]
    if row.hidden:
        return Value(_title(uow, case, row.path), None, None, hidden=True)
    texts = []
    for column in ("before", "after"):
        cipher = getattr(row, column)
        text = None if cipher is None else unseal(uow.keyring, "audit_value", column, row.id, cipher)
        texts.append(_masked(part, text) if text and part in _SECRET and not full else text)
    return Value(_title(uow, case, row.path), texts[0], texts[1], hidden=False)


def _masked(part: str, text: str) -> str:
    return phone_mask(text) if part == "phone" else text[:2] + "…"


def _title(uow: UnitOfWork, case: CaseFile, path: str) -> str:
    if path in _TITLES:
        return say(_TITLES[path])
    parts = path.split(".")
    if parts[0] == "parties":
        return say(_PARTS[parts[-1]]) if parts[-1] in _PARTS else parts[-1]
    shown = shown_type(uow, case.type, case.type_version)
    key = parts[-1]
    field = shown.field(key) if shown else None
    if field is None and shown is not None:
        field = next((f for a in shown.actions for f in a.fields if f.key == key), None)
    return label(field.title, case.plugin) if field else key
