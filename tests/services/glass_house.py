"""Two who may ask for special access, one who judges, and a committee with a sealed and an open case."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.access.actors import Person, System
from portal.access.county_roles import ASK_GLASS, REVIEW_GLASS
from portal.access.proving_again import Proved
from portal.declare.roles import Reach
from portal.errors import NotFound, Refused
from portal.reading.case_page import case_page
from portal.services import glass
from portal.services.glass_requests import ask
from portal.services.glass_reviews import judge
from portal.services.open_case import open_case
from portal.store import calendar_rows
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import GlassUse
from portal.store.tables.machine import AccessEntry
from portal.store.tables.places import Organisation
from tests.engine.wages import raw
from tests.services.conftest import TYPE, Desk
from tests.store.county import COUNTY, DEMO, NOW, County

SEALING = {"owed": "1", "owed_since": "2026-1-1", "violence": "是", "safe_phone": "13893600055"}
REASON = "派出所来电，当事人今天失联，需要了解案件情况。"
MINUTE = timedelta(minutes=1)


@dataclass
class House:
    """The desk with two who may ask, one who judges, a sealed and an open case of the committee."""

    desk: Desk
    first: Person
    second: Person
    auditor: Person
    sealed: uuid.UUID
    plain: uuid.UUID

    def number(self, case_id: uuid.UUID) -> str:
        with self.desk.store.begin(DEMO) as uow:
            return str(uow.session.scalars(select(CaseFile.number).where(CaseFile.id == case_id)).one())

    def body(self, case_id: uuid.UUID | None = None, **more: str) -> dict[str, str]:
        number = "（2026）临劳调字第999号" if case_id is None else self.number(case_id)
        holder = str(self.desk.clerk.organisation_id)
        return {"category": "life", "holder": holder, "number": number, "reason": REASON, **more}

    def ask(self, case_id: uuid.UUID | None = None, who: Person | None = None, now: datetime = NOW, **more: str) -> uuid.UUID:
        who = who or self.first
        with self.desk.store.begin(who, write=True, now=now) as uow:
            return ask(uow, self.body(case_id, **more), Proved(who.user_id, now))

    def by_system(self, act: Any, who: Person, *given: Any, now: datetime = NOW, proof: bool = True) -> Any:
        with self.desk.store.begin(System(COUNTY, "glass"), write=True, now=now) as uow:
            return act(uow, who, *given, *([Proved(who.user_id, now)] if proof else []))

    def approve(self, use_id: uuid.UUID, who: Person | None = None, now: datetime = NOW) -> None:
        self.by_system(glass.approve, who or self.second, use_id, now=now)

    def at_once(self, case_id: uuid.UUID | None, who: Person | None = None, now: datetime = NOW, **more: str) -> uuid.UUID:
        made: uuid.UUID = self.by_system(glass.look_at_once, who or self.first, self.body(case_id, **more), now=now)
        return made

    def end(self, use_id: uuid.UUID, who: Person | None = None, now: datetime = NOW) -> None:
        self.by_system(glass.end, who or self.first, use_id, now=now, proof=False)

    def judge(self, use_id: uuid.UUID, who: Person | None = None, now: datetime = NOW, **more: str) -> None:
        with self.desk.store.begin(who or self.auditor, write=True, now=now) as uow:
            judge(uow, use_id, {"verdict": "justified", "judgement": "来电属实，理由充分。", **more})

    def through(self, use_id: uuid.UUID, who: Person | None = None, now: datetime = NOW) -> Person:
        with self.desk.store.begin(who or self.first, write=True, now=now) as uow:
            return glass.look_through(uow, use_id)

    def sees(self, actor: Person, case_id: uuid.UUID, now: datetime = NOW) -> bool:
        """Say whether the actor reads the content of the case."""
        with self.desk.store.begin(actor, now=now) as uow:
            try:
                return not case_page(uow, actor, case_id).header_only
            except NotFound:
                return False

    def use(self, use_id: uuid.UUID) -> GlassUse:
        with self.desk.store.begin(DEMO) as uow:
            row = uow.session.get_one(GlassUse, use_id)
            uow.session.expunge(row)
            return row

    def acts(self) -> list[tuple[str, bool]]:
        """Return what was written down, oldest first, each with whether it names a case."""
        with self.desk.store.begin(DEMO) as uow:
            rows = uow.session.scalars(select(AccessEntry).where(AccessEntry.kind == "glass").order_by(AccessEntry.id))
            return [(row.action, row.case_id is not None) for row in rows]


def make_house(desk: Desk) -> House:
    """Write them down and open the cases."""
    with desk.store.begin(DEMO, write=True) as uow:
        calendar_rows.seed(uow.session)
        county = County(uow.session, users=50)
        county.organisations["县综治中心"] = uow.session.get_one(Organisation, desk.coordinator.organisation_id)
        second = county.person("郑督办", "县综治中心", Reach.COUNTY)
        auditor = county.person("吴审计", "县综治中心", Reach.NOTHING)
    made = {}
    for name, more in (("sealed", {"details": SEALING}), ("plain", {})):
        with desk.store.begin(desk.clerk, write=True) as uow:
            made[name] = open_case(uow, {**raw(**more), "type": TYPE}, accept={}).case_id
    return House(
        desk,
        replace(desk.coordinator, verbs=desk.coordinator.verbs | {ASK_GLASS}),
        replace(second, verbs=frozenset({ASK_GLASS})),
        replace(auditor, verbs=frozenset({REVIEW_GLASS})),
        **made,
    )


def code_of(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in refused.value.problems]
