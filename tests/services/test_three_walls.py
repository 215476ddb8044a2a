"""A foreign organisation stays out with any two of the three walls switched off, whatever it tries; with all off it comes in."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from portal.declare.steps import Verb
from portal.errors import Forbidden, GuardError, NotFound
from portal.hooks.registry import Registry
from portal.reading.case_page import case_page
from portal.reading.consultations import ConsultationQuery, consultation, ledger
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.advance import advance
from portal.services.consult import became_case, record_consultation
from portal.services.open_case import open_case
from portal.services.reveal import reveal
from portal.store.actors import Person
from portal.store.tables.cases import Party
from portal.store.unit_of_work import Store, UnitOfWork
from tests.engine.wages import raw
from tests.rig.databases import postgres_database, sqlite_database
from tests.rig.fixtures import BOTH
from tests.services.conftest import LABOUR, TYPE
from tests.store.county import COUNTY, DEMO, County, make_store
from tests.store.walls import engine_with

NOTE = {"came_on": "今天", "channel": "visit", "question": "欠薪怎么办"}


@dataclass(frozen=True)
class House:
    """Two organisations with a case and a consultation each, as the portal itself wrote them."""

    url: str
    store: Store
    me: Person
    their_case: uuid.UUID
    their_party: uuid.UUID
    their_note: uuid.UUID
    my_case: uuid.UUID
    my_note: uuid.UUID


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    on_postgres = request.param == "postgres"
    with postgres_database(migrated=True) if on_postgres else sqlite_database(folder, migrated=True) as url:
        store = make_store(url, folder, Registry.of(LABOUR))
        with store.begin(DEMO, write=True) as uow:
            county = County(uow.session)
            county.division(COUNTY)
            county.division("620723100", COUNTY)
            me, they = _clerk(county, "王建国", "工会调委会"), _clerk(county, "孙梅", "妇联调委会")
        (my_case, my_note, _), (their_case, their_note, their_party) = _write(store, me), _write(store, they)
        yield House(url, store, me, their_case, their_party, their_note, my_case, my_note)
        store.engine.dispose()


def _clerk(county: County, name: str, organisation: str) -> Person:
    county.organisation(organisation, plugins=("labour",))
    verbs = {(verb.value, TYPE) for verb in Verb} | {("open", "portal.consultations")}
    return replace(county.person(name, organisation), verbs=frozenset(verbs))


def _write(store: Store, who: Person) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    with store.begin(who, write=True) as uow:
        case_id = open_case(uow, {**raw(), "type": TYPE}, accept={}).case_id
        party_id = uow.session.scalars(select(Party.id).where(Party.case_id == case_id, Party.phone_mask != "")).first()
        assert party_id is not None
        return case_id, record_consultation(uow, NOTE), party_id


Try = Callable[[UnitOfWork, House], Any]
TRIES: dict[str, Try] = {
    "a list": lambda uow, h: _listed(uow, h, RegisterQuery(tab=Tab.ALL)),
    "a search": lambda uow, h: _listed(uow, h, RegisterQuery(tab=Tab.ALL, text="兴业")),
    "a case and its children": lambda uow, h: case_page(uow, h.me, h.their_case).parties,
    "a secret of a party": lambda uow, h: reveal(uow, h.their_case, h.their_party, "phone"),
    "an act": lambda uow, h: advance(uow, h.their_case, "take", {}, version=2),
    "a list of consultations": lambda uow, h: [r for r in ledger(uow, h.me, ConsultationQuery()).rows if r.id == h.their_note],
    "a consultation": lambda uow, h: consultation(uow, h.me, h.their_note),
    "a link to a case": lambda uow, h: _linked(uow, h),
}


def _listed(uow: UnitOfWork, house: House, query: RegisterQuery) -> list[Any]:
    rows = register_page(uow, house.me, query).rows
    assert house.my_case in {row.id for row in rows}  # what is one's own is always there
    return [row for row in rows if row.id == house.their_case]


def _linked(uow: UnitOfWork, house: House) -> bool:
    became_case(uow, house.my_note, house.their_case)
    uow.session.flush()
    return True


def came_in(house: House, tried: str, off: frozenset[int]) -> bool:
    """Try with these walls off and take back whatever was done. To be told "not yours to do" is to have come near."""
    with pytest.MonkeyPatch.context() as patch:
        store = replace(house.store, engine=engine_with(house.url, off, patch))
        try:
            with store.begin(house.me, write=True) as uow:
                try:
                    return bool(TRIES[tried](uow, house))
                except Forbidden:
                    return True
                finally:
                    uow.session.rollback()
        except (NotFound, GuardError):
            return False
        finally:
            store.engine.dispose()


POSTGRES = pytest.mark.postgres
LEFT = [("sqlite", 1), ("sqlite", 2), *(pytest.param("postgres", left, marks=POSTGRES) for left in (1, 2, 3))]


@pytest.mark.parametrize(("house", "left"), LEFT, indirect=["house"])
@pytest.mark.parametrize("tried", TRIES)
def test_one_wall_alone_keeps_a_foreign_organisation_out(house: House, tried: str, left: int) -> None:
    assert not came_in(house, tried, frozenset((1, 2, 3)) - {left})


@pytest.mark.parametrize("house", BOTH, indirect=True)
@pytest.mark.parametrize("tried", TRIES)
def test_without_any_wall_it_comes_in(house: House, tried: str) -> None:
    assert came_in(house, tried, frozenset((1, 2, 3)))
