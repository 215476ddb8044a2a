"""Time limits of family matters, each with its article; the README has the table of what was checked and how."""

from __future__ import annotations

from dataclasses import replace

from portal.sdk import (
    ACCEPTED,
    AGREED,
    BY_ALL_PARTIES,
    ENDED,
    RECEIVED,
    After,
    Clock,
    When,
    Whose,
    clocks_authorities,
    clocks_labour,
    clocks_limitation,
    clocks_mediation,
    clocks_protection,
)

from .articles import HOUSE, civil_code, family_interpretation_1, legal_aid_law

MEDIATION = Clock(
    "mediation",
    "调解期限",
    days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=HOUSE,
    lapse="没有谈成又不愿继续的，按调解不成终结；各方同意的，可以延长",
)
CONFIRMATION = replace(clocks_mediation.CONFIRMATION, lapse="不能再申请司法确认；协议仍有约束力，可以向人民法院起诉")
ENFORCEMENT = clocks_mediation.ENFORCEMENT

# ---- divorce and marriage ----

COOLING_OFF = Clock(
    "divorce_cooling_off",
    "离婚冷静期",
    days=30,
    starts="divorce_applied_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("1077"),
    lapse="冷静期满，双方可以申请发给离婚证；期满前任何一方都可以撤回离婚登记申请",
)
CERTIFICATE = Clock(
    "divorce_certificate",
    "申请发给离婚证",
    days=30,
    starts=After("divorce_cooling_off"),
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_code("1077"),
    lapse="双方没有亲自申请发给离婚证的，视为撤回离婚登记申请",
)
AFTER_BIRTH = Clock(
    "divorce_barred_birth",
    "男方不得提出离婚（分娩后）",
    years=1,
    starts="birth_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("1082"),
    lapse="期满后男方可以提出离婚；女方提出离婚的，不受这一限制",
)
AFTER_TERMINATION = Clock(
    "divorce_barred_termination",
    "男方不得提出离婚（终止妊娠后）",
    months=6,
    starts="termination_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_code("1082"),
    lapse="期满后男方可以提出离婚；女方提出离婚的，不受这一限制",
)
CONCEALED_ILLNESS = Clock(
    "annulment_illness",
    "请求撤销婚姻（隐瞒重大疾病）",
    years=1,
    starts="illness_known_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_code("1053"),
    lapse="不能再请求撤销婚姻，只能协议离婚或者起诉离婚",
)
COERCED = Clock(
    "annulment_coercion",
    "请求撤销婚姻（胁迫）",
    years=1,
    starts="coercion_ended_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_code("1052"),
    lapse="不能再请求撤销婚姻，只能协议离婚或者起诉离婚",
)
DIVIDE_AGAIN = Clock(
    "divide_again",
    "请求再次分割夫妻共同财产",
    years=3,
    starts="hidden_found_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=family_interpretation_1("84"),
    lapse="对方可以以超过诉讼时效抗辩",
)
BEQUEST = Clock(
    "bequest",
    "表示接受遗赠",
    days=60,
    starts="bequest_known_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_code("1124"),
    lapse="到期没有表示的，视为放弃受遗赠",
)
FAMILY_CLOCKS = (
    MEDIATION,
    CONFIRMATION,
    ENFORCEMENT,
    COOLING_OFF,
    CERTIFICATE,
    AFTER_BIRTH,
    AFTER_TERMINATION,
    CONCEALED_ILLNESS,
    COERCED,
    DIVIDE_AGAIN,
    BEQUEST,
)

# ---- domestic violence ----

WARNING_VISIT = Clock(
    "warning_visit",
    "告诫书送达后的查访",
    days=7,
    starts="warning_on",
    stops=("home_visit",),
    suspends=False,
    basis=HOUSE,
    lapse="请马上会同派出所、村（居）民委员会补访，并登记查访情况；查访是反家庭暴力法第17条的要求，天数由本单位规定",
)
_DECIDED = ("order_issued", "order_refused")
ORDER_DECISION = replace(clocks_protection.DECISION, stops=_DECIDED)
ORDER_DECISION_URGENT = replace(clocks_protection.DECISION_URGENT, stops=_DECIDED, when=When("order_urgent", True))
ORDER_VALIDITY = clocks_protection.VALIDITY
ORDER_STATED = clocks_protection.STATED
ORDER_REVIEW = replace(clocks_protection.REVIEW, stops=("order_review",))
ORDER_REVIEW_RESPONDENT = clocks_protection.REVIEW_BY_RESPONDENT
LEGAL_AID_DECISION = Clock(
    "legal_aid_decision",
    "法律援助机构作出决定",
    days=7,
    starts="legal_aid_on",
    stops=("legal_aid_result",),
    suspends=False,
    whose=Whose.PARTIES,
    basis=legal_aid_law("43"),
    lapse="请向法律援助机构询问结果",
)
RISK_SCREENING = Clock(
    "risk_screening",
    "风险评估",
    hours=24,
    starts=RECEIVED,
    stops=("risk_screen", ENDED),
    suspends=False,
    basis=HOUSE,
    lapse="请马上单独联系受害人，做风险评估",
)
VIOLENCE_CLOCKS = (
    WARNING_VISIT,
    ORDER_DECISION,
    ORDER_DECISION_URGENT,
    ORDER_VALIDITY,
    ORDER_STATED,
    ORDER_REVIEW,
    ORDER_REVIEW_RESPONDENT,
    LEGAL_AID_DECISION,
)

# ---- women's rights ----

LABOUR_ARBITRATION = replace(
    clocks_labour.ARBITRATION_FROM_KNOWING, key="labour_arbitration", warns=True, when=When("right_class", "labour")
)
FARMLAND_ARBITRATION = replace(clocks_authorities.FARMLAND_FROM_KNOWING, warns=True, when=When("land_item", "contract"))
LIMITATION = replace(
    clocks_limitation.FROM_KNOWING,
    earlier=(),
    when=When("right_class", "land", "property", "person", "education", "other"),
    lapse="对方可以以超过诉讼时效抗辩；向人民调解委员会提出请求的，时效中断",
)
RIGHTS_CLOCKS = (MEDIATION, CONFIRMATION, ENFORCEMENT, LABOUR_ARBITRATION, FARMLAND_ARBITRATION, LIMITATION)
