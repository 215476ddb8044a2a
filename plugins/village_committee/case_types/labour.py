"""劳动争议 (10): employment, and work for a private person."""

from __future__ import annotations

from datetime import date

from portal.sdk import AgreementLaw, Ending, Example, Reason

from .. import clocks, people
from ..labour_rules import EMPLOYED, LIMITATION, WORK_FIELDS, WRITTEN_GUARD
from ..shape import LEGAL_AID, SUE, people_type


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.ZHAO, "respondent": people.SHOP},
        summary="赵海燕在电器商行做导购，离职时商行不给最后半个月的提成，双方对提成怎么算说法不一。",
        kind="pay",
        cause="离职当月的提成没有发，商行说没到月底不算。",
        request="按实际销售付清提成。",
        amount="1860.00",
        relation="labour",
        risk="none",
    )


LABOUR = people_type(
    "labour",
    "劳动争议",
    "10",
    kinds=(
        ("relationship", "确认劳动关系"),
        ("pay", "劳动报酬"),
        ("dismissal", "解除、辞退、离职"),
        ("compensation", "经济补偿、赔偿金"),
        ("injury", "工伤待遇"),
        ("insurance", "社会保险、福利"),
        ("hours", "工时、休假"),
        ("other", "其他"),
    ),
    fields=WORK_FIELDS,
    guards=(WRITTEN_GUARD,),
    agreed_under=AgreementLaw.LABOUR,
    agreed_under_when=EMPLOYED,
    limitation=LIMITATION,
    time_limits=clocks.LABOUR,
    reasons={Ending.OTHER_PROCEDURE: (Reason("to_arbitration", "当事人申请劳动仲裁"),)},
    remedies=(
        "单位用工的，可以自知道或者应当知道权利受到侵害之日起一年内申请劳动仲裁，仲裁不收费（劳动争议调解仲裁法 27、53）",
        "达成给付协议后单位到期不付的，可以持调解协议书向法院申请支付令（劳动争议调解仲裁法 16）",
        "个人、农户雇用的，" + SUE,
        LEGAL_AID,
    ),
    words=("工伤", "辞退", "离职", "社保", "劳动合同", "工资", "上班", "补偿金"),
    example=_example,
)
