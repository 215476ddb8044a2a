"""A union committee with a clerk, a mediator and a head, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from portal.declare.fields import Text
from portal.declare.plugins import Plugin
from portal.declare.privacy import Sensitivity
from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.hooks.registry import Registry
from portal.store.actors import Person
from portal.store.unit_of_work import Store
from tests.engine.wages import WAGES
from tests.rig.stages import kept, taken
from tests.store.county import COUNTY, DEMO, County, make_store

TYPE = "labour.unpaid_wages"
ACCOUNT = Text("account", "收款账号", sensitivity=Sensitivity.MASKED)
REFUGE = Text("refuge", "安全住处", sensitivity=Sensitivity.SEALED)
LABOUR = Plugin(
    key="labour", title="劳动", number_word="劳", case_types=(replace(WAGES, fields=(*WAGES.fields, ACCOUNT, REFUGE)),)
)


@dataclass
class Desk:
    """A store and the people who act in it."""

    store: Store
    clerk: Person
    mediator: Person
    head: Person
    stranger: Person
    coordinator: Person

    def without(self, who: Person, verb: str) -> Person:
        """Return the person in a post that lacks the verb."""
        return replace(who, verbs=frozenset(pair for pair in who.verbs if pair[0] != verb))


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a union committee, and a stranger of another organisation."""
    people: dict[str, Person] | None = taken(database_url, tmp_path, "labour")
    store = make_store(database_url, tmp_path, Registry.of(LABOUR))
    if people is None:
        people = kept(store.engine, tmp_path, "labour", _settle(store))
    yield Desk(store, **people)
    store.engine.dispose()


def _settle(store: Store) -> dict[str, Person]:
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.division("620723100", COUNTY)
        county.organisation("工会调委会", plugins=("labour",))
        county.organisation("妇联调委会", plugins=("labour",))
        county.organisation("县综治中心")
        return {
            "clerk": _may(county.person("王建国", "工会调委会"), *Verb),
            "mediator": _may(county.person("李秀英", "工会调委会"), Verb.READ, Verb.HANDLE, Verb.REGISTER, Verb.REVEAL),
            "head": _may(county.person("赵主席", "工会调委会", supervises=True), *Verb),
            "stranger": _may(county.person("孙梅", "妇联调委会"), *Verb),
            "coordinator": _may(county.person("陈统筹", "县综治中心", Reach.COUNTY), Verb.READ, Verb.EXPORT),
        }


def _may(person: Person, *verbs: Verb) -> Person:
    return replace(person, verbs=frozenset((verb.value, TYPE) for verb in verbs))
