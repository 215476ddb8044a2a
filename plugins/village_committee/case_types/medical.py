"""医疗纠纷 (13): disputes between patients and medical bodies.

Thirty working days, appraisal not counted (医疗纠纷预防和处理条例 38); in writing (39); not accepted when the court or the health
authority has taken it up (31).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from portal.sdk import AgreementLaw, Choice, Day, Example, Privacy, Source, Text, guard

from .. import bases, clocks, people
from ..shape import SUE, people_type

_GROUP = "诊疗情况"


def _not_with_court_or_authority(case: Any, data: Any) -> bool:
    elsewhere = case.details.get("elsewhere")
    if elsewhere == "court":
        return bool(case.details.get("source") == Source.COURT)
    return bool(elsewhere != "administration")


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.LIU, "respondent": people.HOSPITAL},
        summary="刘建明在镇卫生院输液后手臂红肿，多看了几天病，要求医院退还费用并说明原因。",
        kind="treatment",
        cause="输液后手臂红肿，双方对是不是操作不当说法不同。",
        request="说明原因，退还后续治疗费用。",
        amount="860.00",
        department="内科",
        treated_on=today - timedelta(days=20),
        harm="temporary",
        risk="none",
    )


MEDICAL = people_type(
    "medical",
    "医疗纠纷",
    "13",
    kinds=(
        ("treatment", "诊断、治疗"),
        ("consent", "告知、知情同意"),
        ("drug", "用药、输血"),
        ("birth", "产科"),
        ("records", "病历"),
        ("fees", "费用"),
        ("attitude", "服务态度"),
        ("death", "患者死亡"),
        ("other", "其他"),
    ),
    privacy=Privacy.P3,
    oral=False,
    agreed_under=AgreementLaw.MEDICAL,
    others_ask=False,
    fields=(
        Text("department", "科室", longest=60, group=_GROUP),
        Day("treated_on", "诊疗日期", group=_GROUP),
        Choice(
            "harm",
            "损害后果",
            (("none", "没有明显损害"), ("temporary", "暂时损害"), ("lasting", "留有残疾"), ("death", "死亡")),
            counted=True,
            group=_GROUP,
        ),
    ),
    guards=(
        guard(
            "accept",
            _not_with_court_or_authority,
            "法院或者卫生主管部门已经受理，不能再受理。请选“不予受理”",
            basis=bases.MEDICAL_ELSEWHERE,
        ),
        guard(
            "accept",
            lambda case, data: case.details.get("elsewhere") not in ("arbitration", "police", "petition", "mediation"),
            "这件事已由其他单位受理。请先问清办理情况，确认双方仍愿意在这里调解的，再受理",
            field="elsewhere",
            asks=True,
        ),
    ),
    time_limits=(clocks.MEDICAL_MEDIATION, clocks.CONFIRMATION, clocks.ENFORCEMENT, clocks.LIMITATION),
    remedies=(
        "可以申请医疗纠纷人民调解委员会调解，可以申请卫生主管部门行政调解，也可以向人民法院起诉（医疗纠纷预防和处理条例 22）",
        "需要明确责任的，双方可以共同委托鉴定，鉴定时间不计入调解期限（医疗纠纷预防和处理条例 34、38）",
        SUE,
    ),
    words=("医院", "看病", "手术", "误诊", "打针", "输液", "卫生院", "医药费"),
    example=_example,
)
