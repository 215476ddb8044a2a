"""A session with its hours and what follows it, and the facts nobody disputes on a paper of their own."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from portal.errors import Refused
from portal.papers.dossier import Place
from portal.reading.case_page import CasePage, case_page
from portal.services.advance import advance
from portal.services.open_case import open_case
from portal.store.tables.cases import CaseFile
from portal.web.dossiers import dossier_of
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk

HELD = {"held_on": "2026-11-20", "manner": "face_to_face", "record": "谈了。", "result": "continue"}


def mediating(desk: Desk) -> uuid.UUID:
    """Return a case whose parties agreed to mediation."""
    with desk.store.begin(desk.clerk, write=True) as uow:
        case_id = open_case(uow, {**raw(received_on="2026-11-18"), "type": TYPE}, accept={}).case_id
    do(desk, case_id, "consent", consented_on="2026-11-19", how="phone")
    return case_id


def do(desk: Desk, case_id: uuid.UUID, action: str, **data: Any) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        advance(uow, case_id, action, data, version=uow.session.get_one(CaseFile, case_id).version)


def seen(desk: Desk, case_id: uuid.UUID) -> CasePage:
    with desk.store.begin(desk.clerk) as uow:
        return case_page(uow, desk.clerk, case_id)


def test_session_keeps_its_hours_who_came_what_was_told_and_when_it_goes_on(desk: Desk) -> None:
    case_id = mediating(desk)

    do(desk, case_id, "session", **HELD, began="9：30", ended="11:05", others="村主任", informed=True, next_on="2026-11-28")

    (held,) = seen(desk, case_id).sessions
    assert (held.began, held.ended, held.others, held.informed) == ("09:30", "11:05", "村主任", True)
    assert held.next_on == seen(desk, case_id).next_contact_on == date(2026, 11, 28)


@embedded
@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"began": "25:00"}, "began"),
        ({"began": "10:00", "ended": "9:59"}, "ended"),
        ({"next_on": "2026-11-19"}, "next_on"),
        ({"next_on": "2026-11-28", "result": "success"}, "next_on"),
    ],
)
def test_what_does_not_fit_a_session_is_told_at_its_field(desk: Desk, wrong: dict[str, str], at: str) -> None:
    case_id = mediating(desk)

    with pytest.raises(Refused) as refused:
        do(desk, case_id, "session", **{**HELD, **wrong})

    assert [problem.field for problem in refused.value.problems] == [at]


def test_undisputed_facts_wait_for_signatures_and_a_new_text_waits_again(desk: Desk) -> None:
    case_id = mediating(desk)

    do(desk, case_id, "undisputed", stated_on="2026-11-20", facts="欠薪一万二千元。")
    waiting = seen(desk, case_id).undisputed
    do(desk, case_id, "undisputed_sign", signed_on="2026-11-20", all_signed=True)
    signed = seen(desk, case_id).undisputed
    do(desk, case_id, "undisputed", stated_on="2026-11-21", facts="欠薪一万一千元。")
    again = seen(desk, case_id).undisputed

    assert waiting is not None
    assert signed is not None
    assert again is not None
    assert [waiting.signed_on, signed.signed_on, again.signed_on] == [None, date(2026, 11, 20), None]
    assert again.facts == "欠薪一万一千元。"


@embedded
def test_next_session_ends_the_appointment_that_was_made_for_it(desk: Desk) -> None:
    case_id = mediating(desk)

    do(desk, case_id, "session", **HELD, next_on="2026-11-28")
    do(desk, case_id, "session", **{**HELD, "held_on": "2026-11-21"}, informed=False)

    assert seen(desk, case_id).next_contact_on is None


@embedded
def test_only_what_waits_is_signed_and_only_by_all(desk: Desk) -> None:
    case_id = mediating(desk)
    with pytest.raises(Refused, match="not_offered"):
        do(desk, case_id, "undisputed_sign", signed_on="2026-11-20", all_signed=True)
    do(desk, case_id, "undisputed", stated_on="2026-11-20", facts="欠薪一万二千元。")

    with pytest.raises(Refused, match="undisputed_signatures_missing"):
        do(desk, case_id, "undisputed_sign", signed_on="2026-11-20", all_signed=False)
    with pytest.raises(Refused, match="before_undisputed_sign_is_possible"):
        do(desk, case_id, "undisputed_sign", signed_on="2026-11-19", all_signed=True)


def test_course_says_when_where_and_with_whom_and_the_dossier_waits_for_signatures(desk: Desk) -> None:
    case_id = mediating(desk)
    do(desk, case_id, "session", **HELD, began="9:30", ended="11:05", others="村主任", informed=True, next_on="2026-11-28")
    do(desk, case_id, "undisputed", stated_on="2026-11-20", facts="欠薪一万二千元。")

    line = next(event for event in seen(desk, case_id).timeline if event.action == "session")
    before = _undisputed_place(seen(desk, case_id))
    do(desk, case_id, "undisputed_sign", signed_on="2026-11-20", all_signed=True)

    assert (line.hours, line.others, line.informed, line.next_on) == ("09:30—11:05", "村主任", True, date(2026, 11, 28))
    assert (before, _undisputed_place(seen(desk, case_id))) == (Place.MISSING, Place.THERE)


def _undisputed_place(page: CasePage) -> Place:
    return next(entry.place for entry in dossier_of(page).entries if entry.paper.key == "undisputed")
