"""Traffic accidents (道路交通事故处理程序规定): C32 to C35.

Its three, five and ten days are working days, its thirty and sixty are not (112).
"""

from __future__ import annotations

from dataclasses import replace

from portal.declare.clocks import Clock, Whose
from portal.declare.phases import AGREED, ENDED, PERFORMED, UNSETTLED
from portal.declare.statutory.bases import traffic_accidents

POLICE_MEDIATION = Clock(
    "police_mediation",
    "一致书面申请交警调解",
    working_days=10,
    starts="certificate_on",
    suspends=False,
    whose=Whose.PARTIES,
    basis=traffic_accidents("86"),
    lapse="交警不再受理调解申请；可以继续人民调解或者起诉",
    warns=False,
)
POLICE_AFTER_US = Clock(
    "police_after_failure",
    "调解不成后一致书面申请交警调解",
    working_days=3,
    starts=UNSETTLED,
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=traffic_accidents("85"),
    lapse="交警不再受理调解申请；可以直接向法院起诉",
    warns=False,
)
POLICE_FINISH = Clock(
    "police_finish",
    "交警制作调解书或者调解终结书",
    working_days=10,
    starts="police_mediation_began_on",
    stops=(AGREED, ENDED),
    suspends=False,
    basis=traffic_accidents("90"),
    lapse="应当制作调解终结书，并告知可以起诉或者申请人民调解",
)
_POLICE = Clock(
    "certificate_made",
    "制作事故认定书",
    working_days=10,
    starts="scene_examined_on",
    whose=Whose.PARTIES,
    warns=False,
    basis=traffic_accidents("62"),
    lapse="请向交警部门询问认定情况",
)
CERTIFICATE = _POLICE
CERTIFICATE_AFTER_REPORT = replace(
    _POLICE, key="certificate_after_report", title="鉴定确定后制作事故认定书", working_days=5, starts="report_fixed_on"
)
CERTIFICATE_SERVED = replace(
    _POLICE,
    key="certificate_served",
    title="送达事故认定书",
    working_days=3,
    starts="certificate_made_on",
    basis=traffic_accidents("65"),
)
CERTIFICATE_HELD_UP = replace(
    _POLICE,
    key="certificate_held_up",
    title="事故认定中止的最长时间",
    working_days=None,
    days=60,
    starts="certificate_paused_on",
    basis=traffic_accidents("68"),
    lapse="应当在五个工作日内制作事故认定书或者出具事故证明",
)
REVIEW_ASKED = replace(
    _POLICE,
    key="certificate_review",
    title="申请复核事故认定",
    working_days=3,
    starts="certificate_on",
    warns=True,
    suspends=False,
    basis=traffic_accidents("71"),
    lapse="交警部门不再受理复核申请",
)
REVIEWED = replace(
    _POLICE,
    key="certificate_reviewed",
    title="作出复核结论",
    working_days=None,
    days=30,
    starts="review_accepted_on",
    basis=traffic_accidents("74"),
    lapse="请向上一级交警部门询问复核情况",
)
