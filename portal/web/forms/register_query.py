"""The register's filters between page and query: read from an address or a form, written as an address, told in words.

The search text stands in forms only. `period` (本月, 上月, 本年) becomes two days.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from portal.reading.register import RegisterQuery, Tab
from portal.reading.words import PHASES, word
from portal.web.forms.periods import days_of, span

Lists = Mapping[str, tuple[tuple[str, str], ...]]
LONGEST_TEXT = 80
TABS = MappingProxyType(
    {Tab.OPEN: _l("在办"), Tab.SOON: _l("快到期"), Tab.OVERDUE: _l("超期"), Tab.DONE: _l("本年办结"), Tab.ALL: _l("全部")}
)
_LABELS = MappingProxyType(
    {
        "type": _l("类型"),
        "phase": _l("状态"),
        "division": _l("镇村"),
        "handler": _l("调解员"),
        "organisation": _l("单位"),
        "since": _l("收到"),
        "until": _l("收到"),
        "text": _l("查找"),
        "number": _l("案号"),
    }
)
_LISTS = MappingProxyType({"type": "types", "division": "divisions", "handler": "handlers", "organisation": "organisations"})
_KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)?")
_DIGITS = re.compile(r"\d{1,15}")


def register_query(given: MultiDict[str, str], today: date, *, searches: bool = False) -> RegisterQuery:
    """Return the query of an address or a form; what makes no sense is passed over. `searches` reads the text too.

    A text is searched for in all tabs, unless a tab was chosen among the results; `here` is the tab filters were set in.
    """
    text = (given.get("text") or given.get("q") or "").strip()[:LONGEST_TEXT] if searches else ""
    tab = _tab(given.get("tab", "")) or (Tab.ALL if text else _tab(given.get("here", "")) or Tab.OPEN)
    since, until = days_of(given, today)
    return RegisterQuery(
        tab=tab,
        text=text,
        type=_fitting(_KEY, given.get("type", "")),
        phase=phase if (phase := given.get("phase", "")) in PHASES else "",
        division=_fitting(_DIGITS, given.get("division", "")),
        handler=_uuid(given.get("handler", "")),
        organisation=_uuid(given.get("organisation", "")),
        since=since,
        until=until,
        cursor=given.get("cursor", ""),
    )


def values_of(query: RegisterQuery) -> dict[str, str]:
    """Return the query as names and values of an address, without its text and its place in the pages."""
    values = {
        "tab": "" if query.tab is Tab.OPEN else query.tab.value,
        "type": query.type,
        "phase": query.phase,
        "division": query.division,
        "handler": str(query.handler or ""),
        "organisation": str(query.organisation or ""),
        "since": query.since.isoformat() if query.since else "",
        "until": query.until.isoformat() if query.until else "",
    }
    return {name: value for name, value in values.items() if value}


def address_of(query: RegisterQuery) -> str:
    """Return the address of a page of the register."""
    values = values_of(query) | ({"cursor": query.cursor} if query.cursor else {})
    path = url_for("RegisterView.register")
    return f"{path}?{urlencode(values)}" if values else path


def active_filters(query: RegisterQuery, lists: Lists) -> list[tuple[str, str, RegisterQuery]]:
    """Return (name, 「类型：欠薪」, the query without it) of every filter in force; both days of a period are one."""
    blank = RegisterQuery()
    found = []
    for name in ("type", "phase", "division", "organisation", "handler", "text"):
        if value := getattr(query, name):
            shown = _shown(name, value, lists)
            without = replace(query, cursor="", **{name: getattr(blank, name)})
            found.append((name, f"{_LABELS[name]}：{shown}", without))
    if query.since or query.until:
        days = span((query.since, query.until))
        found.append(("since", f"{_LABELS['since']}：{days}", replace(query, since=None, until=None, cursor="")))
    return found


def _shown(name: str, value: Any, lists: Lists) -> str:
    if name == "phase":
        return word(PHASES, value)
    return dict(lists.get(_LISTS.get(name, ""), ())).get(str(value), str(value))


def _tab(text: str) -> Tab | None:
    return Tab(text) if text in {tab.value for tab in Tab} else None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _fitting(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""
