"""What is asked about a loan, and what the desk is asked to think of."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.sdk import Day, Field, Money, Number, Rule, When, YesNo, add_months, rule
from portal.sdk import law_private_lending as law

from . import bases

_GROUP = "借款情况"
GUARANTEE_MONTHS = 6


def loan_fields(when: When) -> tuple[Field, ...]:
    """Return the fields of a loan, shown when the kind of dispute is one."""
    return (
        Money("principal", "借条上的本金", group=_GROUP, when=when),
        Money("delivered", "实际交付的本金", group=_GROUP, when=when, hint="预先扣掉的利息不算本金"),
        Number("rate", "约定年利率", most="1000", places=4, unit="%", group=_GROUP, when=when, hint="月息1分即年利率12%"),
        Number("lpr", "借款时一年期LPR", most="100", places=4, unit="%", group=_GROUP, when=when),
        Day("lent_on", "借款日期", group=_GROUP, when=when),
        Day("due_on", "约定还款日期", future=True, group=_GROUP, when=when),
        Money("repaid", "已还金额", group=_GROUP, when=when),
        YesNo("iou", "有无借条", group=_GROUP, when=when),
        YesNo("guaranteed", "有无保证人", group=_GROUP, when=when),
        Day("guarantee_until", "约定的保证期间届满日", future=True, group=_GROUP, when=When("guaranteed", True)),
    )


def _guarantee_in_time(d: Any, today: date) -> bool:
    if not d.guaranteed or d.get("guarantee_until"):
        return True
    return bool(d.received_on <= add_months(d.due_on, GUARANTEE_MONTHS))


LOAN_RULES: tuple[Rule, ...] = (
    rule(lambda d, today: d.due_on >= d.lent_on, "due_on", "约定还款日期不能早于借款日期"),
    rule(
        lambda d, today: d.delivered >= d.principal,
        "delivered",
        "实际交付少于借条上的本金，预先扣除利息的，按实际交付的数额返还并计算利息。请核对后确认",
        basis=bases.INTEREST_IN_ADVANCE,
        asks=True,
    ),
    rule(
        lambda d, today: d.rate <= law.ceiling(d.lpr),
        "rate",
        "约定利率高于借款时一年期LPR的四倍，超过部分法院不予支持。请核对后确认",
        basis=bases.INTEREST_CAP,
        asks=True,
    ),
    rule(
        _guarantee_in_time,
        "guaranteed",
        "没有约定保证期间的，保证期间为还款到期之日起六个月，可能已经届满。请核对后确认",
        basis=bases.GUARANTEE,
        asks=True,
    ),
)
