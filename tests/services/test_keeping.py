"""保管期限 and 暂停删除: which cases' time is over for whom, and what keeps one longer; on both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.access.actors import Person
from portal.access.county_roles import HOLD
from portal.declare.retention import Retention
from portal.errors import Forbidden, NotFound, Refused
from portal.reading.keeping import keeping_page, over
from portal.services.holds import end_hold, place_hold
from portal.services.open_case import open_case
from portal.store import parameter_rows
from portal.store.keeping_rows import held
from portal.store.tables.cases import CaseFile
from portal.store.tables.keeping import LegalHold
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk
from tests.store.county import DEMO

ARCHIVED = date(2016, 11, 20)
WHY = {"ground": "suit", "words": "原告已经起诉，法院要调卷。"}


def may_hold(person: Person) -> Person:
    return replace(person, verbs=person.verbs | {HOLD})


def archived(desk: Desk, on: date = ARCHIVED, **more: object) -> uuid.UUID:
    with desk.store.begin(desk.clerk, write=True) as uow:
        parameter_rows.seed(uow.session)
        case_id = open_case(uow, {**raw(), "type": TYPE}, accept={}).case_id
    with desk.store.begin(DEMO, write=True) as uow:
        case = uow.session.get_one(CaseFile, case_id)
        case.phase, case.archived_on = "archived", on
        for column, value in more.items():
            setattr(case, column, value)
    return case_id


def listed(desk: Desk, who: Person) -> list[uuid.UUID]:
    with desk.store.begin(who) as uow:
        return [row.id for row in over(uow, who).rows]


def test_cases_whose_time_is_over_are_listed_within_reach(desk: Desk) -> None:
    old = archived(desk)
    archived(desk, ARCHIVED + timedelta(days=1))  # today is the last day it is kept
    archived(desk, erased_on=date(2026, 11, 1))
    archived(desk, type="gone.type")

    assert listed(desk, may_hold(desk.head)) == [old]
    assert listed(desk, may_hold(desk.coordinator)) == [old]
    assert listed(desk, may_hold(desk.stranger)) == []
    with pytest.raises(Forbidden):
        listed(desk, desk.clerk)


@embedded
def test_what_is_kept_for_ever_is_never_over(desk: Desk) -> None:
    case_id = archived(desk)
    (plugin,) = desk.store.registry.plugins.values()
    declared = replace(plugin.case_types[0], retention=Retention(None))
    desk.store.registry = desk.store.registry.of(replace(plugin, case_types=(declared,)))
    head = may_hold(desk.head)

    with desk.store.begin(head) as uow:
        page = keeping_page(uow, head, case_id)

    assert listed(desk, head) == []
    assert (page.until, page.over, page.term.verified) == (None, False, False)


def test_a_hold_keeps_a_case_until_its_last_day_or_until_it_is_ended(desk: Desk) -> None:
    case_id, head = archived(desk), may_hold(desk.head)
    with desk.store.begin(head, write=True) as uow:
        hold_id = place_hold(uow, case_id, {**WHY, "until": "2026-12-31"})
    with desk.store.begin(head) as uow:
        page = keeping_page(uow, head, case_id)
        shown, row = page.holds[0], uow.session.get_one(LegalHold, hold_id)
        assert "起诉" not in str(row.words)
    assert (page.held, shown.words, shown.placed_by) == (True, WHY["words"], "赵主席")
    with desk.store.begin(head) as uow:
        assert over(uow, head).rows[0].held

    for day, stands in ((date(2026, 12, 31), True), (date(2027, 1, 1), False)):
        with desk.store.begin(head, today=day) as uow:
            assert (case_id in held(uow, [case_id])) is stands
    with desk.store.begin(head, write=True) as uow:
        end_hold(uow, case_id, hold_id)
    with desk.store.begin(head) as uow:
        assert held(uow, [case_id]) == frozenset()
        assert keeping_page(uow, head, case_id).holds[0].ended_by == "赵主席"
    with pytest.raises(Refused), desk.store.begin(head, write=True) as uow:
        end_hold(uow, case_id, hold_id)


@embedded
@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"ground": ""}, {("ground", "required")}),
        ({"ground": "because", "words": ""}, {("ground", "not_an_option"), ("words", "required")}),
        ({"until": "2026-11-20"}, {("until", "hold_past")}),
        ({"words": "当事人620723198807065513"}, {("words", "id_number_in_text")}),
    ],
)
def test_what_is_wrong_with_a_hold_is_told_at_its_field(
    desk: Desk, changes: dict[str, str], problems: set[tuple[str, str]]
) -> None:
    case_id, head = archived(desk), may_hold(desk.head)

    with pytest.raises(Refused) as refused, desk.store.begin(head, write=True) as uow:
        place_hold(uow, case_id, {**WHY, **changes})

    assert {(problem.field, problem.code) for problem in refused.value.problems} == problems


@embedded
def test_nobody_else_holds(desk: Desk) -> None:
    case_id = archived(desk)

    with pytest.raises(Forbidden), desk.store.begin(desk.head, write=True) as uow:
        place_hold(uow, case_id, WHY)
    with pytest.raises(NotFound), desk.store.begin(may_hold(desk.stranger), write=True) as uow:
        place_hold(uow, case_id, WHY)
