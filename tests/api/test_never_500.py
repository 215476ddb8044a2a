"""Whatever is sent: an answer that the OpenAPI document promises, never a 500, nothing half-written.

What is drawn at random goes to one of the databases.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import content_type_conformance, not_a_server_error, response_schema_conformance, status_code_conformance
from schemathesis.core.result import Ok
from sqlalchemy import func, select

from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseEvent
from tests.api.conftest import TYPE, Api, Caller, body
from tests.store.county import DEMO

CASES = "/api/v1/cases"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))

TEXT = st.text(st.characters(codec=None), max_size=12) | st.sampled_from(
    [
        "",
        "\0",
        "\ud800",
        "\uffff",
        "\x1b[2J",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "1e999999",
        "NaN",
        "٣",
        "𠀀",
        "=1+1",
        "*",
    ]
)
NUMBER = st.integers(-(10**40), 10**40) | st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.none() | st.booleans() | NUMBER | TEXT
ANYTHING = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8)


def paths(value: object, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return the way to every value in a body."""
    found = [at] if at else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += paths(item, (*at, key))
    return found


def with_value(value: Any, path: tuple[Any, ...], put: object) -> Any:
    """Return a copy of a body with another value in one place."""
    copy = json.loads(json.dumps(value))
    at = copy
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = put
    return copy


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "database_url"),
    [(GenerationMode.POSITIVE, "sqlite"), pytest.param(GenerationMode.NEGATIVE, "postgres", marks=pytest.mark.postgres)],
    indirect=["database_url"],
    ids=["as described", "otherwise"],
)
def test_every_operation_answers_as_the_document_says(mode: GenerationMode, api: Api) -> None:
    clerk = api.program("toy_clerk")
    schema = schemathesis.openapi.from_wsgi("/api/v1/_openapi", api.app)
    operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]

    for operation in operations:

        @FEW
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case: Case[Any]) -> None:
            case.call_and_validate(headers=clerk.headers, checks=CHECKS)

        check()

    assert len(operations) == 14


EVERYTHING_ELSE: dict[str, object] = {
    "source": "court",
    "received_on": "2026-11-20",
    "occurred_on": "2026-11-01",
    "division_code": "620723100",
    "place": "东寨村",
    "after_the_fact": False,
    "confirmed": ["rule:details.lent_on"],
}


@SOME
@given(st.data())
def test_any_value_in_any_place_of_a_new_case_gets_an_answer(api: Api, data: st.DataObject) -> None:
    clerk = caller(api)
    whole = body(**EVERYTHING_ELSE)
    sent = with_value(whole, data.draw(st.sampled_from(paths(whole))), data.draw(ANYTHING))

    answer = clerk.post(CASES, sent)

    assert answer.status_code in (201, 422), answer.text
    assert answer.is_json


ACTS = {
    "review": ("accept", "supplement", "note", "report", "correct", "seal", "withdraw", "refuse", "pass_on", "void", "fly\ud800"),
    "mediating": (
        "session",
        "agree",
        "pause",
        "extend",
        "assign",
        "fail",
        "party_refuses",
        "inspect",
        "other_procedure",
        "correct",
    ),
}
KEYS = (
    *("accepted_on", "text", "channel", "missing", "reason_text", "details", "parties", "to", "handler_id", "note", "terms"),
    *("held_on", "manner", "record", "result", "agreed_on", "facts", "paused_on", "reason", "clock", "until", "agreed"),
    *("who", "ended_on", "procedure", "remedies_told", "place", "present"),
)
TO_MEDIATING: tuple[tuple[str, dict[str, object]], ...] = (
    ("accept", {"accepted_on": "2026-11-21"}),
    ("take", {}),
    ("consent", {"consented_on": "2026-11-21", "how": "phone"}),
)


@pytest.mark.parametrize(
    ("phase", "database_url"),
    [("review", "sqlite"), pytest.param("mediating", "postgres", marks=pytest.mark.postgres)],
    indirect=["database_url"],
)
@settings(SOME, max_examples=8)
@given(st.data())
def test_any_data_of_any_act_gets_an_answer(phase: str, api: Api, data: st.DataObject) -> None:
    head = caller(api, "toy_head")
    case = api.opened(head)
    for action, sent in TO_MEDIATING if phase == "mediating" else ():
        case = head.post(f"{CASES}/{case['id']}/actions/{action}", {"version": case["version"], "data": sent}).get_json()
    action = data.draw(st.sampled_from(ACTS[phase])).encode(errors="ignore").decode()
    asked = [field["key"] for offer in case["actions"] if offer["key"] == action for field in offer["fields"]]
    entered = data.draw(st.dictionaries(st.sampled_from(asked or KEYS) | st.sampled_from(KEYS) | TEXT, ANYTHING, max_size=5))

    answer = head.post(
        f"{CASES}/{case['id']}/actions/{action}",
        {"version": case["version"], "data": entered, "confirmed": data.draw(ANYTHING)},
    )

    assert answer.status_code in (200, 404, 422), answer.text


@SOME
@given(ANYTHING, st.dictionaries(st.sampled_from(["text", "type", "phase", "number", "cursor", "page_size"]) | TEXT, ANYTHING))
def test_any_search_gets_an_answer(api: Api, whole: object, asked: dict[str, object]) -> None:
    clerk = caller(api)

    for sent in (whole, asked):
        assert clerk.post(f"{CASES}/search", sent).status_code in (200, 422)


@SOME
@given(st.dictionaries(st.sampled_from(["type", "phase", "number", "cursor", "page_size"]), TEXT))
def test_any_address_gets_an_answer(api: Api, asked: dict[str, str]) -> None:
    clerk = caller(api)
    safe = {key: text.encode(errors="ignore").decode() for key, text in asked.items()}

    assert clerk.get(CASES, query_string=safe).status_code in (200, 422)


@pytest.mark.parametrize(
    ("sent", "content_type", "status", "code"),
    [
        (b"", "application/json", 400, "not_json"),
        (b"{", "application/json", 400, "not_json"),
        (b"\xff\xfe{}", "application/json", 400, "not_json"),
        (b'{"type": NaN}', "application/json", 400, "not_json"),
        (b'{"type": "a", "type": "b"}', "application/json", 400, "not_json"),
        (b'{"type": ' + b"9" * 5000 + b"}", "application/json", 400, "not_json"),
        (b"[" * 100_000, "application/json", 400, "not_json"),
        (b"[" * 500 + b"]" * 500, "application/json", 400, "too_deep"),
        (b'{"a": ' * 20 + b"1" + b"}" * 20, "application/json", 400, "too_deep"),
        (b"[]", "application/json", 422, "wrong_kind"),
        (b'"text"', "application/json", 422, "wrong_kind"),
        (b"null", "application/json", 422, "wrong_kind"),
        (b"{}", "text/plain", 415, "unsupported"),
        (b"type=x", "application/x-www-form-urlencoded", 415, "unsupported"),
        (b" " * (10 * 1024 * 1024 + 1), "application/json", 413, "too_large"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_body_that_cannot_be_read_is_told_as_a_problem(
    sent: bytes, content_type: str, status: int, code: str, embedded_api: Api
) -> None:
    clerk = caller(embedded_api)

    for path in (CASES, f"{CASES}/search"):
        answer = clerk.client.post(path, data=sent, content_type=content_type, headers=clerk.headers)
        assert answer.status_code == status
        assert answer.get_json()["errors"][0]["code"] == code
        assert answer.get_json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("put", "code"),
    [("\0", "text_nul"), ("\ud800", "text_surrogate"), ("\x1b", "text_control"), ("字" * 700_000, "text_too_long")],
    ids=["nul", "surrogate", "control", "2 MB in each field"],
)
def test_text_that_cannot_be_kept_is_told_at_its_field_and_nothing_is_written(put: str, code: str, api: Api) -> None:
    clerk = caller(api)
    parties = body()["parties"]
    sent = {
        **body(summary=put, place=put),
        "parties": {**parties, "borrower": {**parties["borrower"], "name": put, "village": put}},
    }

    raw = json.dumps(sent, ensure_ascii=put.startswith("\ud800")).encode()

    answer = clerk.client.post(CASES, data=raw, content_type="application/json", headers=clerk.headers)

    problems = {problem["field"]: problem for problem in answer.get_json()["errors"]}
    assert answer.status_code == 422
    assert {"summary", "place", "parties.borrower.0.name", "parties.borrower.0.village"} <= set(problems)
    assert problems["summary"]["code"] == code
    assert all(problem["message"] for problem in problems.values())
    assert written(api) == (0, 0)


@pytest.mark.parametrize("confirmed", [[{}], [[]], [None], {"a": 1}, "all", 1])
def test_confirmed_that_is_no_list_of_codes_is_told(confirmed: object, embedded_api: Api) -> None:
    answer = caller(embedded_api).post(CASES, body(confirmed=confirmed))

    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.get_json()["errors"]] == ["confirmed"]


def test_every_problem_is_told_at_once_each_at_its_field(embedded_api: Api) -> None:
    clerk = caller(embedded_api)
    parties = body()["parties"]
    sent = body(
        details={"tool": "spoon", "worth": "viel", "lent_on": "2026-12-01", "unknown": 1},
        parties={**parties, "lender": [{**parties["lender"][0], "id_number": "620723199001010017"}], "nobody": {}},
        received_on="2026-02-30",
    )

    answer = clerk.post(CASES, sent)

    codes = {problem["field"]: problem["code"] for problem in answer.get_json()["errors"]}
    assert answer.status_code == 422
    assert codes == {
        "received_on": "day_no_such_day",
        "parties.nobody": "unknown_role",
        "parties.lender.0.id_number": "id_number_check_character",
        "details.tool": "not_an_option",
        "details.worth": "money_not_a_number",
        "details.lent_on": "day_in_future",
        "details.unknown": "unknown_field",
    }


def test_refused_act_leaves_nothing_behind(api: Api) -> None:
    clerk = caller(api)
    case = api.opened(clerk)

    answer = clerk.post(f"{CASES}/{case['id']}/actions/note", {"version": 1, "data": {"channel": "phone"}, "more": 1})

    assert answer.status_code == 422
    assert {problem["field"] for problem in answer.get_json()["errors"]} == {"more", "text"}
    assert written(api) == (1, 1)


def test_action_that_is_not_offered_or_does_not_exist(embedded_api: Api) -> None:
    clerk = caller(embedded_api)
    case = embedded_api.opened(clerk)

    there = clerk.post(f"{CASES}/{case['id']}/actions/sign", {"version": 1, "data": {}})
    nowhere = clerk.post(f"{CASES}/{case['id']}/actions/fly", {"version": 1, "data": {}})

    assert (there.status_code, there.get_json()["errors"][0]["code"]) == (422, "not_offered")
    assert nowhere.status_code == 404


def test_markup_comes_back_as_the_text_it_was(embedded_api: Api) -> None:
    clerk = caller(embedded_api)
    markup = "<script>alert('x')</script> & \"y\" {{ 7*7 }}"

    answer = clerk.post(CASES, body(summary=markup))

    assert answer.get_json()["summary"] == markup
    assert answer.mimetype == "application/json"


def caller(api: Api, account: str = "toy_clerk") -> Caller:
    """Return one program per API and account, however many examples are tried on it."""
    known = api.callers.get(account)
    if known is None:
        known = api.callers[account] = api.program(account)
    return known


def written(api: Api) -> tuple[int, int]:
    """Return how many cases and events there are."""
    with api.store.begin(DEMO) as uow:
        cases = uow.session.scalar(select(func.count(CaseFile.id))) or 0
        return cases, uow.session.scalar(select(func.count(CaseEvent.id))) or 0


def test_document_names_every_type_with_an_example_that_opens_a_case(embedded_api: Api) -> None:
    document = embedded_api.app.test_client().get("/api/v1/_openapi").get_json()
    media = document["paths"]["/api/v1/cases"]["post"]["requestBody"]["content"]["application/json"]

    answer = caller(embedded_api).post(CASES, media["examples"][TYPE]["value"])

    assert document["openapi"].startswith("3.1")
    assert document["components"]["schemas"][f"NewCase.{TYPE}"]["properties"]["type"] == {"const": TYPE}
    assert answer.status_code == 201
