"""The checks of an agreement through the API: the same sentences, a question with what confirms it, the LPR in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables.course import CaseEvent
from portal.store.tables.machine import ParameterValue
from tests.api.conftest import Api, Caller

CASES = "/api/v1/cases"


def at_the_agreement(api: Api) -> tuple[Caller, str, int]:
    clerk, mediator = api.program("toy_clerk"), api.program("toy_mediator")
    case = api.opened(clerk)
    version = case["version"]
    for action, data in (
        ("accept", {"accepted_on": "2026-11-21"}),
        ("take", {}),
        ("consent", {"consented_on": "2026-11-21", "how": "phone"}),
    ):
        answer = mediator.post(f"{CASES}/{case['id']}/actions/{action}", {"version": version, "data": data})
        assert answer.status_code == 200, answer.text
        version = answer.get_json()["version"]
    return mediator, f"{CASES}/{case['id']}/actions/agree", version


def agreed(breach: str) -> dict[str, Any]:
    term = {"payer": "李桂兰", "payee": "王小军", "amount": "100", "due_on": "2026-12-20", "breach": breach}
    return {"agreed_on": "2026-11-21", "terms": [term]}


def register(api: Api, since: date, value: str, *, verified: bool) -> None:
    with Session(api.store.engine) as session:
        session.add(
            ParameterValue(key="lpr_1y", since=since, division_code="", value=value, unit="%", source="公布", verified=verified)
        )
        session.commit()


def test_a_forbidden_clause_stops_at_its_field_and_cannot_be_confirmed(embedded_api: Api) -> None:
    mediator, path, version = at_the_agreement(embedded_api)
    body = {"version": version, "data": agreed("今后不得报警"), "confirmed": ["guard:terms.0.breach:report_silenced"]}

    answer = mediator.post(path, body)

    (row,) = answer.get_json()["errors"]
    assert answer.status_code == 422
    assert row["field"] == "terms.0.breach"
    assert "（依据：刑事诉讼法第110条）" in row["message"]
    assert "confirm" not in row


def test_a_question_names_its_answer_and_the_answer_is_kept_with_the_event(api: Api) -> None:
    register(api, date(2025, 5, 20), "3.00", verified=True)
    register(api, date(2027, 1, 1), "9.00", verified=True)  # not in force yet
    mediator, path, version = at_the_agreement(api)
    body = {"version": version, "data": agreed("逾期按年利率24%支付利息")}

    asked = mediator.post(path, body)
    (row,) = asked.get_json()["errors"]
    done = mediator.post(path, {**body, "confirmed": [row["confirm"]]})

    assert asked.status_code == 422
    assert row["confirm"] == "guard:terms.0.breach:rate_above_ceiling"
    assert "折合年利率24.00%，高于现行一年期LPR（3.00%）的四倍即12.00%" in row["message"]
    assert done.status_code == 200, done.text
    with api.acting("toy_mediator") as (uow, _actor):
        event = uow.session.scalars(select(CaseEvent).where(CaseEvent.action == "agree")).one()
        assert event.data["confirmed"] == ["rate_above_ceiling"]
