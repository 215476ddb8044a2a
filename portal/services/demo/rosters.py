"""The rosters of the demo county: those who have a post, and colleagues who come without an account."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from portal.engine.roster import Position, term_end
from portal.services.demo.bodies import Body
from portal.services.demo.invented import staff_name
from portal.store.identifiers import new_id
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.tables.roster import RosterEntry, RosterTraining
from portal.store.unit_of_work import UnitOfWork

SEED = 8
LANGUAGES = ("藏语", "裕固语", "蒙古语", "手语")
SUBJECTS = ("人民调解法与调解程序", "调解协议书的制作", "民法典婚姻家庭编", "心理疏导与沟通")
OTHERS = 2  # members without an account


def write_rosters(uow: UnitOfWork, bodies: list[Body], today: date) -> None:
    """Give every body a roster; a few have a term that has ended or ends soon, so that the warning can be seen."""
    random = Random(SEED)  # noqa: S311 - invented data, no secret
    names = {row.id: row.name for row in uow.session.execute(select(Staff.id, Staff.name))}
    for at, body in enumerate(bodies):
        sector = uow.registry.plugins[body.plugin]
        titles = [case_type.title for case_type in sector.case_types]
        ago = {3: 3 * 365 + 40, 4: 3 * 365 - 30}.get(at % 10, random.randrange(200, 900))
        since = today - timedelta(days=ago)
        members: dict[uuid.UUID, Position] = {body.head: Position.HEAD}
        for staff_id in (body.mediator, body.clerk):
            members.setdefault(staff_id, Position.MEMBER)
        rows: list[tuple[uuid.UUID | None, str, Position]] = [
            (staff_id, names[staff_id], position) for staff_id, position in members.items()
        ]
        rows += [(None, staff_name(random), Position.MEMBER) for _ in range(OTHERS)]
        rows.append((None, staff_name(random), Position.ENGAGED))
        for index, (staff, name, position) in enumerate(rows):
            entry = RosterEntry(
                county_code=uow.county_code,
                id=new_id(),
                organisation_id=body.id,
                staff_id=staff,
                name=name,
                position=position.value,
                is_woman=index == 1 or random.random() < 0.3,
                specialties=random.sample(titles, min(2, len(titles))),
                languages=[random.choice(LANGUAGES)] if random.random() < 0.25 else [],
                level=random.choice(("", "1", "2", "3", "4")),
                since=since,
                until=None if position is Position.ENGAGED else term_end(since),
                ended_on=None,
            )
            uow.session.add(entry)
            for _ in range(random.randrange(3)):
                uow.session.add(_training(uow, entry, random, today))
        if at % 5:
            uow.session.get_one(Organisation, body.id).seal_registered_on = since
    uow.session.flush()


def _training(uow: UnitOfWork, entry: RosterEntry, random: Random, today: date) -> RosterTraining:
    return RosterTraining(
        county_code=uow.county_code,
        id=new_id(),
        entry_id=entry.id,
        held_on=today - timedelta(days=random.randrange(10, 300)),
        hours=random.choice((4, 8, 16)),
        subject=random.choice(SUBJECTS),
        struck_on=None,
    )
