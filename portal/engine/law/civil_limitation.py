"""民法典 188–195 (2021-01-01) and 诉讼时效规定: until when a court still protects a claim.

Claims for support, maintenance and care never lapse, nor do those to stop an infringement (196): ask no period for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.declare.calculators import Line
from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import Due, Span, add_months
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked

LIMITATION_RULES = Statute("诉讼时效规定", date(2021, 1, 1))

_MONTHS, _LAST_MONTHS, _LONGEST_MONTHS = 36, 6, 240


@dataclass(frozen=True, slots=True)
class Interruption:
    """A claim, an acknowledgement, a suit or a request to a mediation body (195; 诉讼时效规定 8–14).

    `ended` is the day on which a procedure ended, where there was one: the period starts anew from there.
    """

    on: date
    ended: date | None = None


def limitation(
    known: date,
    calendar: WorkCalendar,
    *,
    harmed: date | None = None,
    interrupted: Sequence[Interruption] = (),
    hindered: Sequence[Span] = (),
) -> Worked[Due]:
    """Return the last day of the general limitation of three years (188).

    It starts when the right-holder knows of the harm and by whom. An interruption within the period starts it anew (195).
    A hindrance in its last six months puts the end six months after the hindrance is gone (194). Twenty years after the
    harm it is over in any case (188).
    """
    lines = [Line("知道权利受到损害和义务人", known.isoformat())]
    start, late = known, False
    for event in sorted(interrupted, key=lambda event: event.on):
        if event.on > calendar.on_or_after(_end(start, hindered)).day:
            late = True
        elif event.on > start:
            start = event.ended or event.on
            lines.append(Line("中断，重新计算", start.isoformat()))
    raw = _end(start, hindered)
    if raw != add_months(start, _MONTHS):
        lines.append(Line("中止，原因消除后满六个月", raw.isoformat()))
    if harmed is not None and add_months(harmed, _LONGEST_MONTHS) < raw:
        raw = add_months(harmed, _LONGEST_MONTHS)
        lines.append(Line("自权利受到损害之日起二十年", raw.isoformat()))
    on, provisional = calendar.on_or_after(raw)
    lines.append(Line("诉讼时效届满", on.isoformat()))
    basis = CIVIL_CODE.articles("188", "194", "195", "201", "202", "203") + LIMITATION_RULES.articles("12")
    cautions = (Caution.COURT_DOES_NOT_ASK, *((Caution.AFTER_THE_END,) if late else ()))
    return Worked(Due(on, raw, on != raw, provisional, 0), tuple(lines), basis, cautions)


def instalments_of_one_debt(falls_due: Sequence[date], calendar: WorkCalendar) -> Worked[Due]:
    """Return the end for one debt payable in parts: it runs from the last part (189). Raises `ValueError` without parts."""
    worked = limitation(max(falls_due), calendar)
    return Worked(worked.value, worked.lines, CIVIL_CODE.articles("189") + worked.basis, worked.cautions)


def each_period(falls_due: Sequence[date], calendar: WorkCalendar) -> Worked[tuple[Due, ...]]:
    """Return the end for each of many like debts, such as the charges of single months, oldest first.

    Whether such charges are parts of one debt (189) is judged differently; the caution says so.
    """
    ends = tuple(limitation(day, calendar).value for day in sorted(falls_due))
    lines = tuple(Line(day.isoformat(), end.on.isoformat()) for day, end in zip(sorted(falls_due), ends, strict=True))
    return Worked(ends, lines, CIVIL_CODE.articles("188", "189"), (Caution.INSTALMENTS_OF_ONE_DEBT, Caution.COURT_DOES_NOT_ASK))


def _end(start: date, hindered: Sequence[Span]) -> date:
    """Return the last day counted from `start`, moved by hindrances within the last six months."""
    end = add_months(start, _MONTHS)
    for span in sorted(hindered, key=lambda span: span.first):
        if span.first <= end and span.last > add_months(end, -_LAST_MONTHS):
            end = max(end, add_months(span.last, _LAST_MONTHS))
    return end
