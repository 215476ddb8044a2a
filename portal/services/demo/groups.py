"""The many of one side and two cases that became one, in the demo county: made through the same services as real ones."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from portal.engine.actions import SENDS
from portal.engine.case_state import CaseState
from portal.engine.days import SHANGHAI
from portal.engine.members import group_roles
from portal.engine.referral import body_of, snapshot_of
from portal.errors import NotFound, Refused
from portal.services.advance import advance
from portal.services.demo.bodies import Body
from portal.services.demo.invented import person
from portal.services.open_case import Opened, open_case
from portal.store.actors import Person, System
from portal.store.load_case import load_case
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import Store

ActorOf = Callable[[Body, tuple[uuid.UUID, str]], Person]
MEMBERS = 11
_MAN = {"id_number": "620723198001010017", "phone": ""}
_MANNER = {"how": "meeting", "agreed": True}


def gather_some(store: Store, bodies: list[Body], actor_of: ActorOf, random: Random, today: date) -> int:
    """Let one case become that of a dozen people, and another end in an older one; return how many cases were opened for it."""
    if not bodies:
        return 0
    day = today - timedelta(days=1)
    ways = list(_open_cases(store, bodies, day))
    for body, case_id in ways:
        if _grow(store, actor_of(body, (body.mediator, "mediator")), case_id, body, random, day):
            ways.remove((body, case_id))
            break
    opened = 0
    for body, case_id in ways:
        second = _second(store, actor_of, body, case_id, random, day)
        opened += second is not None
        if second is not None and _merged(store, actor_of(body, (body.mediator, "mediator")), second, case_id, day):
            break
    return opened


def _open_cases(store: Store, bodies: list[Body], day: date) -> Iterator[tuple[Body, uuid.UUID]]:
    """Give the cases that are talked about and have a role for many people, the latest first."""
    by_id = {body.id: body for body in bodies}
    with store.begin(System(bodies[0].place.code[:6], "demo")) as uow:
        rows = uow.session.execute(
            select(CaseFile.id, CaseFile.organisation_id, CaseFile.type)
            .where(
                CaseFile.county_code == uow.county_code,
                CaseFile.phase == "mediating",
                CaseFile.privacy < 3,
                CaseFile.voided_on.is_(None),
                CaseFile.changed_at < _at(day, 16),
            )
            .order_by(CaseFile.received_on.desc(), CaseFile.id)
        ).all()
        types = {row.type: uow.registry.case_type(row.type) for row in rows}
    for row in rows:
        case_type = types[row.type]
        if case_type is not None and group_roles(case_type) and row.organisation_id in by_id:
            yield by_id[row.organisation_id], row.id


def _grow(store: Store, mediator: Person, case_id: uuid.UUID, body: Body, random: Random, day: date) -> bool:
    """Add the others of the side by a list, and write down whom they elected."""
    try:
        with store.begin(mediator, write=True, now=_at(day, 16), today=day) as uow:
            case, state = load_case(uow, case_id, secrets=True)
            role = group_roles(state.type)[0]
            members = [_somebody(random, body) for _ in range(MEMBERS)]
            version = advance(uow, case_id, "members", {"role": role.key, "members": members}, version=case.version).version
            _case, grown = load_case(uow, case_id)
            chosen = [str(p.id) for p in grown.parties_of(role.key)[:3]]
            elected = {**_MANNER, "elected_on": day.isoformat(), "representatives": chosen}
            advance(uow, case_id, "elect", elected, version=version)
    except (Refused, NotFound):  # the type's own rules want more of each of them
        return False
    return True


def _second(store: Store, actor_of: ActorOf, body: Body, case_id: uuid.UUID, random: Random, day: date) -> Opened | None:
    """Open a second case of the same matter by somebody else of the side."""
    clerk, mediator = actor_of(body, (body.clerk, "clerk")), actor_of(body, (body.mediator, "mediator"))
    try:
        with store.begin(mediator) as uow:
            _case, state = load_case(uow, case_id, secrets=True)
            raw = {**_of_same_matter(state, _somebody(random, body)), "type": state.type_key}
        with store.begin(clerk, write=True, now=_at(day, 16), today=day) as uow:
            return open_case(uow, raw, accept={})
    except (Refused, NotFound):  # the type's own rules want more than the first case has
        return None


def _merged(store: Store, mediator: Person, second: Opened, case_id: uuid.UUID, day: date) -> bool:
    """End the second case in the first; say whether that was possible."""
    merged = {"into": str(case_id), "ended_on": day.isoformat(), "reason_text": "同一件事，同一个对方，一并调解。"}
    try:
        with store.begin(mediator, write=True, now=_at(day, 17), today=day) as uow:
            advance(uow, second.case_id, "merge", merged, version=second.version)
    except (Refused, NotFound):
        return False
    return True


def _of_same_matter(state: CaseState, somebody: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a case about the same, against the same, by somebody else."""
    everything = tuple(key for key, _label in SENDS)
    body = body_of(snapshot_of(state, everything), state.type, state.type)
    asked = [f"rule:{place}{rule.field}" for rule in state.type.rules for place in ("", "details.")]
    parties = {**body["parties"], group_roles(state.type)[0].key: [somebody]}
    return {**body, "parties": parties, "confirmed": asked}


def _somebody(random: Random, body: Body) -> dict[str, Any]:
    return person(random, _MAN, body.place.name)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)
