"""完整性: what the last verification of the record found, in sentences."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.access.reach import reach_clause
from portal.errors import Forbidden
from portal.reading.wording import N_, say
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import AccessEntry
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork

KIND, ACTION = "audit", "verified"
_FAULTS = MappingProxyType(
    {
        "altered": N_("第 %(n)s 条记录被改动"),
        "missing": N_("缺第 %(n)s 条记录"),
        "cut": N_("从第 %(n)s 条起，末尾的记录被删去"),
        "reordered": N_("第 %(n)s 条记录不在原来的位置"),
        "orphan": N_("记录还在，案件不见了"),
        "value": N_("第 %(n)s 条记录所说的内容与保存的不符，或者不见了"),
        "seal": N_("第 %(n)s 次封存之后，已封存的记录变了"),
        "seal_file": N_("第 %(n)s 次封存与库外的封存文件不符"),
        "row": N_("%(part)s与第 %(n)s 条记录之后的样子不符，有人绕开系统改过"),
        "imprint": N_("第 %(n)s 条记录之后的校验值不见了"),
    }
)
_PARTS = MappingProxyType(
    {
        "case": N_("案件的登记内容"),
        "parties": N_("当事人"),
        "secrets": N_("加密保存的内容（号码、电话、住址等）"),
        "clocks": N_("期限"),
        "sessions": N_("调解记录"),
        "values": N_("更正前后的内容"),
        "notes": N_("联系、报告和回访"),
        "agreement": N_("协议"),
        "performance": N_("履行和司法确认"),
    }
)
_ENTRY_ALTERED = N_("一条查看、打印或导出的记录被改动")
_SEAL_COUNTS = N_("第 %(n)s 次封存之后，已封存的记录变了：封存时 %(before)s 条，现在 %(now)s 条")
_COPY = N_("第 %(n)s 次封存与另外保存的封存副本不符")


@dataclass(frozen=True)
class FaultShown:
    """One fault. `case_id` and `number` are there only for a reader in whose reach the case is."""

    sentence: str
    case_id: uuid.UUID | None
    number: str


@dataclass(frozen=True)
class LastVerdict:
    """When the record was verified last, by whom, what was looked at and what was found."""

    at: datetime
    who: str
    entries: int
    events: int
    cases: int
    seals: int
    unsealed: int
    sealed_until: datetime | None
    compared: int
    waiting: int
    fault_count: int
    faults: tuple[FaultShown, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was wrong."""
        return self.fault_count == 0


def may_see_verdict(actor: Person) -> bool:
    """Say whether the post sees and orders verifications: the auditor, and whoever draws samples."""
    return actor.may("open", "portal.audit") or actor.may("draw", "portal.checks")


def last_verdict(uow: UnitOfWork, actor: Person) -> LastVerdict | None:
    """Return the last verdict, or `None` when nobody ever verified. At most two statements.

    Raises:
        Forbidden: the post sees no verdict.
    """
    if not may_see_verdict(actor):
        raise Forbidden("open")
    found = uow.session.execute(
        select(AccessEntry, Staff.name)
        .outerjoin(Staff, and_(Staff.county_code == AccessEntry.county_code, Staff.id == AccessEntry.staff_id))
        .where(AccessEntry.county_code == uow.county_code, AccessEntry.kind == KIND, AccessEntry.action == ACTION)
        .order_by(AccessEntry.at.desc(), AccessEntry.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    entry, who = found
    data = entry.data
    return LastVerdict(
        at=entry.at,
        who=who or "",
        entries=entry.count or 0,
        events=_number(data, "events"),
        cases=_number(data, "cases"),
        seals=_number(data, "seals"),
        unsealed=_number(data, "unsealed"),
        sealed_until=_moment(data.get("sealed_until")),
        compared=_number(data, "compared"),
        waiting=_number(data, "waiting"),
        fault_count=_number(data, "faults"),
        faults=_faults(uow, actor, [str(value) for key, value in sorted(data.items()) if key.startswith("fault_")]),
    )


def _faults(uow: UnitOfWork, actor: Person, lines: list[str]) -> tuple[FaultShown, ...]:
    read = [(*line.split(" "), "-", "")[:4] for line in lines]
    ids = [uuid.UUID(case) for _kind, _seq, case, _part in read if case.strip("-")]
    known: dict[uuid.UUID, str | None] = {}
    if ids:
        statement = select(CaseFile.id, CaseFile.number).where(
            CaseFile.county_code == uow.county_code, CaseFile.id.in_(ids), reach_clause(actor, now=uow.now)
        )
        known = dict(uow.session.execute(statement).all())
    shown = []
    for kind, seq, case, part in read:
        case_id = uuid.UUID(case) if case.strip("-") else None
        in_reach = case_id if case_id in known else None
        shown.append(FaultShown(fault_sentence(kind, seq, part), in_reach, (known.get(in_reach) or "") if in_reach else ""))
    return tuple(shown)


def fault_sentence(kind: str, seq: str, part: str) -> str:
    """Return what is wrong in a sentence; `seq` and `part` are those of `portal.store.faults.Fault`."""
    before, _slash, now = part.partition("/")
    if kind == "altered" and seq == "0":
        return say(_ENTRY_ALTERED)
    if kind == "seal" and now and now != before:
        return say(_SEAL_COUNTS, n=seq, before=before, now=now)
    if kind == "seal_file" and part == "copy":
        return say(_COPY, n=seq)
    sentence = _FAULTS.get(kind, _FAULTS["altered"])
    if "%(part)s" in sentence:
        return say(sentence, n=seq, part=say(_PARTS[part]) if part in _PARTS else say(_PARTS["case"]))
    return say(sentence, n=seq) if "%(n)s" in sentence else say(sentence)


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def _number(data: Mapping[str, object], key: str) -> int:
    value = data.get(key)
    return value if isinstance(value, int) else 0
