"""Two cases become one on both databases: both ends in one transaction, links both ways, nobody twice, and the hint before."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from portal.declare.steps import Verb
from portal.errors import Forbidden, Refused
from portal.reading.being_written import being_written
from portal.reading.case_page import CasePage, case_page
from portal.store.actors import Person
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.figures import CaseFact
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import LABOUR, TYPE, Desk
from tests.services.test_course_of_a_case import do, opened

OTHER = {"name": "李桂兰", "id_number": "620723198506150028", "phone": "13893600022"}


def page_of(desk: Desk, who: Person, case_id: uuid.UUID) -> CasePage:
    with desk.store.begin(who) as uow:
        return case_page(uow, who, case_id)


def pair(desk: Desk) -> tuple[Any, Any]:
    """Return two open cases against the same employer, the second one of somebody else as well."""
    first = opened(desk)
    parties = raw()["parties"]
    return first, opened(desk, parties={**parties, "worker": [parties["worker"], OTHER]})


def test_both_cases_tell_of_each_other_and_people_count_once(desk: Desk) -> None:
    first, second = pair(desk)
    do(desk, desk.mediator, second.case_id, "safe_channel", second.version, **_channel(desk, second.case_id))
    version = second.version + 1

    do(desk, desk.mediator, second.case_id, "merge", version, into=first.number, ended_on="今天", reason_text="同一工地")

    lead, gone = (page_of(desk, desk.mediator, case.case_id) for case in (first, second))
    with desk.store.begin(desk.mediator) as uow:
        people = uow.session.scalar(
            select(CaseFact.number).where(
                CaseFact.case_id == first.case_id, CaseFact.fact == "people", CaseFact.to_event.is_(None)
            )
        )
        rule = uow.session.scalar(select(Party.contact_rule).where(Party.case_id == first.case_id, Party.name == "李桂兰"))
    assert (gone.phase, gone.ending, gone.number) == ("ended", "merged", second.number)
    assert sorted(p.role for p in lead.parties) == ["employer", "worker", "worker"]
    assert (people, rule) == (3, "never")
    assert lead.timeline[0].other_case == second.case_id
    assert gone.timeline[0].other_case == first.case_id
    assert lead.number == first.number
    assert lead.title.startswith("王小军等2人与")


def _channel(desk: Desk, case_id: uuid.UUID) -> dict[str, Any]:
    with desk.store.begin(desk.mediator) as uow:
        party = uow.session.scalar(select(Party.id).where(Party.case_id == case_id, Party.name == "李桂兰"))
    return {"for_party": str(party), "rule": "never", "times": "白天不要打"}


@embedded
def test_what_cannot_be_merged_leaves_both_as_they_were(desk: Desk) -> None:
    first, second = pair(desk)

    with pytest.raises(Refused) as unknown:
        do(desk, desk.mediator, second.case_id, "merge", second.version, into="（2026）临妇调字第1号", reason_text="错")
    reader = desk.without(desk.mediator, Verb.HANDLE.value)
    with pytest.raises(Forbidden):
        do(desk, reader, second.case_id, "merge", second.version, into=first.number, reason_text="错")

    assert [(p.field, p.code) for p in unknown.value.problems] == [("into", "merge_not_found")]
    with desk.store.begin(desk.mediator) as uow:
        assert set(uow.session.scalars(select(CaseFile.version))) == {first.version}


def test_a_case_about_the_same_is_hinted_at_with_the_way_to_it(desk: Desk) -> None:
    first = opened(desk)
    body = {**raw(), "type": TYPE}
    stranger = {**raw(), "type": TYPE, "parties": {**raw()["parties"], "worker": OTHER}}

    with desk.store.begin(desk.clerk) as uow:
        told = being_written(uow, TYPE, LABOUR.case_types[0], body).same
        other_type = being_written(uow, "labour.other", LABOUR.case_types[0], body).same
        nobody = being_written(uow, TYPE, LABOUR.case_types[0], stranger).same
    with desk.store.begin(desk.stranger) as uow:
        elsewhere = being_written(uow, TYPE, LABOUR.case_types[0], body).same

    assert [(one.id, one.number) for one in told] == [(first.case_id, first.number)]
    assert [one.id for one in other_type] == [first.case_id], "the same two sides"
    assert (nobody, elsewhere) == ((), ())


def test_consent_party_by_party_stands_with_its_day_and_goes_on(desk: Desk) -> None:
    case = opened(desk)
    with desk.store.begin(desk.mediator) as uow:
        employer = uow.session.scalar(select(Party.id).where(Party.case_id == case.case_id, Party.side == "respondent"))

    data = {"parties": [str(employer)], "consented_on": "今天", "how": "phone", "by": "赵经理"}
    do(desk, desk.mediator, case.case_id, "consent_of", case.version, **data)

    page = page_of(desk, desk.mediator, case.case_id)
    (link,) = next(p for p in page.parties if p.id == employer).links
    assert (page.phase, link.title, link.name, link.ground) == ("mediating", "同意调解", "赵经理", "电话")
