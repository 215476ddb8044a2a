"""People's mediation and what follows an agreement (人民调解法, 民事诉讼法): C01, C02, C12, C13."""

from __future__ import annotations

from portal.declare.clocks import BY_ALL_PARTIES, Clock, Limitation, Term, Unit, Whose
from portal.declare.phases import ACCEPTED, AGREED, CONFIRMING, EFFECTIVE, ENDED, ENFORCEABLE, PERFORMED
from portal.declare.statutory.bases import (
    HOUSE_MEDIATION,
    civil_procedure,
    civil_procedure_before,
    civil_procedure_rules,
    confirmation_rules,
    peoples_mediation,
)

MEDIATION = Clock(
    "mediation",
    "调解期限",
    days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=HOUSE_MEDIATION,
    lapse="按调解不成处理；各方都愿意继续调解的，可以约定延长",
)
"""C01: 人民调解法 gives no term, so thirty days are a rule of the house, extended when all agree."""

CONFIRMATION = Clock(
    "judicial_confirmation",
    "共同申请司法确认",
    days=30,
    starts=EFFECTIVE,
    stops=(PERFORMED, CONFIRMING),
    suspends=False,
    whose=Whose.PARTIES,
    basis=peoples_mediation("33"),
    lapse="不能再申请司法确认，协议仍有约束力，可以就协议的履行向法院起诉",
)
"""C02, for an agreement made by a people's mediation committee."""

CONFIRMATION_ELSEWHERE = Clock(
    "judicial_confirmation",
    "共同申请司法确认",
    days=30,
    starts=EFFECTIVE,
    stops=(PERFORMED, CONFIRMING),
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_procedure("205"),
    earlier=(Term(30, Unit.DAY, civil_procedure_before("201")),),
    lapse="不能再申请司法确认，协议仍有约束力，可以就协议的履行向法院起诉",
)
"""C02, for an agreement made by another mediation organisation established by law."""

OBJECTION_OF_PARTIES = Clock(
    "confirmation_objection",
    "当事人对确认裁定提出异议",
    days=15,
    starts="confirmation_served_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=civil_procedure_rules("372"),
    lapse="法院不再受理当事人的异议",
)
OBJECTION_OF_OTHERS = Clock(
    "confirmation_objection_third",
    "利害关系人对确认裁定提出异议",
    months=6,
    starts="confirmation_known_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=civil_procedure_rules("372"),
    earlier=(),
    lapse="法院不再受理利害关系人的异议",
)
REVOCATION_BY_OTHERS = Clock(
    "confirmation_revocation_third",
    "案外人申请撤销确认决定",
    years=1,
    starts="confirmation_known_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=confirmation_rules("10"),
    lapse="法院不再受理案外人的撤销申请",
)
"""C12 under the rules of 2011, for confirmations decided (决定) under them; a ruling (裁定) knows the objection above."""

ENFORCEMENT = Clock(
    "enforcement",
    "申请强制执行",
    years=2,
    starts=ENFORCEABLE,
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    limitation=Limitation.CIVIL,
    basis=civil_procedure("250"),
    earlier=(Term(2, Unit.YEAR, civil_procedure_before("246")),),
    lapse="对方可以对强制执行提出时效异议；时效的中止、中断依诉讼时效的规定",
)
"""C13: from the last day of the performance term, of the last instalment, or of effect where no term was set."""
