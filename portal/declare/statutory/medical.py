"""Medical disputes (医疗纠纷预防和处理条例): C29 to C31."""

from __future__ import annotations

from portal.declare.clocks import BY_PARTIES_AND_US, Clock, Whose
from portal.declare.phases import ACCEPTED, AGREED, ENDED, RECEIVED
from portal.declare.statutory.bases import medical_disputes

MEDIATION = Clock(
    "mediation",
    "调解期限",
    working_days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    extend=BY_PARTIES_AND_US,
    basis=medical_disputes("38"),
    lapse="视为调解不成；双方可以约定延长，鉴定时间不计入",
)
AUTHORITY_ACCEPTS = Clock(
    "authority_accepts",
    "卫生主管部门决定是否受理",
    working_days=5,
    starts=RECEIVED,
    stops=(ACCEPTED, ENDED),
    suspends=False,
    basis=medical_disputes("40"),
    lapse="请马上作出是否受理的决定",
)
AUTHORITY_MEDIATION = Clock(
    "authority_mediation",
    "行政调解期限",
    working_days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    basis=medical_disputes("40"),
    lapse="视为调解不成；鉴定时间不计入",
)
AUTOPSY = Clock(
    "autopsy",
    "进行尸检",
    hours=48,
    starts="died_on",
    suspends=False,
    whose=Whose.PARTIES,
    moves=False,
    basis=medical_disputes("26"),
    lapse="不同意或者拖延尸检，影响判定死因的，由拖延的一方承担责任",
)
AUTOPSY_FROZEN = Clock(
    "autopsy_frozen",
    "进行尸检（具备冻存条件）",
    days=7,
    starts="died_on",
    suspends=False,
    whose=Whose.PARTIES,
    moves=False,
    basis=medical_disputes("26"),
    lapse="不同意或者拖延尸检，影响判定死因的，由拖延的一方承担责任",
)
BODY_KEPT = Clock(
    "body_kept",
    "遗体在医疗机构存放",
    days=14,
    starts="died_on",
    suspends=False,
    whose=Whose.PARTIES,
    moves=False,
    basis=medical_disputes("27"),
    lapse="医疗机构报告卫生主管部门和公安机关后，可以按照规定处理",
)
RECORDS_SEALED = Clock(
    "records_sealed",
    "病历封存",
    years=3,
    starts="records_sealed_on",
    suspends=False,
    whose=Whose.PARTIES,
    moves=False,
    warns=False,
    basis=medical_disputes("24"),
    lapse="患者没有再提出解决要求的，医疗机构可以自行启封",
)
