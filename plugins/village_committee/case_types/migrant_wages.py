"""拖欠农民工工资 (11): wages of migrant and seasonal workers."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import AgreementLaw, Day, Ending, Example, Reason, Whole, YesNo

from .. import clocks, people
from ..labour_rules import EMPLOYED, LIMITATION, WORK_FIELDS, WRITTEN_GUARD
from ..shape import LEGAL_AID, SUE, people_type

_GROUP = "用工情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": (people.CHEN, people.MA), "respondent": people.LIU},
        summary="刘建明雇了几个人摘辣椒，说好摘完结账，工钱一直没有给齐。",
        kind="seasonal",
        cause="摘完以后对方说等卖了再给，过了一个多月还差一半。",
        request="把剩下的工钱付清。",
        amount="3600.00",
        relation="service",
        headcount=2,
        owed_since=today - timedelta(days=45),
        site=False,
        risk="none",
    )


MIGRANT_WAGES = people_type(
    "migrant_wages",
    "拖欠农民工工资",
    "11",
    kinds=(
        ("construction", "建筑工地"),
        ("seasonal", "农忙、季节用工"),
        ("factory", "工厂、作坊"),
        ("contractor", "包工头欠薪"),
        ("other", "其他"),
    ),
    fields=(
        *WORK_FIELDS,
        Whole("headcount", "涉及人数", least=1, most=10000, unit="人", counted=True, group=_GROUP),
        Day("owed_since", "欠付起始日", group=_GROUP),
        YesNo("site", "是否工程建设项目", counted=True, group=_GROUP, hint="工程项目欠薪的，可以要求施工总承包单位先行清偿"),
    ),
    guards=(WRITTEN_GUARD,),
    agreed_under=AgreementLaw.LABOUR,
    agreed_under_when=EMPLOYED,
    limitation=LIMITATION,
    time_limits=clocks.LABOUR,
    reasons={Ending.OTHER_PROCEDURE: (Reason("to_inspection", "当事人向劳动保障监察投诉"),)},
    remedies=(
        "可以向劳动保障监察投诉，或者申请劳动仲裁、提起诉讼（保障农民工工资支付条例 10）",
        "工程建设领域分包单位欠薪的，由施工总承包单位先行清偿（保障农民工工资支付条例 30）",
        "有工资欠条且没有其他争议的，可以直接向法院起诉（最高人民法院关于审理劳动争议案件适用法律问题的解释（一） 15）",
        "个人、农户雇用的，" + SUE,
        LEGAL_AID,
    ),
    words=("欠薪", "工钱", "讨薪", "农民工", "包工头", "工资", "摘辣椒", "打工"),
    example=_example,
)
