"""Referrals by program: what would be sent is asked for, shown, sent, seen by the other body and answered."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import Api, Caller, body


def offered(api: Api, sender: Caller, receiver: Caller) -> tuple[dict[str, Any], str]:
    """Offer a new case to the other committee, and return it with the id of the referral."""
    case = api.opened(sender)
    to = api.opened(receiver)["organisation"]["id"]
    preview = sender.post(f"/api/v1/referrals/of/{case['id']}", {"sends": ["phone"]}).get_json()
    party = next(iter(case["parties"].values()))
    data = {
        "to": to,
        "reason": "not_ours",
        "sends": ["phone"],
        "consented_on": "今天",
        "how": "phone",
        "who": (party[0] if isinstance(party, list) else party)["id"],
        "consented": True,
        "shown": preview["shown"],
    }
    answer = sender.post(f"/api/v1/cases/{case['id']}/actions/refer", {"version": case["version"], "data": data})
    assert answer.status_code == 200, answer.text
    (waiting,) = receiver.get("/api/v1/referrals").get_json()["items"]
    return case, waiting["id"]


def test_offer_is_seen_by_the_other_body_and_accepted_as_a_case_of_its_own(api: Api) -> None:
    sender, receiver = api.program("toy_clerk"), api.program("stranger")
    case, referral_id = offered(api, sender, receiver)

    seen = receiver.get(f"/api/v1/referrals/{referral_id}").get_json()
    answer = receiver.post(f"/api/v1/referrals/{referral_id}/accept", body())

    assert seen["may_answer"] is True
    assert seen["snapshot"]["summary"] == case["summary"]
    assert answer.status_code == 201, answer.text
    assert answer.get_json()["source"] == "other_body"
    assert sender.get(f"/api/v1/cases/{case['id']}").get_json()["ending"] == "passed_on"
    assert receiver.post(f"/api/v1/referrals/{referral_id}/accept", body()).status_code == 422


def test_offer_is_declined_with_a_reason_and_the_sender_reads_nothing_of_the_referral(embedded_api: Api) -> None:
    sender, receiver = embedded_api.program("toy_clerk"), embedded_api.program("stranger")
    _case, referral_id = offered(embedded_api, sender, receiver)

    assert receiver.post(f"/api/v1/referrals/{referral_id}/refuse", {"why": "whim"}).status_code == 422
    answer = receiver.post(f"/api/v1/referrals/{referral_id}/refuse", {"why": "elsewhere"})

    assert (answer.status_code, answer.get_json()["state"], answer.get_json()["snapshot"]) == (200, "refused", {})
    assert sender.get(f"/api/v1/referrals/{referral_id}").status_code == 404
