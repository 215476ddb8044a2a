"""Text from outside, refused or tidied."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.text import BadText, TextProblem, clean, clean_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("拖欠工资", "拖欠工资"),
        ("  一\r\n二\r三\x0b四\x0c五\u2028六\u2029七\x85八\n ", "一\n二\n三\n四\n五\n六\n七\n八"),
        ("甲\t乙", "甲\t乙"),
        ("e\u0301", "é"),
        ("张\u202e三\u202c", "张三"),
        ("王\u200b建\ufeff国\u00ad", "王建国"),
        ("\u2066李\u2069四", "李四"),
        ("\u3000经过\u3000如下\u3000", "经过\u3000如下"),
        ("𬭎", "𬭎"),
        ("", ""),
    ],
)
def test_text_is_tidied(typed: str, kept: str) -> None:
    assert clean(typed, 100) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("\ud83d", TextProblem.SURROGATE),
        ("a\0b", TextProblem.NUL),
        ("a\x08b", TextProblem.CONTROL),
        ("a\x1fb", TextProblem.CONTROL),
        ("a\x7fb", TextProblem.CONTROL),
        ("a\x9bb", TextProblem.CONTROL),
        ("\uffff", TextProblem.NONCHARACTER),
        ("\ufdd0", TextProblem.NONCHARACTER),
        ("\U0010fffe", TextProblem.NONCHARACTER),
    ],
)
def test_what_cannot_be_meant_is_refused(typed: str, code: TextProblem) -> None:
    for read in (clean, clean_line):
        with pytest.raises(BadText) as caught:
            read(typed, 100)

        assert caught.value.code is code


def test_length_counts_characters_after_tidying() -> None:
    assert clean("甲" * 5 + "\u200b  ", 5) == "甲" * 5

    with pytest.raises(BadText) as caught:
        clean("甲" * 6, 5)

    assert (caught.value.code, dict(caught.value.params)) == (TextProblem.TOO_LONG, {"most": 5, "length": 6})


def test_bytes_can_be_limited_as_well() -> None:
    assert clean("甲乙", 5, byte_limit=6) == "甲乙"

    with pytest.raises(BadText) as caught:
        clean("甲乙", 5, byte_limit=5)

    assert (caught.value.code, dict(caught.value.params)) == (TextProblem.TOO_MANY_BYTES, {"most": 5})


@pytest.mark.parametrize(("typed", "kept"), [(" 王 \n 建国\t", "王 建国"), ("甲\u3000\u3000乙", "甲 乙"), ("一\r\n二", "一 二")])
def test_a_line_has_single_spaces_and_no_breaks(typed: str, kept: str) -> None:
    assert clean_line(typed, 10) == kept


def test_a_line_is_measured_after_its_spaces_are_joined() -> None:
    assert clean_line("甲" + " " * 50 + "乙", 3) == "甲 乙"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_is_kept_is_kept_again_and_safe(typed: str) -> None:
    try:
        kept = clean(typed, 200)
    except BadText:
        return

    assert clean(kept, 200) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in kept)
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\ufeff") & set(kept)


def test_a_refusal_does_not_repeat_the_text() -> None:
    with pytest.raises(BadText) as caught:
        clean("王建国\0", 10)

    assert "王" not in repr(caught.value)
