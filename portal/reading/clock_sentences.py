"""Says of a clock when it ends, why, and what is left: 「自收到申请（11月21日（周六））起15日；劳动争议调解仲裁法第14条」.

A clock of a case stands in a row, one that would start today is a value of the engine; both become `Counted` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from portal.declare.case_types import CaseType
from portal.declare.clocks import Clock, Limitation
from portal.engine.changes import ClockStarted
from portal.engine.days import SHANGHAI, LeftCode, left
from portal.engine.limitation import ACTS, OBSTACLES, Interruption, basis_of, held_up_by
from portal.hooks.shown_types import ShownClock, ShownType
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
    moved: tuple[str, ...] = ()


def reason(counted: Counted) -> str:
    """Return the reason of the due date in one sentence, with the article."""
    parts = [
        _counted_from(counted),
        basis(counted.law, counted.article, house=counted.house, plugin=counted.plugin),
    ]
    if counted.from_midnight:
        parts.insert(1, say(N_("只知道日期，从严按当日零时起算")))
    if counted.raw is not None and counted.raw < counted.due_on and not counted.suspended:
        parts.insert(1, say(N_("%(day)s休息，顺延"), day=said_day(counted.raw)))
    parts += counted.moved
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
    waited = (
        0
        if clock.limitation
        else sum(
            (date.fromisoformat(s["until"]) - date.fromisoformat(s["from"])).days for s in clock.suspensions if s.get("until")
        )
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
            moved=_moved(clock, last),
        )
    )


def start_titles(declared: ShownType | CaseType | None) -> dict[str, str]:
    """Return what a clock of the type may start from, besides moments: its day fields, and its clocks as `clock:<key>`."""
    if declared is None:
        return {}
    return {f.key: f.title for f in declared.fields} | {f"clock:{c.key}": c.title for c in declared.clocks}


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
            moved=_anew(begun.interruptions, begun.limitation, str(begun.due.inputs.get("from", ""))),
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


def _counted_from(counted: Counted) -> str:
    """Return from when how long: 「自收到申请（11月21日（周六））起15日」, or to which day that was written down."""
    day = said_day(counted.started_on)
    if counted.unit == "until":
        last = said_day(counted.raw or counted.due_on)
        return say(N_("自%(start)s（%(day)s）起，到写明的%(last)s"), start=counted.start, day=day, last=last)
    length = say(_UNITS[counted.unit], n=counted.length)
    return say(N_("自%(start)s（%(day)s）起%(length)s"), start=counted.start, day=day, length=length)


def _moved(clock: CaseClock, last: CaseClockDue | None) -> tuple[str, ...]:
    """Return what started a limitation anew, and what held it up, each with its article."""
    if not clock.limitation:
        return ()
    kind = Limitation(clock.limitation)
    events = [
        Interruption(date.fromisoformat(i["on"]), date.fromisoformat(i["ended"]) if i["ended"] else None, i["act"])
        for i in clock.interruptions
    ]
    counted_from = str(last.inputs.get("from", "")) if last is not None else ""
    return (*_anew(events, kind, counted_from), *(_held_up(one, kind) for one in clock.suspensions))


def _anew(events: Iterable[Interruption], kind: Limitation | None, counted_from: str) -> tuple[str, ...]:
    """Return the act from which a limitation is counted now; earlier ones no longer matter."""
    for event in events:
        begin = event.ended or event.on
        found = basis_of(event.act, kind) if kind is not None and begin.isoformat() == counted_from else None
        if found is None:
            continue
        told = {"day": said_day(event.on), "act": say(dict(ACTS)[event.act]), "basis": basis(found.law, found.article)}
        if event.ended is None:
            return (say(N_("%(day)s%(act)s，时效中断，从这一天重新计算（%(basis)s）"), **told),)
        ended = said_day(event.ended)
        return (say(N_("%(day)s%(act)s，时效中断，程序在%(ended)s终结，从终结之日重新计算（%(basis)s）"), ended=ended, **told),)
    return ()


def _held_up(one: Mapping[str, str], kind: Limitation) -> str:
    found = held_up_by(kind)
    return say(
        N_("%(since)s至%(gone)s有障碍（%(obstacle)s），时效中止（%(basis)s）"),
        since=said_day(date.fromisoformat(one["from"])),
        gone=said_day(date.fromisoformat(one["until"])),
        obstacle=say(dict(OBSTACLES)[one["reason"]]),
        basis=basis(found.law, found.article),
    )


def _is_midnight(moment: datetime | None) -> bool:
    """Say whether hours are counted from the beginning of a day, because the moment itself was not entered."""
    return moment is not None and moment.astimezone(SHANGHAI).time() == time(0)


def _start(starts: str, plugin: str, field_titles: Mapping[str, str]) -> str:
    if starts in MOMENTS:
        return word(MOMENTS, starts)
    _end, follows, before = starts.partition(":")
    if follows:
        return say(N_("“%(clock)s”期满或者办结"), clock=label(field_titles.get(f"clock:{before}", before), plugin))
    return label(field_titles.get(starts, starts), plugin)


def _day(due: CaseClockDue | None, key: str) -> date | None:
    """Return a day among the inputs of a due date."""
    return _as_day(due.inputs.get(key)) if due is not None else None


def _as_day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
