"""The provisions this sector stands on, each with the day its text in force took effect.

What could not be read in full is `verified=False`; what is the association's own rule is `house=True`.
"""

from __future__ import annotations

from datetime import date

from portal.sdk import Basis

CONSUMER_LAW_SINCE = date(2014, 3, 15)  # the amendment of 2013-10-25
REGULATION_SINCE = date(2024, 7, 1)
CIVIL_CODE_SINCE = date(2021, 1, 1)

_PREPAID = "预付式消费解释"
_FOOD = "食品药品惩罚性赔偿解释"
_ONLINE = "网络消费规定（一）"


def consumer_law(article: str) -> Basis:
    """Return a provision of 消费者权益保护法."""
    return Basis("消费者权益保护法", article, since=CONSUMER_LAW_SINCE)


def regulation(article: str) -> Basis:
    """Return a provision of 消费者权益保护法实施条例."""
    return Basis("消费者权益保护法实施条例", article, since=REGULATION_SINCE)


def civil_code(article: str) -> Basis:
    """Return a provision of 民法典."""
    return Basis("民法典", article, since=CIVIL_CODE_SINCE)


def prepaid(article: str) -> Basis:
    """Return a provision of 法释〔2025〕4号."""
    return Basis(_PREPAID, article, since=date(2025, 5, 1))


def food_damages(article: str) -> Basis:
    """Return a provision of 法释〔2024〕9号."""
    return Basis(_FOOD, article, since=date(2024, 8, 22))


def online(article: str) -> Basis:
    """Return a provision of 法释〔2022〕8号."""
    return Basis(_ONLINE, article, since=date(2022, 3, 15))


FOOD_SAFETY_148 = Basis("食品安全法", "148", since=date(2015, 10, 1))
CAR_27 = Basis("家用汽车产品修理更换退货责任规定", "27", since=date(2022, 1, 1))
