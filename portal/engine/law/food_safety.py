"""食品安全法 148 (2015-10-01) with 食品药品惩罚性赔偿解释 (法释〔2024〕9号, 2024-08-22): food below the safety standard."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from portal.engine.law.worked import Caution, Statute, Worked, at_least_line, money_line, total_line
from portal.engine.money import grouped

FOOD_LAW = Statute("食品安全法", date(2015, 10, 1))
FOOD_INTERPRETATION = Statute("食品药品惩罚性赔偿解释", date(2024, 8, 22))

_PRICE_TIMES, _LOSS_TIMES, _LEAST_FEN = 10, 3, 100_000


class Measure(StrEnum):
    """By what the consumer has the punitive damages measured; the choice is the consumer's."""

    PRICE = "price"
    LOSS = "loss"


def compensation(price: int, loss: int = 0, by: Measure | None = None) -> Worked[int]:
    """Return refund, loss and punitive damages: ten times the price or three times the loss, at least 1,000 yuan (148).

    The loss itself is due besides. Without `by` the higher measure is taken. Not for a flaw of a label that neither
    touches safety nor misleads; against a trader only where the trader knew.
    """
    by = by or (Measure.LOSS if loss * _LOSS_TIMES > price * _PRICE_TIMES else Measure.PRICE)
    times, base = (_PRICE_TIMES, price) if by is Measure.PRICE else (_LOSS_TIMES, loss)
    parts = [money_line("退还价款", price)]
    if loss:
        parts.append(money_line("赔偿损失", loss))
    parts.append(at_least_line("惩罚性赔偿", base * times, _LEAST_FEN, f"{grouped(base)} × {times}"))
    total = total_line("合计", parts)
    return Worked(
        total.amount or 0,
        (*parts, total),
        FOOD_LAW.articles("148") + FOOD_INTERPRETATION.articles("1", "6", "7", "8", "12"),
        (Caution.LABEL_FLAW, Caution.SELLER_MUST_KNOW, Caution.REASONABLE_NEED),
    )
