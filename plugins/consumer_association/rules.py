"""What must hold between the facts of a consumer dispute, and what must hold before it is accepted."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.sdk import ORGANISATION, Guard, Rule, add_months, guard, rule

from .bases import FOOD_SAFETY_148, civil_code, consumer_law, food_damages, online, regulation
from .calculators.punitive import tenfold_damages, treble_damages

_BODIES = {"authority", "mediation", "arbitration", "court"}


def _in_limitation(d: Any, today: date) -> bool:
    return bool(d.received_on <= add_months(d.known_on, 36))


def _handled_nowhere_else(d: Any, today: date) -> bool:
    bodies = _BODIES - {"authority"} if d.get("entrusted") else _BODIES
    return not bodies & set(d.elsewhere)


def _reachable(d: Any, today: date) -> bool:
    return all(party.get("phone") and party.get("address") for party in d.parties("consumer"))


def _traceable(d: Any, today: date) -> bool:
    return all(any(party.get(key) for key in ("address", "phone", "platform", "shop")) for party in d.parties("trader"))


def _in_business(d: Any, today: date) -> bool:
    return all(party.get("kind") == ORGANISATION or party.get("trade_name") or party.get("shop") for party in d.parties("trader"))


def _within_treble(d: Any, today: date) -> bool:
    if "treble" not in d.claims:
        return True
    return bool(d.amount <= d.paid + (d.get("loss") or 0) + treble_damages(d.paid))


def _within_tenfold(d: Any, today: date) -> bool:
    if "tenfold" not in d.claims:
        return True
    loss = d.get("loss") or 0
    return bool(d.amount <= d.paid + loss + tenfold_damages(d.paid, loss))


COURSE_RULES: tuple[Rule, ...] = (
    rule(
        _in_limitation,
        "known_on",
        "从发现问题到来投诉已满三年，经营者可以提出时效抗辩。其间催要过或者投诉过的，时效重新计算，请核对后确认",
        basis=civil_code("188"),
        asks=True,
    ),
    rule(
        _handled_nowhere_else,
        "elsewhere",
        "同一争议已由其他单位处理。请先问清结果；对方没有终结的，不宜重复受理，确需登记请确认",
        asks=True,
    ),
    rule(
        lambda d, today: d.authority_received_on <= d.authority_accepted_on,
        "authority_accepted_on",
        "委托单位受理日期不能早于收到投诉的日期，请核对",
    ),
    rule(
        lambda d, today: d.double_paid <= d.recovered,
        "double_paid",
        "加倍赔偿金额包括在挽回经济损失之内，不能比它大，请核对",
    ),
)

PARTY_RULES: tuple[Rule, ...] = (
    rule(
        _reachable,
        "parties.consumer",
        "投诉应当提供真实身份信息。消费者的电话或者住址还没有填，请补上；一时补不上的，确认后先登记",
        basis=regulation("46"),
        asks=True,
    ),
    rule(
        _traceable,
        "parties.trader",
        "经营者只有名称，没有地址、电话、平台或者店铺，恐怕联系不上。请再问问消费者；确实不知道的，确认后先登记",
        basis=regulation("46"),
        asks=True,
    ),
    rule(
        _in_business,
        "parties.trader",
        "对方是个人，又没有字号或者店铺。个人偶尔转让闲置物品的不是经营者；长期以此经营的，确认后登记",
        basis=online("7"),
        asks=True,
    ),
)

DAY_RULES: tuple[Rule, ...] = (
    rule(lambda d, today: d.bought_on <= d.received_on, "bought_on", "消费日期不能晚于收到投诉的日期，请核对"),
    rule(lambda d, today: d.bought_on <= d.known_on, "known_on", "发现问题的日期不能早于消费日期，请核对"),
)

TREBLE_RULE = rule(
    _within_treble,
    "amount",
    "请求金额超过价款、损失与三倍赔偿（不足五百元的为五百元）之和，请核对后确认",
    basis=consumer_law("55"),
    asks=True,
)

FOOD_RULES: tuple[Rule, ...] = (
    rule(
        lambda d, today: "tenfold" not in d.claims or bool(d.get("is_food")),
        "claims",
        "十倍赔偿只适用于不符合食品安全标准的食品，这起争议还没有标明是食品，请核对",
        basis=FOOD_SAFETY_148,
    ),
    rule(
        _within_tenfold,
        "amount",
        "请求金额超过价款、损失与十倍价款或者三倍损失（不足一千元的为一千元）之和，请核对后确认",
        basis=FOOD_SAFETY_148,
        asks=True,
    ),
    rule(
        lambda d, today: not (d.label_flaw and {"tenfold", "treble"} & set(d.claims)),
        "label_flaw",
        "标签、说明书的瑕疵不影响安全和质量，也不会误导消费者的，不适用加倍赔偿。请向消费者说明后确认",
        basis=food_damages("8"),
        asks=True,
    ),
)

FARM_RULE = rule(
    lambda d, today: d.purpose != "farm" or d.goods_class == "farm_supplies",
    "goods_class",
    "用途是农业生产，商品大类却不是农用生产资料类，请核对后确认",
    basis=consumer_law("62"),
    asks=True,
)

ACCEPT_FOR_LIVING: Guard = guard(
    "accept",
    lambda case, data: case.details.get("purpose") != "business",
    "不是为生活消费需要（农业生产资料除外）发生的争议，不属于消费争议。请按不予受理办理，并告知其他解决途径",
    basis=consumer_law("2"),
)
