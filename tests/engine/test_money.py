"""Money as people type it, read it and write it on papers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.money import LARGEST_FEN, MoneyProblem, NotMoney, capitals, grouped, parse_yuan, yuan

AMOUNTS = st.integers(min_value=0, max_value=LARGEST_FEN)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12000", 1_200_000),
        ("12,000.5", 1_200_050),
        ("12，000.50", 1_200_050),
        ("1.2万", 1_200_000),
        ("1.23456万", 1_234_560),
        ("0.35亿元", 3_500_000_000),
        ("１２０００", 1_200_000),
        ("１２，０００．５元", 1_200_050),
        (" ¥ 12 000 ", 1_200_000),
        ("人民币12000元整", 1_200_000),
        (".5", 50),
        ("0", 0),
        ("0.10", 10),
        ("1.000000", 100),
        ("999,999,999,999.99", LARGEST_FEN),
    ],
)
def test_amounts_as_people_type_them(typed: str, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", MoneyProblem.EMPTY),
        ("  元 ", MoneyProblem.EMPTY),
        ("很多", MoneyProblem.NOT_A_NUMBER),
        ("12.000.00", MoneyProblem.NOT_A_NUMBER),
        ("万", MoneyProblem.NOT_A_NUMBER),
        ("1e9", MoneyProblem.NOT_A_NUMBER),
        ("12万千", MoneyProblem.NOT_A_NUMBER),
        ("1,2万", MoneyProblem.GROUPING),
        ("12,00", MoneyProblem.GROUPING),
        ("-5", MoneyProblem.NEGATIVE),
        ("0.001", MoneyProblem.TOO_PRECISE),
        ("1.2345678万", MoneyProblem.TOO_PRECISE),
        ("0.000000000001", MoneyProblem.TOO_PRECISE),
        ("1000000000000", MoneyProblem.TOO_LARGE),
        ("10000亿", MoneyProblem.TOO_LARGE),
        ("9" * 400, MoneyProblem.TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(typed: str, code: MoneyProblem) -> None:
    with pytest.raises(NotMoney) as caught:
        parse_yuan(typed)

    assert caught.value.code is code


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(NotMoney) as caught:
        parse_yuan("620723199001010016元钱")

    assert "620723" not in str(caught.value)


@pytest.mark.parametrize(
    ("fen", "plain", "shown"),
    [
        (1_200_000, "12000.00", "12,000.00"),
        (5, "0.05", "0.05"),
        (0, "0.00", "0.00"),
        (-123_456_789, "-1234567.89", "-1,234,567.89"),
    ],
)
def test_yuan_is_plain_at_the_edges_and_grouped_on_pages(fen: int, plain: str, shown: str) -> None:
    assert (yuan(fen), grouped(fen)) == (plain, shown)


@given(AMOUNTS)
def test_what_is_shown_can_be_typed_again(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == parse_yuan(grouped(fen)) == fen


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.5", "伍角整"),
        ("0.56", "伍角陆分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("100.05", "壹佰元零伍分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("12000", "壹万贰仟元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("100000", "壹拾万元整"),
        ("100001", "壹拾万零壹元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("1000010", "壹佰万零壹拾元整"),
        ("20050007", "贰仟零伍万零柒元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("1000010000", "壹拾亿零壹万元整"),
        ("1234567890.12", "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_financial_capitals(amount: str, words: str) -> None:
    assert capitals(parse_yuan(amount)) == words


@given(AMOUNTS)
def test_capitals_say_exactly_the_amount(fen: int) -> None:
    assert _read_capitals(capitals(fen)) == fen


@given(AMOUNTS)
def test_capitals_never_double_or_trail_a_zero(fen: int) -> None:
    words = capitals(fen)

    assert "零零" not in words
    assert not re.search("零[万亿角整]", words)
    assert words == "零元整" or "零元" not in words


@pytest.mark.parametrize(("fen", "code"), [(-1, MoneyProblem.NEGATIVE), (LARGEST_FEN + 1, MoneyProblem.TOO_LARGE)])
def test_capitals_refuse_what_no_paper_carries(fen: int, code: MoneyProblem) -> None:
    with pytest.raises(NotMoney) as caught:
        capitals(fen)

    assert caught.value.code is code


def _read_capitals(words: str) -> int:
    """Read capitals back by plain addition: the other way round from how they are written."""
    whole, _, rest = words.partition("元") if "元" in words else ("", "", words)
    fen = 100 * _read_whole(whole)
    for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([角分])", rest):
        fen += "零壹贰叁肆伍陆柒捌玖".index(digit) * (10 if unit == "角" else 1)
    return fen


def _read_whole(words: str) -> int:
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if name in words:
            upper, _, lower = words.rpartition(name)
            return _read_whole(upper) * unit + _read_whole(lower)
    total = 0
    for digit, place in re.findall("([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)", words):
        total += "零壹贰叁肆伍陆柒捌玖".index(digit) * {"仟": 1000, "佰": 100, "拾": 10, "": 1}[place]
    return total
