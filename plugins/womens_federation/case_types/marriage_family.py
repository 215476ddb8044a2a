"""Marriage and family disputes (婚姻家庭纠纷): from divorce and children to inheritance and quarrels under one roof.

Every case asks about violence. Who answers yes goes on in the same case under the safety path: sealed, screened, signed.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from portal.sdk import (
    APPLICANT,
    MINOR_A,
    PERSON,
    PERSON_A,
    PERSON_B,
    RESPONDENT,
    THIRD,
    CaseType,
    Ending,
    Example,
    Privacy,
    Reason,
    Retention,
    Rise,
    Role,
    When,
)

from ..calculators import FAMILY_CALCULATORS
from ..clocks import FAMILY_CLOCKS, VIOLENCE_CLOCKS
from ..family_fields import CHILD_FIELDS, CHILDREN, MARRIAGE, MATTER, SAFETY_QUESTION
from ..family_money_fields import BRIDE, ELDER, ESTATE, PREVENTED, PROPERTY
from ..family_rules import FAMILY_GUARDS, FAMILY_RULES, SAFETY_QUESTION_GUARD
from ..papers import FAMILY_PAPERS
from ..protection_actions import FAMILY_SAFETY_ACTIONS
from ..safety_guards import PROMISES, safety_guards, scope_guard
from ..violence import violence_fields

CHILD = Role("child", "未成年子女", kind=PERSON, side=THIRD, many=True, required=False, fields=CHILD_FIELDS)
VIOLENT = When("violence", "yes")


def _is_violent(case: Any) -> bool:
    return bool(case.details.get("violence") == "yes")


MARRIAGE_FAMILY = CaseType(
    key="marriage_family",
    title="婚姻家庭纠纷",
    version=1,
    ministry_type="01",
    retention=Retention(30),
    privacy=Privacy.P3,
    rises=(Rise(Privacy.P4, VIOLENT),),
    oral=True,
    parties=(
        Role("applicant", "申请人", kind=PERSON, side=APPLICANT, many=True),
        Role("respondent", "被申请人", kind=PERSON, side=RESPONDENT, many=True),
        CHILD,
    ),
    fields=(
        *MATTER,
        *SAFETY_QUESTION,
        *MARRIAGE,
        *CHILDREN,
        *BRIDE,
        *PROPERTY,
        *ELDER,
        *ESTATE,
        *violence_fields(VIOLENT),
        *PREVENTED,
    ),
    clocks=(*FAMILY_CLOCKS, *VIOLENCE_CLOCKS),
    rules=FAMILY_RULES,
    guards=(SAFETY_QUESTION_GUARD, scope_guard(_is_violent), *safety_guards(_is_violent), *FAMILY_GUARDS),
    checks=PROMISES,
    actions=FAMILY_SAFETY_ACTIONS,
    calculators=FAMILY_CALCULATORS,
    papers=FAMILY_PAPERS,
    reasons=MappingProxyType(
        {
            Ending.NOT_ACCEPTED: (Reason("status_relation", "要求确认婚姻、亲子、收养等身份关系"),),
            Ending.NOT_SETTLED: (
                Reason("custody_apart", "抚养、探望分歧较大"),
                Reason("property_apart", "财产、债务、彩礼分歧较大"),
                Reason("care_apart", "赡养、继承分歧较大"),
                Reason("divorce_by_court", "一方坚持起诉离婚"),
                Reason("unsafe", "存在家庭暴力风险，不宜继续调解"),
            ),
            Ending.PARTY_REFUSED: (Reason("afraid", "因害怕不愿见面、不愿调解"),),
        }
    ),
    words=(
        *(
            "离婚",
            "分居",
            "抚养费",
            "抚养权",
            "探望",
            "看孩子",
            "彩礼",
            "退婚",
            "婚约",
            "嫁妆",
            "出轨",
            "第三者",
            "婆媳",
            "家庭矛盾",
        ),
        *("赡养", "养老", "继承", "遗产", "遗嘱", "分家", "夫妻债务", "夫妻财产", "拆迁款", "同居", "撤销婚姻", "家务补偿"),
    ),
    remedies=(
        "双方自愿离婚的，可以到婚姻登记机关申请离婚登记，冷静期三十日（民法典第1076条至第1078条）",
        "一方要求离婚的，可以直接向人民法院起诉（民法典第1079条）",
        "抚养费、赡养费、财产、债务、继承等谈不成的，可以向人民法院起诉（人民调解法第26条）",
        "受胁迫结婚，或者对方婚前隐瞒重大疾病的，可以在一年内请求人民法院撤销婚姻（民法典第1052条、第1053条）",
        "请求给付赡养费、抚养费、扶养费，经济困难的，可以申请法律援助（法律援助法第31条）",
        "遭受家庭暴力或者面临现实危险的，可以报警、申请人身安全保护令，不以起诉离婚为条件"
        "（反家庭暴力法第13条、第23条，人身安全保护令案件规定第1条）",
    ),
    example=lambda today: Example(
        parties={
            "applicant": PERSON_B,
            "respondent": PERSON_A,
            "child": {**MINOR_A, "school": "沙河镇中心小学", "lives_with": "applicant", "heard_on": today - timedelta(days=1)},
        },
        summary="双方婚后常因一方外出务工、家务和花销争吵，分居一年多。女方提出离婚，双方对孩子随谁生活、抚养费和住房说不到一起。",
        matter="divorce",
        also=["custody", "property"],
        relation="spouses",
        claim="离婚；孩子随申请人生活，对方每月给付抚养费；依法分割夫妻共同财产。",
        statistics_class="divorce",
        channel="visit",
        violence="no",
        marital_state="registered",
        married_on=date(2010, 10, 6),
        separated_since=today - timedelta(days=400),
        divorce_asked_by="wife",
        pregnant=False,
        soldier="none",
        payer_income_kind="fixed",
        payer_income="5200.00",
        children_supported=1,
        amount="180000.00",
        property_kinds=["house", "savings"],
    ),
)
