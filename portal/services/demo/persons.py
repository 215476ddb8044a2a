"""同一人 in the demo county: some who came twice, of whom one pair was said to be one person and one is still to be looked at."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from portal.declare.parties import PartyKind
from portal.declare.privacy import Privacy
from portal.engine.actions import SENDS
from portal.engine.days import SHANGHAI
from portal.engine.referral import body_of, snapshot_of
from portal.errors import Forbidden, NotFound, Refused
from portal.services.demo.bodies import Body
from portal.services.open_case import open_case
from portal.services.persons import merge_persons
from portal.store.actors import Person, System
from portal.store.load_case import load_case
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.people import Staff
from portal.store.unit_of_work import Store

ActorOf = Callable[[Body, tuple[uuid.UUID, str]], Person]
WANTED = (True, False)  # said to be one, still to be looked at
WHY = "前一件事调解期间，当事人又为后来的一笔来申请调解。"
_EVERYTHING = tuple(key for key, _label in SENDS)


def join_persons(store: Store, bodies: list[Body], actor_of: ActorOf, today: date) -> int:
    """Let a party come again in a few bodies that a visitor can enter; return how many cases were opened for it."""
    if not bodies:
        return 0
    day = today - timedelta(days=1)
    opened = 0
    for body, cases in _open_cases(store, bodies, day):
        clerk = actor_of(body, (body.clerk, "clerk"))
        for case_id in cases:
            party_ids = _came_again(store, clerk, case_id, day)
            if party_ids is not None:
                opened += 1
                if WANTED[opened - 1]:
                    _said_to_be_one(store, clerk, party_ids, day)
                break
        if opened == len(WANTED):
            break
    return opened


def _open_cases(store: Store, bodies: list[Body], day: date) -> Iterator[tuple[Body, list[uuid.UUID]]]:
    """Give the bodies where a person has an account and says who is one person, each with its cases in hand, the latest first."""
    with store.begin(System(bodies[0].place.code[:6], "demo")) as uow:
        known = set(uow.session.scalars(select(Staff.id).where(Staff.user_id.is_not(None))))
        rows = uow.session.execute(
            select(CaseFile.id, CaseFile.organisation_id)
            .where(
                CaseFile.county_code == uow.county_code,
                CaseFile.phase.in_(("accepted", "mediating")),
                CaseFile.privacy < int(Privacy.P3),
                CaseFile.voided_on.is_(None),
                CaseFile.changed_at < _at(day, 16),
            )
            .order_by(CaseFile.received_on.desc(), CaseFile.id)
        ).all()
    for body in bodies:
        if body.clerk in known:
            yield body, [row.id for row in rows if row.organisation_id == body.id]


def _came_again(store: Store, clerk: Person, case_id: uuid.UUID, day: date) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Open another case of the same people, and return the party who came, in both; `None` where that is not possible."""
    try:
        with store.begin(clerk, write=True, now=_at(day, 16), today=day) as uow:
            _case, state = load_case(uow, case_id, secrets=True)
            came = next((one for one in state.parties if one.side == "applicant" and one.kind == PartyKind.PERSON), None)
            if came is None or came.id is None:
                return None
            asked = [f"rule:{place}{rule.field}" for rule in state.type.rules for place in ("", "details.")]
            body = body_of(snapshot_of(state, _EVERYTHING), state.type, state.type)
            again = open_case(uow, {**body, "type": state.type_key, "summary": WHY, "confirmed": asked}, accept={})
            found = select(Party.id).where(Party.case_id == again.case_id, Party.name == came.name).order_by(Party.ordinal)
            return came.id, uow.session.scalars(found.limit(1)).one()
    except (Refused, NotFound, Forbidden):  # the type's own rules want more than the first case has
        return None


def _said_to_be_one(store: Store, clerk: Person, parties: tuple[uuid.UUID, uuid.UUID], day: date) -> None:
    """Say that both are one person; what is known of the later party stays."""
    first, later = (str(one) for one in parties)
    with store.begin(clerk, write=True, now=_at(day, 17), today=day) as uow:
        merge_persons(uow, {"parties": [first, later], "keep": {}})


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)
