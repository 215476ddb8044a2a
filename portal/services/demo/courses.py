"""How demo cases go on: courses of acts with the days between them, as real ones go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Act:
    """One act some days after the one before; `{day}` in its data becomes the day, `{mediator}` the mediator."""

    action: str
    after: int
    data: Mapping[str, Any]


_ACCEPT = Act("accept", 0, {"accepted_on": "{day}"})
_ASSIGN = Act("assign", 0, {"handler_id": "{mediator}"})
_CALL = Act("note", 1, {"channel": "phone", "text": "电话联系对方，说明来意，约定见面时间。", "noted_on": "{day}"})
_CONSENT = Act("consent", 1, {"consented_on": "{day}", "how": "phone"})
_TALK = Act(
    "session",
    3,
    {
        "held_on": "{day}",
        "began": "9:30",
        "ended": "11:00",
        "place": "调解室",
        "manner": "separate",
        "present": "双方当事人",
        "informed": True,
        "record": "分别听取双方意见，核对证据，讲明有关规定。双方愿意再商量。",
        "result": "continue",
    },
)
_SETTLE = Act("session", 4, {**_TALK.data, "record": "双方互谅互让，就数额和期限取得一致。", "result": "success"})
_SIGN = Act("sign", 1, {"signed_on": "{day}", "complete": True})
_SIGN_IN_PART = Act("signature", 1, {"signatures": "{first_party}"})
_PAY_IN_PART = Act(
    "perform_term",
    8,
    {"term": "1", "performed_on": "{day}", "amount": "500.00", "proof": "transfer", "proof_text": "先付一部分，余款月底前付清。"},
)
_BREACH = Act(
    "breach",
    9,
    {
        "term": "1",
        "found_on": "{day}",
        "remedies_told": True,
        "chosen": "urge",
        "note": "到期没有付清，电话督促，对方答应尽快付。",
    },
)
_APPLY = Act(
    "apply_confirmation",
    3,
    {
        "applied_on": "{day}",
        "court": "临泽县人民法院",
        "joint": True,
        "materials": ["application", "agreement", "proof", "identity", "contact"],
    },
)


def _court(answer: str, after: int, why: str = "") -> Act:
    number = {} if answer in ("withdrawn", "not_accepted") else {"number": "{court_number}"}
    reason = {"why": why} if why else {}
    return Act("confirmation_answer", after, {"answer": answer, "answered_on": "{day}", **number, **reason})


_PERFORM = Act("perform", 6, {"performed_on": "{day}", "proof": "transfer", "proof_text": "转账付清，已收回单。"})
_VISIT = Act(
    "follow_up",
    7,
    {"visited_on": "{day}", "how": "phone", "performance": "full", "content": "satisfied", "text": "双方再无争议。"},
)
_STORE = Act("archive", 3, {"archived_on": "{day}"})
_BEGIN = (_ACCEPT, _ASSIGN, _CALL, _CONSENT)
_AGREE = Act("agree", 0, {"agreed_on": "{day}", "form": "written", "facts": "双方对主要事实没有争议，争议在于数额和期限。"})

FINISHED = (*_BEGIN, _SETTLE, _AGREE, _SIGN, _PERFORM, _VISIT, _STORE)
"""A case that came to its end; where a visitor would find none, there is one nevertheless."""

# Each course with its weight: most cases settle, as in any county, and every ending is there.
COURSES: tuple[tuple[int, tuple[Act, ...]], ...] = (
    (6, ()),
    (8, (_ACCEPT,)),
    (8, (_ACCEPT, _ASSIGN, _CALL)),
    (10, (*_BEGIN, _TALK)),
    (6, (*_BEGIN, _SETTLE)),
    (5, (*_BEGIN, _SETTLE, _AGREE)),
    (8, (*_BEGIN, _SETTLE, _AGREE, _SIGN)),
    (2, (*_BEGIN, _SETTLE, _AGREE, _SIGN_IN_PART)),
    (3, (*_BEGIN, _SETTLE, _AGREE, _SIGN, _PAY_IN_PART)),
    (2, (*_BEGIN, _SETTLE, _AGREE, _SIGN, _PAY_IN_PART, _BREACH)),
    (2, (*_BEGIN, _SETTLE, _AGREE, _SIGN, _APPLY)),
    (1, (*_BEGIN, _SETTLE, _AGREE, _SIGN, _APPLY, _court("accepted", 2))),
    (4, (*_BEGIN, _SETTLE, _AGREE, _SIGN, _APPLY, _court("accepted", 2), _court("confirmed", 9))),
    (2, (*_BEGIN, _SETTLE, _AGREE, _SIGN, _APPLY, _court("accepted", 2), _court("dismissed", 9, "unclear"))),
    (1, (*_BEGIN, _SETTLE, _AGREE, _SIGN, _APPLY, _court("not_accepted", 2, "other_court"))),
    (2, (*_BEGIN, _SETTLE, _AGREE, _SIGN, _APPLY, _court("withdrawn", 2))),
    (10, (*_BEGIN, _TALK, _SETTLE, _AGREE, _SIGN, _PERFORM)),
    (22, FINISHED),
    (3, (*_BEGIN, _TALK, Act("pause", 2, {"paused_on": "{day}", "reason": "appraisal", "note": "等待鉴定意见。"}))),
    (5, (*_BEGIN, _TALK, Act("fail", 8, {"ended_on": "{day}", "reason": "apart", "remedies_told": True}))),
    (2, (*_BEGIN[:3], Act("party_refuses", 2, {"ended_on": "{day}", "reason": "refuses", "remedies_told": True}))),
    (2, (Act("refuse", 1, {"ended_on": "{day}", "reason": "not_ours", "remedies_told": True}),)),
    (2, (_ACCEPT, _ASSIGN, Act("withdraw", 5, {"how": "self_settled", "ended_on": "{day}"}))),
    (
        2,
        (
            _ACCEPT,
            Act(
                "pass_on", 2, {"to_body": "县人力资源和社会保障局", "consented": True, "remedies_told": True, "ended_on": "{day}"}
            ),
        ),
    ),
    (1, (*_BEGIN, Act("other_procedure", 6, {"procedure": "suit", "remedies_told": True, "ended_on": "{day}"}))),
)
