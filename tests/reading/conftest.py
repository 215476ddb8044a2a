"""A county whose cases are told by their facts alone, for tests of figures, on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from portal.declare.facts import Fact
from portal.declare.plugins import Plugin
from portal.declare.roles import Reach
from portal.declare.statistics import Statistic
from portal.declare.steps import Verb
from portal.engine.changes import FactValue
from portal.hooks.registry import Registry
from portal.store.actors import Person
from portal.store.tables.cases import CaseFile
from portal.store.tables.figures import CaseMeasure
from portal.store.unit_of_work import Store, UnitOfWork
from tests.engine.wages import WAGES
from tests.reading.huangshi import write_case
from tests.store.county import COUNTY, DEMO, County, make_store

STATISTICS = ("open", "portal.statistics")
LABOUR = Plugin(
    key="labour",
    title="劳动",
    number_word="劳",
    case_types=(WAGES,),
    statistics=(Statistic("by_employment", "按用工形式", "unpaid_wages.employment", (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED)),),
)
TYPE = "labour.unpaid_wages"


@dataclass
class Figured:
    """A store, its people, and cases added by their facts."""

    store: Store
    people: dict[str, Person]
    organisations: dict[str, uuid.UUID]
    cases: list[uuid.UUID] = field(default_factory=list)

    def case(
        self,
        organisation: str = "工会调委会",
        *,
        privacy: int = 2,
        source: str = "application",
        employment: str = "",
        **facts: Any,
    ) -> uuid.UUID:
        """Add a case; facts are given by their names, the day of receipt is that of acceptance unless it is given."""
        known: dict[Fact, FactValue] = {Fact(name): value for name, value in facts.items()}
        received = known.get(Fact.RECEIVED_ON) or known.get(Fact.ACCEPTED_ON) or date(2026, 11, 2)
        with self.store.begin(DEMO, write=True) as uow:
            told = {Fact.SOURCE: source, Fact.RECEIVED_ON: received, **known}
            registrar = self.people["clerk"].staff_id
            made = write_case(uow, TYPE, WAGES, self.organisations[organisation], registrar, told, privacy=privacy)
            if employment:
                _measure(uow, made, employment)
        self.cases.append(made.id)
        return made.id


def _measure(uow: UnitOfWork, made: CaseFile, employment: str) -> None:
    uow.session.add(
        CaseMeasure(
            county_code=COUNTY,
            id=uuid.uuid4(),
            case_id=made.id,
            key="employment",
            code=employment,
            from_event=1,
            organisation_id=made.organisation_id,
            type=made.type,
        )
    )


@pytest.fixture
def figured(database_url: str, tmp_path: Path) -> Iterator[Figured]:
    """Two bodies of a sector, one below the other, a village's, and a centre that sees the county."""
    made = make_figured(database_url, tmp_path)
    yield made
    made.store.engine.dispose()


def make_figured(url: str, folder: Path) -> Figured:
    """Return the county on a migrated, empty database."""
    store = make_store(url, folder, Registry.of(LABOUR))
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.division("620723100", COUNTY)
        county.organisation("工会调委会", plugins=("labour",))
        county.organisation("园区工会调委会", above="工会调委会", division="620723100", plugins=("labour",))
        county.organisation("东寨村调委会", division="620723100", plugins=("labour",)).kind = "village"
        county.organisation("县综治中心")
        people = {
            "clerk": county.person("王建国", "工会调委会"),
            "head": county.person("赵主席", "工会调委会", supervises=True),
            "below": county.person("钱进", "园区工会调委会"),
            "sector": county.person("周行", "工会调委会", Reach.SECTOR),
            "town": county.person("马晓燕", "东寨村调委会", Reach.PLACE),
            "coordinator": county.person("陈统筹", "县综治中心", Reach.COUNTY),
            "congress": county.person("孟学忠", "县综治中心", Reach.NOTHING),
            "sysadmin": county.person("叶立新", "县综治中心", Reach.NOTHING),
        }
        organisations = {name: row.id for name, row in county.organisations.items()}
    acts = {(verb.value, TYPE) for verb in Verb}
    verbs = {"head": {STATISTICS, *acts}, "sysadmin": set()}
    held = {name: replace(who, verbs=frozenset(verbs.get(name, {STATISTICS}))) for name, who in people.items()}
    return Figured(store, held, organisations)


def analyse(store: Store) -> None:
    """Let PostgreSQL look at tables that were filled a moment ago; its own daemon, which would, is off in tests."""
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
