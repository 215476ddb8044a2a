"""What a program can do with cases through the API, on both databases."""

from __future__ import annotations

import uuid

from portal.access.api_keys import Scope
from tests.api.conftest import TYPE, Api, body

CASES = "/api/v1/cases"
PROMISED = {
    "id",
    "type",
    "number",
    "phase",
    "step",
    "version",
    "privacy",
    "organisation",
    "summary",
    "parties",
    "details",
    "clocks",
    "actions",
}


def test_example_opens_a_case_that_is_given_back_as_it_was_sent(api: Api) -> None:
    clerk = api.program("toy_clerk")

    answer = clerk.post(CASES, body())

    case = answer.get_json()
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"{CASES}/{case['id']}")
    assert set(case) >= PROMISED | {"notices"}
    assert (case["type"], case["phase"], case["version"], case["privacy"], case["number"]) == (TYPE, "review", 1, "P1", None)
    assert case["summary"] == body()["summary"]
    assert case["details"] == body()["details"]
    assert case["parties"]["lender"][0]["name"] == "王小军"
    assert case["parties"]["lender"][0]["id_number"] == "620723199001010016"
    assert case["parties"]["borrower"]["phone"] == "13893600022"
    assert case["clocks"][0]["key"] == "mediation"
    assert "农具借用办法" in case["clocks"][0]["why"]
    accept = next(action for action in case["actions"] if action["key"] == "accept")
    assert accept["label"] == "受理"
    assert accept["fields"][0] == {"key": "accepted_on", "title": "受理日期", "kind": "day", "required": True}
    again = clerk.get(f"{CASES}/{case['id']}").get_json()
    assert again == {key: value for key, value in case.items() if key != "notices"}


def test_case_goes_to_its_end_by_the_actions_it_offers(api: Api) -> None:
    clerk, mediator = api.program("toy_clerk"), api.program("toy_mediator")
    case = api.opened(clerk)
    steps: list[tuple[str, dict[str, object]]] = [
        ("accept", {"accepted_on": "2026-11-21"}),
        ("take", {}),
        ("consent", {"consented_on": "2026-11-21", "how": "phone"}),
        ("inspect", {}),
        ("session", {"held_on": "2026-11-21", "manner": "face_to_face", "record": "归还水泵", "result": "failed"}),
        ("fail", {"reason": "tool_lost", "remedies_told": True}),
    ]

    for action, data in steps:
        assert action in {offer["key"] for offer in case["actions"]}
        answer = mediator.post(f"{CASES}/{case['id']}/actions/{action}", {"version": case["version"], "data": data})
        assert answer.status_code == 200, answer.text
        case = answer.get_json()

    assert (case["phase"], case["ending"], case["number"]) == ("ended", "not_settled", "（2026）临具调字第1号")
    assert case["version"] == len(steps) + 1


def test_list_gives_pages_that_together_hold_every_case_once(api: Api) -> None:
    clerk = api.program("toy_clerk")
    made = {api.opened(clerk)["id"] for _ in range(5)}

    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = clerk.get(CASES, query_string={"page_size": 2, "cursor": cursor}).get_json()
        assert set(page) == {"items", "next"}
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]

    assert sorted(seen) == sorted(made)


def test_list_is_narrowed_by_type_phase_and_number(api: Api) -> None:
    clerk = api.program("toy_clerk")
    waiting, accepted = api.opened(clerk), api.opened(clerk)
    accepted = clerk.post(
        f"{CASES}/{accepted['id']}/actions/accept", {"version": 1, "data": {"accepted_on": "2026-11-21"}}
    ).get_json()

    def ids(**query: str) -> list[str]:
        return [item["id"] for item in clerk.get(CASES, query_string=query).get_json()["items"]]

    assert ids(phase="accepted") == [accepted["id"]]
    assert ids(phase="review") == [waiting["id"]]
    assert ids(number=accepted["number"]) == [accepted["id"]]
    assert len(ids(type=TYPE)) == len(ids(type="toy")) == 2
    assert ids(type="toy.other") == []


def test_text_is_searched_by_post(api: Api) -> None:
    clerk = api.program("toy_clerk")
    case = api.opened(clerk)

    def found(**asked: object) -> list[str]:
        return [item["id"] for item in clerk.post(f"{CASES}/search", asked).get_json()["items"]]

    assert found(text="王小军") == [case["id"]]
    assert found(text="水泵一直") == [case["id"]]
    assert found(text="没有这些字") == []
    assert found(text="王小军", phase="accepted") == []
    assert clerk.get(CASES, query_string={"text": "王小军"}).status_code == 422


def test_same_key_opens_one_case_and_gives_it_again(api: Api) -> None:
    clerk = api.program("toy_clerk")

    first = clerk.post(CASES, body(), Idempotency_Key="one")
    second = clerk.post(CASES, body(), Idempotency_Key="one")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_json()["id"] == second.get_json()["id"]
    assert len(clerk.get(CASES).get_json()["items"]) == 1


def test_same_key_for_another_body_is_refused(api: Api) -> None:
    clerk = api.program("toy_clerk")
    clerk.post(CASES, body(), Idempotency_Key="one")

    answer = clerk.post(CASES, body(summary="另一件事"), Idempotency_Key="one")

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "token_used_for_other"


def test_without_a_key_every_post_opens_a_case_and_the_likely_duplicate_is_noticed(api: Api) -> None:
    clerk = api.program("toy_clerk")

    first, second = api.opened(clerk), api.opened(clerk)

    assert first["id"] != second["id"]
    assert first["notices"] == []
    assert {notice["code"] for notice in second["notices"]} == {"open_matters"}
    assert all(notice["message"] for notice in second["notices"])


def test_same_key_acts_once(api: Api) -> None:
    clerk = api.program("toy_clerk")
    case = api.opened(clerk)
    note = {"version": 1, "data": {"channel": "phone", "text": "约周一"}}

    first = clerk.post(f"{CASES}/{case['id']}/actions/note", note, Idempotency_Key="n")
    second = clerk.post(f"{CASES}/{case['id']}/actions/note", note, Idempotency_Key="n")

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.get_json() == second.get_json()
    assert second.get_json()["version"] == 2


def test_missing_version_is_422_and_a_stale_one_409_with_what_changed(api: Api) -> None:
    clerk = api.program("toy_clerk")
    case = api.opened(clerk)
    path = f"{CASES}/{case['id']}/actions/note"
    note = {"channel": "phone", "text": "约周一"}
    assert clerk.post(path, {"version": 1, "data": note}).status_code == 200

    missing = clerk.post(path, {"data": note})
    stale = clerk.post(path, {"version": 1, "data": note})

    assert (missing.status_code, missing.get_json()["errors"][0]["field"]) == (422, "version")
    assert stale.status_code == 409
    assert (stale.get_json()["version"], stale.get_json()["changed"]) == (2, ["note"])
    assert stale.get_json()["errors"][0]["message"]


def test_order_of_refusals_is_401_404_403_409_422(api: Api) -> None:
    clerk, stranger, coordinator = api.program("toy_clerk"), api.program("stranger"), api.program("coordinator")
    case = api.opened(clerk)
    path = f"{CASES}/{case['id']}/actions/note"
    wrong: dict[str, object] = {"version": 99, "data": {"channel": "nonsense"}}

    assert api.app.test_client().post(path, json=wrong).status_code == 401
    assert stranger.post(path, wrong).status_code == 404
    assert coordinator.post(path, wrong).status_code == 403
    assert clerk.post(path, wrong).status_code == 409
    assert clerk.post(path, {**wrong, "version": 1}).status_code == 422


def test_case_of_another_organisation_looks_like_one_that_does_not_exist(api: Api) -> None:
    case = api.opened(api.program("toy_clerk"))
    stranger = api.program("stranger")

    there, nowhere = stranger.get(f"{CASES}/{case['id']}"), stranger.get(f"{CASES}/{uuid.uuid4()}")

    assert there.status_code == nowhere.status_code == 404
    assert there.get_json() == nowhere.get_json()
    assert stranger.get(CASES).get_json()["items"] == []


def test_reader_without_the_handler_s_rights_gets_masks_and_can_send_none_back(api: Api) -> None:
    case = api.opened(api.program("toy_clerk"))
    head = api.program("toy_head")

    seen = head.get(f"{CASES}/{case['id']}").get_json()
    party = seen["parties"]["lender"][0]
    assert "*" in party["id_number"]
    assert "*" in party["phone"]
    assert "620723199001010016" not in head.get(f"{CASES}/{case['id']}").text

    for key in ("id_number", "phone", "address"):
        data = {"reason_text": "更正", "parties": {"lender": [{"id": party["id"], key: party[key]}]}}
        answer = head.post(f"{CASES}/{case['id']}/actions/correct", {"version": 1, "data": data})
        (problem,) = answer.get_json()["errors"]
        assert (answer.status_code, problem["field"], problem["code"]) == (422, f"parties.lender.0.{key}", "masked")


def test_masked_value_in_a_new_case_is_refused_at_its_field(api: Api) -> None:
    clerk = api.program("toy_clerk")
    parties = body()["parties"]
    lender = {**parties["lender"][0], "name": "王*", "phone": "138****0011", "address": "沙河镇***"}

    answer = clerk.post(CASES, body(parties={**parties, "lender": [lender]}))

    codes = {problem["field"]: problem["code"] for problem in answer.get_json()["errors"]}
    assert answer.status_code == 422
    assert codes == {f"parties.lender.0.{key}": "masked" for key in ("name", "phone", "address")}


def test_key_does_no_more_than_its_scopes(api: Api) -> None:
    case = api.opened(api.program("toy_clerk"))
    reads, writes = api.program("toy_clerk", Scope.READ_CASES), api.program("toy_clerk", Scope.WRITE_CASES)

    assert reads.get(CASES).status_code == 200
    assert reads.post(f"{CASES}/search", {"text": ""}).status_code == 200
    assert reads.post(CASES, body()).status_code == 403
    assert reads.post(f"{CASES}/{case['id']}/actions/take", {"version": 1}).status_code == 403
    assert writes.post(CASES, body()).status_code == 201
    assert writes.get(CASES).status_code == 403


def test_browser_acts_with_the_token_of_its_page_and_not_without(api: Api) -> None:
    browser = api.browser("toy_clerk")

    assert browser.get(CASES).status_code == 200
    assert browser.post(CASES, body()).status_code == 201
    forged = browser.client.post(CASES, json=body())
    assert forged.status_code == 400
    assert forged.is_json
    assert len(browser.get(CASES).get_json()["items"]) == 1
