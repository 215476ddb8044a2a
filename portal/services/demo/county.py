"""Makes the demo county. What is written goes through the same services as real work, on the days it would have happened."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from portal.access.county_roles import pages_of_sector_role
from portal.access.passwords import hash_password
from portal.declare.case_types import CaseType, Example
from portal.declare.facts import Fact
from portal.declare.plugins import Plugin
from portal.declare.roles import Reach
from portal.engine.days import SHANGHAI
from portal.engine.money import parse_yuan, yuan
from portal.errors import Refused
from portal.services.advance import advance
from portal.services.demo.bodies import Body, write_bodies
from portal.services.demo.complaints import complain_of_some
from portal.services.demo.courses import COURSES, FINISHED, Act
from portal.services.demo.divisions import write_divisions
from portal.services.demo.groups import gather_some
from portal.services.demo.invented import firm, person
from portal.services.demo.joint import join_some
from portal.services.demo.persons import join_persons
from portal.services.demo.referrals import refer_some
from portal.services.demo.rosters import write_rosters
from portal.services.demo.stand_ins import write_stand_ins
from portal.services.open_case import open_case
from portal.store import settings
from portal.store.actors import Person, System
from portal.store.calendar_rows import seed
from portal.store.files.vault import Vault
from portal.store.parameter_rows import seed as seed_parameters
from portal.store.tables.cases import Party
from portal.store.unit_of_work import Store, UnitOfWork

SEED = 620723
COUNTY = "620723"
_USUAL = 3000_00
_FINISHED_AGO = 75  # days since it was received
_COURT_NUMBERS = 400  # a year
SIZES = {"none": 0.0, "small": 1.0, "full": 10.0}


@dataclass(frozen=True)
class Made:
    """How many organisations and cases were made, and how many acts a type's own guards kept from going on."""

    organisations: int
    cases: int
    held_back: int


def make_demo_county(store: Store, size: str, password: str, *, today: date, vault: Vault | None = None) -> Made:
    """Fill an empty database with the demo county; the same seed and day give the same county. Files go to the vault, if any."""
    random = Random(SEED)  # noqa: S311 - invented data, no secret
    system = System(COUNTY, "demo")
    plugins = list(store.registry.plugins.values())
    with store.begin(system, write=True) as uow:
        settings.write(uow.session, settings.COUNTY_CODE, COUNTY)
        settings.write(uow.session, settings.COUNTY_NAME, "临泽县")
        settings.write(uow.session, settings.HELP_PHONE, "0936-5521234")
        settings.write(uow.session, settings.DEMO, True)
        seed(uow.session)
        seed_parameters(uow.session)
        write_divisions(uow)
        bodies = write_bodies(uow, plugins, hash_password(password), random)
        write_rosters(uow, bodies, today)
        write_stand_ins(uow, bodies, today)
    cases = held_back = 0
    for body in bodies:
        plugin = store.registry.plugins[body.plugin]
        plans = _plans(plugin, body, _share(body, SIZES[size], random), random, today)
        if plans:
            held_back += _live_through(store, plugin, body, plans, today)
            cases += len(plans)
    if size != "none":

        def actor_of(body: Body, role: tuple[uuid.UUID, str]) -> Person:
            return _actor(store, store.registry.plugins[body.plugin], body, *role)

        refer_some(store, bodies, actor_of, today, vault)
        cases += gather_some(store, bodies, actor_of, random, today)
        join_some(store, bodies, actor_of, today)
        cases += join_persons(store, bodies, actor_of, today)
        complain_of_some(store, bodies, today)
    return Made(len(bodies) + 2, cases, held_back)


@dataclass
class _Plan:
    """A case before it is made, and how far its course has come."""

    raw: dict[str, Any]
    acts: list[Act]
    day: date
    opened_at: datetime
    payee: str
    payer: str
    oral: bool
    agreed: int
    case_id: uuid.UUID | None = None
    version: int = 0
    held_back: bool = False
    answers: bool = False  # with yes what is only asked, so that it comes to its end


def _share(body: Body, factor: float, random: Random) -> int:
    """Return how many cases of its kind this body gets; small bodies share a few between them."""
    exact = body.share * factor / body.kin
    return int(exact) + (random.random() < exact - int(exact))


def _plans(plugin: Plugin, body: Body, count: int, random: Random, today: date) -> list[_Plan]:
    """Return the cases of a body; where several are planned and none comes to its end, the last one does."""
    plans: list[_Plan] = []
    for index in range(count):
        finish = index == count - 1 and index > 1 and not any(plan.acts[-1:] == list(FINISHED[-1:]) for plan in plans)
        plans.append(_plan(plugin, body, index, random, today, finish=finish))
    return plans


def _plan(plugin: Plugin, body: Body, index: int, random: Random, today: date, *, finish: bool) -> _Plan:
    """Choose a type, a course and a day, and invent the people."""
    case_type = random.choices(plugin.case_types, weights=[3 if i < 3 else 1 for i in range(len(plugin.case_types))])[0]
    acts = random.choices([c for _, c in COURSES], weights=[w for w, _ in COURSES])[0]
    is_open = len(acts) < 5 or acts[-1].action in ("session", "agree", "pause")
    ended = random.randint(12, 50) if random.random() < 0.4 else random.randint(50, 400)  # some of them this month
    late = is_open and random.random() < 0.08  # a few were left lying, so that there is something to urge
    day = today - timedelta(days=random.randint(18, 33) if late else random.randint(1, 14) if is_open else ended)
    if finish:
        acts, day = FINISHED, today - timedelta(days=_FINISHED_AGO)
    raw, (payee, payer) = _body(case_type, f"{plugin.key}.{case_type.key}", body, day, random)
    opened_at, agreed = _at(day, 8 + index % 4), _agreed(case_type, raw)
    return _Plan(raw, list(acts), day, opened_at, payee, payer, case_type.oral, agreed, answers=finish)


def _agreed(case_type: CaseType, raw: Mapping[str, Any]) -> int:
    """Return what the invented people agree on in fen: not more than is claimed."""
    claims = (raw["details"].get(field.key) for field in case_type.fields if field.fact is Fact.AMOUNT_CLAIMED)
    return min([_USUAL, *(parse_yuan(str(claim)) for claim in claims if claim)])


def _live_through(store: Store, plugin: Plugin, body: Body, plans: list[_Plan], today: date) -> int:
    """Open a body's cases and let them run their course: the clerk until they are assigned, then the mediator.

    Return how many a type's own guard held back, for example until a risk assessment was made.
    """
    mediator = _actor(store, plugin, body, body.mediator, "mediator")
    with store.begin(_actor(store, plugin, body, body.clerk, "clerk"), write=True) as uow:
        for plan in plans:
            uow.now, uow.today = plan.opened_at, plan.day  # an invented past: each act on its own day
            opened = open_case(uow, plan.raw)
            plan.case_id, plan.version = opened.case_id, opened.version
            _run(uow, plan, mediator.staff_id, today, until="assign")
    with store.begin(mediator, write=True) as uow:
        for plan in plans:
            _run(uow, plan, mediator.staff_id, today)
    return sum(plan.held_back for plan in plans)


def _run(uow: UnitOfWork, plan: _Plan, mediator: uuid.UUID, today: date, *, until: str = "") -> None:
    """Do the acts of the course that are left, up to and with the act `until`; stop where a guard asks for more."""
    yesterday = today - timedelta(days=1)  # nothing of the demo is recorded later than it is made
    while plan.acts and plan.case_id is not None and not plan.held_back:
        act = plan.acts.pop(0)
        plan.day = min(plan.day + timedelta(days=act.after), yesterday)
        uow.now, uow.today = _at(plan.day, 15), plan.day
        told = {"{day}": plan.day.isoformat(), "{mediator}": str(mediator)}
        told["{court_number}"] = f"（{plan.day.year}）甘0723诉前调确{plan.case_id.int % _COURT_NUMBERS + 1}号"
        data = {k: told.get(v, v) if isinstance(v, str) else v for k, v in act.data.items()}
        if act.action == "signature":
            data["signatures"] = _first_signature(uow, plan.case_id, plan.day)
        if act.action == "agree":
            due = (plan.day + timedelta(days=15)).isoformat()
            data["terms"] = [
                {"payer": plan.payer, "payee": plan.payee, "amount": yuan(plan.agreed), "due_on": due, "method": "转账"}
            ]
            if not plan.oral:
                data.pop("form")
        try:
            plan.version = _advanced(uow, plan, act.action, data)
        except Refused:
            plan.held_back = True
        if act.action == until:
            return


def _advanced(uow: UnitOfWork, plan: _Plan, action: str, data: dict[str, Any]) -> int:
    """Do the act, and return the version of the case. Raises `Refused`."""
    assert plan.case_id is not None
    try:
        return advance(uow, plan.case_id, action, data, version=plan.version).version
    except Refused as refused:
        if not plan.answers or not all(problem.asks for problem in refused.problems):
            raise
        yes = [f"guard:{problem.answer}" for problem in refused.problems]
        return advance(uow, plan.case_id, action, data, version=plan.version, confirmed=yes).version


def _first_signature(uow: UnitOfWork, case_id: uuid.UUID, day: date) -> list[dict[str, str]]:
    """Return the signature of the party who came first; the others are still to sign."""
    first = (
        select(Party.id).where(Party.county_code == uow.county_code, Party.case_id == case_id).order_by(Party.ordinal).limit(1)
    )
    return [{"who": f"party:{uow.session.scalars(first).one()}", "kind": "signature", "signed_on": day.isoformat()}]


def _body(case_type: CaseType, type_key: str, body: Body, day: date, random: Random) -> tuple[dict[str, Any], tuple[str, str]]:
    """Return the type's example with invented people, and the names of the first applicant and respondent."""
    example: Example = case_type.example(day)
    parties: dict[str, list[dict[str, Any]]] = {}
    names = {"applicant": "", "respondent": ""}
    renamed: list[tuple[str, str]] = []
    for role in case_type.parties:
        given = example.parties.get(role.key)
        if given is None:
            continue
        rows = [dict(r) for r in (given if isinstance(given, tuple) else (given,))]
        parties[role.key] = [
            firm(random, r, body.place.name) if r.get("kind") == "organisation" else person(random, r, body.place.name)
            for r in rows
        ]
        renamed += [(str(r["name"]), str(n["name"])) for r, n in zip(rows, parties[role.key], strict=True)]
        names[role.side.value] = names.get(role.side.value) or parties[role.key][0]["name"]
    summary = example.summary or f"双方因{case_type.title}发生争议，到本单位申请调解。"
    for before, after in renamed:
        summary = summary.replace(before, after)
    raw = {
        "type": type_key,
        "parties": parties,
        "details": {k: _plain(v) for k, v in example.details.items()},
        "summary": summary,
        "received_on": day.isoformat(),
        "division_code": body.place.code,
        "source": random.choices(["application", "own_motion", "court", "police"], weights=[12, 4, 1, 1])[0],
        "confirmed": [f"rule:details.{r.field}" for r in case_type.rules] + [f"rule:{r.field}" for r in case_type.rules],
    }
    return raw, (names["applicant"], names["respondent"] or names["applicant"])


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value


def _actor(store: Store, plugin: Plugin, body: Body, staff_id: uuid.UUID, role_key: str) -> Person:
    """Return a member of a body's staff as she acts; few of them have an account."""
    role = next((r for r in plugin.roles if r.key == role_key), plugin.roles[0])
    verbs = {(v.value, f"{plugin.key}.{t.key}") for v in role.verbs for t in plugin.case_types}
    return Person(
        county_code=COUNTY,
        staff_id=staff_id,
        user_id=0,
        post_id=staff_id,
        organisation_id=body.id,
        organisation_path=body.path,
        plugins=frozenset((plugin.key,)),
        division_path=body.place.code,
        role=f"{plugin.key}.{role.key}",
        reach=Reach.ORGANISATION,
        supervises=False,
        manages_people=False,
        verbs=frozenset(verbs | set(pages_of_sector_role(role))),
    )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(min(hour, 17)), SHANGHAI).astimezone(UTC)
