"""民法典 188–195 (2021-01-01) and 诉讼时效规定: until when a court still protects a claim.

Claims for support, maintenance and care never lapse, nor do those to stop an infringement (196): ask no period for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portal.declare.calculators import Line
from portal.declare.clocks import Limitation, Unit
from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import Due, Span, add_months
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked
from portal.engine.limitation import Interruption, course

LIMITATION_RULES = Statute("诉讼时效规定", date(2021, 1, 1))

_MONTHS, _LONGEST_MONTHS = 36, 240


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
    ran = course(known, _MONTHS, Unit.MONTH, Limitation.CIVIL, calendar, interrupted=interrupted, hindered=hindered)
    lines = [Line("知道权利受到损害和义务人", known.isoformat())]
    lines += [Line("中断，重新计算", (event.ended or event.on).isoformat()) for event in ran.anew]
    raw = ran.end.raw
    if raw != add_months(ran.start, _MONTHS):
        lines.append(Line("中止，原因消除后满六个月", raw.isoformat()))
    if harmed is not None and add_months(harmed, _LONGEST_MONTHS) < raw:
        raw = add_months(harmed, _LONGEST_MONTHS)
        lines.append(Line("自权利受到损害之日起二十年", raw.isoformat()))
    on, provisional = calendar.on_or_after(raw)
    lines.append(Line("诉讼时效届满", on.isoformat()))
    basis = CIVIL_CODE.articles("188", "194", "195", "201", "202", "203") + LIMITATION_RULES.articles("12")
    cautions = (Caution.COURT_DOES_NOT_ASK, *((Caution.AFTER_THE_END,) if ran.late else ()))
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
