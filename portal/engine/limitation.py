"""诉讼时效、仲裁时效: a period for claiming that acts of the parties start anew (中断) and obstacles hold up (中止).

民法典 194, 195 with 诉讼时效规定 10-14; 劳动争议调解仲裁法 27; 民事诉讼法 250 for the time to ask for enforcement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.declare.clocks import Basis, Limitation, Unit
from portal.declare.statutory.bases import civil_code, labour_disputes, limitation_rules
from portal.declare.texts import N_
from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import Due, Span, add_months, due

_LAST_MONTHS = 6

REQUEST = "request"
PROMISE = "promise"
ACTS = (
    ("demand", N_("向对方提出履行请求")),
    (PROMISE, N_("对方同意履行（承诺、分期或者部分履行、提供担保、请求延期）")),
    (REQUEST, N_("向调解组织或者有关机关、单位请求处理")),
    ("suit", N_("起诉或者申请仲裁")),
    ("crime", N_("向公安机关、检察院、法院报案或者控告")),
    ("equal", N_("申请支付令、财产保全、强制执行等与起诉有同等效力的事项")),
)
_CIVIL = {
    "demand": civil_code("195"),
    PROMISE: limitation_rules("14"),
    REQUEST: limitation_rules("12"),
    "suit": limitation_rules("10"),
    "crime": limitation_rules("13"),
    "equal": limitation_rules("11"),
}
_LABOUR = dict.fromkeys(("demand", PROMISE, REQUEST), labour_disputes("27"))
OBSTACLES = (
    ("force_majeure", N_("不可抗力")),
    ("no_guardian", N_("无（限制）民事行为能力人没有法定代理人，或者法定代理人死亡、丧失行为能力、丧失代理权")),
    ("no_heir", N_("继承开始后还没有确定继承人或者遗产管理人")),
    ("controlled", N_("权利人被义务人或者其他人控制")),
    ("other", N_("其他使权利人不能行使请求权的障碍")),
)
_HELD_UP = {Limitation.CIVIL: civil_code("194"), Limitation.LABOUR: labour_disputes("27")}


@dataclass(frozen=True, slots=True)
class Interruption:
    """An act that starts a period anew: a claim, an acknowledgement, a suit, a request to a mediation body.

    `ended` is the day on which a procedure ended, where there was one: the period starts anew from there (民法典 195).
    """

    on: date
    ended: date | None = None
    act: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """How a period ran: counted from `start` to `end`; `anew` are the acts that started it anew, `late` those after its end."""

    start: date
    end: Due
    anew: tuple[Interruption, ...]
    late: tuple[Interruption, ...]


def course(
    start: date,
    length: int,
    unit: Unit,
    kind: Limitation,
    calendar: WorkCalendar,
    *,
    interrupted: Sequence[Interruption] = (),
    hindered: Sequence[Span] = (),
) -> Course:
    """Return how a period of months or years ran. An act after its end changes nothing, nor one before it began."""
    anew: list[Interruption] = []
    late: list[Interruption] = []
    end = _end(start, length, unit, kind, calendar, hindered)
    for event in sorted(interrupted, key=lambda event: (event.on, event.ended or event.on)):
        from_ = (event.ended or event.on) if kind is Limitation.CIVIL else event.on
        if event.on > end.on:
            late.append(event)
        elif from_ > start:
            start = from_
            end = _end(start, length, unit, kind, calendar, hindered)
            anew.append(event)
    return Course(start, end, tuple(anew), tuple(late))


def basis_of(act: str, kind: Limitation) -> Basis | None:
    """Return by which article the act interrupts a period of this kind, or `None` when it does not."""
    return (_CIVIL if kind is Limitation.CIVIL else _LABOUR).get(act)


def held_up_by(kind: Limitation) -> Basis:
    """Return by which article obstacles hold a period of this kind up."""
    return _HELD_UP[kind]


def _end(start: date, length: int, unit: Unit, kind: Limitation, calendar: WorkCalendar, hindered: Sequence[Span]) -> Due:
    """Return the end counted from `start`.

    Civil: an obstacle within the last six months puts the end six months after the day it is gone, its span's last (194).
    Labour: the days of the obstacle are not counted (27).
    """
    if kind is Limitation.LABOUR:
        return due(start, length, unit, calendar, suspended=hindered)
    end = add_months(start, length * 12 if unit is Unit.YEAR else length)
    for span in sorted(hindered, key=lambda span: span.first):
        if span.first <= end and span.last > add_months(end, -_LAST_MONTHS):
            end = max(end, add_months(span.last, _LAST_MONTHS))
    on, provisional = calendar.on_or_after(end)
    return Due(on, end, on != end, provisional, 0)
