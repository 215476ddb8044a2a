"""Joint handling in the demo county: one body takes part in a case of another, two were asked and have not answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import select

from portal.engine.referral import digest_of, snapshot_of
from portal.errors import Forbidden, NotFound, Refused
from portal.services.demo.bodies import Body
from portal.services.joint import accept, ask
from portal.store.actors import Person, System
from portal.store.joint_rows import ASKED, TASK
from portal.store.load_case import load_case
from portal.store.tables.cases import CaseFile
from portal.store.tables.joint import JointHandling
from portal.store.tables.people import Staff
from portal.store.unit_of_work import Store

WHAT = "请派一名熟悉情况的调解员一起上门，把事情说开。"
WANTED = (True, False, False)  # answered, waiting, waiting
OF_VISITORS = (False, False, True)
"""Whether whoever is asked is a body a visitor can enter, so that there is a request to answer."""


def join_some(store: Store, bodies: list[Body], actor_of: Callable[..., Person], today: date) -> int:
    """Let a few bodies whose people have no accounts ask others in, and return how many did."""
    if not bodies:
        return 0
    with store.begin(System(bodies[0].place.code[:6], "demo")) as uow:
        known = set(uow.session.scalars(select(Staff.id).where(Staff.user_id.is_not(None))))
        rows = uow.session.execute(
            select(CaseFile.id, CaseFile.organisation_id)
            .where(CaseFile.phase == "mediating", CaseFile.privacy < 3, CaseFile.voided_on.is_(None))
            .order_by(CaseFile.received_on.desc(), CaseFile.id)
        ).all()
    quiet = {body.id: body for body in bodies if not {body.head, body.mediator, body.clerk} & known}
    met = {body.id: body for body in bodies if body.id not in quiet}
    done = 0
    for row in rows:
        if done == len(WANTED):
            break
        sender, asked = quiet.get(row.organisation_id), met if OF_VISITORS[done] else quiet
        other = next((b for b in asked.values() if sender is not None and b.plugin == sender.plugin and b.id != sender.id), None)
        if sender is None or other is None:
            continue
        asks, partner = actor_of(sender, (sender.mediator, "mediator")), actor_of(other, (other.clerk, "clerk"))
        done += _joined(store, asks, partner, row.id, today, answers=WANTED[done])
    return done


def _joined(store: Store, asks: Person, partner: Person, case_id: uuid.UUID, today: date, *, answers: bool) -> bool:
    now = datetime(today.year, today.month, today.day, 1, tzinfo=UTC)
    try:
        with store.begin(asks, write=True, now=now, today=today) as uow:
            case, state = load_case(uow, case_id, secrets=True)
            data = {
                "to": str(partner.organisation_id),
                "what": WHAT,
                "consented_on": today.isoformat(),
                "who": str(state.parties[0].id),
                "how": "phone",
                "consented": "yes",
                "shown": digest_of(snapshot_of(state, (), WHAT)),
            }
            ask(uow, case.id, data, version=case.version)
            with uow.at_task(TASK):
                found = select(JointHandling.id).where(JointHandling.from_case_id == case.id, JointHandling.state == ASKED)
                joint_id = uow.session.scalars(found).one()
        if answers:
            with store.begin(partner, write=True, now=now, today=today) as uow:
                accept(uow, joint_id, {"staff": [str(partner.staff_id)]}, ((str(partner.staff_id), "经办"),))
    except (Refused, NotFound, Forbidden):  # this one is not possible; the next is tried
        return False
    return True
