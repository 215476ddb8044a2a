"""Referrals of the demo county in every state, made through the same services as real ones."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from portal.engine.actions import SENDS
from portal.engine.days import SHANGHAI
from portal.engine.referral import body_of, digest_of, snapshot_of
from portal.errors import NotFound, Refused
from portal.services.advance import advance
from portal.services.answer_referral import accept_referral, refuse_referral
from portal.services.demo.bodies import Body
from portal.store.actors import Person, System
from portal.store.load_case import load_case
from portal.store.referral_rows import PROPOSED, snapshot
from portal.store.tables.cases import CaseFile
from portal.store.tables.referral import Referral
from portal.store.unit_of_work import Store, UnitOfWork

ActorOf = Callable[[Body, tuple[uuid.UUID, str]], Person]
_EVERYTHING = tuple(key for key, _label in SENDS)
_REASONS = {
    "wait": "upwards",
    "late": "closer",
    "accept": "asked",
    "refuse": "not_ours",
    "withdraw": "asked",
    "give_back": "asked",
}
# What becomes of each referral, and how many days ago it was sent.
COURSES = (("wait", 1), ("late", 9), ("accept", 6), ("refuse", 6), ("withdraw", 5), ("give_back", 7))


@dataclass(frozen=True)
class _Way:
    """From one body to another of the same sector."""

    sender: Body
    target: Body
    case_id: uuid.UUID


def refer_some(store: Store, bodies: list[Body], actor_of: ActorOf, today: date) -> int:
    """Refer a few open cases to another body of their sector and let them come out differently; return how many."""
    if not bodies:  # a county without sectors
        return 0
    done = 0
    ways = _ways(store, bodies)
    for what, ago in COURSES:
        for way in ways:
            if _one(store, actor_of, way, what, today - timedelta(days=ago)):
                done += 1
                break
    return done


def _ways(store: Store, bodies: list[Body]) -> Iterator[_Way]:
    """Give open cases that may be referred, with the first other body of their sector, one after the other."""
    with store.begin(System(bodies[0].place.code[:6], "demo")) as uow:
        rows = uow.session.execute(
            select(CaseFile.id, CaseFile.organisation_id)
            .where(
                CaseFile.county_code == uow.county_code,
                CaseFile.phase.in_(("accepted", "mediating")),
                CaseFile.privacy < 3,
                CaseFile.voided_on.is_(None),
            )
            .order_by(CaseFile.received_on.desc(), CaseFile.id)
        ).all()
    by_id = {body.id: body for body in bodies}
    for row in rows:
        sender = by_id[row.organisation_id]
        kin = [body for body in bodies if body.plugin == sender.plugin and body.id != sender.id]
        if kin:
            yield _Way(sender, next((b for b in kin if b.place.kind == "county"), kin[0]), row.id)


def _one(store: Store, actor_of: ActorOf, way: _Way, what: str, day: date) -> bool:
    """Send one referral and let it be answered the day after; say whether it came so far."""
    sender = actor_of(way.sender, (way.sender.mediator, "mediator"))
    receiver = actor_of(way.target, (way.target.clerk, "clerk"))
    try:
        with store.begin(sender, write=True, now=_at(day, 10), today=day) as uow:
            referral_id = _sent(uow, way, _REASONS[what])
            if what == "withdraw":
                advance(uow, way.case_id, "refer_withdraw", {}, version=uow.session.get_one(CaseFile, way.case_id).version)
        if what in ("accept", "give_back", "refuse"):
            after = day + timedelta(days=1)
            with store.begin(receiver, write=True, now=_at(after, 9), today=after) as uow:
                _answered(uow, referral_id, what)
    except (Refused, NotFound):  # not possible, or the case was not there yet on that day
        return False
    return True


def _sent(uow: UnitOfWork, way: _Way, reason: str) -> uuid.UUID:
    case, state = load_case(uow, way.case_id, secrets=True)
    if state.received_on > uow.today or case.changed_at > uow.now:  # nothing is recorded before what came before it
        raise Refused.at("", "not_offered")
    data = {
        "to": str(way.target.id),
        "reason": reason,
        "sends": list(_EVERYTHING),
        "consented_on": uow.today.isoformat(),
        "who": str(state.parties[0].id),
        "how": "phone",
        "consented": True,
        "shown": digest_of(snapshot_of(state, _EVERYTHING)),
    }
    advance(uow, way.case_id, "refer", data, version=case.version)
    with uow.at_task("referral"):
        sent = select(Referral.id).where(Referral.from_case_id == way.case_id, Referral.state == PROPOSED)
        return uow.session.scalars(sent).one()


def _answered(uow: UnitOfWork, referral_id: uuid.UUID, what: str) -> None:
    if what == "refuse":
        refuse_referral(uow, referral_id, {"why": "incomplete"})
        return
    row = uow.session.get_one(Referral, referral_id)
    case_type = uow.registry.case_type(row.type)
    if case_type is None:
        raise Refused.at("", "unknown_type")
    asked = [f"rule:{place}{rule.field}" for rule in case_type.rules for place in ("", "details.")]
    body = {**body_of(snapshot(uow, row), case_type, case_type), "type": row.type, "confirmed": asked}
    opened = accept_referral(uow, referral_id, body, accept={})
    if what == "give_back":
        advance(uow, opened.case_id, "refer_return", {"why": "unwilling"}, version=opened.version)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)
