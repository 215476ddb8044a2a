"""特批查阅: whoever looks by special permission sees exactly one case more, as long as her row of access stands."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.access.actors import Glass
from portal.declare.roles import Reach
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.unit_of_work import Store
from tests.access.test_reach import ORGANISATIONS, Town, build, cases, drawn_case, drawn_person, people, staff_id
from tests.store.county import COUNTY, DEMO, NOW


@pytest.fixture
def one_town(embedded: Store) -> Iterator[Town]:
    with embedded.begin(DEMO, write=True) as uow:
        made = build(uow)
        for number in range(4):
            for organisation in ORGANISATIONS:
                made.county.post(f"人{number}", organisation)
        yield made


looks = st.fixed_dictionaries(
    {
        "case": st.integers(0, 5),
        "since": st.sampled_from((-30, 0, 1)),
        "until": st.sampled_from((-1, 0, 1, 30)),
        "staff": st.integers(0, 1),
        "ground": st.sampled_from(("glass", "glass", "handler")),
        "names_its_case": st.sampled_from((True, True, False)),
        "stands_aside": st.sampled_from((False, False, True)),
    }
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases, min_size=2, max_size=5), people, looks)
def test_special_permission_adds_exactly_its_case_as_long_as_it_stands(
    one_town: Town, given_cases: list[dict[str, object]], given_person: dict[str, object], look: dict[str, object]
) -> None:
    town = one_town
    with town.uow.session.begin_nested() as savepoint:
        me = drawn_person(town, {**given_person, "staff": 0})
        made = [drawn_case(town, one) for one in given_cases]
        place = int(str(look["case"])) % len(made)
        opened, other = made[place], made[place - 1]
        if look["stands_aside"]:
            town.county.let_in(opened, "recused", staff=me.staff_id)
        plain = (town.seen(me), town.coarse(me))
        row = access_row(town, opened, look)
        looking = me.looking_through(Glass(row.id, opened.id if look["names_its_case"] else other.id))

        stands = (
            look["ground"] == "glass"
            and bool(look["names_its_case"])
            and row.staff_id == me.staff_id
            and row.until is not None
            and row.since <= NOW < row.until
            and not look["stands_aside"]
            and me.reach is not Reach.NOTHING
        )
        assert town.seen(looking) == town.seen(replace(looking, glass=None)) | ({opened.id} if stands else set())
        assert town.seen(looking) <= town.coarse(looking)
        assert town.seen(looking) <= town.coarse_rows(looking)
        if look["ground"] == "glass":
            assert (town.seen(me), town.coarse(me)) == plain
        savepoint.rollback()


def access_row(town: Town, case: CaseFile, look: dict[str, object]) -> CaseAccess:
    row = CaseAccess(
        county_code=COUNTY,
        id=uuid.uuid4(),
        case_id=case.id,
        staff_id=staff_id(town, look["staff"]),
        ground=str(look["ground"]),
        since=NOW + timedelta(minutes=int(str(look["since"]))),
        until=NOW + timedelta(minutes=int(str(look["until"]))),
    )
    town.uow.session.add(row)
    town.uow.session.flush()
    return row
