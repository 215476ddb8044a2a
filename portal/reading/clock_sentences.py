"""Says of a clock when it ends, why, and what is left: 「2026-12-06 到期：自收到申请之日起15日，劳动争议调解仲裁法第14条」."""

from __future__ import annotations

from datetime import date

from portal.engine.days import LeftCode, left, spoken
from portal.hooks.shown_types import ShownClock
from portal.reading.wording import N_, label, say
from portal.reading.words import MOMENTS, word
from portal.store.tables.course import CaseClock

_UNITS = {
    "day": N_("%(n)s日"),
    "working_day": N_("%(n)s个工作日"),
    "hour": N_("%(n)s小时"),
    "month": N_("%(n)s个月"),
    "year": N_("%(n)s年"),
}


def why(clock: CaseClock, shown: ShownClock | None, plugin: str, field_titles: dict[str, str]) -> str:
    """Return the reason of the due date in one sentence, with the article."""
    parts = [
        say(
            N_("自%(start)s（%(day)s）起%(length)s"),
            start=_start(shown, plugin, field_titles),
            day=spoken(clock.started_on),
            length=say(_UNITS[clock.unit], n=clock.length),
        ),
        basis(clock.law, clock.article, house=shown is not None and shown.terms[0].basis.house),
    ]
    waited = sum(
        (date.fromisoformat(s["until"]) - date.fromisoformat(s["from"])).days for s in clock.suspensions if s.get("until")
    )
    if waited:
        parts.append(say(N_("中止%(n)s日"), n=waited))
    if clock.state == "suspended":
        parts.append(say(N_("现在中止，期限停算")))
    if clock.provisional:
        parts.append(say(N_("暂定，放假安排未公布")))
    if shown is not None and not shown.terms[0].basis.verified:
        parts.append(say(N_("依据待核")))
    return "；".join(parts)


def basis(law: str, article: str, *, house: bool = False) -> str:
    """Return where a rule stands: 「劳动争议调解仲裁法第14条」 or a rule of the house."""
    if house:
        return say(N_("%(law)s（本单位规定）"), law=law)
    return say(N_("%(law)s第%(article)s条"), law=law, article=article) if article else law


def what_is_left(due_on: date, today: date) -> str:
    """Return 剩 2 天, 今天到期 or 超 3 天."""
    found = left(due_on, today)
    if found.code is LeftCode.TODAY:
        return say(N_("今天到期"))
    return say(N_("剩 %(n)s 天") if found.code is LeftCode.LEFT else N_("超 %(n)s 天"), n=found.days)


def _start(shown: ShownClock | None, plugin: str, field_titles: dict[str, str]) -> str:
    if shown is None:
        return say(N_("起算日"))
    if shown.starts in MOMENTS:
        return word(MOMENTS, shown.starts)
    return label(field_titles.get(shown.starts, shown.starts), plugin)
