"""Damages beyond the loss: tenfold for food, treble for fraud, up to double for a known defect.

The formulas are the engine's (食品安全法 148; 消费者权益保护法 55). Here stands what a desk asks besides: whether the price is to
come back too, whether it is only a flaw of the label, and how much of a knowing purchase a household needs.
"""

from __future__ import annotations

from typing import Any

from portal.sdk import (
    Calculator,
    Line,
    Money,
    When,
    Worked,
    YesNo,
    grouped,
    law_consumer_protection,
    law_food_safety,
)

from ..bases import FOOD_SAFETY_148, consumer_law, food_damages, regulation


def tenfold_damages(price: int, loss: int = 0) -> int:
    """Return ten times the price or three times the loss, whichever is more, at least 1,000 yuan (食品安全法 148(2))."""
    return law_food_safety.compensation(price, loss).value - price - loss


def treble_damages(price: int) -> int:
    """Return three times the price, at least 500 yuan (消费者权益保护法 55(1))."""
    return law_consumer_protection.fraud(price).value - price


def _refund(inputs: Any) -> tuple[Line, ...]:
    if not inputs.get("with_refund"):
        return ()
    return (Line("退还价款", grouped(inputs.paid), inputs.paid),)


def _tenfold(inputs: Any) -> Worked:
    lines = list(_refund(inputs))
    loss = inputs.get("loss") or 0
    if inputs.get("with_loss") and loss:
        lines.append(Line("赔偿实际损失", grouped(loss), loss))
    if inputs.get("label_flaw"):
        lines.append(Line("标签、说明书瑕疵不影响食品安全也不会误导，不适用惩罚性赔偿", "0", 0))
        return _sum(lines)
    base = min(inputs.need_price, inputs.paid) if inputs.get("knew") else inputs.paid
    if inputs.get("knew"):
        lines.append(Line("明知而购买的，按合理生活消费需要部分的价款计算", grouped(base)))
    lines.append(Line("价款十倍", f"{grouped(base)} × 10 = {grouped(10 * base)}"))
    if loss:
        lines.append(Line("损失三倍", f"{grouped(loss)} × 3 = {grouped(3 * loss)}"))
    damages = tenfold_damages(base, loss)
    lines.append(Line("惩罚性赔偿：取较高者，不足一千元的为一千元", grouped(damages), damages))
    return _sum(lines)


def _treble(inputs: Any) -> Worked:
    lines = list(_refund(inputs))
    if inputs.get("label_flaw"):
        lines.append(Line("标签、说明书、宣传瑕疵不影响质量也不会误导，不适用三倍赔偿", "0", 0))
        return _sum(lines)
    lines.append(Line("价款三倍", f"{grouped(inputs.paid)} × 3 = {grouped(3 * inputs.paid)}"))
    damages = treble_damages(inputs.paid)
    lines.append(Line("增加赔偿：不足五百元的为五百元", grouped(damages), damages))
    return _sum(lines)


def _defect(inputs: Any) -> Worked:
    worked = law_consumer_protection.known_defect(inputs.loss)
    return Worked(worked.value, worked.lines)


def _sum(lines: list[Line]) -> Worked:
    return Worked(sum(line.amount or 0 for line in lines), tuple(lines))


TENFOLD = Calculator(
    "tenfold",
    "食品十倍赔偿",
    inputs=(
        Money("paid", "实际支付价款", required=True),
        Money("loss", "实际损失"),
        YesNo("with_refund", "同时要求退还价款", required=True),
        YesNo("with_loss", "同时要求赔偿实际损失"),
        YesNo("label_flaw", "只是标签、说明书有瑕疵，不影响食品安全也不会误导"),
        YesNo("knew", "有证据证明购买时明知食品不符合安全标准"),
        Money("need_price", "其中属于合理生活消费需要的价款", required=True, when=When("knew", True)),
    ),
    work=_tenfold,
    basis=(FOOD_SAFETY_148, food_damages("1"), food_damages("8"), food_damages("12")),
)

TREBLE = Calculator(
    "treble",
    "欺诈三倍赔偿",
    inputs=(
        Money("paid", "实际支付价款", required=True),
        YesNo("with_refund", "同时要求退还价款", required=True),
        YesNo("label_flaw", "只是标签、说明书、宣传有瑕疵，不影响质量也不会误导"),
    ),
    work=_treble,
    basis=(consumer_law("55"), regulation("49")),
)

KNOWN_DEFECT = Calculator(
    "known_defect",
    "明知缺陷致人死亡或者健康严重损害的赔偿上限",
    inputs=(Money("loss", "所受损失", required=True),),
    work=_defect,
    basis=(consumer_law("55"),),
)
