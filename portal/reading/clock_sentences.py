"""Says of a clock when it ends, why, and what is left: 「自收到申请（11月21日（周六））起15日；劳动争议调解仲裁法第14条」.

A clock of a case stands in a row, one that would start today is a value of the engine; both become `Counted` first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from portal.declare.clocks import Clock
from portal.engine.changes import ClockStarted
from portal.engine.days import SHANGHAI, LeftCode, left
from portal.hooks.shown_types import ShownClock
from portal.reading.wording import N_, label, said_day, say
from portal.reading.words import MOMENTS, word
from portal.store.tables.course import CaseClock, CaseClockDue

_UNITS = {
    "day": N_("%(n)s日"),
    "working_day": N_("%(n)s个工作日"),
    "hour": N_("%(n)s小时"),
    "month": N_("%(n)s个月"),
    "year": N_("%(n)s年"),
}


@dataclass(frozen=True)
class Counted:
    """What a due date was computed from. `start` is a word (收到申请); `raw` the last day before it moved off a rest day."""

    start: str
    started_on: date
    length: int
    unit: str
    due_on: date
    law: str
    article: str
    house: bool = False
    plugin: str = ""
    verified: bool = True
    raw: date | None = None
    waited: int = 0
    suspended: bool = False
    extended_to: date | None = None
    provisional: bool = False
    from_midnight: bool = False


def reason(counted: Counted) -> str:
    """Return the reason of the due date in one sentence, with the article."""
    length = say(_UNITS[counted.unit], n=counted.length)
    parts = [
        say(N_("自%(start)s（%(day)s）起%(length)s"), start=counted.start, day=said_day(counted.started_on), length=length),
        basis(counted.law, counted.article, house=counted.house, plugin=counted.plugin),
    ]
    if counted.from_midnight:
        parts.insert(1, say(N_("只知道日期，从严按当日零时起算")))
    if counted.raw is not None and counted.raw < counted.due_on and not counted.suspended:
        parts.insert(1, say(N_("%(day)s休息，顺延"), day=said_day(counted.raw)))
    if counted.extended_to is not None:
        parts.append(say(N_("已延期至%(day)s"), day=said_day(counted.extended_to)))
    if counted.waited:
        parts.append(say(N_("中止%(n)s日"), n=counted.waited))
    if counted.suspended:
        parts.append(say(N_("现在中止，期限停算")))
    if counted.provisional:
        parts.append(say(N_("暂定，放假安排未公布")))
    if not counted.verified:
        parts.append(say(N_("依据待核")))
    return say(N_("；")).join(parts)


def why(
    clock: CaseClock, last: CaseClockDue | None, shown: ShownClock | None, plugin: str, field_titles: Mapping[str, str]
) -> str:
    """Return the reason of the due date of a case's clock; `last` is the due date in force with what it was computed from."""
    waited = sum(
        (date.fromisoformat(s["until"]) - date.fromisoformat(s["from"])).days for s in clock.suspensions if s.get("until")
    )
    declared = (term.basis for term in shown.terms) if shown is not None else ()
    present = next((b for b in declared if (b.law, b.article) == (clock.law, clock.article)), None)
    return reason(
        Counted(
            start=_start(shown.starts, plugin, field_titles) if shown is not None else say(N_("起算日")),
            started_on=clock.started_on,
            length=clock.length,
            unit=clock.unit,
            due_on=clock.due_on,
            law=clock.law,
            article=clock.article,
            house=present is not None and present.house,
            plugin=plugin,
            verified=present is None or present.verified,
            raw=_day(last, "raw"),
            waited=waited,
            suspended=clock.state == "suspended",
            extended_to=_day(last, "until"),
            provisional=clock.provisional,
            from_midnight=_is_midnight(clock.started_at),
        )
    )


def why_foreseen(begun: ClockStarted, declared: Clock, plugin: str, field_titles: Mapping[str, str]) -> str:
    """Return the reason of the due date a clock would have if it began as the engine says."""
    return reason(
        Counted(
            start=_start(str(declared.starts), plugin, field_titles),
            started_on=begun.started_on,
            length=begun.length,
            unit=begun.unit.value,
            due_on=begun.due.on,
            law=begun.basis.law,
            article=begun.basis.article,
            house=begun.basis.house,
            plugin=plugin,
            verified=begun.basis.verified,
            raw=_as_day(begun.due.inputs.get("raw")),
            provisional=begun.due.provisional,
            from_midnight=_is_midnight(begun.started_at),
        )
    )


def basis(law: str, article: str, *, house: bool = False, plugin: str = "") -> str:
    """Return where a rule stands: 「劳动争议调解仲裁法第14条」 or a rule of the house."""
    if house:
        if "本单位" in law:
            return law
        return say(N_("%(law)s（本单位规定）"), law=label(law, plugin))
    return say(N_("%(law)s第%(article)s条"), law=law, article=article) if article else law


def what_is_left(due_on: date, today: date) -> str:
    """Return 剩 2 天, 今天到期 or 超 3 天."""
    found = left(due_on, today)
    if found.code is LeftCode.TODAY:
        return say(N_("今天到期"))
    return say(N_("剩 %(n)s 天") if found.code is LeftCode.LEFT else N_("超 %(n)s 天"), n=found.days)


def _is_midnight(moment: datetime | None) -> bool:
    """Say whether hours are counted from the beginning of a day, because the moment itself was not entered."""
    return moment is not None and moment.astimezone(SHANGHAI).time() == time(0)


def _start(starts: str, plugin: str, field_titles: Mapping[str, str]) -> str:
    if starts in MOMENTS:
        return word(MOMENTS, starts)
    return label(field_titles.get(starts, starts), plugin)


def _day(due: CaseClockDue | None, key: str) -> date | None:
    """Return a day among the inputs of a due date."""
    return _as_day(due.inputs.get(key)) if due is not None else None


def _as_day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
