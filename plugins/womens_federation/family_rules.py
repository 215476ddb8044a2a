"""What must hold between the answers in a marriage and family dispute, and what its agreement may not say."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.sdk import Guard, Rule, agreement_words, guard, rule

from .articles import (
    civil_code,
    family_interpretation_1,
    family_interpretation_2,
    mediation_law,
    signature_law,
    violence_law,
)
from .calendar_days import age_on, months_later
from .family_fields import WITH_CHILDREN

_ILL_ACTS = "婚姻关系存续期间只有法定情形才能请求分割共同财产；双方自愿约定的，可以书面约定。没有法定情形的，请按自愿约定来谈"


def divorce_is_barred(d: Any, today: date) -> bool:
    """Say whether the husband asks for the divorce in the time the law keeps for the wife (民法典 1082, 妇女权益保障法 64)."""
    if d.get("matter") != "divorce" or d.get("divorce_asked_by") != "husband":
        return False
    on = d.get("received_on") or today
    birth, termination = d.get("birth_on"), d.get("termination_on")
    return bool(
        d.get("pregnant")
        or (birth is not None and on <= months_later(birth, 12))
        or (termination is not None and on <= months_later(termination, 6))
    )


def needs_soldiers_consent(d: Any) -> bool:
    """Say whether the spouse of an active soldier asks for the divorce (民法典 1081)."""
    asked, soldier = d.get("divorce_asked_by"), d.get("soldier")
    return (asked, soldier) in (("wife", "husband"), ("husband", "wife"))


def divides_within_marriage(d: Any) -> bool:
    """Say whether common property is claimed while the marriage lasts, and no ground of 民法典 1066 is given."""
    in_marriage = d.get("matter") == "property" and d.get("marital_state") == "registered"
    return in_marriage and not d.get("property_acts") and not d.get("care_refused")


def child_of_eight_is_unheard(case: Any, data: Any) -> bool:
    """Say whether a child of eight or more stands in the case whose own wish nobody has asked for (民法典 1084)."""
    return any(_is_eight(child, data.get("agreed_on")) is True for child in _unheard(case))


def child_may_be_eight(case: Any, data: Any) -> bool:
    """Say whether a child nobody has asked stands in the case and its age is not known here.

    Birth days are encrypted and not read for every act, so that the band of age is what usually tells.
    """
    return any(_is_eight(child, data.get("agreed_on")) is None for child in _unheard(case))


def _unheard(case: Any) -> list[Any]:
    if case.details.get("matter") not in WITH_CHILDREN:
        return []
    return [child for child in case.parties("child") if child.get("heard_on") is None]


def _is_eight(child: Any, on: date | None) -> bool | None:
    born, band = child.get("born"), child.get("age_band")
    if born is not None and on is not None:
        return age_on(born, on) >= 8
    return None if band is None else band in ("eight", "sixteen")


def victim_is_under(d: Any, years: int) -> bool:
    """Say whether a victim whose birth day is known was younger than that on the day the request came."""
    births = [victim.get("born") for victim in d.parties("victim")]
    return any(age_on(born, d.received_on) < years for born in births if born is not None)


def _in_order(*keys: str) -> Any:
    """Return a check that the first day does not come after the second."""
    first, second = keys
    return lambda d, today: getattr(d, first) <= getattr(d, second)


# Dates of violence and protection orders, in every type that asks for them.
VIOLENCE_RULES: tuple[Rule, ...] = (
    rule(
        lambda d, today: d.victim_capacity != "full" or not victim_is_under(d, 16),
        "victim_capacity",
        "有受害人不满十六周岁，请选“限制”或者“无”",
        basis=civil_code("19"),
    ),
    rule(
        lambda d, today: d.victim_capacity != "full" or victim_is_under(d, 16) or not victim_is_under(d, 18),
        "victim_capacity",
        "有受害人不满十八周岁；以自己的劳动收入为主要生活来源的，才按完全民事行为能力人办理。确认属于这种情况",
        basis=civil_code("18"),
        asks=True,
    ),
    rule(_in_order("first_on", "last_on"), "last_on", "最近一次不能早于第一次"),
    rule(_in_order("order_accepted_on", "order_issued_on"), "order_issued_on", "人身安全保护令不能在法院受理申请之前作出"),
    rule(_in_order("order_accepted_on", "order_refused_on"), "order_refused_on", "驳回裁定不能在法院受理申请之前生效"),
    rule(_in_order("order_issued_on", "order_until"), "order_until", "有效期不能在作出之前届满"),
    rule(
        lambda d, today: d.order_until <= months_later(d.order_issued_on, 6),
        "order_until",
        "人身安全保护令的有效期不超过六个月；已经裁定延长的，请核对后确认",
        basis=violence_law("30"),
        asks=True,
    ),
    rule(
        lambda d, today: not (d.get("weapon") or d.get("threats") or d.get("injury") == "serious"),
        "threats",
        "有生命危险：请马上拨打110，先让受害人到安全的地方。确认已经报警或者受害人已经安全，再继续登记",
        asks=True,
    ),
    rule(
        lambda d, today: max(d.get("earlier_help") or 0, d.get("police_calls") or 0) == 0,
        "earlier_help",
        "这是再次求助：请通报派出所、妇联和综治中心共同研究，不要只作一般调解。确认后继续",
        asks=True,
    ),
)

FAMILY_RULES: tuple[Rule, ...] = (
    rule(
        lambda d, today: d.violence != "yes",
        "violence",
        "保存后本案封存，只有承办人和负责人看得到，并按安全路径办理：先做风险评估，负责人签署前不安排面对面调解。"
        "正在发生危险的，先拨打110。确认后继续",
        basis=violence_law("5"),
        asks=True,
    ),
    rule(
        lambda d, today: not divorce_is_barred(d, today),
        "divorce_asked_by",
        "女方怀孕、分娩不满一年或者终止妊娠不满六个月的，男方暂时不能提出离婚。可以谈和好、照料和费用；确认按这个范围登记",
        basis=civil_code("1082"),
        asks=True,
    ),
    rule(
        lambda d, today: not needs_soldiers_consent(d),
        "soldier",
        "对方是现役军人的，离婚要先征得军人同意；军人有重大过错的，不受这一限制。确认已经了解",
        basis=civil_code("1081"),
        asks=True,
    ),
    rule(
        lambda d, today: not (d.get("matter") == "divorce" and d.get("marital_state") == "not_registered"),
        "marital_state",
        "没有登记结婚的，不用办理离婚；要谈财产和子女的，请选“同居析产和子女”",
        basis=family_interpretation_1("3"),
    ),
    rule(_in_order("married_on", "separated_since"), "separated_since", "分居起始日不能早于结婚登记日期"),
    rule(_in_order("married_on", "divorced_on"), "divorced_on", "离婚日期不能早于结婚登记日期"),
    rule(
        lambda d, today: (d.cooling_ended_on - d.divorce_applied_on).days >= 30,
        "cooling_ended_on",
        "离婚冷静期自登记机关收到申请之日起三十日，届满日不能更早",
        basis=civil_code("1077"),
    ),
    rule(
        lambda d, today: d.matter != "validity",
        "matter",
        "婚姻有没有效、能不能撤销，由人民法院判决，不能调解；可以调解财产、子女抚养和赔偿。确认按这个范围登记，并告知当事人起诉期限",
        basis=family_interpretation_1("11"),
        asks=True,
    ),
    rule(
        lambda d, today: not divides_within_marriage(d),
        "property_acts",
        _ILL_ACTS,
        basis=civil_code("1066"),
        asks=True,
    ),
    rule(lambda d, today: d.bride_claim <= d.bride_price, "bride_claim", "请求返还的不能多于彩礼金额"),
    rule(
        lambda d, today: d.debt_kind != "gambling",
        "debt_kind",
        "赌博、吸毒等违法活动所欠的债务，不能作为夫妻共同债务；请提醒双方。确认后继续",
        basis=family_interpretation_1("34"),
        asks=True,
    ),
    rule(
        lambda d, today: not d.child_hidden,
        "child_hidden",
        "抢夺、藏匿孩子的，另一方可以向人民法院申请人身安全保护令或者人格权侵害禁令；请告知当事人。确认后继续",
        basis=family_interpretation_2("12"),
        asks=True,
    ),
    rule(
        lambda d, today: d.matter not in ("custody", "visiting") or bool(d.parties("child")),
        "parties.child",
        "抚养、探望纠纷请登记孩子；暂时说不清的，确认后先登记",
        asks=True,
    ),
    rule(_in_order("died_on", "bequest_known_on"), "bequest_known_on", "知道受遗赠的日期不能早于被继承人去世日期"),
    *VIOLENCE_RULES,
)

# What an agreement about family ties must heed, with violence or without.
FAMILY_GUARDS: tuple[Guard, ...] = (
    guard(
        "agree",
        lambda case, data: not agreement_words.drops_elder_care(agreement_words.agreement_text(data)),
        "子女不能靠约定免除赡养父母的义务。几名子女之间分工的，请写明由谁负担、老人本人同意。确认不是免除",
        field="terms",
        basis=civil_code("1067"),
        asks=True,
    ),
    guard(
        "agree",
        lambda case, data: not agreement_words.drops_child_support(agreement_words.agreement_text(data)),
        "约定一方不负担抚养费的，以后子女确有需要，仍可以请求支付。请告知双方，确认后继续",
        field="terms",
        basis=family_interpretation_2("16"),
        asks=True,
    ),
    guard(
        "agree",
        lambda case, data: not child_of_eight_is_unheard(case, data),
        "孩子已满八周岁，请先单独听取孩子的意愿，并在“未成年子女”里登记日期",
        basis=civil_code("1084"),
    ),
    guard(
        "agree",
        lambda case, data: not child_may_be_eight(case, data),
        "孩子已满八周岁的，要先单独听取意愿并登记日期。孩子都不满八周岁的，确认后继续",
        basis=civil_code("1084"),
        asks=True,
    ),
    guard(
        "agree",
        lambda case, data: not case.details.get("unborn_heir"),
        "遗产分割应当保留胎儿的继承份额，请核对协议里已经写明",
        field="facts",
        basis=civil_code("1155"),
        asks=True,
    ),
    guard(
        "agree",
        lambda case, data: data.get("form") != "oral" or case.details.get("matter") == "discord",
        "涉及子女、财产、赡养、继承的，请尽量制作书面协议，以后才好申请司法确认。当事人都认为不用的，确认后继续",
        field="form",
        basis=mediation_law("28"),
        asks=True,
    ),
    guard(
        "sign",
        lambda case, data: False,
        "涉及婚姻、收养、继承等人身关系的文书不适用电子签名：请确认各方是在纸质协议书上亲笔签名、盖章或者按指印",
        basis=signature_law("3"),
        asks=True,
    ),
)

SAFETY_QUESTION_GUARD = guard(
    "session",
    lambda case, data: case.details.get("violence") != "not_asked" or data.get("manner") != "face_to_face",
    "还没有单独问过家庭暴力的情况。请先单独询问，用“更正”填好“有没有遭受或者担心遭受家庭暴力”，再安排面对面调解",
    field="manner",
    basis=violence_law("5"),
)
