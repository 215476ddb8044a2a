"""The main use cases, each with what must be there before: registering, accepting, agreeing, signing, referring, handing over."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.proof.canaries import Matter, Subject
from portal.proof.county import as_person
from portal.proof.filling import Pen
from portal.proof.planting_between import refer
from portal.services.advance import advance
from portal.services.hand_over import hand_over
from portal.services.open_case import open_case
from portal.store.actors import Actor, Person, System
from portal.store.files.vault import FOLDER, Vault
from portal.store.tables.cases import CaseFile, Party
from portal.store.unit_of_work import UnitOfWork
from portal.testing.own_portal import OwnPortal

PLUGIN = "trade_union"
TYPE = f"{PLUGIN}.unpaid_wages"
COURSE: Mapping[str, Mapping[str, Any]] = {
    "take": {},
    "consent": {"consented_on": "今天", "how": "phone"},
    "session": {"held_on": "今天", "manner": "face_to_face", "record": "愿意分期付清", "result": "success"},
    "agree": {"agreed_on": "今天"},
    "sign": {"signed_on": "今天", "complete": True},
}


def handler(portal: OwnPortal) -> Person:
    """Return who registers and handles."""
    return as_person(portal.handler)


@dataclass(frozen=True)
class UseCase:
    """What somebody does in one transaction; `before` is the last act that was done when she begins."""

    name: str
    before: str
    do: Callable[[OwnPortal, UnitOfWork, uuid.UUID], object]
    who: Callable[[OwnPortal], Actor] = handler


def register(portal: OwnPortal, uow: UnitOfWork, accept: Mapping[str, Any] | None = None) -> tuple[uuid.UUID, int]:
    """Open the example, and return its id and version."""
    opened = open_case(uow, portal.example(TYPE), accept=accept)
    return opened.case_id, opened.version


def act(portal: OwnPortal, uow: UnitOfWork, case_id: uuid.UUID, action: str, **more: Any) -> int:
    """Do an act of the course, and return the version after it."""
    data = {**COURSE.get(action, {}), **more}
    if action == "agree":
        data["terms"] = [_term(uow, case_id)]
    version = uow.session.get_one(CaseFile, case_id).version
    return advance(uow, case_id, action, data, version=version, confirmed=_ASKED).version


def prepared(portal: OwnPortal, until: str) -> uuid.UUID:
    """Return a case that was brought so far: `""` none, `registered`, `accepted`, or the last act that was done."""
    if not until:
        return uuid.UUID(int=0)
    with portal.store.begin(handler(portal), write=True) as uow:
        case_id, _version = register(portal, uow, None if until == "registered" else {})
    for action in COURSE if until in COURSE else ():
        with portal.store.begin(handler(portal), write=True) as uow:
            act(portal, uow, case_id, action)
        if action == until:
            break
    return case_id


def _term(uow: UnitOfWork, case_id: uuid.UUID) -> dict[str, Any]:
    mine = (Party.county_code == uow.county_code, Party.case_id == case_id)
    people = dict(uow.session.execute(select(Party.side, Party.name).where(*mine)).all())
    terms = {"amount": "800.00", "due_on": uow.today.isoformat(), "breach": "逾期加付一成"}
    return {**terms, "payer": people["respondent"], "payee": people["applicant"]}


def _refer(portal: OwnPortal, uow: UnitOfWork, case_id: uuid.UUID) -> object:
    body = portal.county.own[PLUGIN]
    of = Subject(Matter.CASE, "referred", body.id, body.path, body.division_path, PLUGIN, id=case_id)
    vault = Vault(portal.config.data_dir / FOLDER)
    return refer(uow, case_id, portal.county.foreign[PLUGIN].id, vault, Pen(portal.nest, of, uow.today))


def _hand_over(portal: OwnPortal, uow: UnitOfWork, _case: uuid.UUID) -> object:
    giver = handler(portal)
    others = (portal.actor(portal.post(role.key)) for role in portal.plugin.roles)
    taker = next(one for one in others if one.staff_id != giver.staff_id)
    return hand_over(uow, giver.staff_id, taker.staff_id, giver.organisation_id, at_the_word_of=giver.staff_id)


def _system(portal: OwnPortal) -> Actor:
    return System(portal.county_code, "people.hand_over")


_ASKED = ("guard::respondent", "guard::applicant")

USE_CASES = (
    UseCase("register", "", lambda portal, uow, _case: register(portal, uow)),
    UseCase("accept", "registered", lambda portal, uow, case: act(portal, uow, case, "accept", accepted_on="今天")),
    UseCase("agree", "session", lambda portal, uow, case: act(portal, uow, case, "agree")),
    UseCase("sign", "agree", lambda portal, uow, case: act(portal, uow, case, "sign")),
    UseCase("refer", "accepted", _refer),
    UseCase("hand over", "take", _hand_over, _system),
)
