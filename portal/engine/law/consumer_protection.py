"""消费者权益保护法 (2014-03-15) and its 实施条例 (2024-07-01): fraud, known defects, return of goods, burden of proof."""

from __future__ import annotations

from datetime import date

from portal.declare.calculators import Line
from portal.declare.clocks import Basis, Unit
from portal.engine.calendars import WorkCalendar
from portal.engine.deadlines import Due, add_months, due
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked, at_least_line, money_line, total_line
from portal.engine.money import grouped

CONSUMER_LAW = Statute("消费者权益保护法", date(2014, 3, 15))
CONSUMER_REGULATION = Statute("消费者权益保护法实施条例", date(2024, 7, 1))

_TIMES, _LEAST_FEN = 3, 50_000
_RETURN_DAYS, _REFUND_DAYS, _BURDEN_MONTHS = 7, 7, 6


def fraud(price: int, loss: int = 0) -> Worked[int]:
    """Return refund, loss and the increase for fraud: three times the price, at least 500 yuan (55 first paragraph).

    Not for a flaw of a label that misleads nobody, nor for whoever sets a trap (实施条例 49).
    """
    parts = [money_line("退还价款", price)]
    if loss:
        parts.append(money_line("赔偿损失", loss))
    parts.append(at_least_line("增加赔偿", _TIMES * price, _LEAST_FEN, f"{grouped(price)} × {_TIMES}"))
    total = total_line("合计", parts)
    return Worked(
        total.amount or 0,
        (*parts, total),
        CONSUMER_LAW.articles("55") + CONSUMER_REGULATION.articles("49"),
        (Caution.LABEL_FLAW, Caution.NOT_FOR_DECEIT),
    )


def known_defect(loss: int) -> Worked[int]:
    """Return loss and the highest punitive damages, twice the loss, for a defect known to the trader (55 second paragraph).

    Only for death or serious harm to health.
    """
    parts = [money_line("所受损失", loss), money_line("惩罚性赔偿上限", 2 * loss, f"{grouped(loss)} × 2")]
    total = total_line("合计", parts)
    return Worked(
        total.amount or 0,
        (*parts, total),
        CONSUMER_LAW.articles("49", "51", "55"),
        (Caution.UPPER_BOUND, Caution.SELLER_MUST_KNOW),
    )


def distance_return(received: date, calendar: WorkCalendar) -> Worked[Due]:
    """Return the last day to send back goods bought at a distance without giving a reason: seven days (25)."""
    return _seven_days(received, calendar, CONSUMER_LAW.articles("25"), (Caution.GOODS_EXCLUDED,))


def quality_return(received: date, calendar: WorkCalendar) -> Worked[Due]:
    """Return the last day to send back goods below quality where nothing else is ruled or agreed: seven days (24)."""
    return _seven_days(received, calendar, CONSUMER_LAW.articles("24"), (Caution.BETTER_TERMS_AGREED,))


def refund_of_distance_return(came_back: date, calendar: WorkCalendar) -> Worked[Due]:
    """Return the last day for the trader to pay back the price: seven days after the goods came back (25 fourth sentence)."""
    on = due(came_back, _REFUND_DAYS, Unit.DAY, calendar)
    lines = (Line("收到退回商品", came_back.isoformat()), Line("最迟返还价款", on.on.isoformat()))
    return Worked(on, lines, CONSUMER_LAW.articles("25") + CIVIL_CODE.articles("201", "203"))


def burden_of_proof(received: date, found: date) -> Worked[bool]:
    """Say whether the trader has to prove: a flaw of durable goods or of fitting-out found within six months (23).

    The day six months after receipt still counts.
    """
    last = add_months(received, _BURDEN_MONTHS)
    lines = (
        Line("接受商品或者服务", received.isoformat()),
        Line("六个月届满", last.isoformat()),
        Line("发现瑕疵", found.isoformat()),
    )
    return Worked(received <= found <= last, lines, CONSUMER_LAW.articles("23") + CIVIL_CODE.articles("202"))


def _seven_days(received: date, calendar: WorkCalendar, basis: tuple[Basis, ...], cautions: tuple[Caution, ...]) -> Worked[Due]:
    on = due(received, _RETURN_DAYS, Unit.DAY, calendar)
    lines = (Line("收到商品", received.isoformat()), Line("最迟退货", on.on.isoformat()))
    return Worked(on, lines, (*basis, *CIVIL_CODE.articles("201", "203")), cautions)
