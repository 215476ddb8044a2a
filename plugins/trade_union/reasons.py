"""Reasons the union adds to the core's list, and the other roads told when mediation fails."""

from __future__ import annotations

from types import MappingProxyType

from portal.sdk import Ending, Reason

REASONS = MappingProxyType(
    {
        Ending.NOT_ACCEPTED: (
            Reason("arbitration_pending", "劳动仲裁已经受理"),
            Reason("award_exists", "已有仲裁裁决、仲裁调解书或者法院裁判"),
        ),
        Ending.NOT_SETTLED: (
            Reason("employer_unreachable", "用人单位负责人下落不明或者逃匿"),
            Reason("amount_unproved", "数额和工时无法核对一致"),
        ),
        Ending.OTHER_PROCEDURE: (
            Reason("to_arbitration", "当事人申请劳动仲裁"),
            Reason("to_inspection", "当事人向劳动保障监察投诉"),
        ),
    }
)

ARBITRATION = "可以自知道或者应当知道权利受到侵害之日起一年内申请劳动仲裁，仲裁不收费（劳动争议调解仲裁法 27、53）"
WAGE_REMEDIES = (
    ARBITRATION,
    "在职期间的欠薪不受一年限制；已经离职的，应当自离职之日起一年内申请仲裁（劳动争议调解仲裁法 27）",
    "达成协议后用人单位到期不付的，可以持调解协议书向法院申请支付令（劳动争议调解仲裁法 16）",
    "可以在两年内向劳动保障监察投诉，由其责令限期支付；逾期不付的，责令加付赔偿金（劳动保障监察条例 20；劳动合同法 85）",
    "有工资欠条且没有其他争议的，可以直接向法院起诉（最高人民法院关于审理劳动争议案件适用法律问题的解释（一） 15）",
    "工程建设领域的，可以要求施工总承包单位先行清偿（保障农民工工资支付条例 30）",
    "经济困难的，可以申请法律援助（法律援助法 31）；也可以请县总工会提供法律服务（工会法 30）",
)
END_REMEDIES = (
    ARBITRATION,
    "达成协议后用人单位到期不付的，可以持调解协议书向法院申请支付令（劳动争议调解仲裁法 16）",
    "单位没有依法支付经济补偿的，可以向劳动行政部门投诉，由其责令限期支付（劳动合同法 85）",
    "违法解除、终止的，劳动者可以要求继续履行劳动合同，也可以要求赔偿金（劳动合同法 48、87）",
    "可以请县总工会提供法律服务（工会法 30）",
)
