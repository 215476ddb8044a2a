"""Makes the demo county. What is written goes through the same services as real work, on the days it would have happened."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from portal.access.county_roles import pages_of_sector_role
from portal.access.passwords import hash_password
from portal.declare.case_types import CaseType, Example
from portal.declare.plugins import Plugin
from portal.declare.roles import Reach
from portal.engine.days import SHANGHAI
from portal.errors import Refused
from portal.services.advance import advance
from portal.services.demo.bodies import Body, write_bodies
from portal.services.demo.courses import COURSES, Act
from portal.services.demo.divisions import write_divisions
from portal.services.demo.invented import firm, person
from portal.services.open_case import open_case
from portal.store import settings
from portal.store.actors import Person, System
from portal.store.calendar_rows import seed
from portal.store.unit_of_work import Store

SEED = 620723
COUNTY = "620723"
SIZES = {"none": 0.0, "small": 1.0, "full": 10.0}


@dataclass(frozen=True)
class Made:
    """How many organisations and cases were made, and how many acts a type's own guards kept from going on."""

    organisations: int
    cases: int
    held_back: int


def make_demo_county(store: Store, size: str, password: str, *, today: date) -> Made:
    """Fill an empty database with the demo county; the same seed and day give the same county."""
    random = Random(SEED)  # noqa: S311 - invented data, no secret
    system = System(COUNTY, "demo")
    plugins = list(store.registry.plugins.values())
    with store.begin(system, write=True) as uow:
        settings.write(uow.session, settings.COUNTY_CODE, COUNTY)
        settings.write(uow.session, settings.COUNTY_NAME, "临泽县")
        settings.write(uow.session, settings.HELP_PHONE, "0936-5521234")
        settings.write(uow.session, settings.DEMO, True)
        seed(uow.session)
        write_divisions(uow)
        bodies = write_bodies(uow, plugins, hash_password(password), random)
    cases = held_back = 0
    for body in bodies:
        plugin = store.registry.plugins[body.plugin]
        for index in range(_share(body, SIZES[size], random)):
            held_back += not _make_case(store, plugin, body, index, random, today)
            cases += 1
    return Made(len(bodies) + 2, cases, held_back)


def _share(body: Body, factor: float, random: Random) -> int:
    """Return how many cases of its kind this body gets; small bodies share a few between them."""
    exact = body.share * factor / body.kin
    return int(exact) + (random.random() < exact - int(exact))


def _make_case(store: Store, plugin: Plugin, body: Body, index: int, random: Random, today: date) -> bool:
    """Make one case and let it run its course until today; return whether it ran as far as its course goes."""
    case_type = random.choices(plugin.case_types, weights=[3 if i < 3 else 1 for i in range(len(plugin.case_types))])[0]
    acts = random.choices([c for _, c in COURSES], weights=[w for w, _ in COURSES])[0]
    is_open = len(acts) < 5 or acts[-1].action in ("session", "agree", "pause")
    age = random.randint(1, 14) if is_open else random.randint(20, 400)
    day = today - timedelta(days=age)
    clerk, mediator = _actor(store, plugin, body, body.clerk, "clerk"), _actor(store, plugin, body, body.mediator, "mediator")
    raw, parties = _body(case_type, f"{plugin.key}.{case_type.key}", body, day, random)
    with store.begin(clerk, write=True, now=_at(day, 8 + index % 4), today=day) as uow:
        opened = open_case(uow, raw)
    return _run(store, clerk, mediator, opened.case_id, opened.version, acts, day, today, parties, oral=case_type.oral)


def _run(
    store: Store,
    clerk: Person,
    mediator: Person,
    case_id: uuid.UUID,
    version: int,
    acts: tuple[Act, ...],
    day: date,
    today: date,
    parties: tuple[str, str],
    *,
    oral: bool,
) -> bool:
    who, yesterday = clerk, today - timedelta(days=1)  # nothing of the demo is recorded later than it is made
    for act in acts:
        day = min(day + timedelta(days=act.after), yesterday)
        told = {"{day}": day.isoformat(), "{mediator}": str(mediator.staff_id)}
        data = {k: told.get(v, v) if isinstance(v, str) else v for k, v in act.data.items()}
        if act.action == "agree":
            due = (day + timedelta(days=15)).isoformat()
            data["terms"] = [{"payer": parties[1], "payee": parties[0], "amount": "3000", "due_on": due, "method": "转账"}]
        try:
            with store.begin(who, write=True, now=_at(day, 15), today=day) as uow:
                if act.action == "agree" and not oral:
                    data.pop("form")
                version = advance(uow, case_id, act.action, data, version=version).version
            who = mediator if act.action == "assign" else who
        except Refused:
            return False  # the type's own guard asks for more, for example a risk assessment first
    return True


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
