"""校验值: what the rows of a case were after its last event, as keyed digests, so that a row changed behind the portal is named.

The sealer takes them of every case that has new events, once nothing younger can still commit. They say nothing of a value to
whoever has no audit key. What may change without an event is left out: what is due next, warnings, whether a right lapsed,
and figures, which `portal stats verify` works out afresh. So are empty values: a column a later release adds is empty in
cases of before.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import select, tuple_

from portal.store import settings
from portal.store.keyring import Keyring
from portal.store.passages import passage
from portal.store.raw_entries import id_of, texts_of
from portal.store.seals import BEGINNING, LAG
from portal.store.settings import SettingKey
from portal.store.tables.afterwards import CallBack
from portal.store.tables.cases import CaseFile, CaseSecret, Party
from portal.store.tables.course import (
    Agreement,
    AgreementTerm,
    AuditValue,
    CaseClock,
    CaseClockDue,
    CaseEvent,
    CaseNote,
    CaseReport,
    CaseSession,
    UndisputedFacts,
)
from portal.store.tables.machine import CaseImprint
from portal.store.tables.parties import PartyLink
from portal.store.tables.settlement import AgreementSignature, Confirmation, TermBreach, TermPerformance
from portal.store.unit_of_work import UnitOfWork
from portal.store.verify_chains import OPTIONS, dialect_of

TASK = "audit.imprint"
AT_ONCE = 200
_EVENTS_AT_ONCE = 1_000
_EMPTY = ("{}", "[]")  # and whatever is false
_LAPSED = "lapsed"

PARTS: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "case": (CaseFile,),
        "parties": (Party, PartyLink),
        "secrets": (CaseSecret,),
        "clocks": (CaseClock, CaseClockDue),
        "sessions": (CaseSession, UndisputedFacts),
        "values": (AuditValue,),
        "notes": (CaseNote, CaseReport, CallBack),
        "agreement": (Agreement, AgreementTerm, AgreementSignature),
        "performance": (TermPerformance, TermBreach, Confirmation),
    }
)
"""The rows of a case by what people call them."""

_LEFT_OUT: Mapping[Any, frozenset[str]] = MappingProxyType(
    {
        CaseFile: frozenset(
            ("next_due_on", "next_soon_on", "next_due_key", "next_contact_on", "move", "changed_at", "erased_on")
        ),
        CaseClock: frozenset(("soon_on", "warn_on", "warned", "warned_on")),
        Party: frozenset(("person_id",)),
        AuditValue: frozenset(("salt", "before", "after")),  # compared with what their event says; anew with every key
        CaseSecret: frozenset(("ciphertext",)),  # anew with every key
    }
)


@dataclass(frozen=True)
class Upto:
    """How far imprints were taken: the last event they took in."""

    moment: datetime
    event_id: uuid.UUID

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}|{self.event_id.hex}"


def _read(text: str) -> Upto:
    moment, _bar, event_id = text.partition("|")
    return Upto(datetime.fromisoformat(moment), uuid.UUID(event_id))


NOTHING = Upto(BEGINNING, uuid.UUID(int=0))
IMPRINTED = SettingKey("imprinted_up_to", NOTHING, "校验值算到哪一条案件记录（系统自己更新）", _read)


def take_imprints(uow: UnitOfWork) -> Upto | None:
    """Take imprints of some cases with new events, and return how far that went, `None` when there is nothing more to do."""
    begun = settings.read(uow.session, IMPRINTED)
    event = CaseEvent.__table__.c
    rows = uow.session.execute(
        select(event.case_id, event.recorded_at, event.id)
        .where(
            event.county_code == uow.county_code,
            event.recorded_at >= begun.moment,
            tuple_(event.recorded_at, event.id) > (begun.moment, begun.event_id),
            event.recorded_at < uow.now - LAG,
        )
        .order_by(event.recorded_at, event.id)
        .limit(_EVENTS_AT_ONCE),
        execution_options=OPTIONS,
    ).all()
    if not rows:
        return None
    touched = list(dict.fromkeys(row.case_id for row in rows))
    if len(touched) > AT_ONCE:
        rows = rows[: next(n for n, row in enumerate(rows) if row.case_id == touched[AT_ONCE])]
        touched = touched[:AT_ONCE]
    _take(uow, touched)
    reached = Upto(rows[-1].recorded_at, rows[-1].id)
    settings.write(uow.session, IMPRINTED, reached)
    return reached


def digests_of(uow: UnitOfWork, cases: Mapping[uuid.UUID, int], *, whole_range: bool = False) -> dict[uuid.UUID, dict[str, str]]:
    """Return the digests of the rows of these cases at these versions, by the names of `PARTS`.

    With `whole_range` they are nearly all cases between the first and the last of them, which is asked for more quickly.
    """
    found: dict[uuid.UUID, dict[str, str]] = {case_id: {} for case_id in cases}
    for part, entities in PARTS.items():
        rows: dict[uuid.UUID, list[object]] = {}
        for entity in entities:
            for case_id, content in _rows(uow, entity, cases, whole_range=whole_range):
                rows.setdefault(case_id, []).append([entity.__tablename__, *content])
        for case_id, contents in rows.items():
            if case_id in found:
                found[case_id][part] = _digest(uow.keyring, part, case_id, cases[case_id], contents)
    return found


def _take(uow: UnitOfWork, touched: Collection[uuid.UUID]) -> None:
    case = (CaseFile.county_code == uow.county_code, CaseFile.id.in_(touched))
    locked = select(CaseFile.id, CaseFile.version).where(*case).order_by(CaseFile.id).with_for_update()
    versions = dict(uow.session.execute(locked).all())  # whoever acts on one of them waits, or was waited for
    imprint = (CaseImprint.county_code == uow.county_code, CaseImprint.case_id.in_(touched))
    known = {row.case_id: row for row in uow.session.scalars(select(CaseImprint).where(*imprint))}
    due = {case_id: version for case_id, version in versions.items() if case_id not in known or known[case_id].seq != version}
    for case_id, digests in digests_of(uow, due).items():
        if case_id in known:
            known[case_id].seq, known[case_id].digests, known[case_id].at = due[case_id], digests, uow.now
        else:
            row = CaseImprint(county_code=uow.county_code, case_id=case_id, seq=due[case_id], digests=digests, at=uow.now)
            uow.session.add(row)
    uow.session.flush()


def _rows(
    uow: UnitOfWork, entity: Any, cases: Collection[uuid.UUID], *, whole_range: bool
) -> Iterator[tuple[uuid.UUID, list[dict[str, Any]]]]:
    """Give the rows of a table by case: what is covered of each by its column, as the driver gives it."""
    table = entity.__table__
    owner = table.c.id if entity is CaseFile else table.c.case_id
    order = table.c.path if entity is CaseSecret else table.c.id
    covered = [column for column in table.c if column.key not in _LEFT_OUT.get(entity, frozenset())]
    if not cases:
        return
    these = owner.between(min(cases), max(cases)) if whole_range else owner.in_(cases)
    (case_id,) = texts_of([owner], dialect_of(uow))
    rows = uow.session.execute(
        select(case_id.label("of_case"), *texts_of(covered, dialect_of(uow)))
        .where(table.c.county_code == uow.county_code, these)
        .order_by(owner, order),
        execution_options=passage("portal.store.verify"),
    )
    names, today = tuple(rows.keys()), uow.today.isoformat()
    for raw, group in groupby(rows, key=lambda row: row.of_case):
        found = id_of(raw)
        if found is not None:
            yield found, [_covered(names, row, entity, today) for row in group]


def _covered(names: Sequence[str], row: Any, entity: Any, today: str) -> dict[str, Any]:
    told = {name: value for name, value in zip(names, row, strict=True) if value and value not in _EMPTY}
    if entity is CaseClock and told.get("state") == _LAPSED and str(told.get("due_on")) < today:
        told["state"] = "running"  # a right lapses by the day's passing, without an event
    return told


def _digest(keyring: Keyring, part: str, case_id: uuid.UUID, seq: int, contents: list[object]) -> str:
    told = _spelled(["imprint", part, case_id.hex, seq, contents])
    return keyring.audit_digest(told.encode(errors="surrogatepass"))[:16].hex()


def _hex(value: Any) -> str:
    return bytes(value).hex()


_spelled = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_hex).encode
