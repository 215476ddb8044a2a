"""Reason codes of endings: the core's list (domain 2.2) and what a type adds."""

from __future__ import annotations

from types import MappingProxyType

from portal.declare.case_types import CaseType
from portal.declare.phases import Ending

CORE_REASONS = MappingProxyType(
    {
        Ending.NOT_ACCEPTED: (
            ("not_a_dispute", "不属于民间纠纷或受理范围"),
            ("not_ours", "不属于本单位管辖"),
            ("handled_elsewhere", "法院、仲裁、行政机关或其他调解组织已受理或处理"),
            ("refused_before", "一方明确拒绝调解"),
            ("no_respondent", "没有明确的对方当事人"),
            ("not_supplied", "材料未补正"),
            ("false_claim", "虚假或恶意索赔"),
            ("special_organ", "应由专门机关处理"),
        ),
        Ending.NOT_SETTLED: (
            ("apart", "分歧较大，达不成协议"),
            ("unwilling", "一方不愿继续调解"),
            ("term_over", "期限届满且未合意延长"),
            ("unreachable", "无法联系当事人"),
            ("absent", "无正当理由不参加调解"),
            ("not_signed", "一方拒绝在协议上签章"),
            ("appraisal_apart", "鉴定机构或费用无法协商一致"),
            ("sued", "一方起诉或申请仲裁"),
            ("not_acceptable", "发现不予受理情形"),
            ("crime", "涉嫌违法犯罪"),
            ("false_mediation", "疑似虚假调解"),
        ),
        Ending.PARTY_REFUSED: (
            ("refuses", "明确拒绝调解"),
            ("silent", "在期限内未答复"),
            ("unreachable", "无法联系"),
        ),
    }
)

REFER_REASONS = (
    ("not_ours", "不属于本单位的调解范围"),
    ("closer", "由当地组织调解更方便"),
    ("specialised", "需要专业组织调解"),
    ("asked", "当事人要求"),
    ("upwards", "本级调解有困难，请上级组织调解"),
    ("conflict", "本单位应当回避"),
)
DECLINE_REASONS = (
    ("not_ours", "不属于本单位的调解范围"),
    ("not_mediable", "依法不能调解"),
    ("elsewhere", "其他单位已经在处理"),
    ("unwilling", "当事人不同意由本单位调解"),
    ("conflict", "本单位应当回避"),
    ("incomplete", "转来的情况不清楚，请补充后再转"),
)
RETURN_REASONS = (*DECLINE_REASONS[:5], ("asked", "转办单位要求退回"))


def reasons_for(case_type: CaseType, ending: Ending) -> tuple[tuple[str, str], ...]:
    """Return (code, label) of the reasons offered for the ending, the type's own first."""
    own = tuple((r.key, r.title) for r in case_type.reasons.get(ending, ()))
    taken = {key for key, _ in own}
    return own + tuple(pair for pair in CORE_REASONS.get(ending, ()) if pair[0] not in taken)
