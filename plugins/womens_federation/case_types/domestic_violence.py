"""Domestic violence (涉家庭暴力): sealed from the first word, on the safety path throughout.

Violence is not mediated. What may be mediated is what the victim herself or himself wishes to settle — children, money,
living apart — once it is safe (反家庭暴力法 5, 10).
"""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

from portal.sdk import (
    APPLICANT,
    EITHER,
    PERSON,
    RESPONDENT,
    THIRD,
    CaseType,
    Choice,
    Choices,
    Ending,
    Example,
    Field,
    LongText,
    Privacy,
    Reason,
    Retention,
    Role,
    Sensitivity,
    Text,
    guard,
)

from ..articles import violence_law
from ..clocks import CONFIRMATION, ENFORCEMENT, MEDIATION, RISK_SCREENING, VIOLENCE_CLOCKS
from ..family_fields import CHILD_FIELDS
from ..family_money_fields import PREVENTED
from ..family_rules import FAMILY_GUARDS, VIOLENCE_RULES
from ..papers import violence_papers
from ..protection_actions import SAFETY_ACTIONS
from ..safety_guards import PROMISES, safety_guards, scope_guard
from ..violence import violence_fields

_SEEKING: tuple[Field, ...] = (
    Choice(
        "seeker",
        "谁来求助",
        (("self", "受害人本人"), ("guardian", "法定代理人"), ("relative", "近亲属"), ("body", "单位转来"), ("other", "其他人")),
        group="求助",
    ),
    Choice(
        "channel",
        "从哪里来求助",
        (
            ("visit", "来访"),
            ("hotline", "12338热线"),
            ("network", "网上"),
            ("police", "派出所"),
            ("school", "学校"),
            ("hospital", "医院"),
            ("village", "村（社区）妇联"),
            ("other", "其他"),
        ),
        group="求助",
    ),
    Choices(
        "help_wanted",
        "需要什么帮助",
        (
            ("stop", "制止暴力"),
            ("shelter", "临时住处"),
            ("order", "人身安全保护令"),
            ("medical", "看病、验伤"),
            ("legal", "法律援助"),
            ("counselling", "心理辅导"),
            ("divorce", "离婚"),
            ("children", "孩子的安置"),
        ),
        group="求助",
    ),
    LongText(
        "victim_words", "受害人自己的话", sensitivity=Sensitivity.SEALED, hint="照原话记，可以作为求助记录提交法院", group="求助"
    ),
)

DOMESTIC_VIOLENCE = CaseType(
    key="domestic_violence",
    title="涉家庭暴力",
    version=1,
    ministry_type="01",
    retention=Retention(30),
    privacy=Privacy.P4,
    parties=(
        Role(
            "victim",
            "受害人",
            kind=PERSON,
            side=APPLICANT,
            many=True,
            fields=(
                Text("relatives_away", "可以信任的亲友", sensitivity=Sensitivity.SEALED, hint="不与加害人同住、不会透露消息的人"),
            ),
        ),
        Role("perpetrator", "加害人", kind=PERSON, side=RESPONDENT, many=True),
        Role("helper", "代为求助的人或者单位", kind=EITHER, side=THIRD, many=True, required=False),
        Role("child", "未成年子女", kind=PERSON, side=THIRD, many=True, required=False, fields=CHILD_FIELDS),
    ),
    fields=(*_SEEKING, *violence_fields(), *PREVENTED),
    clocks=(RISK_SCREENING, MEDIATION, CONFIRMATION, ENFORCEMENT, *VIOLENCE_CLOCKS),
    rules=VIOLENCE_RULES,
    guards=(
        guard(
            "accept",
            lambda case, data: False,
            "家庭暴力本身不调解。请先保证安全、告知报警和人身安全保护令；只有受害人愿意协商的家庭事项才调解。确认后受理",
            basis=violence_law("13"),
            asks=True,
        ),
        guard(
            "withdraw",
            lambda case, data: False,
            "撤回之前，请单独向受害人核实是不是出于本人意愿、有没有受到威胁。已经核实的，确认后继续",
            basis=violence_law("5"),
            asks=True,
        ),
        scope_guard(lambda case: True),
        *safety_guards(lambda case: True),
        *FAMILY_GUARDS,
    ),
    checks=PROMISES,
    actions=SAFETY_ACTIONS,
    papers=violence_papers(),
    reasons=MappingProxyType(
        {
            Ending.NOT_SETTLED: (
                Reason("victim_unwilling", "受害人不愿意协商"),
                Reason("unsafe", "风险评估认为不宜调解"),
                Reason("help_only", "已提供帮助，没有需要调解的事项"),
                Reason("again", "调解期间再次施暴"),
            ),
            Ending.PARTY_REFUSED: (Reason("afraid", "受害人因害怕不愿调解"),),
        }
    ),
    words=(
        *("家暴", "家庭暴力", "打老婆", "打人", "挨打", "殴打", "虐待", "辱骂", "恐吓", "跟踪", "骚扰", "冻饿"),
        *("保护令", "告诫书", "打孩子", "打老人", "限制出门"),
    ),
    remedies=(
        "正在发生危险的，马上拨打110；公安机关应当及时出警，制止家庭暴力（反家庭暴力法第15条）",
        "情节较轻的，可以请公安机关出具告诫书（反家庭暴力法第16条）；不执行告诫书的，依法处罚（治安管理处罚法第73条）",
        "可以向人民法院申请人身安全保护令，法院七十二小时内、紧急的二十四小时内作出，有效期不超过六个月，到期前可以申请延长"
        "（反家庭暴力法第23条、第28条、第30条）",
        "本人不能申请的，近亲属、妇女联合会、村（居）民委员会等可以代为申请（反家庭暴力法第23条，人身安全保护令案件规定第2条）",
        "没有安全住处的，可以到临时庇护场所（反家庭暴力法第18条）",
        "家庭暴力受害人申请法律援助，不受经济困难条件的限制（法律援助法第32条）；诉讼费可以缓交、减交、免交（反家庭暴力法第19条）",
        "因家庭暴力离婚的，无过错方可以请求损害赔偿（民法典第1091条）",
    ),
    example=lambda today: Example(
        parties={
            "victim": {
                "kind": "person",
                "name": "马玉兰",
                "id_number": "620723199208170041",
                "phone": "13893600055",
                "address": "蓼泉镇湾子村四社",
            },
            "perpetrator": {
                "kind": "person",
                "name": "陈志强",
                "id_number": "620723198803290035",
                "phone": "13893600066",
                "address": "蓼泉镇湾子村四社",
            },
        },
        summary="受害人来访反映，丈夫酒后多次辱骂、推搡，不准她回娘家。现暂住娘家，希望停止侵害，并商量孩子的照料和生活费。",
        seeker="self",
        channel="visit",
        help_wanted=["stop", "legal"],
        scope=["living_apart", "support"],
        perpetrator_relation="spouse",
        forms=["beating", "confining", "abusing"],
        first_on=today - timedelta(days=700),
        last_on=today - timedelta(days=3),
        frequency="several",
        injury="slight",
        weapon=False,
        children_exposed="witnessed",
        victim_capacity="full",
        living="apart",
        safe_place=True,
        meets="unsure",
        safe_contact="经村妇联主席转告",
        safe_hours="工作日上午九点到十一点",
    ),
)
