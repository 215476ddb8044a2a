"""办理经过: what happened in a case, newest first, with what was noted or recorded beside it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from portal.declare.case_types import CaseType
from portal.declare.phases import Ending
from portal.engine.days import china_today
from portal.engine.reasons import reasons_for
from portal.engine.sitting import hours
from portal.hooks.shown_types import ShownType
from portal.reading.event_sentences import chosen_how, event_sentence, phase_change
from portal.reading.redacted import Words
from portal.reading.wording import N_, say
from portal.store.case_rows import CaseRows
from portal.store.record import FOR_WHOM
from portal.store.tables.afterwards import CallBack
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseEvent, CaseNote, CaseSession
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork

Beside = CaseNote | CaseSession | CallBack


@dataclass(frozen=True)
class EventShown:
    """A line of the timeline; `text` is what was noted or recorded with it, what follows `has_values` belongs to a session."""

    seq: int
    action: str
    sentence: str
    change: str
    occurred_on: date
    recorded_at: datetime
    who: str
    text: str
    next_on: date | None
    has_values: bool
    where: str = ""
    present: str = ""
    others: str = ""
    hours: str = ""
    informed: bool = False
    other_case: uuid.UUID | None = None  # which this one was merged into, or which was merged into this

    @property
    def recorded_on(self) -> date:
        """Return the day in China on which it was written down."""
        return china_today(self.recorded_at)

    @property
    def is_late(self) -> bool:
        """Say whether it was written down on a later day than it happened."""
        return self.recorded_on > self.occurred_on


def timeline(
    uow: UnitOfWork,
    case: CaseFile,
    rows: CaseRows,
    shown: ShownType | None,
    live: CaseType | None,
    words: Words,
    *,
    header_only: bool,
) -> tuple[EventShown, ...]:
    """Return the events, newest first, with what was noted beside them. A header reader sees phases and days only."""
    names = _names(
        uow,
        {
            *(e.staff_id for e in rows.events if e.staff_id),
            *filter(None, map(_assigned_to, rows.events)),
            *filter(None, (_named_in(e, FOR_WHOM) for e in rows.events)),
            *_back(rows),
        },
    )
    kept: tuple[Beside, ...] = (*rows.notes, *rows.sessions, *rows.call_backs)
    beside = {row.event_seq: row for row in kept}
    reasons = reason_labels(live, shown)
    lines = []
    for event in reversed(rows.events):
        change = phase_change(event.phase_before, event.phase_after)
        who = names.get(event.staff_id, "") if event.staff_id else ""
        if whom := names.get(_named_in(event, FOR_WHOM) or case.id):
            who = say(N_("%(who)s（代%(whom)s办理）"), who=who, whom=whom)
        if not header_only:
            sentence = event_sentence(event.action, event.data, shown=shown, plugin=case.plugin, reasons=reasons)
            handler = names.get(_assigned_to(event) or case.id)
            sentence = say(N_("指派%(who)s调解"), who=handler) + chosen_how(event.data) if handler else sentence
            if event.action == "recusal_ended" and (whose := names.get(_named_in(event, "staff") or case.id)):
                sentence = say(N_("撤销%(who)s的回避"), who=whose)
            lines.append(_line(event, sentence, change, who, beside.get(event.seq), words, _has_values(event, shown)))
        elif change:
            lines.append(_line(event, change, "", who, None, words, False))
    return tuple(lines)


def reason_labels(live: CaseType | None, shown: ShownType | None) -> dict[str, str]:
    """Return the labels of reason codes, of the live type or as its snapshot kept them."""
    if live is not None:
        return {key: text for ending in Ending for key, text in reasons_for(live, ending)}
    return {key: text for pairs in (shown.reasons.values() if shown else ()) for key, text in pairs}


def _line(
    event: CaseEvent,
    sentence: str,
    change: str,
    who: str,
    beside: Beside | None,
    words: Words,
    has_values: bool,
) -> EventShown:
    note = beside if isinstance(beside, CaseNote) else None
    session = beside if isinstance(beside, CaseSession) else None
    written = note.text if note else session.record if session else beside.text if isinstance(beside, CallBack) else ""
    return EventShown(
        seq=event.seq,
        action=event.action,
        sentence=sentence,
        change=change,
        occurred_on=event.occurred_on,
        recorded_at=event.recorded_at,
        who=who,
        text=words(written),
        next_on=beside.next_on if isinstance(beside, CaseNote | CaseSession) else None,
        has_values=has_values,
        where=words(session.place) if session else "",
        present=words(session.present) if session else "",
        others=words(session.others) if session else "",
        hours=hours(session.began, session.ended) if session else "",
        informed=bool(session and session.informed),
        other_case=_named_in(event, "into") or _named_in(event, "merged"),
    )


def _assigned_to(event: CaseEvent) -> uuid.UUID | None:
    """Return whom an assignment named."""
    return _named_in(event, "handler") if event.action == "assign" else None


def _back(rows: CaseRows) -> set[uuid.UUID]:
    """Return whose standing aside was ended."""
    return {who for event in rows.events if event.action == "recusal_ended" and (who := _named_in(event, "staff"))}


def _named_in(event: CaseEvent, key: str) -> uuid.UUID | None:
    given = event.data.get(key)
    return uuid.UUID(given) if isinstance(given, str) else None


def _has_values(event: CaseEvent, shown: ShownType | None) -> bool:
    """Say whether there is more to read: texts kept beside the event, or answers to a type's own act."""
    own = next((a for a in shown.actions if a.key == event.action), None) if shown else None
    return "digests" in event.data or (own is not None and any(f.key in event.data for f in own.fields))


def _names(uow: UnitOfWork, staff_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not staff_ids:
        return {}
    rows = uow.session.execute(select(Staff.id, Staff.name).where(Staff.county_code == uow.county_code, Staff.id.in_(staff_ids)))
    return {row.id: row.name for row in rows}
