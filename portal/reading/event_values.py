"""What an event holds: answers to a type's own act, and what people typed, before and after.

Typed text is hidden once the case became more private than it was then.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.privacy_rules import Sight, Sights, sights_for
from portal.access.reach import reach_clause
from portal.declare.privacy import Sensitivity
from portal.engine.masking import address_mask, id_number_mask, phone_mask
from portal.errors import Forbidden, NotFound
from portal.hooks.shown_types import ShownField
from portal.reading.redacted import Words, words_for
from portal.reading.shown import shown_type
from portal.reading.shown_values import shown_value
from portal.reading.titles import shown_name
from portal.reading.wording import N_, label, say
from portal.store.access_log import note_look
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.course import AuditValue, CaseEvent
from portal.store.tables.parties import PartyLink
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
    "receipt": N_("回执编号"),
    "outcome": N_("起诉、仲裁的结果"),
    "measures": N_("采取的措施"),
    "to_body": N_("转往单位"),
}
_PARTS = {
    "name": N_("姓名或名称"),
    "id_number": N_("身份证号"),
    "no_id_reason": N_("暂无证件的原因"),
    "phone": N_("电话"),
    "address": N_("住址或住所"),
    "credit_code": N_("统一社会信用代码"),
    "representative": N_("法定代表人或负责人"),
    "nation": N_("民族"),
    "occupation": N_("职业"),
    "sex": N_("性别"),
    "scope": N_("代理事项或者证明"),
    "times": N_("什么时候可以联系"),
    "added": N_("增加当事人"),
    "removed": N_("去掉当事人"),
}
_NAMES = ("name", "representative", "added", "removed")
_CONTACTS = {
    "id_number": "id_numbers",
    "phone": "phones",
    "times": "phones",
    "address": "addresses",
    "nation": "about",
    "occupation": "about",
}
_MASKS: Mapping[str, Callable[[str], str]] = {
    "id_number": lambda text: id_number_mask(text, birth_shown=False),
    "phone": phone_mask,
    "address": address_mask,
    "times": lambda text: "…",
    "nation": lambda text: "…",
    "occupation": lambda text: "…",
}


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
    sights = sights_for(actor, case)
    if sights.content is not Sight.FULL:
        raise Forbidden("read")
    note_look(uow, "case", case.id, case.privacy)
    shown = shown_type(uow, case.type, case.type_version)
    event = uow.session.scalars(
        select(CaseEvent).where(CaseEvent.county_code == uow.county_code, CaseEvent.case_id == case_id, CaseEvent.seq == seq)
    ).one_or_none()
    if event is None:
        raise NotFound
    rows = uow.session.scalars(
        select(AuditValue)
        .where(AuditValue.county_code == uow.county_code, AuditValue.case_id == case_id, AuditValue.event_seq == seq)
        .order_by(AuditValue.id)
    )
    own = next((a.fields for a in shown.actions if a.key == event.action), ()) if shown else ()
    fields = {f.key: f for f in (*(shown.fields if shown else ()), *own)}
    of_roles = (f for role in (shown.roles if shown else ()) for f in role.fields)
    secret = {
        s
        for s, sight in ((Sensitivity.MASKED, sights.masked_fields), (Sensitivity.SEALED, sights.sealed_fields))
        if sight is not Sight.FULL
    }
    seen = _Seen(
        sights, frozenset(f.key for f in (*fields.values(), *of_roles) if f.sensitivity in secret), _words(uow, case, sights)
    )
    answers = tuple(
        Value(label(f.title, case.plugin), None, seen.words(shown_value(f, event.data[f.key], case.plugin)), hidden=False)
        for f in own
        if f.key in event.data
    )
    own_keys = frozenset(f.key for f in own)
    return (*answers, *(_value(uow, row, _title(row.path, fields, own_keys, case.plugin), seen) for row in rows))


@dataclass(frozen=True)
class _Seen:
    """What the reader sees of the case: parts, keys of fields that stay hidden, and free text."""

    sights: Sights
    hidden: frozenset[str]
    words: Words


def _words(uow: UnitOfWork, case: CaseFile, sights: Sights) -> Words:
    if sights.names is Sight.FULL:
        return Words()
    parties = uow.session.scalars(select(Party).where(Party.county_code == uow.county_code, Party.case_id == case.id))
    beside = select(PartyLink).where(PartyLink.county_code == uow.county_code, PartyLink.case_id == case.id)
    return words_for(sights, parties, uow.session.scalars(beside))


def _value(uow: UnitOfWork, row: AuditValue, title: str, seen: _Seen) -> Value:
    if row.hidden:
        return Value(title, None, None, hidden=True)
    texts = []
    for column in ("before", "after"):
        cipher = getattr(row, column)
        text = None if cipher is None else unseal(uow.keyring, "audit_value", column, row.id, cipher)
        texts.append(_masked(row.path, text, seen) if text else text)
    return Value(title, texts[0], texts[1], hidden=False)


def _masked(path: str, text: str, seen: _Seen) -> str:
    """Return the text as far as this reader may see it: contact by its mask, names, secret fields and free text as elsewhere."""
    group, _dot, part = path.rpartition(".")
    sights = seen.sights
    if group.startswith("parties"):
        if part in _NAMES:
            return shown_name(text, sights)
        sight = getattr(sights, _CONTACTS[part]) if part in _CONTACTS else Sight.FULL
        if sight is not Sight.FULL:
            return _MASKS[part](text)
    return "…" if part in seen.hidden else seen.words(text)


def _title(path: str, fields: Mapping[str, ShownField], own: frozenset[str], plugin: str) -> str:
    group, _dot, part = path.rpartition(".")
    if path in own:
        return label(fields[path].title, plugin)
    if path in _TITLES:
        return say(_TITLES[path])
    if group.startswith("parties") and part in _PARTS:
        return say(_PARTS[part])
    return label(fields[part].title, plugin) if part in fields else part
