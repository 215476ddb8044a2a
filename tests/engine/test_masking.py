"""What may be shown of a person to those who may not see everything. All people are fictional."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.masking import CANDIDATES_LEFT, AgeBand, address_mask, age_band, id_number_mask, name_mask, phone_mask

NUMBERS = st.builds(
    lambda division, born, tail: f"{division:06d}{born:%Y%m%d}{tail}",
    st.integers(110000, 820000),
    st.dates(date(1900, 1, 1), date(2026, 11, 21)),
    st.from_regex(r"\A[0-9]{3}[0-9X]\Z"),
)


@pytest.mark.parametrize(
    ("number", "birth_shown", "mask"),
    [
        ("620723199001010016", False, "6207************16"),
        ("11010519491231002X", False, "1101************2X"),
        ("620723199001010016", True, "6207**************"),
        ("6207**********0016", False, "6207************16"),  # a mask of an earlier release
        ("6207************16", True, "6207**************"),
    ],
)
def test_an_identity_number_shows_region_and_two_last_signs_or_region_alone(number: str, birth_shown: bool, mask: str) -> None:
    assert id_number_mask(number, birth_shown=birth_shown) == mask


@given(NUMBERS, st.booleans())
def test_birth_date_and_last_digits_never_stand_together(number: str, birth_shown: bool) -> None:
    mask = id_number_mask(number, birth_shown=birth_shown)

    assert len(mask) == 18
    assert mask[4:16] == "*" * 12
    assert mask[16:] == ("**" if birth_shown else number[16:])


@given(st.dates(date(1910, 1, 1), date(2026, 11, 21)), st.integers(0, 999))
def test_what_a_masked_view_shows_together_leaves_many_numbers(born: date, sequence: int) -> None:
    """Whoever knows the district from the address, the band and the sex still guesses among `CANDIDATES_LEFT` numbers."""
    on = date(2026, 11, 21)
    mask = id_number_mask(_completed(f"620723{born:%Y%m%d}{sequence:03d}"), birth_shown=False)
    last, check = int(mask[16]), "10X98765432".index(mask[17])

    sums = (known + last * _WEIGHTS[16] for known in _sums_of_days(age_band(born, on), on))
    candidates = sum(_TWO_UNKNOWN[(check - known) % 11] for known in sums)

    assert last % 2 == sequence % 2  # so that the sex beside it tells nothing new
    assert candidates >= CANDIDATES_LEFT


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TWO_UNKNOWN = Counter((a * _WEIGHTS[14] + b * _WEIGHTS[15]) % 11 for a in range(10) for b in range(10))
"""How many of the hundred pairs of hidden sequence digits give each remainder."""


def _sum(digits: str) -> int:
    return sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))


def _completed(seventeen: str) -> str:
    return seventeen + "10X98765432"[_sum(seventeen) % 11]


@cache
def _sums_of_days(band: AgeBand, on: date) -> tuple[int, ...]:
    days = (on - timedelta(days=n) for n in range(116 * 366))
    return tuple(_sum(f"620723{day:%Y%m%d}") for day in days if age_band(day, on) is band)


@pytest.mark.parametrize(
    ("text", "birth_shown", "mask"),
    [("E12345678", False, "*******78"), ("E12345678", True, "*********"), ("E123456", False, "*******"), ("", False, "")],
)
def test_another_document_shows_two_signs_at_most(text: str, birth_shown: bool, mask: str) -> None:
    assert id_number_mask(text, birth_shown=birth_shown) == mask


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("13812345678", "138****5678"),
        ("0936-5521234", "0936-***1234"),
        ("010-65201234", "010-****1234"),
        ("0936-5521234-12", "0936-***1234"),
        ("400-123-4567", "400*****4567"),
        ("95518", "*****"),
        ("", ""),
    ],
)
def test_a_telephone_shows_its_last_four_digits(text: str, mask: str) -> None:
    assert phone_mask(text) == mask


@pytest.mark.parametrize(
    ("name", "mask"),
    [
        ("张三", "张*"),
        ("张建国", "张*"),
        ("欧阳娜娜", "欧阳*"),
        ("欧阳娜", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿卜杜拉·买买提", "阿*"),
        ("Anna Smith", "A*"),
        ("", "*"),
    ],
)
def test_a_name_shows_its_surname(name: str, mask: str) -> None:
    assert name_mask(name) == mask


@pytest.mark.parametrize(
    ("address", "mask"),
    [
        ("甘肃省张掖市临泽县沙河镇五三村三社12号", "甘肃省张掖市临泽县沙河镇***"),
        ("临泽县 沙河镇 五三村三社", "临泽县沙河镇***"),
        ("沙河镇五三村三社", "沙河镇***"),
        ("肃南裕固族自治县康乐镇", "肃南裕固族自治县康乐镇***"),
        ("甘肃省张掖市甘州区西大街12号", "甘肃省张掖市甘州区***"),
        ("江西省景德镇市珠山区某街道某路3号", "江西省景德镇市珠山区某街道***"),
        ("北京市朝阳区望京街道阜通东大街6号", "北京市朝阳区望京街道***"),
        ("内蒙古自治区锡林郭勒盟正镶白旗伊和淖尔苏木三队", "内蒙古自治区锡林郭勒盟正镶白旗伊和淖尔苏木***"),
        ("五三村三社12号", "***"),
        ("县政府家属院3号楼2单元", "***"),
        ("沙河镇新区小区3栋", "沙河镇***"),
        ("", "***"),
    ],
)
def test_an_address_ends_at_the_township(address: str, mask: str) -> None:
    assert address_mask(address) == mask


@given(st.from_regex(r"\A(甘肃省)?(张掖市)?(临泽县)?(沙河镇|板桥镇)?[东西]寨村[一二三]社[0-9]{1,3}号\Z"))
def test_an_address_never_shows_the_village_nor_the_house(address: str) -> None:
    mask = address_mask(address)

    assert not set("寨村社号") & set(mask)
    assert not any(char.isdigit() for char in mask)
    assert address.startswith(mask.removesuffix("***"))


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2026, 11, 21), AgeBand.UNDER_14),
        (date(2012, 11, 22), AgeBand.UNDER_14),
        (date(2012, 11, 21), AgeBand.FROM_14),
        (date(2008, 11, 21), AgeBand.FROM_18),
        (date(1996, 11, 21), AgeBand.FROM_30),
        (date(1981, 11, 21), AgeBand.FROM_45),
        (date(1966, 11, 21), AgeBand.FROM_60),
        (date(1951, 11, 22), AgeBand.FROM_60),
        (date(1951, 11, 21), AgeBand.FROM_75),
    ],
)
def test_an_age_is_shown_as_a_band(born: date, band: AgeBand) -> None:
    assert age_band(born, date(2026, 11, 21)) is band
