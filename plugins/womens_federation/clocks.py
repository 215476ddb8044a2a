"""Time limits of family matters, each with its article; the README has the table of what was checked and how."""

from __future__ import annotations

from portal.sdk import ACCEPTED, AGREED, BY_ALL_PARTIES, EFFECTIVE, ENDED, PERFORMED, RECEIVED, Clock, When, Whose

from .articles import (
    HOUSE,
    civil_code,
    family_interpretation_1,
    farmland_dispute_law,
    labour_dispute_law,
    legal_aid_law,
    mediation_law,
    violence_law,
)

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
CONFIRMATION = Clock(
    "judicial_confirmation",
    "共同申请司法确认",
    days=30,
    starts=EFFECTIVE,
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=mediation_law("33"),
    lapse="不能再申请司法确认；协议仍有约束力，可以向人民法院起诉",
)

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
    starts="cooling_ended_on",
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
ORDER_DECISION = Clock(
    "order_decision",
    "法院作出人身安全保护令或者驳回申请",
    hours=72,
    starts="order_accepted_on",
    stops=("order_issued", "order_refused"),
    suspends=False,
    whose=Whose.PARTIES,
    basis=violence_law("28"),
    lapse="请向法院询问结果",
)
ORDER_DECISION_URGENT = Clock(
    "order_decision_urgent",
    "法院作出人身安全保护令（情况紧急）",
    hours=24,
    starts="order_accepted_on",
    stops=("order_issued", "order_refused"),
    suspends=False,
    whose=Whose.PARTIES,
    when=When("order_urgent", True),
    basis=violence_law("28"),
    lapse="请马上向法院询问结果，并提醒受害人先到安全的地方",
)
ORDER_VALIDITY = Clock(
    "order_validity",
    "人身安全保护令最长有效期",
    months=6,
    starts="order_issued_on",
    suspends=False,
    whose=Whose.PARTIES,
    moves=False,
    basis=violence_law("30"),
    lapse="保护令失效；失效前可以申请延长。裁定写明的期限更短的，以裁定为准",
)
ORDER_REVIEW = Clock(
    "order_review",
    "不服驳回申请的复议",
    days=5,
    starts="order_refused_on",
    stops=("order_review",),
    suspends=False,
    whose=Whose.PARTIES,
    basis=violence_law("31"),
    lapse="不能再申请复议；有新的家庭暴力或者现实危险的，可以再次申请人身安全保护令",
)
ORDER_REVIEW_RESPONDENT = Clock(
    "order_review_respondent",
    "被申请人不服保护令的复议",
    days=5,
    starts="order_issued_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=violence_law("31"),
    lapse="被申请人不能再申请复议；复议期间保护令照常执行",
)
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
    ORDER_REVIEW,
    ORDER_REVIEW_RESPONDENT,
    LEGAL_AID_DECISION,
)

# ---- women's rights ----

LABOUR_ARBITRATION = Clock(
    "labour_arbitration",
    "申请劳动仲裁的时效",
    years=1,
    starts="known_on",
    suspends=False,
    whose=Whose.PARTIES,
    when=When("right_class", "labour"),
    basis=labour_dispute_law("27"),
    lapse="用人单位可以以超过仲裁时效抗辩；向有关部门请求权利救济的，时效中断，重新计算",
)
FARMLAND_ARBITRATION = Clock(
    "farmland_arbitration",
    "申请土地承包经营纠纷仲裁的时效",
    years=2,
    starts="known_on",
    suspends=False,
    whose=Whose.PARTIES,
    when=When("land_item", "contract"),
    basis=farmland_dispute_law("18"),
    lapse="对方可以以超过仲裁时效抗辩",
)
LIMITATION = Clock(
    "limitation",
    "诉讼时效",
    years=3,
    starts="known_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    when=When("right_class", "land", "property", "person", "education", "other"),
    basis=civil_code("188"),
    lapse="对方可以以超过诉讼时效抗辩；向人民调解委员会提出请求的，时效中断",
)
RIGHTS_CLOCKS = (MEDIATION, CONFIRMATION, LABOUR_ARBITRATION, FARMLAND_ARBITRATION, LIMITATION)
