"""Days as people type, say and write them. A day is a `date` in Asia/Shanghai; a moment is aware and kept in UTC."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Official time in China: eight hours ahead of UTC all year, so that no time zone database is needed."""
FIRST_YEAR, LAST_YEAR = 1900, 2199

_WORDS = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "后日": 2,
    "daybeforeyesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}
_FULL = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]?"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)
_SHORT = (re.compile(r"(\d{1,2})[-/.](\d{1,2})"), re.compile(r"(\d{1,2})月(\d{1,2})[日号]?"))
_WEEKDAYS = "一二三四五六日"


class DayProblem(StrEnum):
    """Why a text is no day."""

    EMPTY = "empty"
    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"  # 2月30日
    YEAR_OUT_OF_RANGE = "year_out_of_range"


class NotADay(ValueError):
    """The text is no day; `code` says why."""

    def __init__(self, code: DayProblem) -> None:
        super().__init__(code.value)
        self.code = code


class Prefer(StrEnum):
    """Which day a day without a year means."""

    PAST = "past"
    FUTURE = "future"


class LeftCode(StrEnum):
    """How a due day stands to today."""

    LEFT = "left"
    TODAY = "today"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until a due day: 剩 `days` 天, 今天 (0), or 超 `days` 天."""

    code: LeftCode
    days: int


def read_day(text: str, today: date, prefer: Prefer = Prefer.PAST) -> date:
    """Return the day meant by what people type: `2026-11-03`, `2026/11/3`, `20261103`, `11.3`, `11月3日`, `昨天`, `yesterday`.

    Full-width digits are read as digits. A day without a year is the nearest one not after today, or with
    `Prefer.FUTURE` the nearest one not before it. Raises `NotADay`.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    if not plain:
        raise NotADay(DayProblem.EMPTY)
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    for pattern in _FULL:
        if found := pattern.fullmatch(plain):
            return _day(int(found[1]), int(found[3]), int(found[4]))
    for pattern in _SHORT:
        if found := pattern.fullmatch(plain):
            return _nearest(int(found[1]), int(found[2]), today, prefer)
    raise NotADay(DayProblem.NOT_A_DAY)


def spoken(day: date) -> str:
    """Return the day as sentences say it: `12月6日（周日）`."""
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def written(day: date) -> str:
    """Return the day as papers write it: `2026年12月6日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def left(day: date, today: date) -> Left:
    """Return what is left until the day."""
    days = (day - today).days
    if days == 0:
        return Left(LeftCode.TODAY, 0)
    return Left(LeftCode.LEFT, days) if days > 0 else Left(LeftCode.OVER, -days)


def china_today(now: datetime) -> date:
    """Return the calendar day in China at an aware moment. Raises `ValueError` for a naive one."""
    if now.tzinfo is None:
        raise ValueError("a moment must be aware")
    return now.astimezone(SHANGHAI).date()


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADay(DayProblem.YEAR_OUT_OF_RANGE)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay(DayProblem.NO_SUCH_DAY) from None


def _nearest(month: int, day: int, today: date, prefer: Prefer) -> date:
    """Return the nearest such day on the preferred side; 29 February may be up to eight years away."""
    _day(2000, month, day)
    past = prefer is Prefer.PAST
    years: Iterable[int] = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today if past else found >= today:
            return found
    raise NotADay(DayProblem.NO_SUCH_DAY)
