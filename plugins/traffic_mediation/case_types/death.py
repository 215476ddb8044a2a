"""交通事故死亡: what the bereaved are owed, and who pays it (民法典 1179, 1213; 人身损害赔偿解释 14–17)."""

from datetime import timedelta

from portal.sdk import PERSON_A, CaseType, Example, Privacy, Retention

from ..actions import DIED as ACTIONS
from ..calculators import DIED as CALCULATORS
from ..clocks import ALWAYS as CLOCKS
from ..fields import BODY_LOSS, CLAIMED, DIED, FAULT, GOODS_LOSS, HAPPENED, INSURED, REST
from ..guards import ALWAYS as GUARDS
from ..guards import CHECKS
from ..papers import ALWAYS as PAPERS
from ..parties import AGAINST, BEREAVED
from ..rules import ALWAYS
from ..rules import DIED as DEATH
from . import DRIVER_B, INSURER_A, REMEDIES, WORDS

TRAFFIC_DEATH = CaseType(
    key="traffic_death",
    title="交通事故死亡",
    version=1,
    ministry_type="14",
    retention=Retention(None),
    privacy=Privacy.P3,
    parties=(BEREAVED, *AGAINST),
    fields=(*HAPPENED, *FAULT, *DIED, *INSURED, *CLAIMED, *BODY_LOSS, GOODS_LOSS, *REST),
    clocks=CLOCKS,
    rules=(*ALWAYS, *DEATH),
    guards=GUARDS,
    checks=CHECKS,
    actions=ACTIONS,
    papers=PAPERS,
    calculators=CALCULATORS,
    words=(*WORDS, "死亡", "去世", "丧葬费"),
    remedies=REMEDIES,
    example=lambda today: Example(
        parties={"bereaved": {**PERSON_A, "kinship": "child"}, "driver": DRIVER_B, "insurer": INSURER_A},
        summary="货车夜间撞倒路边行人，抢救无效死亡，双方对赔偿数额有争议。",
        kind="pedestrian",
        happened_on=today - timedelta(days=45),
        road="国道312线临泽段",
        crime=False,
        certificate="made",
        certificate_number="临公交认字第0145号",
        certificate_on=today - timedelta(days=20),
        liability="full",
        share="100",
        own_share="0",
        compulsory="yes",
        deceased="王德福",
        died_on=today - timedelta(days=44),
        age=78,
        funeral_ended_on=today - timedelta(days=36),
        request="赔偿死亡赔偿金、丧葬费和精神损害抚慰金。",
        claim="268772.00",
        elsewhere="no",
    ),
)
