"""What must have happened before something may be done in a medical dispute."""

from typing import Any

from portal.sdk import check, guard

from .bases import LIABILITY_INSURANCE, SEPARATE_CONSENT, code, regulation


def _ours(case: Any, data: Any) -> bool:
    return bool(case.details.get("elsewhere") not in ("court", "authority"))


def _known(case: Any, data: Any) -> bool:
    return bool(case.did("appraisal_opinion") or case.did("consult_experts"))


def _appraised_or_not_asked(case: Any, data: Any) -> bool:
    return bool(not case.did("entrust_appraisal") or case.did("appraisal_opinion"))


def _insurer_knows(case: Any, data: Any) -> bool:
    return bool(case.details.get("insured") != "yes" or case.did("tell_insurer") or case.parties("insurer"))


ALWAYS = (
    guard("accept", _ours, "法院或者卫生主管部门已经受理的，不予受理；请告知当事人", basis=regulation("31")),
    guard("agree", _ours, "法院或者卫生主管部门已经受理的，应当终止调解，不能再写协议", basis=regulation("31")),
    guard(
        "consent",
        lambda case, data: case.details.get("health_consent_on") is not None,
        "还没有登记患方单独同意处理健康信息的日期；请先征得同意，确认后继续",
        basis=SEPARATE_CONSENT,
        asks=True,
    ),
    guard(
        "agree",
        _insurer_knows,
        "医疗机构已投保，还没有通知承保公司；保险公司不认可赔付的，协议难以履行。确认后继续",
        basis=LIABILITY_INSURANCE,
        asks=True,
    ),
)
ABOUT_DAMAGE = (
    *ALWAYS,
    guard(
        "agree",
        _known,
        "还没有鉴定意见，也没有咨询专家；责任确实清楚、双方都不要求鉴定的，请确认",
        basis=regulation("34"),
        asks=True,
    ),
    guard(
        "pause",
        lambda case, data: data.reason != "appraisal" or case.did("entrust_appraisal"),
        "请先登记委托鉴定：只有鉴定的时间不计入调解期限",
        field="reason",
        basis=regulation("38"),
    ),
    guard(
        "resume",
        _appraised_or_not_asked,
        "已经委托鉴定，还没有登记鉴定意见；不再等鉴定的，请确认",
        basis=regulation("38"),
        asks=True,
    ),
)
CHECKS = (
    check(
        "records_destroyed",
        lambda case, text: any(word in text for word in ("销毁病历", "删除病历", "涂改病历", "修改病历")),
        "病历资料应当妥善保管，不能约定销毁、删除或者修改，请删去",
        basis=code("1225"),
    ),
    check(
        "made_public",
        lambda case, text: "公开协议" in text or "公布协议" in text,
        "未经医患双方同意，不得公开协议内容；双方都同意的，请确认",
        basis=regulation("42"),
        asks=True,
    ),
)
