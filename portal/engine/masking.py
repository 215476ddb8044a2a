"""What may be shown of a person to those who may not see everything.

The rule: where a person comes from, the day of birth and the last digits never stand together. With the division guessed
from the county, the birth date and the last four digits give back the whole identity number (its check character leaves
one candidate), so whoever sees a birth date gets no last digits, and whoever gets last digits sees an age band. Beside an
age band, the last four digits would still leave only some 130 numbers in the narrowest band (four years of days, one in
eleven right), so two are shown: with everything else a masked view tells, at least `CANDIDATES_LEFT` numbers remain.
A mask is text to show; it is never searched, compared or sent back.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from portal.engine.identifiers import age_on

CANDIDATES_LEFT = 10_000
"""How many identity numbers at least fit everything a masked view shows of one person; a property test counts them."""

_STARS = "***"
_LANDLINE = re.compile(r"(0\d{2,3}-)(\d{7,8})(?:-\d+)?", re.ASCII)
_PAIRS = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙"
    "钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里"
    "呼延东郭南门羊舌微生左丘东门西门第五"
)
_COMPOUND = frozenset(_PAIRS[start : start + 2] for start in range(0, len(_PAIRS), 2))  # 复姓
_NO_STREET = r"[^村路街号社组栋室]"
_ADDRESS = re.compile(
    r"(?:[^县村路街号镇乡社组区]{2,8}?(?:省|自治区|特别行政区))?"
    rf"(?:{_NO_STREET}{{2,10}}?(?:自治州|地区|盟|市))?"
    r"(?:[^村路街号镇乡社组栋室区县]{1,12}?(?:自治县|县|自治旗|旗|区|市))?"
    r"(?P<town>[^村路号社组栋室]{1,12}?(?:街道|乡|镇|苏木))?"
)


class AgeBand(StrEnum):
    """An age as far as it may be shown; the bounds are those at which law treats people differently."""

    UNDER_14 = "under_14"
    FROM_14 = "from_14"
    FROM_18 = "from_18"
    FROM_30 = "from_30"
    FROM_45 = "from_45"
    FROM_60 = "from_60"
    FROM_75 = "from_75"


_BANDS = (
    (75, AgeBand.FROM_75),
    (60, AgeBand.FROM_60),
    (45, AgeBand.FROM_45),
    (30, AgeBand.FROM_30),
    (18, AgeBand.FROM_18),
    (14, AgeBand.FROM_14),
)


def id_number_mask(text: str, *, birth_shown: bool) -> str:
    """Return `6207************16`, or `6207**************` for whoever sees the birth date beside it.

    A mask that shows more comes back as one that shows no more than this. What is no identity number of 18 characters is
    hidden whole, but for the last two signs of a long one.
    """
    if not re.fullmatch(r"\d{4}[\d*]{12}[\d*][\dX*]", text, re.ASCII):
        return "*" * max(len(text) - 2, 0) + text[-2:] if len(text) >= 8 and not birth_shown else "*" * len(text)
    return text[:4] + "*" * 14 if birth_shown else f"{text[:4]}{'*' * 12}{text[-2:]}"


def phone_mask(text: str) -> str:
    """Return `138****5678`, for a landline `0936-***1234`; a short number is hidden whole."""
    if found := _LANDLINE.fullmatch(text):
        return f"{found[1]}{'*' * (len(found[2]) - 4)}{found[2][-4:]}"
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}" if len(text) >= 11 else "*" * len(text)


def name_mask(name: str) -> str:
    """Return the surname with one star, whatever the length: `张*`, `欧阳*`; of other names the first sign."""
    surname = name[:2] if len(name) > 2 and name[:2] in _COMPOUND else name[:1]
    return f"{surname}*"


def address_mask(address: str) -> str:
    """Return the address down to the township: `甘肃省张掖市临泽县沙河镇***`; nothing of one that names no division."""
    found = _ADDRESS.match(re.sub(r"\s", "", address))
    return (found[0] if found else "") + _STARS


def age_band(born: date, on: date) -> AgeBand:
    """Return the band of ages on a day, to be shown in place of a birth date."""
    age = age_on(born, on)
    return next((band for least, band in _BANDS if age >= least), AgeBand.UNDER_14)
