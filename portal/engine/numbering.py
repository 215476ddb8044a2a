"""Case numbers as papers carry them, the court's numbers, and the one code of a case for its QR mark.

A counter runs per organisation, kind and calendar year; it starts at 1 and has no gaps. A number once given stays: a void
case keeps its serial, so the next one is always the highest ever given plus one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from stdnum.iso7064 import mod_37_36

_HAN = "[\u4e00-\u9fff〇]"
_WORD = re.compile(rf"{_HAN}{{1,12}}")
_YEAR = r"[(\[〔【](\d{4})[)\]〕】]"
_NUMBER = re.compile(rf"{_YEAR}({_HAN}{{2,24}})调字第0*([1-9]\d{{0,6}})号", re.ASCII)
_COURT = re.compile(rf"{_YEAR}({_HAN}\d{{2,4}}{_HAN}{{1,6}})0*([1-9]\d*)号(之[一二三四五六七八九十]+)?", re.ASCII)
_UNIT = re.compile(r"[0-9A-Z]{4}", re.ASCII)
_ACCEPT = re.compile(r"(\d{6})(\d{8})([0-9A-Z]{4})(\d{4})[0-9A-Z]", re.ASCII)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


class NumberProblem(StrEnum):
    """Why a text is no number of a case."""

    FORM = "form"
    CHECK_CHARACTER = "check_character"


class BadNumber(ValueError):
    """The text is no number of a case; `code` says why."""

    def __init__(self, code: NumberProblem) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """The parts of a case number: year, the organisation's short word, the kind's word, serial."""

    year: int
    organisation: str
    kind: str
    serial: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 9999 and 1 <= self.serial <= 9_999_999):
            raise ValueError("year or serial out of range")
        if not (_WORD.fullmatch(self.organisation) and _WORD.fullmatch(self.kind)):
            raise ValueError("the words of a number are Han characters")

    def __str__(self) -> str:
        return f"（{self.year}）{self.organisation}{self.kind}调字第{self.serial}号"


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A case number as read from paper: the words of organisation and kind stand together."""

    year: int
    words: str
    serial: int

    def split(self, kinds: Collection[str]) -> CaseNumber | None:
        """Return the number with its kind's word told apart, the longest that fits; `None` when none of them does."""
        for kind in sorted(kinds, key=len, reverse=True):
            if kind and self.words.endswith(kind) and len(self.words) > len(kind):
                return CaseNumber(self.year, self.words.removesuffix(kind), kind, self.serial)
        return None


@dataclass(frozen=True, slots=True)
class AcceptCode:
    """The one code of a case (一案一码): division, day received, unit, running number of that unit and day."""

    division: str
    day: date
    unit: str
    serial: int


def read_number(text: str) -> ReadNumber:
    """Read a case number, also with half-width or square brackets and spaces. Raises `BadNumber`."""
    found = _NUMBER.fullmatch(_plain(text))
    if found is None:
        raise BadNumber(NumberProblem.FORM)
    return ReadNumber(int(found[1]), found[2], int(found[3]))


def court_number(text: str) -> str:
    """Return a court's case number in its written form: `（2026）甘0723诉前调确12号`. Raises `BadNumber`."""
    found = _COURT.fullmatch(_plain(text))
    if found is None:
        raise BadNumber(NumberProblem.FORM)
    return f"（{found[1]}）{found[2]}{found[3]}号{found[4] or ''}"


def next_serial(given: Collection[int]) -> int:
    """Return the serial after all serials ever given, void ones included."""
    return max(given, default=0) + 1


def missing_serials(given: Collection[int]) -> tuple[int, ...]:
    """Return the serials that a gapless counter should have given and did not."""
    return tuple(sorted(set(range(1, next_serial(given))) - set(given)))


def accept_code(division: str, day: date, unit: str, serial: int) -> str:
    """Return the code of a case: `6207232026112100TU0012` and a check character (ISO 7064 Mod 37,36).

    `unit` is the organisation's code of four digits or capital letters. Raises `ValueError` for parts that do not fit.
    """
    if not (re.fullmatch(r"\d{6}", division, re.ASCII) and _UNIT.fullmatch(unit) and 1 <= serial <= 9999):
        raise ValueError("a part of the code does not fit")
    body = f"{division}{day:%Y%m%d}{unit}{serial:04d}"
    return body + mod_37_36.calc_check_digit(body)


def shown_code(code: str) -> str:
    """Return the code in groups, as people read it aloud: `620723-20261121-00TU-0012-K`."""
    return "-".join((code[:6], code[6:14], code[14:18], code[18:22], code[22:]))


def read_accept_code(text: str) -> AcceptCode:
    """Read a code, also in groups. Raises `BadNumber`; one wrong sign is always noticed."""
    plain = _plain(text).replace("-", "").upper()
    found = _ACCEPT.fullmatch(plain)
    if found is None:
        raise BadNumber(NumberProblem.FORM)
    if not mod_37_36.is_valid(plain):
        raise BadNumber(NumberProblem.CHECK_CHARACTER)
    try:
        day = datetime.strptime(found[2], "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        raise BadNumber(NumberProblem.FORM) from None
    if found[4] == "0000":
        raise BadNumber(NumberProblem.FORM)
    return AcceptCode(found[1], day, found[3], int(found[4]))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_DASHES)
