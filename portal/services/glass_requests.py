"""特批查阅, the request: asks another person to let one look at a sealed or restricted case out of one's reading.

Whoever asks learns nothing by asking: every request that is filled in right is taken, whether there is such a case or not, and
nothing here looks for it. What becomes of a request is `portal.services.glass`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, select

from portal.access.actors import Person
from portal.access.county_roles import ASK_GLASS
from portal.access.proving_again import Proved
from portal.declare.fields import Choice, Field, LongText, Text
from portal.declare.texts import N_
from portal.engine.numbering import BadNumber, read_number
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, Problem, Refused
from portal.services.acting import must_have_proved, person
from portal.store import settings
from portal.store.access_log import log_access
from portal.store.glass_rows import overdue_of, sealed, told
from portal.store.identifiers import new_id
from portal.store.settings import SettingKey
from portal.store.tables.desk import GlassUse
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

KIND = "glass"
LIFE = "life"
CATEGORIES = (LIFE, "authority", "complaint", "supervision", "other")
SHORTEST_REASON = 15
DAY = timedelta(hours=24)
FIELDS: tuple[Field, ...] = (
    Choice("category", N_("事由"), CATEGORIES, required=True),
    Text("holder", N_("承办单位"), required=True, longest=36),
    Text("number", N_("案号"), required=True, longest=60),
    LongText("reason", N_("为什么要看"), required=True, longest=500),
)


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for, as read from the form."""

    category: str
    holder_id: uuid.UUID
    number: str
    reason: str


def ask(uow: UnitOfWork, raw: Mapping[str, object], proved: Proved) -> uuid.UUID:
    """Ask for a second person's approval, and return the request. The same request that waits is not made twice.

    Raises:
        Forbidden: the post may not ask.
        Refused: every problem at its field; a review of an earlier use is overdue; too many requests within a day.
    """
    actor = person(uow)
    wanted = entered(uow, actor, raw, proved)
    waiting = uses_of(uow, actor).where(GlassUse.state == "asked", GlassUse.lapses_at > uow.now)
    same = same_of(uow, waiting, wanted)
    if same is not None:
        return same
    limit(uow, actor, settings.GLASS_ASKS_A_DAY, GlassUse.urgent.is_(False))
    use = new_use(uow, actor, wanted, urgent=False)
    log_access(uow, KIND, "asked", data={"use": str(use.id), "category": use.category})
    return use.id


def entered(uow: UnitOfWork, actor: Person, raw: Mapping[str, object], proved: Proved, *, urgent: bool = False) -> Wanted:
    """Return what is asked for. The person is locked, so that of two requests at once both are counted.

    Raises:
        Forbidden, Refused: as with `ask`; an urgent use for another reason than danger to life.
    """
    must_ask(actor)
    must_have_proved(uow, actor, proved)
    wanted, problems = read_request(uow, raw, urgent=urgent)
    if wanted is None:
        raise Refused(problems)
    uow.session.execute(select(Staff.id).where(Staff.id == actor.staff_id).with_for_update())
    late = overdue_of(uow, actor.staff_id)
    if late:
        raise Refused.at("", "glass_overdue", count=late)
    return wanted


def read_request(uow: UnitOfWork, raw: Mapping[str, object], *, urgent: bool) -> tuple[Wanted | None, tuple[Problem, ...]]:
    """Return what is asked for, or every problem at its field."""
    values, problems = read_fields(FIELDS, raw, uow.today, "")
    holder = _organisation(uow, values.get("holder"))
    if "holder" in values and holder is None:
        problems.append(Problem("holder", "not_an_option"))
    number = _number(values.get("number"))
    if "number" in values and number is None:
        problems.append(Problem("number", "glass_number_form"))
    if "reason" in values and len("".join(values["reason"].split())) < SHORTEST_REASON:
        problems.append(Problem("reason", "glass_reason_short", {"least": SHORTEST_REASON}))
    if urgent and values.get("category") not in (None, LIFE):
        problems.append(Problem("category", "glass_urgent_for_life"))
    if problems or holder is None or number is None:
        return None, tuple(problems)
    return Wanted(values["category"], holder, number, values["reason"]), ()


def must_ask(actor: Person) -> None:
    """Raise `Forbidden` unless the post may ask, and decide what others ask."""
    if not actor.may(*ASK_GLASS):
        raise Forbidden(ASK_GLASS[0])


def uses_of(uow: UnitOfWork, actor: Person) -> Select[GlassUse]:
    """Return the statement for all uses of a person."""
    return select(GlassUse).where(GlassUse.county_code == uow.county_code, GlassUse.staff_id == actor.staff_id)


def same_of(uow: UnitOfWork, among: Select[GlassUse], wanted: Wanted) -> uuid.UUID | None:
    """Return the use among these that asks for the same case."""
    for row in uow.session.scalars(among):
        if row.holder_id == wanted.holder_id and told(uow, row, "number") == wanted.number:
            return row.id
    return None


def limit(uow: UnitOfWork, actor: Person, most_a_day: SettingKey[int], which: ColumnElement[bool]) -> None:
    """Raise `Refused` when the person has had so many of these within the last day."""
    most = settings.read(uow.session, most_a_day)
    since = (GlassUse.staff_id == actor.staff_id, GlassUse.asked_at > uow.now - DAY)
    asked = uow.session.scalar(select(func.count()).where(GlassUse.county_code == uow.county_code, *since, which)) or 0
    if asked >= most:
        raise Refused.at("", "glass_too_many", most=most)


def new_use(uow: UnitOfWork, actor: Person, wanted: Wanted, *, urgent: bool) -> GlassUse:
    """Write down what was asked for; an urgent one waits for nobody."""
    wait = timedelta() if urgent else timedelta(minutes=settings.read(uow.session, settings.GLASS_WAIT_MINUTES))
    use = GlassUse(
        county_code=uow.county_code,
        id=new_id(),
        staff_id=actor.staff_id,
        post_id=actor.post_id,
        organisation_id=actor.organisation_id,
        urgent=urgent,
        category=wanted.category,
        holder_id=wanted.holder_id,
        asked_at=uow.now,
        lapses_at=uow.now + wait,
        state="asked",
    )
    use.number = sealed(uow, use, "number", wanted.number)
    use.reason = sealed(uow, use, "reason", wanted.reason)
    uow.session.add(use)
    uow.session.flush()
    return use


def _organisation(uow: UnitOfWork, text: str | None) -> uuid.UUID | None:
    try:
        wanted = uuid.UUID(text or "")
    except ValueError:
        return None
    known = select(Organisation.id).where(Organisation.county_code == uow.county_code, Organisation.id == wanted)
    return uow.session.scalar(known)


def _number(text: str | None) -> str | None:
    """Return the number in its written form, whatever brackets and spaces were typed."""
    try:
        read = read_number(text or "")
    except BadNumber:
        return None
    return f"（{read.year}）{read.words}调字第{read.serial}号"
