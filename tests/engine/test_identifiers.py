"""Numbers and names as people type them. All people and firms are fictional; the standards' own samples are marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.identifiers import (
    BadIdentifier,
    CreditCode,
    IdentifierProblem,
    IdNumber,
    Sex,
    age_on,
    credit_code,
    disability_certificate,
    id_number,
    mobile,
    person_name,
    phone,
    plate,
)

TODAY = date(2026, 11, 21)


def _code(read: Callable[[], object]) -> tuple[IdentifierProblem, dict[str, int | str]]:
    with pytest.raises(BadIdentifier) as caught:
        read()
    return caught.value.code, dict(caught.value.params)


@pytest.mark.parametrize(
    ("typed", "text", "born", "sex"),
    [
        ("11010519491231002X", "11010519491231002X", date(1949, 12, 31), Sex.FEMALE),  # sample of GB 11643-1999
        ("440524188001010014", "440524188001010014", date(1880, 1, 1), Sex.MALE),  # sample of GB 11643-1999
        ("620723199001010016", "620723199001010016", date(1990, 1, 1), Sex.MALE),
        ("620723198506150028", "620723198506150028", date(1985, 6, 15), Sex.FEMALE),
        ("620723201203081015", "620723201203081015", date(2012, 3, 8), Sex.MALE),
        ("620723195511200030", "620723195511200030", date(1955, 11, 20), Sex.MALE),
        ("11010519491231002x", "11010519491231002X", date(1949, 12, 31), Sex.FEMALE),
        ("６２０７２３１９９００１０１００１６", "620723199001010016", date(1990, 1, 1), Sex.MALE),
        (" 620723 19900101 0016\u200b", "620723199001010016", date(1990, 1, 1), Sex.MALE),
        ("620723-19900101-0016", "620723199001010016", date(1990, 1, 1), Sex.MALE),
    ],
)
def test_an_identity_number_tells_birth_and_sex(typed: str, text: str, born: date, sex: Sex) -> None:
    assert id_number(typed, date(1999, 1, 1) if born.year < 1900 else TODAY) == IdNumber(text, text[:6], born, sex)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", IdentifierProblem.EMPTY),
        ("620723900101001", IdentifierProblem.FIFTEEN_DIGITS),
        ("62072319900101001", IdentifierProblem.LENGTH),
        ("6207231990010100166", IdentifierProblem.LENGTH),
        ("62072319900101001A", IdentifierProblem.CHARACTERS),
        ("X20723199001010016", IdentifierProblem.CHARACTERS),
        ("٦20723199001010016", IdentifierProblem.CHARACTERS),
        ("620723199002300016", IdentifierProblem.BIRTH),
        ("620723199001010017", IdentifierProblem.CHECK_CHARACTER),
        ("62072319900101001X", IdentifierProblem.CHECK_CHARACTER),
        ("440524188001010014", IdentifierProblem.TOO_OLD),
    ],
)
def test_a_wrong_identity_number_is_refused_with_its_reason(typed: str, code: IdentifierProblem) -> None:
    assert _code(lambda: id_number(typed, TODAY))[0] is code


def test_an_unknown_division_is_accepted() -> None:
    assert id_number(_with_check("99999919900101001"), TODAY).division == "999999"


def test_a_number_of_someone_born_today_is_accepted_and_of_tomorrow_not() -> None:
    assert id_number(_with_check("62072320261121001"), TODAY).born == TODAY
    assert _code(lambda: id_number(_with_check("62072320261122001"), TODAY))[0] is IdentifierProblem.BORN_IN_FUTURE


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_never_passes(born: date, sequence: int, place: int, shift: int) -> None:
    right = _with_check(f"620723{born:%Y%m%d}{sequence:03d}")
    digit = "0123456789"[(int(right[place].replace("X", "0")) + shift) % 10]
    wrong = right[:place] + digit + right[place + 1 :]

    assert id_number(right, TODAY).born == born
    if wrong != right:
        with pytest.raises(BadIdentifier):
            id_number(wrong, TODAY)


def test_neither_a_number_nor_a_refusal_shows_what_was_typed() -> None:
    read = disability_certificate("62072319900101001634", TODAY)
    with pytest.raises(BadIdentifier) as caught:
        id_number("620723199001010017", TODAY)

    for shown in (repr(read), repr(read.person), repr(caught.value), str(dict(caught.value.params))):
        assert "1990" not in shown


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1990, 3, 1), date(2008, 2, 29), 17),
        (date(1990, 3, 1), date(2008, 3, 1), 18),
        (date(1992, 2, 29), date(2010, 2, 28), 17),
        (date(1992, 2, 29), date(2010, 3, 1), 18),
    ],
)
def test_a_birthday_counts_from_the_day_itself(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


# Codes of public companies from published registers, and fictional ones of the county.
@pytest.mark.parametrize(
    ("typed", "kind", "division"),
    [
        ("91440300708461136T", "91", "440300"),
        ("91110000802100433B", "91", "110000"),
        ("91330100799655058B", "91", "330100"),
        ("914403001922038216", "91", "440300"),
        ("91330100716105852F", "91", "330100"),
        ("91620723MA0000001Q", "91", "620723"),
        ("52620723MJ0000001A", "52", "620723"),
        ("81620723013000001B", "81", "620723"),
        (" ９１６２０７２３ma0000001q ", "91", "620723"),
    ],
)
def test_a_credit_code_tells_kind_and_place(typed: str, kind: str, division: str) -> None:
    read = credit_code(typed)

    assert (read.kind, read.division) == (kind, division)
    assert credit_code(read.text) == CreditCode(read.text, kind, division)


def test_the_code_of_a_rural_collective_begins_with_a_letter() -> None:
    assert credit_code("N2620723MF000000X" + _credit_check("N2620723MF000000X")).kind == "N2"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", IdentifierProblem.EMPTY),
        ("91620723MA0000001", IdentifierProblem.LENGTH),
        ("91620723MA0000001R", IdentifierProblem.CHECK_CHARACTER),
        ("91620732MA0000001Q", IdentifierProblem.CHECK_CHARACTER),
        ("9162O723MA0000001Q", IdentifierProblem.FORBIDDEN_LETTER),
        ("916207A3MA0000001Q", IdentifierProblem.CHARACTERS),
        ("91620723MA00000_1Q", IdentifierProblem.CHARACTERS),
    ],
)
def test_a_wrong_credit_code_is_refused_with_its_reason(typed: str, code: IdentifierProblem) -> None:
    assert _code(lambda: credit_code(typed))[0] is code


def test_a_letter_that_never_occurs_is_named() -> None:
    assert _code(lambda: credit_code("9162O723MA0000001Q"))[1] == {"letter": "O"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("＋86 138 1234 5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("１９９１２３４５６７８", "19912345678"),
    ],
)
def test_a_mobile_number_is_kept_as_eleven_digits(typed: str, kept: str) -> None:
    assert mobile(typed) == phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", IdentifierProblem.EMPTY),
        ("1381234567", IdentifierProblem.LENGTH),
        ("12812345678", IdentifierProblem.FORM),
        ("1381234567a", IdentifierProblem.CHARACTERS),
        ("0936-5521234", IdentifierProblem.FORM),
    ],
)
def test_a_wrong_mobile_number_is_refused_with_its_reason(typed: str, code: IdentifierProblem) -> None:
    assert _code(lambda: mobile(typed))[0] is code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0936-5521234", "0936-5521234"),
        ("09365521234", "0936-5521234"),
        ("(0936) 552 1234", "0936-5521234"),
        ("（0936）5521234", "0936-5521234"),
        ("0936—5521234", "0936-5521234"),
        ("+86 936 5521234", None),
        ("+86-0936-5521234", "0936-5521234"),
        ("0936-5521234-1", "0936-5521234-1"),
        ("0936 5521234 转 12", "0936-5521234-12"),
        ("010-65201234", "010-65201234"),
        ("0931-8881234", "0931-8881234"),
        ("5521234", "0936-5521234"),
        ("5521234-12", "0936-5521234-12"),
        ("400 123 4567", "400-123-4567"),
        ("12345", "12345"),
        ("95518", "95518"),
        ("0936-1521234", None),
        ("0936-552123", None),
        ("123", None),
        ("没有", None),
        ("", None),
    ],
)
def test_a_telephone_number_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(BadIdentifier):
            phone(typed, area="0936")
    else:
        assert phone(typed, area="0936") == phone(kept) == kept


def test_a_landline_without_area_code_needs_one() -> None:
    assert _code(lambda: phone("5521234"))[0] is IdentifierProblem.FORM


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("甘G12345", "甘G12345"),
        ("甘g·12345", "甘G12345"),
        (" 甘 G 1234学 ", "甘G1234学"),
        ("甘G1234挂", "甘G1234挂"),
        ("甘GD12345", "甘GD12345"),
        ("甘G12345F", "甘G12345F"),
        ("京AF1234A", None),
        ("甘071A234", None),
        ("甘07A1234", "甘07A1234"),
        ("甘G1234O", None),
        ("甘G1234", None),
        ("甘G123456", None),
        ("肃G12345", None),
        ("G12345", None),
        ("", None),
    ],
)
def test_a_number_plate_is_kept_without_dot_and_spaces(typed: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(BadIdentifier):
            plate(typed)
    else:
        assert plate(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王建国", "王建国"),
        (" 王 建 国 ", "王建国"),
        ("欧阳娜娜", "欧阳娜娜"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
        ("安·玛丽·李", "安·玛丽·李"),
        ("李𬭎", "李𬭎"),
        ("王〇", "王〇"),
        ("Anna-Maria  O'Brien", "Anna-Maria O'Brien"),
        ("John F. Smith Jr.", "John F. Smith Jr."),
        ("José Müller", "José Müller"),
    ],
)
def test_a_name_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert person_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", IdentifierProblem.EMPTY),
        ("王", IdentifierProblem.TOO_SHORT),
        ("王" * 21, IdentifierProblem.TOO_LONG),
        ("A" * 61, IdentifierProblem.TOO_LONG),
        ("王建国1", IdentifierProblem.CHARACTERS),
        ("王建国（父）", IdentifierProblem.CHARACTERS),
        ("·王建国", IdentifierProblem.CHARACTERS),
        ("王··国", IdentifierProblem.CHARACTERS),
        ("王jianguo", IdentifierProblem.CHARACTERS),
        ("<script>", IdentifierProblem.CHARACTERS),
        ("Иван", IdentifierProblem.CHARACTERS),
        ("13812345678", IdentifierProblem.CHARACTERS),
    ],
)
def test_what_is_no_name_is_refused_with_its_reason(typed: str, code: IdentifierProblem) -> None:
    assert _code(lambda: person_name(typed))[0] is code


def test_a_disability_certificate_holds_number_category_and_grade() -> None:
    read = disability_certificate("11010519491231002x44B1", TODAY)

    assert (read.person.text, read.category, read.grade) == ("11010519491231002X", 4, 4)
    assert read.text == "11010519491231002X44B1"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", IdentifierProblem.EMPTY),
        ("620723199001010016", IdentifierProblem.LENGTH),
        ("62072319900101001684", IdentifierProblem.FORM),
        ("62072319900101001645", IdentifierProblem.FORM),
        ("62072319900101001634C1", IdentifierProblem.FORM),
        ("62072319900101001734", IdentifierProblem.CHECK_CHARACTER),
    ],
)
def test_a_wrong_disability_certificate_is_refused_with_its_reason(typed: str, code: IdentifierProblem) -> None:
    assert _code(lambda: disability_certificate(typed, TODAY))[0] is code


def _with_check(first17: str) -> str:
    """Append the check character of GB 11643-1999, by its own definition."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first17, weights, strict=True))
    return first17 + "10X98765432"[total % 11]


def _credit_check(first17: str) -> str:
    """Return the check character of GB 32100-2015, by its own definition."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(signs.index(sign) * pow(3, place, 31) for place, sign in enumerate(first17))
    return signs[-total % 31]
