"""Referrals of the demo county in every state, made through the same services as real ones."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

from sqlalchemy import select
from xlsxwriter import Workbook

from portal.engine.actions import SENDS
from portal.engine.days import SHANGHAI
from portal.engine.materials import EVIDENCE
from portal.engine.office_files import MEGABYTE
from portal.engine.referral import body_of, digest_of, snapshot_of
from portal.errors import NotFound, Refused
from portal.services.acting import person
from portal.services.advance import advance
from portal.services.answer_referral import accept_referral, refuse_referral
from portal.services.deciding import deciding
from portal.services.demo.bodies import Body
from portal.services.file_checks.taking import Sent
from portal.services.materials import Limits, Stored, add_materials, store_files, take_away
from portal.store.actors import Person, System
from portal.store.files.vault import Vault
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
FILE_NAME = "联系记录.xlsx"
FILE_LIMITS = Limits(file=MEGABYTE, case=MEGABYTE, files=1)
WITH_A_FILE = ("wait", "accept")


@dataclass(frozen=True)
class _Way:
    """From one body to another of the same sector."""

    sender: Body
    target: Body
    case_id: uuid.UUID


def refer_some(store: Store, bodies: list[Body], actor_of: ActorOf, today: date, vault: Vault | None = None) -> int:
    """Refer a few open cases to another body of their sector and let them come out differently; return how many.

    Some take a file along, where there is a vault for it.
    """
    if not bodies:  # a county without sectors
        return 0
    done = 0
    ways = _ways(store, bodies)
    for what, ago in COURSES:
        for way in ways:
            if _one(store, actor_of, way, what, today - timedelta(days=ago), vault if what in WITH_A_FILE else None):
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


def _one(store: Store, actor_of: ActorOf, way: _Way, what: str, day: date, vault: Vault | None) -> bool:
    """Send one referral and let it be answered the day after; say whether it came so far."""
    sender = actor_of(way.sender, (way.sender.mediator, "mediator"))
    receiver = actor_of(way.target, (way.target.clerk, "clerk"))
    stored = store_files(vault, (_record_of_talks(day),), FILE_LIMITS) if vault is not None else []
    try:
        with store.begin(sender, write=True, now=_at(day, 10), today=day) as uow:
            referral_id = _sent(uow, way, _REASONS[what], stored)
            if what == "withdraw":
                advance(uow, way.case_id, "refer_withdraw", {}, version=uow.session.get_one(CaseFile, way.case_id).version)
        if what in ("accept", "give_back", "refuse"):
            after = day + timedelta(days=1)
            with store.begin(receiver, write=True, now=_at(after, 9), today=after) as uow:
                _answered(uow, referral_id, what)
    except (Refused, NotFound):  # not possible, or the case was not there yet on that day
        if vault is not None:
            take_away(vault, stored)
        return False
    return True


def _sent(uow: UnitOfWork, way: _Way, reason: str, stored: Sequence[Stored]) -> uuid.UUID:
    case, state = load_case(uow, way.case_id, secrets=True)
    if state.received_on > uow.today or case.changed_at > uow.now:  # nothing is recorded before what came before it
        raise Refused.at("", "not_offered")
    if stored:
        add_materials(uow, way.case_id, EVIDENCE, stored)
    files = deciding(uow, person(uow), case).files() if stored else ()
    data = {
        "to": str(way.target.id),
        "reason": reason,
        "files": [one.id for one in files],
        "sends": list(_EVERYTHING),
        "consented_on": uow.today.isoformat(),
        "who": str(state.parties[0].id),
        "how": "phone",
        "consented": True,
        "shown": digest_of(snapshot_of(state, _EVERYTHING, "", files)),
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


def _record_of_talks(day: date) -> Sent:
    """Return a small workbook as a mediator keeps one: when she talked with whom about what."""
    rows = (
        ("日期", "和谁", "说了什么"),
        ((day - timedelta(days=3)).isoformat(), "申请人", "说明请求和依据，交来往来凭据复印件。"),
        ((day - timedelta(days=2)).isoformat(), "对方", "认可有这件事，对数额有不同意见。"),
        ((day - timedelta(days=1)).isoformat(), "双方", "同意请上级单位继续调解。"),
    )
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet("联系记录")
        sheet.set_column(0, 1, 14)
        sheet.set_column(2, 2, 48)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    made.seek(0)
    return Sent(FILE_NAME, made)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)
