"""操作记录: who did what when, newest first: events of cases and acts of looking, printing, exporting, administering.

    a unit's head         events of the cases in reach, who came near them, and what her unit searched, printed, exported
    who draws samples     the same over the reach of the post
    the auditor           every act in the county, without the case it was about

The auditor sees no case; his rows come through a passage that selects moments, people and codes only.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_

from portal.access.actors import Person
from portal.access.privacy_rules import may_read_content
from portal.access.reach import reach_clause
from portal.engine.days import SHANGHAI
from portal.errors import Forbidden, Refused
from portal.reading.access_sentences import ENTRY_KINDS, TrailKind, access_sentence, kind_of_entry
from portal.reading.case_timeline import reason_labels
from portal.reading.event_sentences import event_sentence, phase_change
from portal.reading.shown import shown_type
from portal.reading.wording import N_, say
from portal.reading.words import ACTIONS, word
from portal.store.passages import passage
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseEvent
from portal.store.tables.machine import AccessEntry
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

PAGE_SIZE = 50
_OPTIONS = passage("portal.reading.audit_trail")
_UNIT_KINDS = ("search", "print", "export")


@dataclass(frozen=True)
class TrailQuery:
    """What is asked of the trail: one filter or all, and days of China, both counted."""

    kind: TrailKind | None = None
    since: date | None = None
    until: date | None = None
    cursor: str = ""


@dataclass(frozen=True)
class TrailRow:
    """One act. `case_id` and `number` are empty for who may not know the case; with `has_values` there is a before and after."""

    id: uuid.UUID
    at: datetime
    kind: TrailKind
    who: str
    unit: str
    sentence: str
    change: str = ""
    case_id: uuid.UUID | None = None
    number: str = ""
    seq: int = 0
    has_values: bool = False


@dataclass(frozen=True)
class Trail:
    """A page of the trail and the cursors around it."""

    rows: tuple[TrailRow, ...]
    next: str
    previous: str


@dataclass(frozen=True)
class _Act:
    """An act before names are put to it."""

    row: TrailRow
    staff_id: uuid.UUID | None
    organisation_id: uuid.UUID | None
    actor: str


def is_auditor(actor: Person) -> bool:
    """Say whether the post opens the audit page."""
    return actor.may("open", "portal.audit")


def may_read_trail(actor: Person) -> bool:
    """Say whether the post reads a trail at all."""
    return is_auditor(actor) or actor.supervises or actor.may("draw", "portal.checks")


def trail(uow: UnitOfWork, actor: Person, query: TrailQuery) -> Trail:
    """Return a page of the trail. At most four statements.

    Raises:
        Forbidden: the post reads no trail.
        Refused: the cursor makes no sense.
    """
    if not may_read_trail(actor):
        raise Forbidden("open")
    place = _read(query.cursor)
    found: list[_Act] = []
    if query.kind in (None, TrailKind.CHANGE):
        found += _events(uow, actor, query, place)
    found += _entries(uow, actor, query, place)
    backwards = place.backwards
    found.sort(key=lambda act: (act.row.at, act.row.id), reverse=not backwards)
    more = len(found) > PAGE_SIZE
    acts = found[:PAGE_SIZE]
    if backwards:
        acts.reverse()
    rows = _named(uow, acts)
    return Trail(
        rows,
        next=_write("n", rows[-1]) if rows and (more or backwards) else "",
        previous=_write("p", rows[0]) if rows and (more if backwards else place.key is not None) else "",
    )


def _events(uow: UnitOfWork, actor: Person, query: TrailQuery, place: _Place) -> list[_Act]:
    if is_auditor(actor):
        event = CaseEvent.__table__.c
        bare = select(
            event.id,
            event.recorded_at,
            event.action,
            event.staff_id,
            event.organisation_id,
            event.actor,
            event.phase_before,
            event.phase_after,
        )
        statement = _page(bare.where(event.county_code == uow.county_code), event.recorded_at, event.id, query, place)
        return [_bare(row) for row in uow.session.execute(statement, execution_options=_OPTIONS)]
    whole = (
        select(CaseEvent, CaseFile)
        .join(CaseFile, and_(CaseFile.county_code == CaseEvent.county_code, CaseFile.id == CaseEvent.case_id))
        .where(CaseEvent.county_code == uow.county_code, reach_clause(actor, now=uow.now))
    )
    statement = _page(whole, CaseEvent.recorded_at, CaseEvent.id, query, place)
    return [_event(uow, actor, event, case) for event, case in uow.session.execute(statement)]


def _bare(row: Any) -> _Act:
    """Return an act without its case. A type's own act is told by no name: it may say what kind of case it was."""
    sentence = word(ACTIONS, row.action) if row.action in ACTIONS else say(N_("办理案件"))
    change = phase_change(row.phase_before, row.phase_after)
    shown = TrailRow(row.id, row.recorded_at, TrailKind.CHANGE, "", "", sentence, change)
    return _Act(shown, row.staff_id, row.organisation_id, row.actor)


def _event(uow: UnitOfWork, actor: Person, event: CaseEvent, case: CaseFile) -> _Act:
    change = phase_change(event.phase_before, event.phase_after)
    row = TrailRow(
        id=event.id,
        at=event.recorded_at,
        kind=TrailKind.CHANGE,
        who="",
        unit="",
        sentence=word(ACTIONS, event.action) if event.action in ACTIONS else say(N_("办理案件")),
        change=change,
        case_id=case.id,
        number=case.number or "",
        seq=event.seq,
    )
    if may_read_content(actor, case):
        shown = shown_type(uow, case.type, case.type_version)
        reasons = reason_labels(uow.registry.case_type(case.type), shown)
        sentence = event_sentence(event.action, event.data, shown=shown, plugin=case.plugin, reasons=reasons)
        row = replace(row, sentence=sentence, has_values="digests" in event.data)
    return _Act(row, event.staff_id, event.organisation_id, event.actor)


def _entries(uow: UnitOfWork, actor: Person, query: TrailQuery, place: _Place) -> list[_Act]:
    kinds = _kinds(query.kind)
    statement = select(AccessEntry, CaseFile.number).outerjoin(
        CaseFile, and_(CaseFile.county_code == AccessEntry.county_code, CaseFile.id == AccessEntry.case_id)
    )
    statement = statement.where(AccessEntry.county_code == uow.county_code, kinds)
    if not is_auditor(actor):
        of_cases = select(CaseFile.id).where(CaseFile.county_code == uow.county_code, reach_clause(actor, now=uow.now))
        of_unit = and_(AccessEntry.organisation_id == actor.organisation_id, AccessEntry.kind.in_(_UNIT_KINDS))
        own = and_(of_unit, AccessEntry.case_id.is_(None)) if actor.supervises else AccessEntry.case_id.in_(of_cases)
        statement = statement.where(or_(AccessEntry.case_id.in_(of_cases), own))
    rows = uow.session.execute(_page(statement, AccessEntry.at, AccessEntry.id, query, place))
    return [_entry(entry, number, knows_case=not is_auditor(actor)) for entry, number in rows]


def _entry(entry: AccessEntry, number: str | None, *, knows_case: bool) -> _Act:
    sentence = access_sentence(entry.kind, entry.action, entry.count)
    row = TrailRow(entry.id, entry.at, kind_of_entry(entry.kind), "", "", sentence)
    if knows_case:
        row = replace(row, case_id=entry.case_id, number=number or "")
    return _Act(row, entry.staff_id, entry.organisation_id, "person" if entry.staff_id else "system")


def _kinds(kind: TrailKind | None) -> ColumnElement[bool]:
    if kind is None:
        return and_(AccessEntry.kind.is_not(None))
    if kind is TrailKind.MANAGE:
        return and_(AccessEntry.kind.not_in([k for kinds in ENTRY_KINDS.values() for k in kinds]))
    return and_(AccessEntry.kind.in_(ENTRY_KINDS[kind]))


@dataclass(frozen=True)
class _Place:
    """Where a page begins: after or before an act, or at the newest."""

    backwards: bool
    key: tuple[datetime, uuid.UUID] | None


def _page(
    statement: Select[*tuple[Any, ...]], moment: Any, row_id: Any, query: TrailQuery, place: _Place
) -> Select[*tuple[Any, ...]]:
    """Return one page of a statement and one row more, in the order of the trail."""
    if query.since is not None:
        statement = statement.where(moment >= _begins(query.since))
    if query.until is not None:
        statement = statement.where(moment < _begins(query.until + timedelta(days=1)))
    if place.key is not None:
        here = tuple_(moment, row_id)
        statement = statement.where(here > place.key if place.backwards else here < place.key)
    order = (moment.asc(), row_id.asc()) if place.backwards else (moment.desc(), row_id.desc())
    return statement.order_by(*order).limit(PAGE_SIZE + 1)


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _named(uow: UnitOfWork, acts: list[_Act]) -> tuple[TrailRow, ...]:
    """Put names of people and units to the acts."""
    people = _names(uow, Staff.id, Staff.name, Staff.county_code, {act.staff_id for act in acts})
    units = _names(uow, Organisation.id, Organisation.short_name, Organisation.county_code, {act.organisation_id for act in acts})
    rows = []
    for act in acts:
        who = people.get(act.staff_id, "") if act.staff_id else say(N_("系统"))
        rows.append(replace(act.row, who=who, unit=units.get(act.organisation_id, "") if act.organisation_id else ""))
    return tuple(rows)


def _names(uow: UnitOfWork, key: Any, name: Any, county: Any, wanted: set[uuid.UUID | None]) -> Mapping[uuid.UUID, str]:
    ids = [each for each in wanted if each is not None]
    if not ids:
        return {}
    return dict(uow.session.execute(select(key, name).where(county == uow.county_code, key.in_(ids))).all())


def _read(text: str) -> _Place:
    if not text:
        return _Place(False, None)
    try:
        way, stamp, row_id = text.split("_")
        if way not in ("n", "p"):
            raise ValueError
        moment = datetime.fromtimestamp(int(stamp[:-6]), UTC).replace(microsecond=int(stamp[-6:]))
        return _Place(way == "p", (moment, uuid.UUID(row_id)))
    except (ValueError, OverflowError, OSError):
        raise Refused.at("cursor", "not_an_option") from None


def _write(way: str, row: TrailRow) -> str:
    moment = row.at.astimezone(UTC)
    return f"{way}_{int(moment.timestamp())}{moment.microsecond:06d}_{row.id.hex}"
