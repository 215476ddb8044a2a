"""What several programs do at the same moment, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from werkzeug.test import TestResponse

from tests.api.conftest import Api, Caller, body

CASES = "/api/v1/cases"
MANY = 5


def at_once(api: Api, caller: Caller, path: str, sent: dict[str, Any], **headers: str) -> list[TestResponse]:
    """Send the same request from several threads and return the answers."""

    def send(_number: int) -> TestResponse:
        return Caller(api.app.test_client(), caller.headers).post(path, sent, **headers)

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(send, range(MANY)))


def test_same_key_sent_at_once_opens_one_case(api: Api) -> None:
    clerk = api.program("toy_clerk")

    answers = at_once(api, clerk, CASES, body(), Idempotency_Key="together")

    assert [answer.status_code for answer in answers] == [201] * MANY
    assert len({answer.get_json()["id"] for answer in answers}) == 1
    assert len(clerk.get(CASES).get_json()["items"]) == 1


def test_same_version_acted_on_at_once_is_won_by_one(api: Api) -> None:
    clerk = api.program("toy_clerk")
    case = api.opened(clerk)
    note = {"version": 1, "data": {"channel": "phone", "text": "约周一"}}

    answers = at_once(api, clerk, f"{CASES}/{case['id']}/actions/note", note)

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (MANY - 1)
    assert clerk.get(f"{CASES}/{case['id']}").get_json()["version"] == 2


def test_numbers_given_at_once_have_no_gap_and_no_double(api: Api) -> None:
    clerk = api.program("toy_clerk")
    cases = [api.opened(clerk) for _ in range(MANY)]

    def accept(case: dict[str, Any]) -> TestResponse:
        path = f"{CASES}/{case['id']}/actions/accept"
        return Caller(api.app.test_client(), clerk.headers).post(path, {"version": 1, "data": {"accepted_on": "2026-11-21"}})

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(accept, cases))

    assert [answer.status_code for answer in answers] == [200] * MANY
    numbers = {answer.get_json()["number"] for answer in answers}
    assert numbers == {f"（2026）临具调字第{n}号" for n in range(1, MANY + 1)}
