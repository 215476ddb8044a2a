"""The second wall, writing: what is out of reach, forged, moved or of another county is not written."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import make_transient, make_transient_to_detached

from portal.errors import GuardError
from portal.store.identifiers import new_id
from portal.store.tables.cases import BlindIndex, CaseAccess, CaseFile, CaseSecret, Dispute, Party
from portal.store.tables.desk import Consultation, Draft
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork
from tests.store.county import COUNTY, NOW
from tests.store.two import Two


def party_of(case_id: uuid.UUID, **more: Any) -> Party:
    values = {"county_code": COUNTY, "id": new_id(), "case_id": case_id, "name": "甲", "details": {}} | more
    return Party(role="worker", side="applicant", ordinal=9, kind="person", **values)


def test_a_row_may_be_added_to_a_case_in_reach(mine: UnitOfWork, two: Two) -> None:
    mine.session.add(party_of(two.mine))
    mine.session.flush()

    assert mine.session.scalar(select(func.count()).select_from(Party)) == 2


def case_of(organisation_id: uuid.UUID) -> list[Any]:
    case_id, dispute_id = new_id(), new_id()
    case = CaseFile(
        county_code=COUNTY,
        id=case_id,
        dispute_id=dispute_id,
        organisation_id=organisation_id,
        plugin="sector",
        type="sector.kind",
        type_version=1,
        ministry_type="10",
        phase="review",
        privacy=2,
        source="application",
        version=1,
        registered_by_id=new_id(),
        division_code=COUNTY,
        details={},
        received_on=NOW.date(),
        recorded_at=NOW,
        changed_at=NOW,
    )
    return [Dispute(county_code=COUNTY, id=dispute_id, responsible_case_id=case_id, opened_at=NOW), case, party_of(case_id)]


def test_a_new_case_and_its_rows_are_written_together(mine: UnitOfWork, two: Two) -> None:
    rows = case_of(two.me.organisation_id)

    mine.session.add_all(rows)
    mine.session.flush()

    rows[2].name = "乙"
    mine.session.flush()


BAD_ROWS: dict[str, Callable[[Two], list[Any]]] = {
    "a party of their case": lambda two: [party_of(two.theirs)],
    "a party of another county": lambda two: [party_of(two.mine, county_code="620702")],
    "a case of their organisation": lambda two: case_of(two.theirs_id),
    "a secret of their case": lambda two: [CaseSecret(county_code=COUNTY, case_id=two.theirs, path="x", ciphertext=b"")],
    "a way into their case": lambda two: [
        CaseAccess(
            county_code=COUNTY, id=new_id(), case_id=two.theirs, organisation_id=two.me.organisation_id, ground="joint", since=NOW
        )
    ],
    "somebody else's draft": lambda two: [
        Draft(county_code=COUNTY, id=new_id(), staff_id=new_id(), post_id=two.me.post_id, form="new:x", body=b"", saved_at=NOW)
    ],
    "their consultation": lambda two: [
        Consultation(
            county_code=COUNTY,
            id=new_id(),
            organisation_id=two.theirs_id,
            staff_id=two.me.staff_id,
            came_on=NOW.date(),
            channel="visit",
            question="?",
            recorded_at=NOW,
        )
    ],
    "staff of another county": lambda two: [Staff(county_code="620702", id=new_id(), name="x", specialties=[])],
}


@pytest.mark.parametrize("what", BAD_ROWS)
def test_a_row_out_of_reach_cannot_be_added(mine: UnitOfWork, two: Two, what: str) -> None:
    mine.session.add_all(BAD_ROWS[what](two))

    with pytest.raises(GuardError):
        mine.session.flush()


def test_a_row_cannot_be_moved_to_another_case(mine: UnitOfWork, two: Two) -> None:
    party = mine.session.get_one(Party, two.my_party)
    party.case_id = two.theirs

    with pytest.raises(GuardError, match="never changes"):
        mine.session.flush()


def test_a_forged_row_cannot_be_written(mine: UnitOfWork, two: Two) -> None:
    forged = party_of(two.mine, id=two.their_party)
    make_transient_to_detached(forged)
    mine.session.add(forged)
    forged.name = "改名"

    with pytest.raises(GuardError, match="without having been loaded"):
        mine.session.flush()


def test_a_forged_row_cannot_be_deleted(mine: UnitOfWork, two: Two) -> None:
    forged = party_of(two.mine, id=two.their_party)
    make_transient_to_detached(forged)
    mine.session.add(forged)
    mine.session.delete(forged)

    with pytest.raises(GuardError, match="without having been loaded"):
        mine.session.flush()


def test_a_forged_row_cannot_be_refreshed(mine: UnitOfWork, two: Two) -> None:
    forged = Party(county_code=COUNTY, id=two.their_party)
    make_transient(forged)
    make_transient_to_detached(forged)
    mine.session.add(forged)

    with pytest.raises((GuardError, InvalidRequestError)):  # PostgreSQL does not even find it
        mine.session.refresh(forged)


def test_a_loaded_row_can_be_refreshed(mine: UnitOfWork, two: Two) -> None:
    party = mine.session.get_one(Party, two.my_party)

    mine.session.refresh(party)

    assert party.name == "王小军"


def test_bulk_rows_are_checked_one_by_one(mine: UnitOfWork, two: Two) -> None:
    def hashes(*case_ids: uuid.UUID) -> list[dict[str, object]]:
        return [
            {"county_code": COUNTY, "kind": "phone", "value": bytes(16), "case_id": c, "party_id": new_id()} for c in case_ids
        ]

    mine.session.execute(insert(BlindIndex), hashes(two.mine, two.mine))

    assert mine.session.scalar(select(func.count()).select_from(BlindIndex)) == 2
    with pytest.raises(GuardError, match="out of reach"):
        mine.session.execute(insert(BlindIndex), hashes(two.mine, two.theirs))
    with pytest.raises(GuardError, match="name their case"):
        mine.session.execute(insert(BlindIndex).values(hashes(two.theirs)[0]))


def test_a_bulk_update_by_key_is_refused(mine: UnitOfWork, two: Two) -> None:
    with pytest.raises(GuardError, match="bulk update"):
        mine.session.execute(update(Party), [{"id": two.their_party, "name": "x"}])


def test_a_reader_can_neither_update_nor_delete(two: Two) -> None:
    with two.store.begin(two.me) as uow:
        for statement in (update(Party).values(name="x"), delete(CaseSecret)):
            with pytest.raises(GuardError, match="only reads"):
                uow.session.execute(statement)
