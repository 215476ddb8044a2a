"""How numbers, days and moments are written on pages: the Jinja filters.

Amounts come as fen, moments aware, days as `date` or ISO text (`2026-12-06`). Chinese is written as officials write it;
English follows Babel. A template never formats by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from portal.engine import days, money
from portal.reading.wording import said_day

Day = date | str

_PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("Mac OS", "macOS"), ("Linux", "Linux"))


def iso_day(value: Day) -> str:
    """Return 2026-12-06, for tables and `datetime` attributes."""
    return _day(value).isoformat()


def day_sentence(value: Day) -> str:
    """Return 12月6日（周日）, for sentences."""
    return said_day(_day(value))


def day_paper(value: Day) -> str:
    """Return 2026年12月6日, for papers and echoes; papers stay Chinese in every language."""
    return days.written(_day(value))


def day_full(value: Day) -> str:
    """Return 2026年12月6日, for sentences that name the year."""
    return days.written(_day(value)) if _is_chinese() else str(format_date(_day(value), "d MMMM y"))


def day_weekday(value: Day) -> str:
    """Return 11月21日 周六, for the sentence that opens a page."""
    plain = _day(value)
    if _is_chinese():
        return f"{plain.month}月{plain.day}日 周{'一二三四五六日'[plain.weekday()]}"
    return str(format_date(plain, "EEEE, d MMMM"))


def moment(value: datetime) -> str:
    """Return 2026-11-21 21:42 on the county's clock."""
    return value.astimezone(days.SHANGHAI).strftime("%Y-%m-%d %H:%M")


def clock(value: datetime) -> str:
    """Return 21:42 on the county's clock."""
    return value.astimezone(days.SHANGHAI).strftime("%H:%M")


def yuan(fen: int) -> str:
    """Return 12,000.00."""
    return money.grouped(fen)


def ten_thousands(fen: int) -> str:
    """Return an amount in 万元 with two decimals, for statistics: 123.45."""
    return f"{fen / 1_000_000:,.2f}"


def capitals(fen: int) -> str:
    """Return 壹万贰仟元整."""
    return money.capitals(fen)


def whole(value: int) -> str:
    """Return a whole number with separators: 1,280."""
    return f"{value:,d}"


def one_place(value: float) -> str:
    """Return one decimal: 90.0."""
    return f"{value:.1f}"


def id_groups(value: str) -> str:
    """Return an identity number grouped 6-8-4; anything of another length stays as it is."""
    return f"{value[:6]} {value[6:14]} {value[14:]}" if len(value) == 18 else value


def dial(value: str) -> str:
    """Return the digits of a telephone number, for `tel:`."""
    return re.sub(r"[^0-9+]", "", value)


def browser(agent: str) -> str:
    """Return a browser and its system as people call them: Chrome（Windows）; an unknown one is 未知浏览器."""
    program = next((word for mark, word in _PROGRAMS if mark in agent), _("未知浏览器"))
    system = next((word for mark, word in _SYSTEMS if mark in agent), "")
    return f"{program}（{system}）" if system else program


def _day(value: Day) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _is_chinese() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "zh"


FILTERS: dict[str, Callable[..., str]] = {
    each.__name__: each
    for each in (
        iso_day,
        day_sentence,
        day_paper,
        day_full,
        day_weekday,
        moment,
        clock,
        yuan,
        ten_thousands,
        capitals,
        whole,
        one_place,
        id_groups,
        dial,
        browser,
    )
}
