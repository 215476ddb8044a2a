"""What the union must know of other roads already taken, and what it does beside the mediation itself."""

from __future__ import annotations

from typing import Any

from portal.sdk import Action, Choice, Choices, Day, LongText, Phase, Source, Text, guard

from . import bases

EVIDENCE = Choices(
    "evidence",
    "现有证据",
    (
        ("contract", "劳动合同或者用工协议"),
        ("payslip", "工资条、工资表"),
        ("attendance", "考勤记录"),
        ("transfer", "转账记录、银行流水"),
        ("chat", "聊天记录、录音"),
        ("iou", "工资欠条、结算单"),
        ("badge", "工作证、工服、出入证"),
        ("insurance", "社会保险缴费记录"),
        ("witness", "工友证言"),
        ("notice", "解除通知、离职证明"),
        ("other", "其他"),
    ),
    hint="用人单位掌握管理的证据，应当由用人单位提供；不提供的，由用人单位承担不利后果",
    group="证据和其他程序",
)
ELSEWHERE = Choices(
    "elsewhere",
    "是否已走其他程序",
    (
        ("arbitration", "劳动仲裁已经受理"),
        ("award", "已有仲裁裁决或者仲裁调解书"),
        ("court", "法院已经受理或者已有裁判"),
        ("inspection", "劳动保障监察已经受理投诉"),
        ("inspection_order", "劳动保障监察已经责令限期支付"),
        ("police", "公安机关已经立案"),
    ),
    counted=True,
    hint="都没有的，不用选",
    group="证据和其他程序",
)

_DECIDED = {"arbitration", "award", "court"}


def _not_decided_elsewhere(case: Any, data: Any) -> bool:
    """Say whether no arbitration or court holds the dispute; a court that commissioned the mediation does not count."""
    held = _DECIDED & set(case.details.get("elsewhere") or ())
    return not held or (held == {"court"} and case.details.get("source") == Source.COURT)


def _not_with_inspection(case: Any, data: Any) -> bool:
    return "inspection" not in (case.details.get("elsewhere") or ())


GUARDS = (
    guard(
        "accept",
        _not_decided_elsewhere,
        "劳动仲裁或者法院已经受理或者已有结果，不能再受理。请选“不予受理”，并告知劳动者按原程序办理",
    ),
    guard(
        "accept",
        _not_with_inspection,
        "劳动保障监察已经受理投诉。请先问清办理情况，确认双方仍愿意调解的，再受理",
        basis=bases.INSPECTION_OR_DISPUTE,
        asks=True,
    ),
)

_OPEN = (Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED, Phase.AGREED)

REPORT_BUREAU = Action(
    "report_bureau",
    "报告人社部门",
    phases=_OPEN,
    told="向人力资源社会保障部门作了报告",
    fields=(
        Choice(
            "matter",
            "报告事项",
            (
                ("child_labour", "使用未满十六周岁的未成年人"),
                ("refuses_to_pay", "有能力支付而拒不支付，或者逃匿"),
                ("crowd", "可能引发群体性事件"),
                ("other", "其他违反劳动保障法律的情形"),
            ),
            required=True,
        ),
        Day("reported_on", "报告日期", required=True),
        Text("reported_to", "报告给（部门、经办人）", required=True, longest=100),
        LongText("reply", "答复情况", longest=1000),
    ),
    urgent=True,
)
URGE_EMPLOYER = Action(
    "urge_employer",
    "发劳动法律监督文书",
    phases=_OPEN,
    told="向用人单位发出了工会劳动法律监督文书",
    fields=(
        Choice("letter", "文书", (("reminder", "提示函"), ("opinion", "意见书"), ("proposal", "建议书")), required=True),
        Day("sent_on", "发出日期", required=True),
        LongText("content", "主要内容", required=True, longest=1000),
        Day("answer_by", "要求回复日期", future=True),
    ),
)
_ORDER_DAYS = (
    Day("payment_order_applied_on", "申请支付令日期", required=True),
    Day("payment_order_accepted_on", "法院受理日期"),
    Day("payment_order_served_on", "用人单位收到支付令日期"),
)
PAYMENT_ORDER = Action(
    "payment_order",
    "登记支付令",
    phases=(Phase.AGREED, Phase.FOLLOWED_UP),
    told="登记了申请支付令的情况",
    fields=_ORDER_DAYS,
    sets=tuple(day.key for day in _ORDER_DAYS),
)
ACTIONS = (REPORT_BUREAU, URGE_EMPLOYER, PAYMENT_ORDER)
