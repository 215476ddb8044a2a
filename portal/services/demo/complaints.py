"""Complaints about mediators in the demo county, taken at the desk of the judicial bureau: one answered, one that waits."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from portal.access.identity import signed
from portal.access.signing_in import find
from portal.engine.days import SHANGHAI
from portal.services.complaints import answer_complaint, complain_at_the_desk
from portal.services.demo.bodies import Body
from portal.store.actors import Person, System
from portal.store.tables.complaints import Complaint
from portal.store.tables.people import Staff
from portal.store.unit_of_work import Store

BUREAU = "justice"
"""The account of whoever receives complaints."""

TOLD: tuple[dict[str, Any], ...] = (
    {
        "grounds": ["favours"],
        "words": "调解的时候一直劝我让步，没有让我把话说完，对方说的就都记下来了。",
        "name": "周玉梅",
        "phone": "13893600047",
    },
    {"grounds": ["other"], "words": "约好上午九点调解，等到十一点也没有人来，打电话也没有人接。", "name": "", "phone": ""},
)
ANSWER = {
    "finding": "partly",
    "measure": "criticised",
    "answer": "经向双方和在场的人了解：没有听您把话说完、记录不全，属实；偏袒对方，没有查到。"
    "已由所在调解委员会批评教育，并另派一名调解员重新听取您的意见。",
}
AGO = (12, 2)  # days since they came; the first is answered four days later


def complain_of_some(store: Store, bodies: list[Body], today: date) -> int:
    """Let people complain about mediators who have no account, and answer the first; return how many did."""
    if not bodies:
        return 0
    county = System(bodies[0].place.code[:6], "demo")
    about, bureau = _mediators(store, bodies, county)[: len(TOLD)], _bureau(store, county, today)
    if bureau is None:
        return 0
    for (unit_id, name), told, ago in zip(about, TOLD, AGO, strict=False):
        came = today - timedelta(days=ago)
        with store.begin(bureau, write=True, now=_at(came, 10), today=came) as uow:
            complain_at_the_desk(uow, unit_id, {**told, "came_on": came.isoformat(), "mediator": name, "number": ""})
            complaint_id = uow.session.scalars(select(Complaint.id).where(Complaint.unit_id == unit_id)).one()
        if told["name"]:
            answered = came + timedelta(days=4)
            with store.begin(bureau, write=True, now=_at(answered, 16), today=answered) as uow:
                answer_complaint(uow, complaint_id, ANSWER)
    return len(about)


def _mediators(store: Store, bodies: list[Body], county: System) -> list[tuple[uuid.UUID, str]]:
    """Return mediators nobody enters as, each of another body, with the body."""
    with store.begin(county) as uow:
        names = {row.id: row.name for row in uow.session.execute(select(Staff.id, Staff.name).where(Staff.user_id.is_(None)))}
    return [(body.id, names[body.mediator]) for body in bodies if body.mediator in names]


def _bureau(store: Store, county: System, today: date) -> Person | None:
    """Return the person of the bureau, in her post."""
    with store.begin(county) as uow:
        connection = uow.session.connection()
        account = find(connection, BUREAU)
        who = signed(connection, account.user_id, None, today) if account is not None else None
    return who.actor if who is not None else None


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)
