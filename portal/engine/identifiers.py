"""Numbers and names that identify people and organisations: read, checked, brought to one form.

Every reader takes what people type (full-width signs, spaces, hyphens, a small x) and returns the one form that is
stored, or raises `BadIdentifier` with a code and parameters that hold nothing of what was typed. The check characters
come from python-stdnum. A right check character says that the number was typed well, not that the person exists.

Sources: GB 11643-1999 (公民身份号码), GB 32100-2015 (统一社会信用代码), GA 36 (机动车号牌).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from stdnum.cn import ric, uscc

OLDEST_AGE = 130

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})", re.ASCII)
_LANDLINE = re.compile(
    r"(?:(?:\+?86|0086)-?)?(0(?:10|2\d|[3-9]\d{2}))-?([2-9]\d{6,7})(?:(?:-|-?(?:转|#|x|ext\.?)-?)(\d{1,6}))?",
    re.IGNORECASE | re.ASCII,
)
_SERVICE = re.compile(r"([48]00)(\d{3})(\d{4})|(1[02]\d{3}|95\d{3}|96\d{3,4})", re.ASCII)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATES = (
    re.compile(rf"[{_PROVINCES}][A-Z][A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳领试超]", re.ASCII),
    re.compile(rf"[{_PROVINCES}][A-Z](?:[A-HJK][A-HJ-NP-Z0-9]\d{{4}}|\d{{5}}[A-HJK])", re.ASCII),  # 新能源
    re.compile(rf"[{_PROVINCES}]\d{{2}}[A-Z0-9]\d{{4}}"),  # 拖拉机和联合收割机
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_HAN = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"), ("〇", "〇"))
_HAN_NAME_MOST, _LATIN_NAME_MOST = 20, 60
_MIDDLE_DOTS = "·•・‧∙⋅．."
_LATIN_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]{1,2}[^\W\d_]+)*\.?")
_DISABILITY = re.compile(r"(\d{17}[\dX])([1-7])([1-4])(B\d)?", re.ASCII)


class IdentifierProblem(StrEnum):
    """What is wrong with an identifier."""

    EMPTY = "empty"
    LENGTH = "length"  # params: length, expected
    CHARACTERS = "characters"
    FIFTEEN_DIGITS = "fifteen_digits"
    BIRTH = "birth"
    BORN_IN_FUTURE = "born_in_future"
    TOO_OLD = "too_old"
    CHECK_CHARACTER = "check_character"
    FORBIDDEN_LETTER = "forbidden_letter"  # params: letter
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    FORM = "form"


class BadIdentifier(ValueError):
    """What was typed is no such identifier. Carries a code and parameters, never the text itself."""

    def __init__(self, code: IdentifierProblem, **params: int | str) -> None:
        super().__init__(code.value)
        self.code = code
        self.params: Mapping[str, int | str] = MappingProxyType(params)


class Sex(StrEnum):
    """Sex as the identity number tells it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A citizen's identity number (公民身份号码) and what it tells."""

    text: str = field(repr=False)
    division: str = field(repr=False)
    born: date = field(repr=False)
    sex: Sex = field(repr=False)


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A unified social credit code (统一社会信用代码): who registered what kind of body, and where."""

    text: str
    kind: str
    division: str


@dataclass(frozen=True, slots=True)
class DisabilityCertificate:
    """A disability certificate number (残疾人证号): identity number, category 1–7, grade 1–4, times reissued."""

    text: str = field(repr=False)
    person: IdNumber
    category: int = field(repr=False)
    grade: int = field(repr=False)


def id_number(text: str, today: date) -> IdNumber:
    """Read an identity number of 18 characters.

    Unknown division codes are accepted, because codes come and go. Raises `BadIdentifier`: the old number of 15 digits,
    a birth date that is none, lies ahead or more than 130 years back, a wrong check character.
    """
    plain = _plain(text)
    if len(plain) == 15 and plain.isdigit():
        raise BadIdentifier(IdentifierProblem.FIFTEEN_DIGITS)
    _expect(plain, 18, r"\d{17}[\dX]")
    try:
        born = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        raise BadIdentifier(IdentifierProblem.BIRTH) from None
    if ric.calc_check_digit(plain) != plain[-1]:
        raise BadIdentifier(IdentifierProblem.CHECK_CHARACTER)
    if born > today:
        raise BadIdentifier(IdentifierProblem.BORN_IN_FUTURE)
    if age_on(born, today) > OLDEST_AGE:
        raise BadIdentifier(IdentifierProblem.TOO_OLD, most=OLDEST_AGE)
    return IdNumber(plain, plain[:6], born, Sex.MALE if int(plain[16]) % 2 else Sex.FEMALE)


def age_on(born: date, on: date) -> int:
    """Return the full years of age (周岁) on a day; a birthday counts from the day itself."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def credit_code(text: str) -> CreditCode:
    """Read a unified social credit code of 18 characters. Raises `BadIdentifier`; I, O, S, V and Z never occur in one."""
    plain = _plain(text)
    if found := re.search("[IOSVZ]", plain):
        raise BadIdentifier(IdentifierProblem.FORBIDDEN_LETTER, letter=found[0])
    _expect(plain, 18, r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}")
    if uscc.calc_check_digit(plain[:17]) != plain[17]:
        raise BadIdentifier(IdentifierProblem.CHECK_CHARACTER)
    return CreditCode(plain, plain[:2], plain[2:8])


def mobile(text: str) -> str:
    """Return the eleven digits of a mobile number of the mainland. Raises `BadIdentifier`."""
    plain = _plain(text)
    if found := _MOBILE.fullmatch(plain):
        return found[1]
    _expect(plain.removeprefix("+86"), 11, r"\d+")
    raise BadIdentifier(IdentifierProblem.FORM)


def phone(text: str, area: str = "") -> str:
    """Return a mobile number, a landline as `0936-5521234` or `0936-5521234-12`, or a service number as `400-123-4567`.

    A landline without area code gets `area`, where one is given. Raises `BadIdentifier`.
    """
    plain = _plain(text)
    if not plain:
        raise BadIdentifier(IdentifierProblem.EMPTY)
    if found := _MOBILE.fullmatch(plain):
        return found[1]
    if found := _SERVICE.fullmatch(plain):
        return "-".join(part for part in found.groups() if part)
    parted = re.sub(r"[\s()-]+", "-", unicodedata.normalize("NFKC", text).translate(_DASHES)).strip("-")
    for typed in (parted, plain, area + parted, area + plain):
        if found := _LANDLINE.fullmatch(typed):
            return "-".join(part for part in found.groups() if part)
    raise BadIdentifier(IdentifierProblem.FORM)


def plate(text: str) -> str:
    """Return a number plate of the mainland without dot and spaces: `甘G12345`, `甘GD12345`, `甘07A1234`.

    Raises `BadIdentifier`; plates of the army and of embassies are not read.
    """
    plain = _plain(text).replace("·", "")
    if not plain:
        raise BadIdentifier(IdentifierProblem.EMPTY)
    if not any(pattern.fullmatch(plain) for pattern in _PLATES):
        raise BadIdentifier(IdentifierProblem.FORM)
    return plain


def person_name(text: str) -> str:
    """Return a person's name: 2–20 Han characters, parts joined by `·`, or a name in Latin letters.

    Raises `BadIdentifier`.
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    if not plain:
        raise BadIdentifier(IdentifierProblem.EMPTY)
    if any(_is_han(char) for char in plain):
        parts = re.split(f"[{_MIDDLE_DOTS}]", plain.replace(" ", ""))
        if not all(part and all(_is_han(char) for char in part) for part in parts):
            raise BadIdentifier(IdentifierProblem.CHARACTERS)
        name, most = "·".join(parts), _HAN_NAME_MOST
    else:
        if not _LATIN_NAME.fullmatch(plain) or not all(_is_latin(char) for char in plain if char.isalpha()):
            raise BadIdentifier(IdentifierProblem.CHARACTERS)
        name, most = plain, _LATIN_NAME_MOST
    if len(name) < 2:
        raise BadIdentifier(IdentifierProblem.TOO_SHORT, least=2)
    if len(name) > most:
        raise BadIdentifier(IdentifierProblem.TOO_LONG, most=most)
    return name


def disability_certificate(text: str, today: date) -> DisabilityCertificate:
    """Read a disability certificate number: identity number, category 1–7, grade 1–4, and `B1` and so on once reissued.

    Raises `BadIdentifier`, also for a wrong identity number inside.
    """
    plain = _plain(text)
    if not plain:
        raise BadIdentifier(IdentifierProblem.EMPTY)
    if len(plain) not in (20, 22):
        raise BadIdentifier(IdentifierProblem.LENGTH, length=len(plain), expected=20)
    found = _DISABILITY.fullmatch(plain)
    if found is None:
        raise BadIdentifier(IdentifierProblem.FORM)
    return DisabilityCertificate(plain, id_number(found[1], today), int(found[2]), int(found[3]))


def _plain(text: str) -> str:
    """Return the text in half-width capitals without spaces, hyphens and invisible signs."""
    wide = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    return "".join(char for char in wide if char not in "-()" and unicodedata.category(char)[0] not in "ZC")


def _expect(plain: str, length: int, form: str) -> None:
    if not plain:
        raise BadIdentifier(IdentifierProblem.EMPTY)
    if len(plain) != length:
        raise BadIdentifier(IdentifierProblem.LENGTH, length=len(plain), expected=length)
    if not re.fullmatch(form, plain, re.ASCII):
        raise BadIdentifier(IdentifierProblem.CHARACTERS)


def _is_han(char: str) -> bool:
    """Say whether the sign is a Han character, also one younger than the installed Unicode tables."""
    return any(first <= char <= last for first, last in _HAN)


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")
