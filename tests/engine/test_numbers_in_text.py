"""Identity numbers and mobile numbers that somebody writes into free text."""

from __future__ import annotations

from datetime import date

import pytest

from portal.declare.fields import LongText, Text
from portal.declare.privacy import Sensitivity
from portal.engine.changes import Change, Opening
from portal.engine.numbers_in_text import has_id_number, has_mobile, phones_asked
from portal.engine.read_fields import FieldProblem, read_field
from portal.engine.transitions import decide
from tests.engine.wages import deciding, opened, raw, read

ID = "620723199001010016"
TODAY = date(2026, 11, 21)
NOTED = {"channel": "phone", "text": "打 13893600011 找他儿子"}


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"他的身份证{ID}，已核对",
        "620723 19900101 0016",
        "620723-19900101-0016",
        "６２０７２３１９９００１０１００１６",
        "身份证：11010519491231002x。",
    ],
)
def test_identity_number_is_found_however_it_is_written(text: str) -> None:
    assert has_id_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "620723199001010017",  # the check character is wrong
        "620723199013010016",  # no such day
        f"6{ID}",  # a card number of nineteen digits
        f"A{ID}",
        "6207**********0016",
        "91620723MA71ABCD12",  # a credit code
        "（2026）临劳调字第12号，2026年11月21日，12000.00元",
    ],
)
def test_what_is_no_identity_number_is_let_through(text: str) -> None:
    assert not has_id_number(text)


@pytest.mark.parametrize(
    "text", ["13893600011", "电话138-9360-0011。", "138 9360 0011", "+86 13893600011", "１３８９３６０００１１"]
)
def test_mobile_number_is_found_however_it_is_written(text: str) -> None:
    assert has_mobile(text)


@pytest.mark.parametrize(
    "text", ["", "138****0011", "0936-5521234", "12893600011", "138936000112", ID, "第13893600011A号", "4001234567"]
)
def test_what_is_no_mobile_number_is_let_through(text: str) -> None:
    assert not has_mobile(text)


@pytest.mark.parametrize("kind", [Text, LongText])
def test_free_field_refuses_an_identity_number_and_an_encrypted_one_takes_it(kind: type[Text] | type[LongText]) -> None:
    with pytest.raises(FieldProblem) as refused:
        read_field(kind("where", "哪里"), f"找{ID}", TODAY)

    assert refused.value.code == "id_number_in_text"
    assert not refused.value.params
    assert read_field(kind("plan", "安排", sensitivity=Sensitivity.SEALED), f"找{ID}", TODAY) == f"找{ID}"


def test_question_stands_at_the_field_and_asks_for_free_text_only() -> None:
    fields = (Text("a", "甲"), LongText("b", "乙"), Text("c", "丙", sensitivity=Sensitivity.MASKED))

    asked = phones_asked(fields, {"a": "13893600011", "b": "没有", "c": "13893600011"}, "details")

    assert [(p.field, p.code, p.asks) for p in asked] == [("details.a", "phone_in_text", True)]


@pytest.mark.parametrize("field", ["summary", "place"])
def test_new_case_refuses_an_identity_number_and_asks_about_a_phone(field: str) -> None:
    refused, asked = read(raw(**{field: f"找{ID}"})), read(raw(**{field: "打13893600011"}))
    confirmed = read(raw(**{field: "打13893600011", "confirmed": [f"rule:{field}"]}))

    assert [(p.field, p.code) for p in refused] == [(field, "id_number_in_text")]  # type: ignore[union-attr]
    assert [(p.field, p.code, p.asks) for p in asked] == [(field, "phone_in_text", True)]  # type: ignore[union-attr]
    assert isinstance(confirmed, Opening)
    assert [n.code for n in confirmed.notices] == ["phone_in_text"]


def test_note_refuses_an_identity_number_and_asks_about_a_phone() -> None:
    state = opened()

    refused = decide(state, "note", {**NOTED, "text": ID}, deciding())
    asked = decide(state, "note", NOTED, deciding())
    confirmed = decide(state, "note", NOTED, deciding(), frozenset({"guard:text"}))

    assert [(p.field, p.code) for p in refused] == [("text", "id_number_in_text")]  # type: ignore[union-attr]
    assert [(p.field, p.code, p.asks) for p in asked] == [("text", "phone_in_text", True)]  # type: ignore[union-attr]
    assert isinstance(confirmed, Change)


def test_correction_asks_about_what_it_writes_and_not_about_what_was_there() -> None:
    state = opened(summary="打13893600011", confirmed=["rule:summary"])

    untouched = decide(state, "correct", {"reason_text": "补地点", "place": "沙河镇"}, deciding())
    written = decide(state, "correct", {"reason_text": "补", "summary": "打13893600012"}, deciding())

    assert isinstance(untouched, Change)
    assert [(p.field, p.code) for p in written] == [("summary", "phone_in_text")]  # type: ignore[union-attr]
