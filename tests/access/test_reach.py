"""Reach: who sees which case, and that the second wall is never narrower than the first."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person, Public, System
from portal.access.doors import sealed_count
from portal.access.reach import reach_clause, sealed_count_clause
from portal.declare.roles import Reach
from portal.errors import GuardError
from portal.store.coarse import CoarseRule
from portal.store.passages import passage
from portal.store.tables.cases import CaseAccess, CaseFile, Party
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import Store, UnitOfWork
from tests.store.county import COUNTY, DEMO, NOW, County

TOWNS = {"沙河镇": "620723100", "平川镇": "620723101"}


@dataclass
class Town:
    """A county with a tree of organisations in two towns."""

    uow: UnitOfWork
    county: County

    def seen(self, actor: Person) -> set[uuid.UUID]:
        """Return what the fine clause lets the actor see, asked without the second wall."""
        return set(self.uow.session.scalars(select(CaseFile.id).where(reach_clause(actor))))

    def sealed(self, actor: Person) -> set[uuid.UUID]:
        return set(self.uow.session.scalars(select(CaseFile.id).where(sealed_count_clause(actor))))

    def coarse(self, actor: Person) -> set[uuid.UUID]:
        condition = CoarseRule(actor).rows(CaseFile, CaseFile.__table__)
        plain = passage("portal.reading.search")  # the rule names plain tables, as it must not be subject to itself
        return set(self.uow.session.scalars(select(CaseFile.id).where(condition), execution_options=plain))

    def coarse_rows(self, actor: Person) -> set[uuid.UUID]:
        condition = CoarseRule(actor).rows(Party, Party.__table__)
        plain = passage("portal.reading.search")
        return set(self.uow.session.scalars(select(Party.case_id).where(condition), execution_options=plain))


@pytest.fixture
def town(shared: Store) -> Iterator[Town]:
    with shared.begin(DEMO, write=True) as uow:
        yield build(uow)
        uow.session.rollback()


def build(uow: UnitOfWork) -> Town:
    county = County(uow.session)
    county.division(COUNTY)
    for code in TOWNS.values():
        county.division(code, COUNTY)
    county.organisation("县工会", plugins=("union",))
    county.organisation("沙河工会", above="县工会", division=TOWNS["沙河镇"], plugins=("union",))
    county.organisation("县妇联", plugins=("women",))
    county.organisation("沙河综治中心", division=TOWNS["沙河镇"])
    county.organisation("县综治中心")
    return Town(uow, county)


def test_an_organisation_sees_its_own_cases_and_those_below_it(town: Town) -> None:
    above, below, other = town.county.case("县工会"), town.county.case("沙河工会"), town.county.case("县妇联")
    head, clerk = town.county.person("主席", "县工会"), town.county.person("经办", "沙河工会")

    assert town.seen(head) == {above.id, below.id}
    assert town.seen(clerk) == {below.id}
    assert other.id not in town.seen(head)


def test_a_place_sees_what_happened_in_it_and_below(town: Town) -> None:
    there = town.county.case("县妇联", division=TOWNS["沙河镇"])
    town.county.case("县妇联", division=TOWNS["平川镇"])
    own = town.county.case("沙河综治中心", division=TOWNS["平川镇"])

    assert town.seen(town.county.person("镇经办", "沙河综治中心", Reach.PLACE)) == {there.id, own.id}


def test_a_sector_sees_its_types_wherever_they_are(town: Town) -> None:
    mine = town.county.case("沙河综治中心", plugin="union")
    town.county.case("县妇联", plugin="women")

    assert town.seen(town.county.person("行业", "县工会", Reach.SECTOR)) == {mine.id}


def test_the_county_sees_all_but_the_sealed(town: Town) -> None:
    open_cases = {town.county.case(name, privacy=privacy).id for name in ("县工会", "县妇联") for privacy in (1, 2, 3)}
    sealed = {town.county.case(name, privacy=4).id for name in ("县工会", "县妇联")}
    coordinator = town.county.person("统筹", "县综治中心", Reach.COUNTY)

    assert town.seen(coordinator) == open_cases
    assert town.sealed(coordinator) == sealed


def test_a_post_that_sees_only_its_own_sees_what_it_handles_or_registered(town: Town) -> None:
    me = town.county.person("调解员", "县妇联", Reach.ASSIGNED)
    handled = town.county.case("县妇联", handler=me.staff_id)
    registered = town.county.case("县妇联", registrar=me.staff_id)
    town.county.case("县妇联")

    assert town.seen(me) == {handled.id, registered.id}


def test_a_post_without_cases_sees_none_even_of_its_own(town: Town) -> None:
    auditor = town.county.person("审计", "县综治中心", Reach.NOTHING)
    town.county.case("县综治中心", handler=auditor.staff_id)

    assert town.seen(auditor) == set() == town.sealed(auditor)


def test_whoever_holds_two_posts_acts_in_one(town: Town) -> None:
    women = town.county.person("李秀英", "县妇联")
    union = town.county.person("李秀英", "县工会")
    handled = town.county.case("县妇联", handler=women.staff_id)

    assert town.seen(women) == {handled.id}
    assert town.seen(union) == set()


def test_a_sealed_case_is_there_for_its_named_handlers_and_their_supervisor_only(town: Town) -> None:
    handler, registrar = town.county.person("调解员", "县妇联"), town.county.person("登记", "县妇联")
    case = town.county.case("县妇联", privacy=4, handler=handler.staff_id, registrar=registrar.staff_id)
    colleague = town.county.person("同事", "县妇联")
    head = town.county.person("负责人", "县妇联", supervises=True)
    other_head = town.county.person("主席", "县工会", supervises=True)
    coordinator = town.county.person("统筹", "县综治中心", Reach.COUNTY, supervises=True)

    assert [case.id in town.seen(who) for who in (handler, registrar, head)] == [True, True, True]
    assert [case.id in town.seen(who) for who in (colleague, other_head, coordinator)] == [False, False, False]
    assert [case.id in town.sealed(who) for who in (handler, head, colleague, other_head, coordinator)] == [
        False,
        False,
        True,
        False,
        True,
    ]


def test_an_organisation_above_does_not_see_the_sealed_cases_below(town: Town) -> None:
    town.county.case("沙河工会", privacy=4)

    assert town.seen(town.county.person("主席", "县工会", supervises=True)) == set()


@pytest.mark.parametrize(("hours", "seen"), [(None, True), (1, True), (-1, False), (0, False)])
def test_joint_handling_lets_in_as_long_as_it_lasts(town: Town, hours: int | None, seen: bool) -> None:
    me = town.county.person("调解员", "县妇联")
    case = town.county.case("县工会")
    until = None if hours is None else NOW + timedelta(hours=hours)
    town.county.let_in(case, "joint", organisation=town.county.organisations["县妇联"].id, until=until)

    assert (case.id in town.seen(me)) is seen


def test_joint_handling_by_an_organisation_does_not_open_a_sealed_case(town: Town) -> None:
    me = town.county.person("调解员", "县妇联")
    case = town.county.case("县工会", privacy=4)
    town.county.let_in(case, "joint", organisation=town.county.organisations["县妇联"].id)
    assert town.seen(me) == set()

    town.county.let_in(case, "joint", staff=me.staff_id)
    assert town.seen(me) == {case.id}


def test_whoever_stands_aside_does_not_see_the_case(town: Town) -> None:
    me, colleague = town.county.person("调解员", "县妇联"), town.county.person("同事", "县妇联")
    case = town.county.case("县妇联", handler=me.staff_id)
    town.county.let_in(case, "recused", staff=me.staff_id)

    assert town.seen(me) == set()
    assert town.seen(colleague) == {case.id}


@pytest.mark.parametrize(("hours", "seen"), [(0, True), (1, False), (2, False)])
def test_the_clause_can_be_asked_for_another_moment_and_for_an_alias(town: Town, hours: int, seen: bool) -> None:
    me = town.county.person("调解员", "县妇联")
    case = town.county.case("县工会")
    town.county.let_in(case, "joint", staff=me.staff_id, until=NOW + timedelta(hours=1))
    other = aliased(CaseFile)

    found = town.uow.session.scalars(select(other.id).where(reach_clause(me, other, now=NOW + timedelta(hours=hours)))).all()
    assert (case.id in found) is seen


def test_a_clause_kept_for_a_post_asks_the_moment_of_each_unit_of_work(embedded: Store) -> None:
    with embedded.begin(DEMO, write=True) as uow:
        town = build(uow)
        me = town.county.person("调解员", "县妇联")
        case = town.county.case("县工会")
        town.county.let_in(case, "joint", staff=me.staff_id, until=NOW + timedelta(hours=1))

    def seen(later: timedelta) -> int:
        with embedded.begin(me, now=NOW + later) as uow:
            return len(uow.session.scalars(select(CaseFile.id).where(reach_clause(me))).all())

    assert [seen(timedelta()), seen(timedelta(hours=2)), seen(timedelta(minutes=1))] == [1, 0, 1]


def test_a_kept_clause_still_hides_no_plain_table_and_no_class(embedded: Store) -> None:
    me = Person(
        COUNTY, uuid.uuid4(), 1, uuid.uuid4(), uuid.uuid4(), "x/", frozenset(), "y/", "r", Reach.COUNTY, False, False, frozenset()
    )
    with embedded.begin(me) as uow:
        for _ in range(2):
            with pytest.raises(GuardError):
                uow.session.scalars(select(CaseFile.id).where(reach_clause(me), exists(select(Party.__table__.c.id)))).all()
            through = select(Organisation.id).join(CaseFile, CaseFile.organisation_id == Organisation.id).where(reach_clause(me))
            assert uow.session.scalars(through).all() == []


def test_the_public_sees_nothing_and_a_task_its_county(town: Town) -> None:
    case = town.county.case("县妇联")

    assert town.uow.session.scalars(select(CaseFile.id).where(reach_clause(Public(COUNTY, "guide")))).all() == []
    assert town.uow.session.scalars(select(CaseFile.id).where(reach_clause(System(COUNTY, "x")))).all() == [case.id]


def test_sealed_cases_are_counted_through_the_door_and_not_otherwise(store: Store) -> None:
    with store.begin(DEMO, write=True) as uow:
        town = build(uow)
        town.county.case("县妇联", privacy=4)
        town.county.case("县工会", privacy=4)
        coordinator = town.county.person("统筹", "县综治中心", Reach.COUNTY)
        clerk = town.county.person("经办", "县妇联")
        union = town.county.organisations["县工会"].id

    with store.begin(coordinator) as uow:
        assert uow.session.scalars(select(CaseFile.id)).all() == []
        assert sealed_count(uow, coordinator) == 2
        assert sealed_count(uow, coordinator, CaseFile.organisation_id == union) == 1
        with pytest.raises(GuardError, match="counts and nothing else"):
            uow.session.scalars(select(CaseFile.id), execution_options=passage("portal.access.doors"))
    with store.begin(clerk) as uow:
        assert sealed_count(uow, clerk) == 1


ORGANISATIONS = ("县工会", "沙河工会", "县妇联", "沙河综治中心", "县综治中心")
cases = st.fixed_dictionaries(
    {
        "organisation": st.sampled_from(ORGANISATIONS),
        "privacy": st.integers(1, 4),
        "division": st.sampled_from((COUNTY, *TOWNS.values())),
        "plugin": st.sampled_from(("union", "women")),
        "handler": st.none() | st.integers(0, 3),
        "registrar": st.integers(0, 3),
    }
)
doors = st.fixed_dictionaries(
    {
        "case": st.integers(0, 5),
        "ground": st.sampled_from(("joint", "referral", "recused", "handler", "glass")),
        "organisation": st.none() | st.sampled_from(ORGANISATIONS),
        "staff": st.none() | st.integers(0, 3),
        "hours": st.none() | st.sampled_from((-1, 1)),
    }
)
people = st.fixed_dictionaries(
    {
        "staff": st.integers(0, 3),
        "organisation": st.sampled_from(ORGANISATIONS),
        "reach": st.sampled_from(list(Reach)),
        "supervises": st.booleans(),
        "stands_in_for": st.sets(st.integers(0, 3), max_size=2),
    }
)


@pytest.fixture
def one_town(embedded: Store) -> Iterator[Town]:
    with embedded.begin(DEMO, write=True) as uow:
        made = build(uow)
        for number in range(4):
            for organisation in ORGANISATIONS:
                made.county.post(f"人{number}", organisation)
        yield made


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases, min_size=1, max_size=6), st.lists(doors, max_size=4), people)
def test_the_fine_clause_is_what_the_rules_say_and_lies_within_the_coarse_one(
    one_town: Town, given_cases: list[dict[str, object]], given_doors: list[dict[str, object]], given_person: dict[str, object]
) -> None:
    town = one_town
    with town.uow.session.begin_nested() as savepoint:
        me = drawn_person(town, given_person)
        made = [drawn_case(town, one) for one in given_cases]
        for door in given_doors:
            case = made[int(str(door["case"])) % len(made)]
            town.county.let_in(
                case,
                str(door["ground"]),
                organisation=None if door["organisation"] is None else town.county.organisations[str(door["organisation"])].id,
                staff=None if door["staff"] is None else staff_id(town, door["staff"]),
                until=None if door["hours"] is None else NOW + timedelta(hours=int(str(door["hours"]))),
            )

        fine = town.seen(me)

        assert fine == {case.id for case in made if by_the_rules(town, me, case)}
        assert fine <= town.coarse(me)
        assert fine <= town.coarse_rows(me)
        assert not fine & town.sealed(me)
        savepoint.rollback()


def drawn_person(town: Town, given_person: dict[str, object]) -> Person:
    name, organisation = f"人{given_person['staff']}", str(given_person["organisation"])
    me = town.county.person(name, organisation, Reach(str(given_person["reach"])), supervises=bool(given_person["supervises"]))
    absent = {int(str(number)) for number in given_person["stands_in_for"]} - {int(str(given_person["staff"]))}  # type: ignore[attr-defined]
    return replace(
        me,
        plugins=frozenset(town.county.organisations[organisation].plugins),
        stands_in_for=frozenset(staff_id(town, number) for number in absent),
    )


def drawn_case(town: Town, one: dict[str, object]) -> CaseFile:
    case = town.county.case(
        str(one["organisation"]),
        privacy=int(str(one["privacy"])),
        division=str(one["division"]),
        plugin=str(one["plugin"]),
        handler=None if one["handler"] is None else staff_id(town, one["handler"]),
        registrar=staff_id(town, one["registrar"]),
    )
    town.county.party(case)
    return case


def staff_id(town: Town, number: object) -> uuid.UUID:
    return town.county.staff[f"人{number}"].id


def by_the_rules(town: Town, me: Person, case: CaseFile) -> bool:
    """The rules of design 8 once more, over objects instead of SQL."""
    rows = [
        row
        for row in town.uow.session.scalars(select(CaseAccess).where(CaseAccess.case_id == case.id))
        if row.until is None or row.until > NOW
    ]
    mine = [row.ground for row in rows if row.staff_id == me.staff_id]
    if me.reach is Reach.NOTHING or "recused" in mine:
        return False
    paths = {o.id: o.path for o in town.uow.session.scalars(select(Organisation))}
    named = me.staff_id in (case.handler_id, case.registered_by_id)
    own = paths[case.organisation_id].startswith(me.organisation_path)
    ours = [row.ground for row in rows if row.organisation_id and paths[row.organisation_id].startswith(me.organisation_path)]
    holder = case.handler_id or case.registered_by_id
    instead = case.organisation_id == me.organisation_id and case.privacy < 4 and holder in me.stands_in_for
    near = (
        instead
        or {
            Reach.ASSIGNED: own and named,
            Reach.ORGANISATION: own,
            Reach.PLACE: own or me.division_path.rstrip("/").split("/")[-1] in (case.division_code, COUNTY),
            Reach.SECTOR: own or case.plugin in me.plugins,
            Reach.COUNTY: True,
        }[me.reach]
    )
    invited = any(ground in ("joint", "referral") for ground in mine)
    let_in = invited or (me.reach is not Reach.ASSIGNED and any(ground in ("joint", "referral") for ground in ours))
    if case.privacy == 4:
        supervisor = me.supervises and case.organisation_id == me.organisation_id
        return (near or let_in) and (named or invited or supervisor)
    return near or let_in
