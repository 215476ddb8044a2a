"""代办: a mediator, or whoever leads the organisation, names who acts on her cases from day to day while she is away.

The stand-in acts as herself, every event says for whom, and it ends by itself; nothing changes hands. Sealed cases do not go
along: the head gives those by name (指派).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from portal.access.actors import Person
from portal.declare.fields import Choice, Day, Field
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import NotFound, Problem, Refused
from portal.services.acting import person
from portal.services.roster import Colleagues, colleagues_of
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.people import StandIn
from portal.store.unit_of_work import UnitOfWork

KIND = "people"
LONGEST = timedelta(days=366)


def leads(actor: Person) -> bool:
    """Say whether the post names stand-ins for others of its organisation, too."""
    return actor.supervises or actor.manages_people


def fields_of(actor: Person, colleagues: Colleagues) -> tuple[Field, ...]:
    """Return what is asked; whoever does not lead names somebody for herself. Nothing where she is alone."""
    others = tuple(pair for pair in colleagues if pair[0] != str(actor.staff_id))
    if not others:
        return ()
    whom = (Choice("absent", N_("谁不在岗"), colleagues, required=True),) if leads(actor) else ()
    return (
        *whom,
        Choice("stand_in", N_("由谁代办"), colleagues if leads(actor) else others, required=True),
        Day("since", N_("从哪天起"), required=True, future=True),
        Day("until", N_("到哪天止（含当天）"), required=True, future=True),
    )


def name_stand_in(uow: UnitOfWork, raw: Mapping[str, object], token: str | None = None) -> uuid.UUID:
    """Name a stand-in and return the row.

    Raises:
        Refused: what is wrong, at its field.
        Repeated: the token was used before.
    """
    actor = person(uow)
    submit = use_token(uow, actor, token, body_text(raw))
    fields = fields_of(actor, colleagues_of(uow, actor.organisation_id))
    if not fields:
        raise Refused.at("", "stand_in_nobody")
    values, problems = read_fields(fields, raw, uow.today, "")
    absent = uuid.UUID(values["absent"]) if values.get("absent") else actor.staff_id
    stand_in = uuid.UUID(values["stand_in"]) if values.get("stand_in") else None
    since, until = values.get("since"), values.get("until")
    if stand_in == absent:
        problems.append(Problem("stand_in", "stand_in_oneself"))
    if since is not None and since < uow.today:
        problems.append(Problem("since", "stand_in_past"))
    if since is not None and until is not None and until < since:
        problems.append(Problem("until", "stand_in_until_before"))
    if since is not None and until is not None and until - since > LONGEST:
        problems.append(Problem("until", "stand_in_too_long"))
    if problems or stand_in is None:
        raise Refused(tuple(problems))
    twice = select(StandIn.id).where(
        StandIn.county_code == uow.county_code,
        StandIn.organisation_id == actor.organisation_id,
        StandIn.absent_id == absent,
        StandIn.stand_in_id == stand_in,
        StandIn.since <= until,
        StandIn.until >= since,
        StandIn.ended_at.is_(None),
    )
    if uow.session.scalar(twice.limit(1)) is not None:
        raise Refused.at("stand_in", "stand_in_twice")
    row = StandIn(
        county_code=uow.county_code,
        id=new_id(),
        organisation_id=actor.organisation_id,
        absent_id=absent,
        stand_in_id=stand_in,
        since=since,
        until=until,
        named_by_id=actor.staff_id,
        named_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    _log(uow, "stand_in_named", row)
    settle(submit, row.id)
    return row.id


def end_stand_in(uow: UnitOfWork, stand_in_id: uuid.UUID) -> None:
    """End it before its day: by either of the two, or by whoever leads the organisation.

    Raises:
        NotFound: no such row in the organisation for this post.
        Refused: it is over.
    """
    actor = person(uow)
    row = uow.session.scalars(
        select(StandIn)
        .where(
            StandIn.county_code == uow.county_code,
            StandIn.id == stand_in_id,
            StandIn.organisation_id == actor.organisation_id,
        )
        .with_for_update()
    ).one_or_none()
    if row is None or not (leads(actor) or actor.staff_id in (row.absent_id, row.stand_in_id)):
        raise NotFound
    if row.ended_at is not None or row.until < uow.today:
        raise Refused.at("", "stand_in_over")
    row.ended_at = uow.now
    uow.session.flush()
    _log(uow, "stand_in_ended", row)


def _log(uow: UnitOfWork, action: str, row: StandIn) -> None:
    told = {"organisation": str(row.organisation_id), "staff": str(row.absent_id), "stand_in": str(row.stand_in_id)}
    log_access(uow, KIND, action, data={**told, "since": row.since.isoformat(), "until": row.until.isoformat()})
