"""特批查阅: lets a coordinator look at one sealed or restricted case that is out of her reading, for a short time.

    asked ──approve──▶ opened ──(end, or by itself)──▶ judged      by a third person, `portal.services.glass_reviews`
      │ └──refuse────▶ refused
      └────end───────▶ withdrawn; nobody decides in time: lapsed

    urgent (危及生命安全): opened at once by one person alone, or missed when there is no such case; judged in either case

What opens is one row of `case_access` for one person, one case and some minutes. Everything here is done by the system (task
`glass`) for the person who acts, because neither she nor the second person may come near the case.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from portal.access.actors import Glass, Person
from portal.access.proving_again import Proved
from portal.declare.fields import Field, LongText
from portal.declare.privacy import Privacy
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import NotFound, Refused
from portal.services.acting import must_have_proved, stands_aside
from portal.services.glass_requests import KIND, entered, limit, must_ask, new_use, same_of, uses_of
from portal.store import settings
from portal.store.access_log import log_access
from portal.store.access_rows import close_glass, open_glass
from portal.store.glass_rows import in_force, lock_use, overdue_of, sealed, told
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import GlassUse
from portal.store.unit_of_work import UnitOfWork

REFUSAL: tuple[Field, ...] = (LongText("answer", N_("不批准的理由"), required=True, longest=500),)


@dataclass(frozen=True)
class Meant:
    """The restricted or sealed case a request means."""

    case_id: uuid.UUID
    privacy: int


def look_at_once(uow: UnitOfWork, actor: Person, raw: Mapping[str, object], proved: Proved) -> uuid.UUID:
    """Open a case to one person alone, because a life is in danger, and return the use: opened, or missed without such a case.

    Either is written down, counts towards the few a day allows, and is to be judged by the next working day.

    Raises:
        Forbidden: the post may not ask.
        Refused: every problem at its field; another reason than danger to life; an overdue review; too many within a day.
    """
    wanted = entered(uow, actor, raw, proved, urgent=True)
    open_now = uses_of(uow, actor).where(
        GlassUse.urgent.is_(True), GlassUse.state == "opened", GlassUse.ended_at.is_(None), GlassUse.until > uow.now
    )
    same = same_of(uow, open_now, wanted)
    if same is not None:
        return same
    limit(uow, actor, settings.GLASS_URGENT_A_DAY, GlassUse.urgent.is_(True))
    use = new_use(uow, actor, wanted, urgent=True)
    meant = _case_meant(uow, use)
    if meant is not None:
        _open(uow, use, meant)
    else:
        use.state, use.review_by = "missed", _review_by(uow, urgent=True)
        uow.session.flush()
    data: dict[str, str | int] = {"use": str(use.id), "category": use.category}
    log_access(uow, KIND, "urgent" if meant else "missed", case_id=use.case_id, data=data, by=actor)
    return use.id


def look_up(uow: UnitOfWork, actor: Person, use_id: uuid.UUID) -> Meant | None:
    """Tell the second person which case another's request means, `None` when there is none; that she was told is written down.

    Raises:
        NotFound: no such request.
        Forbidden: the post may not decide.
        Refused: her own request; decided or lapsed.
    """
    use = _waiting(uow, actor, use_id)
    meant = _case_meant(uow, use, actor)
    found = None if meant is None else meant.case_id
    log_access(uow, KIND, "looked_up", case_id=found, data={"use": str(use.id), "for": str(use.staff_id)}, by=actor)
    return meant


def approve(uow: UnitOfWork, actor: Person, use_id: uuid.UUID, proved: Proved) -> None:
    """Let another person look at the case she asked for, from now on.

    Raises:
        NotFound: no such request.
        Forbidden: the post may not decide.
        Refused: her own request; decided or lapsed; no such case; the one who asked has an overdue review.
    """
    use = _waiting(uow, actor, use_id)
    must_have_proved(uow, actor, proved)
    if overdue_of(uow, use.staff_id):
        raise Refused.at("", "glass_asker_overdue")
    meant = _case_meant(uow, use, actor)
    if meant is None:
        raise Refused.at("", "glass_no_case")
    _decided(uow, use, actor)
    _open(uow, use, meant)
    data: dict[str, str | int] = {"use": str(use.id), "category": use.category, "for": str(use.staff_id)}
    log_access(uow, KIND, "approved", case_id=meant.case_id, data=data, by=actor)


def refuse(uow: UnitOfWork, actor: Person, use_id: uuid.UUID, raw: Mapping[str, object], proved: Proved) -> None:
    """Refuse another person's request in a sentence. Raises as `approve` does."""
    use = _waiting(uow, actor, use_id)
    must_have_proved(uow, actor, proved)
    values, problems = read_fields(REFUSAL, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    _decided(uow, use, actor)
    use.state, use.answer = "refused", sealed(uow, use, "answer", values["answer"])
    uow.session.flush()
    log_access(uow, KIND, "refused", data={"use": str(use.id), "for": str(use.staff_id)}, by=actor)


def end(uow: UnitOfWork, actor: Person, use_id: uuid.UUID) -> None:
    """End one's own use, or take one's own request back; one that is over stays as it is.

    Raises:
        NotFound: no such use of this person.
    """
    use = lock_use(uow, use_id)
    if use is None or use.staff_id != actor.staff_id:
        raise NotFound
    if use.state == "asked" and use.lapses_at > uow.now:
        use.state = "withdrawn"
        uow.session.flush()
        log_access(uow, KIND, "withdrawn", data={"use": str(use.id)}, by=actor)
    elif use.access_id is not None and in_force(use, uow.now):
        use.ended_at = uow.now
        close_glass(uow, use.access_id)
        log_access(uow, KIND, "ended", case_id=use.case_id, data={"use": str(use.id)}, by=actor)


def look_through(uow: UnitOfWork, use_id: uuid.UUID) -> Person:
    """Write down that the person looks now, and return the actor who may: herself, with the one case, for reading only.

    The entry is to be committed before that actor reads anything.

    Raises:
        NotFound: no use of this person in this post is in force.
    """
    actor = uow.actor
    use = uow.session.get(GlassUse, use_id)
    mine = isinstance(actor, Person) and use is not None and (use.staff_id, use.post_id) == (actor.staff_id, actor.post_id)
    if not mine or not isinstance(actor, Person) or use is None or not in_force(use, uow.now):
        raise NotFound
    must_ask(actor)
    if use.access_id is None or use.case_id is None:
        raise NotFound
    data: dict[str, str | int] = {"use": str(use.id), "urgent": int(use.urgent)}
    log_access(uow, "read", "glass", case_id=use.case_id, data=data)
    return actor.looking_through(Glass(use.access_id, use.case_id))


def _case_meant(uow: UnitOfWork, use: GlassUse, second: Person | None = None) -> Meant | None:
    """Return the restricted or sealed case of that organisation and number, unless one of the two stands aside from it."""
    row = uow.session.execute(
        select(CaseFile.id, CaseFile.privacy)
        .where(
            CaseFile.county_code == uow.county_code,
            CaseFile.number == told(uow, use, "number"),
            CaseFile.organisation_id == use.holder_id,
            CaseFile.privacy >= int(Privacy.P3),
        )
        .order_by(CaseFile.id)
        .limit(1)
    ).one_or_none()
    people = [use.staff_id] if second is None else [use.staff_id, second.staff_id]
    if row is None or any(stands_aside(uow, row.id, one) for one in people):
        return None
    return Meant(row.id, row.privacy)


def _open(uow: UnitOfWork, use: GlassUse, meant: Meant) -> None:
    """Let the asker in for her minutes, and put the use on the list of what is to be judged."""
    minutes = settings.GLASS_URGENT_MINUTES if use.urgent else settings.GLASS_MINUTES
    use.state, use.opened_at = "opened", uow.now
    use.until = uow.now + timedelta(minutes=settings.read(uow.session, minutes))
    use.case_id, use.privacy = meant.case_id, meant.privacy
    use.access_id = open_glass(uow, meant.case_id, use.staff_id, use.until)
    use.review_by = _review_by(uow, urgent=use.urgent)
    uow.session.flush()


def _review_by(uow: UnitOfWork, *, urgent: bool) -> date:
    days = 1 if urgent else settings.read(uow.session, settings.GLASS_REVIEW_DAYS)
    return uow.calendar.add_working_days(uow.today, days).day


def _waiting(uow: UnitOfWork, actor: Person, use_id: uuid.UUID) -> GlassUse:
    """Return a request, locked, that this person may decide now."""
    must_ask(actor)
    use = lock_use(uow, use_id)
    if use is None:
        raise NotFound
    if use.staff_id == actor.staff_id:
        raise Refused.at("", "glass_own")
    if use.state != "asked":
        raise Refused.at("", "glass_decided")
    if use.lapses_at <= uow.now:
        raise Refused.at("", "glass_lapsed")
    return use


def _decided(uow: UnitOfWork, use: GlassUse, actor: Person) -> None:
    use.decided_by_id, use.decided_post_id, use.decided_at = actor.staff_id, actor.post_id, uow.now
