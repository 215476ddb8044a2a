"""Women's rights (妇女权益): land and membership in the village collective, work, person and property.

The classes follow the chapters of 妇女权益保障法; land stands by itself because that is what village women come for (55, 56).
Harassment and worse is sealed and goes the safety path; the wish of the woman decides whether anything is mediated.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from portal.sdk import (
    APPLICANT,
    EITHER,
    PERSON,
    RESPONDENT,
    CaseType,
    Ending,
    Example,
    Privacy,
    Reason,
    Rise,
    Role,
    When,
    guard,
    rule,
)

from ..articles import HOUSE, labour_dispute_law, minors_law, women_law
from ..calendar_days import months_later
from ..clocks import RIGHTS_CLOCKS
from ..rights_actions import RIGHTS_ACTIONS
from ..rights_fields import RIGHTS_FIELDS, SEALED_ITEMS
from ..rights_papers import RIGHTS_PAPERS
from ..safety_guards import PROMISES, safety_guards


def _is_sealed(case: Any) -> bool:
    return case.details.get("person_item") in SEALED_ITEMS


def _work_claim_is_in_time(d: Any, today: date) -> bool:
    return bool(d.right_class != "labour" or d.received_on <= months_later(d.known_on, 12))


WOMEN_RIGHTS = CaseType(
    key="women_rights",
    title="妇女权益纠纷",
    version=1,
    ministry_type="99",
    privacy=Privacy.P2,
    rises=(
        Rise(Privacy.P3, When("right_class", "person", "family")),
        Rise(Privacy.P4, When("person_item", *SEALED_ITEMS)),
    ),
    parties=(
        Role("woman", "权益受侵害的妇女", kind=PERSON, side=APPLICANT, many=True),
        Role("respondent", "被申请人", kind=EITHER, side=RESPONDENT, many=True),
    ),
    fields=RIGHTS_FIELDS,
    clocks=RIGHTS_CLOCKS,
    rules=(
        rule(
            _work_claim_is_in_time,
            "known_on",
            "知道权益受侵害已经超过一年，用人单位可能以超过仲裁时效抗辩；请核对有没有中断的情形。确认后继续",
            basis=labour_dispute_law("27"),
            asks=True,
        ),
        rule(
            lambda d, today: d.person_item not in ("trafficking", "assault"),
            "person_item",
            "这类情形应当马上报警，不能作为纠纷调解。确认已经报警或者马上报警，再登记帮助情况",
            basis=women_law("22"),
            asks=True,
        ),
        rule(
            lambda d, today: d.person_item not in SEALED_ITEMS,
            "right_class",
            "保存后本案封存，只有承办人和负责人看得到，并按安全路径办理。确认后继续",
            basis=women_law("28"),
            asks=True,
        ),
    ),
    guards=(
        guard(
            "accept",
            lambda case, data: case.details.get("person_item") not in ("trafficking", "assault") or case.did("report_police"),
            "涉嫌犯罪的，请先报警并登记回执，再受理民事部分",
            basis=women_law("23"),
        ),
        *safety_guards(_is_sealed, report=minors_law("11"), care=HOUSE, again=False),
    ),
    checks=PROMISES,
    actions=RIGHTS_ACTIONS,
    papers=RIGHTS_PAPERS,
    reasons=MappingProxyType(
        {
            Ending.NOT_SETTLED: (
                Reason("village_insists", "村集体坚持原决定"),
                Reason("employer_insists", "用人单位不予纠正"),
                Reason("victim_unwilling", "妇女本人不愿意协商"),
            ),
        }
    ),
    words=(
        *("外嫁女", "出嫁女", "离异妇女", "丧偶", "土地承包", "分地", "分红", "征地补偿", "宅基地", "成员资格", "村规民约"),
        *("产假", "怀孕辞退", "哺乳期", "同工同酬", "性别歧视", "性骚扰", "偷拍", "纠缠", "名誉", "妇女权益"),
    ),
    remedies=(
        "成员身份、土地和收益分配受侵害的，可以申请镇人民政府协调，也可以向人民法院起诉；"
        "土地承包还可以申请农村土地承包仲裁（妇女权益保障法第75条）",
        "村规民约、村民会议决定违法的，镇人民政府应当责令改正（妇女权益保障法第75条）",
        "劳动权益受侵害的，可以在一年内申请劳动仲裁（劳动争议调解仲裁法第27条），也可以向劳动保障监察投诉（妇女权益保障法第49条）",
        "遭受性骚扰的，可以向单位投诉、向公安机关报案、向人民法院起诉（妇女权益保障法第23条）",
        "恋爱、离婚后受到纠缠、骚扰的，可以向人民法院申请人身安全保护令（妇女权益保障法第29条）",
        "可以请妇女联合会要求并协助有关部门查处（妇女权益保障法第73条）；起诉需要帮助的，可以请求支持起诉（妇女权益保障法第78条）",
        "损害社会公共利益的，检察机关可以发出检察建议、提起公益诉讼（妇女权益保障法第77条）",
    ),
    example=lambda today: Example(
        parties={
            "woman": {
                "kind": "person",
                "name": "张秀梅",
                "id_number": "620723199509110069",
                "phone": "13893600077",
                "address": "鸭暖镇大鸭村三社",
            },
            "respondent": {
                "kind": "organisation",
                "name": "鸭暖镇大鸭村第三村民小组",
                "address": "鸭暖镇大鸭村",
                "representative": "赵建国",
            },
        },
        summary="申请人结婚后户口没有迁出，在婆家也没有分到承包地，村组分配征地补偿款时以“出嫁”为由没有分给她。",
        right_class="land",
        land_item="compensation",
        excluded_because="married_out",
        village_decision="assembly",
        household_here=True,
        land_elsewhere=False,
        claim="按同组村民的标准分给征地补偿款。",
        amount="26800.00",
        known_on=today - timedelta(days=90),
        channel="visit",
    ),
)
