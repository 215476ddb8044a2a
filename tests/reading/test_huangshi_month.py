"""Form A of a published month: every figure of the bulletin comes back, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from portal.declare.facts import Fact
from portal.declare.phases import Source
from portal.declare.roles import Reach
from portal.hooks.registry import Registry
from portal.reading.figures_form_a import KINDS
from portal.reading.figures_periods import between, read_period
from portal.reading.figures_scopes import scopes
from portal.reading.figures_totals import per_cent
from portal.reading.statistics import form_a, statistics
from portal.store.actors import Person
from portal.store.unit_of_work import Store
from portal_plugins.village_committee import PLUGIN
from tests.reading import huangshi
from tests.reading.conftest import analyse
from tests.rig.databases import embedded
from tests.store.county import COUNTY, DEMO, County, make_store

AUGUST = between(huangshi.SINCE, huangshi.UNTIL)


@dataclass
class City:
    store: Store
    coordinator: Person


@pytest.fixture
def city(database_url: str, tmp_path: Path) -> Iterator[City]:
    store = make_store(database_url, tmp_path, Registry.of(PLUGIN))
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        bodies = []
        for kind in KINDS:
            made = county.organisation(kind, plugins=(PLUGIN.key,))
            made.kind = kind
            bodies.append(made.id)
        county.organisation("县综治中心")
        coordinator = county.person("陈统筹", "县综治中心", Reach.COUNTY)
        huangshi.write_month(uow, PLUGIN, bodies, county.post("朱学忠", "village").staff_id)
    analyse(store)
    yield City(store, replace(coordinator, verbs=frozenset({("open", "portal.statistics")})))
    store.engine.dispose()


@embedded
def test_every_figure_of_the_bulletin_comes_back_and_types_sources_and_rows_add_up(city: City) -> None:
    with city.store.begin(city.coordinator) as uow:
        (county, *_) = scopes(uow, city.coordinator)
        form = form_a(uow, city.coordinator, county, AUGUST)
        page = statistics(uow, city.coordinator, county, read_period("2016-08", today=uow.today))

    total = form.total
    assert (total.accepted, total.settled, per_cent(total.settled, total.closed)) == (869, 842, "96.9")
    assert per_cent(total.settled, total.accepted) == "96.9"
    assert total.amount == 2_873_80 * 10_000
    assert (total.sources["own_motion"], total.sources["application"], total.referred) == (455, 378, 36)
    assert {code: count for code, count in total.types.items() if count} == huangshi.TYPES
    assert (total.prevented[Fact.PREVENTED_CRIME], total.prevented_people[Fact.PREVENTED_CRIME]) == (1, 4)
    assert (total.prevented[Fact.PREVENTED_PETITION], total.prevented_people[Fact.PREVENTED_PETITION]) == (3, 15)
    assert total.oral + total.written == 842
    assert page.now == total

    assert (form.tie.types, form.tie.sources, form.tie.total) == (869, 869, 869)
    assert list(form.rows) == list(KINDS)
    assert sum(row.accepted for row in form.rows.values()) == 869
    assert sum(row.amount for row in form.rows.values()) == total.amount
    assert all(row.sources[Source.OWN_MOTION] for row in form.rows.values())
