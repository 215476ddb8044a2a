"""A past figure is the same query with a bound: what was recorded later does not change what was reported then."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

from portal.reading.figures_cells import Asked
from portal.reading.figures_form_a import FormA
from portal.reading.figures_periods import read_period
from portal.reading.figures_scopes import scopes
from portal.reading.figures_sectors import sector_tables
from portal.reading.statistics import form_a
from portal.services.advance import advance
from portal.services.open_case import open_case
from tests.engine.wages import raw
from tests.reading.conftest import TYPE, Figured

TERM = {"payer": "兴业建筑", "payee": "王小军", "amount": "12000", "due_on": "2026-12-20"}
NOVEMBER = read_period("2026-11", today=date(2026, 11, 21))


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 2, tzinfo=UTC)


def do(figured: Figured, day: int, case_id: uuid.UUID, version: int, *acts: tuple[str, dict[str, Any]]) -> int:
    """Do the acts on that day, and return the version after them."""
    for action, data in acts:
        with figured.store.begin(figured.people["head"], write=True, now=at(day)) as uow:
            version = advance(uow, case_id, action, data, version=version).version
    return version


def form(figured: Figured, as_of: datetime | None = None) -> FormA:
    """Return November as somebody of the unit sees it, as of a moment."""
    head = figured.people["head"]
    with figured.store.begin(head, now=at(21)) as uow:
        return form_a(uow, head, scopes(uow, head)[0], NOVEMBER, as_of)


def test_course_through_services_is_counted_and_its_past_stays_as_it_was(figured: Figured) -> None:
    with figured.store.begin(figured.people["head"], write=True, now=at(3)) as uow:
        details = {**raw()["details"], "employment": "派遣"}
        case = open_case(uow, {**raw(received_on="2026-11-03", details=details), "type": TYPE}, accept={})
    version = do(figured, 5, case.case_id, case.version, ("take", {}), ("consent", {"consented_on": "今天", "how": "phone"}))
    version = do(
        figured,
        6,
        case.case_id,
        version,
        ("session", {"held_on": "今天", "manner": "face_to_face", "record": "愿意", "result": "success"}),
        ("agree", {"form": "written", "agreed_on": "今天", "facts": "属实", "terms": [TERM]}),
        ("sign", {"signed_on": "今天", "complete": True}),
    )
    settled = form(figured)
    version = do(figured, 9, case.case_id, version, ("reopen", {"reason_text": "协议金额算错"}))
    reopened = form(figured)
    do(figured, 12, case.case_id, version, ("void", {"reason_text": "与另一件重复"}))
    voided = form(figured)

    assert (settled.total.accepted, settled.total.settled, settled.total.amount) == (1, 1, 12_000_00)
    assert (reopened.total.accepted, reopened.total.closed, reopened.total.amount) == (1, 0, 0)
    assert voided.total.accepted == 0
    assert form(figured, as_of=at(2)).total.accepted == 0
    assert form(figured, as_of=at(7)) == settled
    assert form(figured, as_of=at(10)) == reopened
    assert form(figured, as_of=at(13)) == voided
    head = figured.people["head"]
    with figured.store.begin(head, now=at(21)) as uow:
        (then,) = sector_tables(uow, Asked(head, scopes(uow, head)[0], at(7)), NOVEMBER, "labour")
    assert [(row.code, row.accepted, row.settled, row.sums) for row in then.rows] == [("派遣", 1, 1, (12_000_00, 12_000_00))]


def test_what_was_sealed_since_is_counted_in_the_past_and_adds_to_no_past_sum(figured: Figured) -> None:
    with figured.store.begin(figured.people["head"], write=True, now=at(3)) as uow:
        case = open_case(uow, {**raw(received_on="2026-11-03"), "type": TYPE}, accept={})
    before = form(figured, as_of=at(4))
    do(figured, 9, case.case_id, case.version, ("seal", {"to": "4", "reason_text": "发现暴力威胁"}))

    after = form(figured, as_of=at(4))

    assert (before.total.accepted, before.total.people) == (1, 2)
    assert (after.total.accepted, after.total.people) == (1, 0)
