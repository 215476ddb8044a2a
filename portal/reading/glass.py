"""特批查阅 as its people see it: who asked, who decides, who judges, and whose case it was.

whoever asked           her own uses, with the number and the reasons
who decides             what others ask now, and what she decided herself
who judges              every use that opened something or tried to: who, when, why, never the number or the case
the owner of the case   who looked at it, when and for which kind of reason
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.county_roles import ASK_GLASS, REVIEW_GLASS
from portal.errors import NotFound
from portal.reading.wording import N_, say
from portal.store.glass_rows import JUDGED, in_force, overdue_of, told
from portal.store.tables.desk import GlassUse
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST = 50
CATEGORIES = MappingProxyType(
    {
        "life": N_("危及生命安全"),
        "authority": N_("公安、检察院、法院依法调取"),
        "complaint": N_("核查投诉举报"),
        "supervision": N_("上级交办、督办"),
        "other": N_("其他"),
    }
)
STATES = MappingProxyType(
    {
        "waiting": N_("等待批准"),
        "lapsed": N_("过期未批"),
        "withdrawn": N_("已撤回"),
        "refused": N_("未批准"),
        "open": N_("查阅中"),
        "over": N_("已结束"),
        "missed": N_("没有查到"),
    }
)


@dataclass(frozen=True)
class UseShown:
    """One use. What its reader may not know is empty: the number for judges, the case for everybody but its owner."""

    id: uuid.UUID
    who: str
    unit: str
    urgent: bool
    category: str
    holder: str
    number: str
    reason: str
    state: str
    asked_at: datetime
    lapses_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str
    privacy: int | None
    opened_at: datetime | None
    until: datetime | None
    review_by: date | None
    overdue: bool
    judged_by: str
    judged_at: datetime | None
    justified: bool | None
    judgement: str
    is_mine: bool
    may_decide: bool
    may_judge: bool


@dataclass(frozen=True)
class GlassPage:
    """What a post has to do with. `late` of one's own uses wait too long for a judgement, which blocks further use."""

    mine: tuple[UseShown, ...]
    waiting: tuple[UseShown, ...]
    decided: tuple[UseShown, ...]
    to_judge: tuple[UseShown, ...]
    judged: tuple[UseShown, ...]
    late: int


def may_ask(actor: Person) -> bool:
    """Say whether the post may ask, and decide what others ask."""
    return actor.may(*ASK_GLASS)


def may_judge(actor: Person) -> bool:
    """Say whether the post judges uses."""
    return actor.may(*REVIEW_GLASS)


def category_word(key: str) -> str:
    """Return the word of a reason; one that is no longer offered stays as its key."""
    return say(CATEGORIES[key]) if key in CATEGORIES else key


def glass_page(uow: UnitOfWork, actor: Person) -> GlassPage:
    """Return what the post has to do with, newest first; what is to be judged by its day. At most four statements."""
    asked: tuple[UseShown, ...] = ()
    if may_ask(actor):
        asked = _uses(uow, actor, or_(_is_own(actor), _is_decided_by(actor), _waits(uow)))
    to_judge: tuple[UseShown, ...] = ()
    judged: tuple[UseShown, ...] = ()
    if may_judge(actor):
        to_judge = _uses(uow, actor, and_(GlassUse.state.in_(JUDGED), GlassUse.judged_at.is_(None)), by_day=True)
        judged = _uses(uow, actor, GlassUse.judged_at.is_not(None))
    return GlassPage(
        mine=tuple(one for one in asked if one.is_mine),
        waiting=tuple(one for one in asked if one.may_decide),
        decided=tuple(one for one in asked if not one.is_mine and not one.may_decide),
        to_judge=to_judge,
        judged=judged,
        late=overdue_of(uow, actor.staff_id) if may_ask(actor) else 0,
    )


def glass_use(uow: UnitOfWork, actor: Person, use_id: uuid.UUID) -> UseShown:
    """Return one use.

    Raises:
        NotFound: missing, or none of this post's business.
    """
    near = [_is_own(actor), _is_decided_by(actor), _waits(uow)] if may_ask(actor) else []
    if may_judge(actor):
        near.append(GlassUse.state.in_(JUDGED))
    found = _uses(uow, actor, and_(GlassUse.id == use_id, or_(false(), *near)))
    if not found:
        raise NotFound
    return found[0]


def waiting_count(uow: UnitOfWork, actor: Person) -> int:
    """Return how many requests of others wait for this post to decide."""
    if not may_ask(actor):
        return 0
    others = select(func.count()).where(GlassUse.county_code == uow.county_code, GlassUse.staff_id != actor.staff_id, _waits(uow))
    return uow.session.scalar(others) or 0


def _is_own(actor: Person) -> ColumnElement[bool]:
    return and_(GlassUse.staff_id == actor.staff_id)


def _is_decided_by(actor: Person) -> ColumnElement[bool]:
    return and_(GlassUse.decided_by_id == actor.staff_id)


def _waits(uow: UnitOfWork) -> ColumnElement[bool]:
    return and_(GlassUse.state == "asked", GlassUse.lapses_at > uow.now)


def _uses(uow: UnitOfWork, actor: Person, which: ColumnElement[bool], *, by_day: bool = False) -> tuple[UseShown, ...]:
    asker, decider, judge = (aliased(Staff) for _ in range(3))
    unit, holder = aliased(Organisation), aliased(Organisation)
    statement = (
        select(GlassUse, asker.name, unit.short_name, holder.short_name, decider.name, judge.name)
        .join(asker, and_(asker.county_code == GlassUse.county_code, asker.id == GlassUse.staff_id))
        .join(unit, and_(unit.county_code == GlassUse.county_code, unit.id == GlassUse.organisation_id))
        .join(holder, and_(holder.county_code == GlassUse.county_code, holder.id == GlassUse.holder_id))
        .outerjoin(decider, and_(decider.county_code == GlassUse.county_code, decider.id == GlassUse.decided_by_id))
        .outerjoin(judge, and_(judge.county_code == GlassUse.county_code, judge.id == GlassUse.judged_by_id))
        .where(GlassUse.county_code == uow.county_code, which)
        .order_by(GlassUse.review_by if by_day else GlassUse.asked_at.desc(), GlassUse.id.desc())
        .limit(MOST)
    )
    return tuple(_use(uow, actor, *row) for row in uow.session.execute(statement))


def _use(
    uow: UnitOfWork, actor: Person, row: GlassUse, who: str, unit: str, holder: str, decider: str | None, judge: str | None
) -> UseShown:
    mine = row.staff_id == actor.staff_id
    state = _state(row, uow.now)
    decides = may_ask(actor) and state == "waiting" and not mine
    knows_number = mine or decides or row.decided_by_id == actor.staff_id
    closed = row.ended_at or row.until
    return UseShown(
        id=row.id,
        who=who,
        unit=unit,
        urgent=row.urgent,
        category=category_word(row.category),
        holder=holder,
        number=told(uow, row, "number") if knows_number else "",
        reason=told(uow, row, "reason"),
        state=state,
        asked_at=row.asked_at,
        lapses_at=row.lapses_at,
        decided_by=decider or "",
        decided_at=row.decided_at,
        answer=told(uow, row, "answer"),
        privacy=row.privacy,
        opened_at=row.opened_at,
        until=closed,
        review_by=row.review_by,
        overdue=row.review_by is not None and row.judged_at is None and row.review_by < uow.today,
        judged_by=judge or "",
        judged_at=row.judged_at,
        justified=row.justified,
        judgement=told(uow, row, "judgement"),
        is_mine=mine,
        may_decide=decides,
        may_judge=may_judge(actor)
        and row.state in JUDGED
        and row.judged_at is None
        and actor.staff_id not in (row.staff_id, row.decided_by_id),
    )


def _state(row: GlassUse, now: datetime) -> str:
    if row.state == "asked":
        return "waiting" if row.lapses_at > now else "lapsed"
    if row.state == "opened":
        return "open" if in_force(row, now) else "over"
    return row.state
