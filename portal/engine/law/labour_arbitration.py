"""劳动争议调解仲裁法 (2008-05-01): the year to ask for arbitration, and which awards are final for the employer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portal.declare.calculators import Line
from portal.declare.clocks import Limitation, Unit
from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import Due, Span, due
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked, money_line
from portal.engine.limitation import Interruption, course
from portal.engine.money import grouped

ARBITRATION_LAW = Statute("劳动争议调解仲裁法", date(2008, 5, 1))
LABOUR_INTERPRETATION = Statute("劳动争议解释（一）", date(2021, 1, 1))


def limitation(
    known: date, calendar: WorkCalendar, *, interrupted: Sequence[date] = (), hindered: Sequence[Span] = ()
) -> Worked[Due]:
    """Return the last day to ask for arbitration: one year from knowing of the infringement (27).

    A claim against the other side, a request for help, or the other side's consent within the year starts it anew. While
    one is hindered it stands still and then runs on.
    """
    lines = [Line("知道权利被侵害", known.isoformat())]
    acts = [Interruption(day) for day in interrupted]
    ran = course(known, 1, Unit.YEAR, Limitation.LABOUR, calendar, interrupted=acts, hindered=hindered)
    lines += [Line("中断，重新计算", event.on.isoformat()) for event in ran.anew]
    lines.append(Line("仲裁时效届满", ran.end.on.isoformat()))
    basis = ARBITRATION_LAW.articles("27") + CIVIL_CODE.articles("201", "202", "203")
    return Worked(ran.end, tuple(lines), basis, (Caution.AFTER_THE_END,) if ran.late else ())


def wage_limitation(left_on: date | None, calendar: WorkCalendar) -> Worked[Due | None]:
    """Return the last day to claim unpaid wages: one year from the end of the employment, none while it lasts (27)."""
    basis = ARBITRATION_LAW.articles("27")
    if left_on is None:
        return Worked(None, (Line("劳动关系存续期间", "—"),), basis)
    end = due(left_on, 1, Unit.YEAR, calendar)
    return Worked(end, (Line("劳动关系终止", left_on.isoformat()), Line("仲裁时效届满", end.on.isoformat())), basis)


def is_final(awarded: Sequence[int], month_minimum: int) -> Worked[bool]:
    """Say whether an award on wages, injury costs, compensation or damages is final: no item above twelve minimum wages.

    Each item is measured by itself (47; 劳动争议解释（一） 19).
    """
    limit = 12 * month_minimum
    highest = max(awarded, default=0)
    lines = (money_line("十二个月最低工资", limit, f"{grouped(month_minimum)} × 12"), money_line("最高一项", highest))
    basis = ARBITRATION_LAW.articles("47") + LABOUR_INTERPRETATION.articles("19")
    return Worked(highest <= limit, lines, basis)
