"""What other bodies do: police, arbitration of farmland, insurer, bank, school, and the county's ladder: C36, C37, C44 to C47."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.declare.clocks import BY_SUPERVISOR, Clock, Limitation, Whose
from portal.declare.phases import ACCEPTED, ENDED, PERFORMED, RECEIVED
from portal.declare.statutory.bases import HOUSE_LADDER, farmland_disputes, insurance, police_procedure, unread

SECOND_MEDIATION = Clock(
    "police_second_mediation",
    "治安案件再次调解",
    working_days=7,
    starts="first_mediation_on",
    suspends=False,
    basis=police_procedure("183"),
    lapse="不再调解，依法处理违法行为，并告知可以就损害赔偿起诉",
)

FARMLAND_LIMITATION = Clock(
    "land_arbitration",
    "申请土地承包仲裁的时效（自申请调解之日重新计算）",
    years=2,
    starts=RECEIVED,
    stops=(PERFORMED,),
    suspends=False,
    limitation=Limitation.CIVIL,
    whose=Whose.PARTIES,
    basis=farmland_disputes("18"),
    lapse="对方可以提出仲裁时效抗辩；仍可以直接向法院起诉",
    warns=False,
)
FARMLAND_FROM_KNOWING = replace(
    FARMLAND_LIMITATION,
    key="farmland_arbitration",
    title="申请土地承包经营纠纷仲裁的时效",
    starts="known_on",
    stops=(),
    lapse="对方可以以超过仲裁时效抗辩",
)
_LAND = Clock(
    "land_arbitration_answer",
    "土地承包仲裁委员会通知是否受理",
    working_days=5,
    starts="arbitration_applied_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=farmland_disputes("23"),
    lapse="请向仲裁委员会询问受理情况",
)
FARMLAND_ANSWER = _LAND
FARMLAND_AWARD = replace(
    _LAND,
    key="land_arbitration_award",
    title="土地承包仲裁裁决",
    working_days=None,
    days=60,
    starts="arbitration_accepted_on",
    extend=BY_SUPERVISOR,
    extend_most=30,
    basis=farmland_disputes("47"),
    lapse="请向仲裁委员会询问裁决情况",
)
FARMLAND_SUIT = replace(
    _LAND,
    key="land_arbitration_suit",
    title="不服土地承包仲裁裁决起诉",
    working_days=None,
    days=30,
    starts="award_received_on",
    warns=True,
    basis=farmland_disputes("48"),
    lapse="逾期不起诉的，裁决书发生法律效力",
)

INSURER_ASSESSES = Clock(
    "insurer_assesses",
    "保险公司核定（情形复杂的）",
    days=30,
    starts="insurance_claimed_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=insurance("23"),
    lapse="保险公司应当赔偿因未及时核定受到的损失；合同另有约定的从约定",
)
INSURER_PAYS = replace(
    INSURER_ASSESSES,
    key="insurer_pays",
    title="保险公司支付保险金",
    days=10,
    starts="insurance_agreed_on",
    lapse="保险公司除支付保险金外，应当赔偿因此受到的损失",
)
INSURER_REFUSES = replace(
    INSURER_ASSESSES,
    key="insurer_refuses",
    title="保险公司发出拒赔通知书",
    days=3,
    starts="insurance_assessed_on",
    basis=insurance("24"),
    lapse="请催促保险公司书面说明拒赔理由",
)
INSURER_ADVANCES = replace(
    INSURER_ASSESSES,
    key="insurer_advances",
    title="保险公司先行支付可以确定的数额",
    days=60,
    basis=insurance("25"),
    lapse="数额不能确定的，保险公司应当先支付可以确定的部分",
)

SCHOOL_ACCIDENT = Clock(
    "school_accident",
    "教育行政部门调解学生伤害事故",
    days=60,
    starts=ACCEPTED,
    stops=(PERFORMED, ENDED),
    basis=unread("学生伤害事故处理办法", "19", date(2002, 9, 1)),
    lapse="应当终止调解，并告知可以起诉",
)
FINANCE_COMPLAINT = Clock(
    "finance_complaint",
    "银行、保险机构答复消费投诉",
    days=15,
    starts="complained_on",
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    basis=unread("银行业保险业消费投诉处理管理办法", "", date(2020, 3, 1)),
    lapse="请催促机构书面答复；情况复杂的可以依规定延长",
)
LADDER = tuple(
    Clock(
        f"ladder_{level}",
        title,
        working_days=days,
        starts=f"ladder_{level}_on",
        stops=(ENDED,),
        suspends=False,
        basis=HOUSE_LADDER,
        lapse="转到上一级继续化解",
    )
    for level, title, days in (
        ("grid", "网格化解", 1),
        ("village", "村（社区）化解", 2),
        ("town", "乡镇（街道）化解", 2),
        ("county", "县级化解", 2),
    )
)
"""C47, the ladder of four levels: a rule of the county, so a sector sets its own lengths with `replace`."""
