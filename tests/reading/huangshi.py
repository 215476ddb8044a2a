"""A month of a city as its bulletin told it (黄石市 2016年8月), entered case by case under the committees' types.

Its figures are facts of a published bulletin: 869 cases accepted, 842 settled, 28,738,000 yuan; the types and the sources each
add up to 869. Which kind of body accepted which case the bulletin does not say; here they take turns.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import cycle

from portal.declare.case_types import CaseType
from portal.declare.facts import Fact
from portal.declare.phases import Ending, Source
from portal.declare.plugins import Plugin
from portal.engine.changes import FactValue
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseAccess, CaseFile, Dispute
from portal.store.tables.figures import CaseFact
from portal.store.unit_of_work import UnitOfWork

SINCE, UNTIL = date(2016, 8, 1), date(2016, 8, 31)
ACCEPTED, SETTLED, AMOUNT = 869, 842, 28_738_000_00
SOURCES = {Source.OWN_MOTION: 455, Source.APPLICATION: 378, Source.COURT: 36}
TYPES = {
    "01": 160,
    "02": 278,
    "03": 67,
    "04": 44,
    "05": 31,
    "06": 76,
    "07": 18,
    "08": 28,
    "09": 4,
    "10": 13,
    "12": 7,
    "13": 55,
    "14": 33,
    "15": 1,
    "99": 54,
}
PREVENTED = {Fact.PREVENTED_CRIME: (4,), Fact.PREVENTED_PETITION: (5, 5, 5)}


def write_month(uow: UnitOfWork, plugin: Plugin, organisations: list[uuid.UUID], registrar: uuid.UUID) -> None:
    """Write the 869 cases with their facts as `record()` leaves them, in one flush."""
    by_code = {declared.ministry_type: declared for declared in plugin.case_types}
    sources = [source for source, count in SOURCES.items() for _ in range(count)]
    codes = [code for code, count in TYPES.items() for _ in range(count)]
    bodies = cycle(organisations)
    for facts, source, code in zip(_facts(), _mixed(sources), codes, strict=True):
        write_case(
            uow, f"{plugin.key}.{by_code[code].key}", by_code[code], next(bodies), registrar, {Fact.SOURCE: source.value, **facts}
        )
    uow.session.flush()


def write_case(
    uow: UnitOfWork,
    type_key: str,
    declared: CaseType,
    organisation_id: uuid.UUID,
    registrar: uuid.UUID,
    facts: Mapping[Fact, FactValue],
    *,
    privacy: int | None = None,
) -> CaseFile:
    """Add one case with its facts, without a flush."""
    case_id, dispute_id = new_id(), new_id()
    ending = facts.get(Fact.ENDING)
    received, ended = facts[Fact.RECEIVED_ON], facts.get(Fact.ENDED_ON)
    assert isinstance(received, date)
    case = CaseFile(
        county_code=uow.county_code,
        id=case_id,
        dispute_id=dispute_id,
        organisation_id=organisation_id,
        plugin=type_key.partition(".")[0],
        type=type_key,
        type_version=declared.version,
        ministry_type=declared.ministry_type,
        phase="mediating" if ending is None else "agreed" if ending == Ending.SETTLED.value else "ended",
        ending=ending,
        privacy=int(declared.privacy) if privacy is None else privacy,
        source=str(facts[Fact.SOURCE]),
        version=1,
        registered_by_id=registrar,
        division_code=uow.county_code,
        details={},
        received_on=received,
        accepted_on=facts.get(Fact.ACCEPTED_ON),
        ended_on=ended,
        recorded_at=uow.now,
        changed_at=uow.now,
    )
    owner = {"county_code": uow.county_code, "case_id": case_id}
    uow.session.add(Dispute(county_code=uow.county_code, id=dispute_id, responsible_case_id=case_id, opened_at=uow.now))
    uow.session.add(case)
    uow.session.add(CaseAccess(**owner, id=new_id(), organisation_id=organisation_id, ground="owner", since=uow.now))
    for fact, value in facts.items():
        uow.session.add(
            CaseFact(
                **owner,
                id=new_id(),
                fact=fact.value,
                number=value if isinstance(value, int) else None,
                day=value if isinstance(value, date) else None,
                code=value if isinstance(value, str) else None,
                from_event=1,
                organisation_id=organisation_id,
                type=type_key,
            )
        )
    return case


def _facts() -> Iterator[dict[Fact, FactValue]]:
    prevented = {index: (fact, people) for index, (fact, people) in enumerate((f, p) for f, ps in PREVENTED.items() for p in ps)}
    for index in range(ACCEPTED):
        day = date(2016, 8, 1 + index % 31)
        facts: dict[Fact, FactValue] = {
            Fact.RECEIVED_ON: day,
            Fact.ACCEPTED_ON: day,
            Fact.PEOPLE: 3 if index % 10 == 0 else 2,
            Fact.ENDED_ON: UNTIL,
        }
        if index < SETTLED:
            facts[Fact.ENDING] = Ending.SETTLED.value
            facts[Fact.AGREEMENT_FORM] = "oral" if index % 4 == 0 else "written"
            facts[Fact.AMOUNT_AGREED] = AMOUNT // SETTLED + (AMOUNT % SETTLED if index == 0 else 0)
        else:
            facts[Fact.ENDING] = Ending.NOT_SETTLED.value
        if index in prevented:
            fact, people = prevented[index]
            facts[fact] = people
        yield facts


def _mixed(sources: list[Source]) -> list[Source]:
    """Return them so that sources do not follow the order of types."""
    return [sources[index * 17 % len(sources)] for index in range(len(sources))]
