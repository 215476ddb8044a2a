"""A number typed into free text is told at its field; a telephone may be confirmed, in forms and by the API."""

from __future__ import annotations

import pytest

from portal.store.tables.desk import Consultation
from tests.web.offices import Offices, posted
from tests.web.test_consultations import FORM, kept

ID = "620723199001010016"


@pytest.mark.parametrize("field", ["question", "answer"])
def test_consultation_refuses_an_identity_number_and_asks_about_a_phone(offices: Offices, field: str) -> None:
    clerk = offices.at_work("clerk")

    refused = posted(clerk, "/consultations/new", {**FORM, field: f"他的号码{ID}"})
    asked = posted(clerk, "/consultations/new", {**FORM, field: "他儿子13893600099"})

    assert (refused.status_code, asked.status_code) == (422, 422)
    assert "请删去" in refused.text
    assert f'name="confirmed" value="rule:{field}"' in asked.text
    assert kept(offices) == []
    saved = posted(clerk, "/consultations/new", {**FORM, field: "他儿子13893600099", "confirmed": f"rule:{field}"})
    assert saved.status_code == 303
    assert isinstance(kept(offices)[0], Consultation)


def test_note_on_a_case_asks_about_a_phone_and_keeps_what_was_typed(offices: Offices) -> None:
    clerk = offices.at_work("clerk")
    case = offices.open("clerk")
    note = {"version": str(case.version), "channel": "phone", "text": "打他儿子13893600099"}

    asked = posted(clerk, f"/cases/{case.case_id}/do/note", {**note, "token": "a" * 20})
    saved = posted(clerk, f"/cases/{case.case_id}/do/note", {**note, "token": "b" * 20, "confirmed": "guard:text"})

    assert asked.status_code == 422
    assert 'name="confirmed" value="guard:text"' in asked.text
    assert "打他儿子13893600099" in asked.text
    assert saved.status_code == 303
