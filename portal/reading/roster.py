"""调解员名册 as it is looked at: by organisation, one organisation in full, what the law still asks of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, and_, func, select

from portal.access.actors import Person
from portal.access.county_roles import KEEP_ROSTER, ORGANISATIONS, ROSTER
from portal.access.doors import cases_in_hand
from portal.declare.roles import Reach
from portal.engine.roster import Lack, Position, Seat, Term, lacks, term_on
from portal.errors import Forbidden, NotFound
from portal.reading.wording import N_, say
from portal.store.parameter_rows import TERM_NOTICE_DAYS, whole_in_force
from portal.store.tables.people import Staff
from portal.store.tables.places import Division, Organisation
from portal.store.tables.roster import RosterEntry, RosterTraining
from portal.store.unit_of_work import UnitOfWork

_LACKS = MappingProxyType(
    {
        Lack.TERM_OVER: N_("%(n)s 人的任期已满（委员每届三年，人民调解法第9条），请换届或续任后更新。"),
        Lack.TERM_SOON: N_("%(n)s 人的任期在 %(days)s 天内届满（人民调解法第9条），请准备换届。"),
        Lack.TOO_FEW: N_("委员只有 %(n)s 人；调解委员会由委员三至九人组成（人民调解法第8条）。"),
        Lack.TOO_MANY: N_("委员有 %(n)s 人；调解委员会由委员三至九人组成（人民调解法第8条）。"),
        Lack.NO_HEAD: N_("没有主任；调解委员会设主任一人（人民调解法第8条）。"),
        Lack.TWO_HEADS: N_("主任有 %(n)s 人；调解委员会设主任一人（人民调解法第8条）。"),
        Lack.NO_WOMAN: N_("没有妇女成员；调解委员会应当有妇女成员（人民调解法第8条）。"),
    }
)
_ORDER = {position.value: at for at, position in enumerate(Position)}


@dataclass(frozen=True)
class Training:
    """One training of a mediator."""

    id: uuid.UUID
    held_on: date
    hours: int
    subject: str
    is_struck: bool


@dataclass(frozen=True)
class Mediator:
    """One mediator of the roster. `in_hand` counts her cases of this organisation; `None` when she has no post in the portal."""

    id: uuid.UUID
    name: str
    position: str
    is_woman: bool
    specialties: tuple[str, ...]
    languages: tuple[str, ...]
    level: str
    since: date
    until: date | None
    ended_on: date | None
    term: Term
    hours: int
    in_hand: int | None


@dataclass(frozen=True)
class RosterPage:
    """The roster of one organisation: those who are there, those who left, and what is lacking, as sentences."""

    organisation_id: uuid.UUID
    organisation: str
    kind: str
    path: str
    seal_name: str
    seal_registered_on: date | None
    mediators: tuple[Mediator, ...]
    gone: tuple[Mediator, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class EntryPage:
    """One entry as its page shows and its form needs it."""

    mediator: Mediator
    organisation_id: uuid.UUID
    organisation: str
    path: str
    entered: dict[str, Any]
    trainings: tuple[Training, ...]


@dataclass(frozen=True)
class RosterLine:
    """One organisation of the list of rosters."""

    organisation_id: uuid.UUID
    organisation: str
    kind: str
    place: str
    mediators: int
    women: int
    seal_registered_on: date | None
    lacking: int


def rosters(uow: UnitOfWork, actor: Person) -> tuple[RosterLine, ...]:
    """Return the organisations whose roster the post may see, with what each lacks. Raises `Forbidden`."""
    found = uow.session.execute(_organisations(uow, actor)).all()
    seats: dict[uuid.UUID, list[Seat]] = {}
    for row in uow.session.execute(
        select(RosterEntry.organisation_id, RosterEntry.position, RosterEntry.is_woman, RosterEntry.until).where(
            RosterEntry.county_code == uow.county_code, RosterEntry.ended_on.is_(None)
        )
    ):
        seats.setdefault(row.organisation_id, []).append(Seat(Position(row.position), row.is_woman, row.until))
    notice = _notice(uow)
    return tuple(
        RosterLine(
            row.id,
            row.short_name,
            row.kind,
            row.division,
            len(its := seats.get(row.id, [])),
            sum(seat.is_woman for seat in its),
            row.seal_registered_on,
            len(lacks(row.kind, its, uow.today, notice)),
        )
        for row in found
        if _is_shown(actor, row)
    )


def roster_page(uow: UnitOfWork, actor: Person, organisation_id: uuid.UUID) -> RosterPage:
    """Return one roster. Raises `Forbidden`, or `NotFound` when the post does not see it."""
    row = _organisation(uow, actor, organisation_id)
    entries = uow.session.scalars(
        select(RosterEntry).where(RosterEntry.county_code == uow.county_code, RosterEntry.organisation_id == organisation_id)
    ).all()
    notice = _notice(uow)
    shown = _mediators(uow, entries, notice)
    return RosterPage(
        organisation_id=row.id,
        organisation=row.short_name,
        kind=row.kind,
        path=row.path,
        seal_name=row.seal_name,
        seal_registered_on=row.seal_registered_on,
        mediators=tuple(one for one in shown if one.ended_on is None),
        gone=tuple(one for one in shown if one.ended_on is not None),
        lacking=_lacking(row.kind, entries, uow.today, notice),
    )


def entry_page(uow: UnitOfWork, actor: Person, entry_id: uuid.UUID) -> EntryPage:
    """Return one entry. Raises `Forbidden`, or `NotFound` when the post does not see it."""
    entry = uow.session.get(RosterEntry, entry_id)
    if entry is None or entry.county_code != uow.county_code:
        raise NotFound
    row = _organisation(uow, actor, entry.organisation_id)
    trainings = uow.session.scalars(
        select(RosterTraining)
        .where(RosterTraining.county_code == uow.county_code, RosterTraining.entry_id == entry_id)
        .order_by(RosterTraining.held_on.desc(), RosterTraining.id)
    )
    engaged = entry.position == Position.ENGAGED
    return EntryPage(
        mediator=_mediators(uow, (entry,), _notice(uow))[0],
        organisation_id=row.id,
        organisation=row.short_name,
        path=row.path,
        entered={
            "staff": str(entry.staff_id or ""),
            "name": "" if entry.staff_id else entry.name,
            "position": entry.position,
            "is_woman": entry.is_woman,
            "since": entry.since.isoformat(),
            "until": entry.until.isoformat() if entry.until and engaged else "",
            "specialties": "、".join(entry.specialties),
            "languages": "、".join(entry.languages),
            "level": entry.level,
            "employer": entry.employer,
            "employer_code": entry.employer_code,
        },
        trainings=tuple(Training(r.id, r.held_on, r.hours, r.subject, r.struck_on is not None) for r in trainings),
    )


def lacking_here(uow: UnitOfWork, actor: Person) -> tuple[str, ...]:
    """Return what the roster of the post's own organisation lacks, for the desk of whoever keeps it."""
    if not actor.may(*KEEP_ROSTER):
        return ()
    entries = uow.session.execute(
        select(RosterEntry.position, RosterEntry.is_woman, RosterEntry.until, RosterEntry.ended_on, Organisation.kind)
        .join(
            Organisation,
            and_(Organisation.county_code == RosterEntry.county_code, Organisation.id == RosterEntry.organisation_id),
        )
        .where(RosterEntry.county_code == uow.county_code, RosterEntry.organisation_id == actor.organisation_id)
    ).all()
    return _lacking(entries[0].kind, entries, uow.today, _notice(uow)) if entries else ()


def _notice(uow: UnitOfWork) -> int:
    """Return how many days before its end a term is said to end soon."""
    return whole_in_force(uow.session, TERM_NOTICE_DAYS, uow.county_code, uow.today)


def _lacking(kind: str, entries: Iterable[Any], today: date, notice: int) -> tuple[str, ...]:
    seats = [Seat(Position(one.position), one.is_woman, one.until) for one in entries if one.ended_on is None]
    return tuple(say(_LACKS[lack], n=n, days=notice) for lack, n in lacks(kind, seats, today, notice).items())


def _organisations(uow: UnitOfWork, actor: Person) -> Select[*tuple[Any, ...]]:
    if not actor.may(*ROSTER):
        raise Forbidden(ROSTER[0])
    return (
        select(
            Organisation.id,
            Organisation.short_name,
            Organisation.kind,
            Organisation.path,
            Organisation.plugins,
            Organisation.seal_name,
            Organisation.seal_registered_on,
            Division.name.label("division"),
            Division.path.label("division_path"),
        )
        .outerjoin(Division, Division.code == Organisation.division_code)
        .where(Organisation.county_code == uow.county_code, Organisation.ended_on.is_(None))
        .order_by(Organisation.division_code, Organisation.short_name, Organisation.id)
    )


def _organisation(uow: UnitOfWork, actor: Person, organisation_id: uuid.UUID) -> Any:
    row = uow.session.execute(_organisations(uow, actor).where(Organisation.id == organisation_id)).one_or_none()
    if row is None or not _is_shown(actor, row):
        raise NotFound
    return row


def _is_shown(actor: Person, row: Any) -> bool:
    """Say whether the post sees the roster: its own and those below, its place, its sector, or the county's."""
    if row.path.startswith(actor.organisation_path) or actor.may(*ORGANISATIONS):
        return True
    match actor.reach:
        case Reach.COUNTY:
            return True
        case Reach.PLACE:
            return bool(row.division_path) and row.division_path.startswith(actor.division_path)
        case Reach.SECTOR:
            return bool(actor.plugins & set(row.plugins))
        case _:
            return False


def _mediators(uow: UnitOfWork, entries: Iterable[RosterEntry], notice: int) -> tuple[Mediator, ...]:
    """Return entries with names, hours and load, in the order of their positions: four statements, however many there are."""
    entries = tuple(entries)
    staff = {entry.staff_id for entry in entries if entry.staff_id is not None}
    where = (Staff.county_code == uow.county_code, Staff.id.in_(staff))
    names = {row.id: row.name for row in uow.session.execute(select(Staff.id, Staff.name).where(*where))} if staff else {}
    load = cases_in_hand(uow, staff, {entry.organisation_id for entry in entries}) if staff else {}
    hours = {
        row.entry_id: int(row.hours)
        for row in uow.session.execute(
            select(RosterTraining.entry_id, func.sum(RosterTraining.hours).label("hours"))
            .where(
                RosterTraining.county_code == uow.county_code,
                RosterTraining.entry_id.in_([entry.id for entry in entries]),
                RosterTraining.struck_on.is_(None),
            )
            .group_by(RosterTraining.entry_id)
        )
    }
    made = [
        Mediator(
            id=entry.id,
            name=names.get(entry.staff_id, entry.name) if entry.staff_id is not None else entry.name,
            position=entry.position,
            is_woman=entry.is_woman,
            specialties=tuple(entry.specialties),
            languages=tuple(entry.languages),
            level=entry.level,
            since=entry.since,
            until=entry.until,
            ended_on=entry.ended_on,
            term=term_on(entry.until, uow.today, notice),
            hours=hours.get(entry.id, 0),
            in_hand=load.get(entry.staff_id) if entry.staff_id is not None else None,
        )
        for entry in entries
    ]
    return tuple(sorted(made, key=lambda one: (_ORDER[one.position], one.name, one.id)))
