"""Case numbers, court numbers and the one code of a case."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.numbering import (
    AcceptCode,
    BadNumber,
    CaseNumber,
    NumberProblem,
    ReadNumber,
    accept_code,
    court_number,
    missing_serials,
    next_serial,
    read_accept_code,
    read_number,
    shown_code,
)

CODE = accept_code("620723", date(2026, 11, 21), "00TU", 12)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_a_number_is_written_with_full_width_brackets() -> None:
    assert str(CaseNumber(2026, "临", "劳", 12)) == "（2026）临劳调字第12号"


@pytest.mark.parametrize(
    "typed",
    [
        "（2026）临劳调字第12号",
        "(2026)临劳调字第12号",
        "〔2026〕临劳调字第12号",
        "[2026] 临劳调字第 12 号",
        "（２０２６）临劳调字第１２号",
        "(2026)临劳调字第012号",
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert read_number(typed) == ReadNumber(2026, "临劳", 12)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026临劳调字第12号",
        "（26）临劳调字第12号",
        "（2026）临劳调字第号",
        "（2026）临劳调字第0号",
        "（2026）临劳调字第12号附",
        "（2026）调字第1号",
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadNumber) as caught:
        read_number(typed)

    assert caught.value.code is NumberProblem.FORM


@given(
    st.integers(1900, 9999),
    st.sampled_from(["临", "沙河", "县工会"]),
    st.sampled_from(["劳", "民", "民口"]),
    st.integers(1, 9_999_999),
)
def test_a_written_number_is_read_back(year: int, organisation: str, kind: str, serial: int) -> None:
    number = CaseNumber(year, organisation, kind, serial)

    assert read_number(str(number)).split(["口", "民", "劳", "民口"]) == number


def test_the_longest_kind_word_is_told_apart_and_an_unknown_one_not() -> None:
    read = read_number("（2026）临民口调字第3号")

    assert read.split(["口", "民口"]) == CaseNumber(2026, "临", "民口", 3)
    assert read.split(["口"]) == CaseNumber(2026, "临民", "口", 3)
    assert read.split(["医"]) is None
    assert read.split(["临民口"]) is None


@pytest.mark.parametrize(
    ("year", "word", "serial"), [(2026, "临", 0), (2026, "临", 10_000_000), (1899, "临", 1), (2026, "L", 1), (2026, "", 1)]
)
def test_a_number_that_cannot_be_written_cannot_be_made(year: int, word: str, serial: int) -> None:
    with pytest.raises(ValueError):
        CaseNumber(year, word, "劳", serial)


def test_a_void_number_is_never_given_again() -> None:
    given_with_void = [1, 2, 3]

    assert next_serial(given_with_void) == 4
    assert next_serial([]) == 1
    assert next_serial([1, 3]) == 4


def test_gaps_in_a_counter_are_found() -> None:
    assert missing_serials([1, 2, 3]) == ()
    assert missing_serials([5, 1, 3]) == (2, 4)
    assert missing_serials([]) == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("（2026）甘0723诉前调确12号", "（2026）甘0723诉前调确12号"),
        ("(2026)甘0723诉前调书3号", "（2026）甘0723诉前调书3号"),
        ("(2026) 甘0723民初 0102 号之一", "（2026）甘0723民初102号之一"),
        ("〔2026〕甘07民终5号", "（2026）甘07民终5号"),
        ("（2026）最高法民申1号", None),
        ("甘0723民初1号", None),
    ],
)
def test_a_court_number_is_kept_in_its_written_form(typed: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(BadNumber):
            court_number(typed)
    else:
        assert court_number(typed) == court_number(kept) == kept


def test_the_code_of_a_case_holds_place_day_unit_and_serial() -> None:
    assert CODE[:-1] == "6207232026112100TU0012"
    assert read_accept_code(CODE) == AcceptCode("620723", date(2026, 11, 21), "00TU", 12)
    assert read_accept_code(f" {shown_code(CODE).lower()} ".replace("-", "—")) == read_accept_code(CODE)


@given(st.integers(0, 22), st.integers(1, 35))
def test_one_wrong_sign_in_a_code_is_noticed(place: int, shift: int) -> None:
    sign = SIGNS[(SIGNS.index(CODE[place]) + shift) % 36]

    with pytest.raises(BadNumber):
        read_accept_code(CODE[:place] + sign + CODE[place + 1 :])


@pytest.mark.parametrize(
    ("division", "unit", "serial"),
    [("62072", "00TU", 1), ("620723", "tu01", 1), ("620723", "TU1", 1), ("620723", "00TU", 0), ("620723", "00TU", 10_000)],
)
def test_a_code_with_parts_that_do_not_fit_is_not_made(division: str, unit: str, serial: int) -> None:
    with pytest.raises(ValueError):
        accept_code(division, date(2026, 11, 21), unit, serial)
