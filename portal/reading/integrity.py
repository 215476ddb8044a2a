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
        "value": N_("第 %(n)s 条记录所说的内容与保存的不符"),
        "seal": N_("第 %(n)s 次封存之后，已封存的记录变了"),
        "seal_file": N_("第 %(n)s 次封存与库外的封存文件不符"),
    }
)
_ENTRY_ALTERED = N_("一条查看、打印或导出的记录被改动")


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
        fault_count=_number(data, "faults"),
        faults=_faults(uow, actor, [str(value) for key, value in sorted(data.items()) if key.startswith("fault_")]),
    )


def _faults(uow: UnitOfWork, actor: Person, lines: list[str]) -> tuple[FaultShown, ...]:
    read = [(*line.split(" "), "")[:3] for line in lines]
    ids = [uuid.UUID(case) for _kind, _seq, case in read if case]
    known: dict[uuid.UUID, str | None] = {}
    if ids:
        statement = select(CaseFile.id, CaseFile.number).where(
            CaseFile.county_code == uow.county_code, CaseFile.id.in_(ids), reach_clause(actor, now=uow.now)
        )
        known = dict(uow.session.execute(statement).all())
    shown = []
    for kind, seq, case in read:
        case_id = uuid.UUID(case) if case else None
        sentence = say(_ENTRY_ALTERED) if kind == "altered" and seq == "0" else _sentence(kind, seq)
        in_reach = case_id if case_id in known else None
        shown.append(FaultShown(sentence, in_reach, (known.get(in_reach) or "") if in_reach else ""))
    return tuple(shown)


def _sentence(kind: str, seq: str) -> str:
    sentence = _FAULTS.get(kind, _FAULTS["altered"])
    return say(sentence, n=seq) if "%(n)s" in sentence else say(sentence)


def _number(data: Mapping[str, object], key: str) -> int:
    value = data.get(key)
    return value if isinstance(value, int) else 0
