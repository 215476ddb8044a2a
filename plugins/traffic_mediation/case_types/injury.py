"""交通事故受伤: who pays for treatment, lost income and disability (民法典 1179, 1213; 道路交通安全法 76)."""

from datetime import timedelta

from portal.sdk import PERSON_A, CaseType, Example, Privacy, Retention

from ..actions import HURT as ACTIONS
from ..calculators import HURT as CALCULATORS
from ..clocks import ALWAYS as CLOCKS
from ..fields import BODY_LOSS, CLAIMED, FAULT, GOODS_LOSS, HAPPENED, HURT, INSURED, REST
from ..guards import CHECKS
from ..guards import HURT as GUARDS
from ..papers import ALWAYS as PAPERS
from ..parties import AGAINST, INJURED
from ..rules import ALWAYS
from ..rules import HURT as TREATMENT
from . import DRIVER_B, INSURER_A, REMEDIES, WORDS

TRAFFIC_INJURY = CaseType(
    key="traffic_injury",
    title="交通事故受伤",
    version=1,
    ministry_type="14",
    retention=Retention(30),
    privacy=Privacy.P3,
    parties=(INJURED, *AGAINST),
    fields=(*HAPPENED, *FAULT, *HURT, *INSURED, *CLAIMED, *BODY_LOSS, GOODS_LOSS, *REST),
    clocks=CLOCKS,
    rules=(*ALWAYS, *TREATMENT),
    guards=GUARDS,
    checks=CHECKS,
    actions=ACTIONS,
    papers=PAPERS,
    calculators=CALCULATORS,
    words=(*WORDS, "受伤", "骨折", "伤残"),
    remedies=REMEDIES,
    example=lambda today: Example(
        parties={"injured": {**PERSON_A, "vehicle": "electric"}, "driver": DRIVER_B, "insurer": INSURER_A},
        summary="小型客车右转时撞倒电动自行车，骑车人小腿骨折。",
        kind="bicycle",
        happened_on=today - timedelta(days=120),
        road="沙河镇县府街与滨河路路口",
        certificate="made",
        certificate_number="临公交认字第0123号",
        certificate_on=today - timedelta(days=100),
        review="no",
        liability="main",
        share="70",
        own_share="30",
        compulsory="yes",
        commercial=True,
        commercial_sum="1000000.00",
        injuries="左小腿骨折，住院十六天。",
        age=36,
        meals_days=16,
        treatment_ended_on=today - timedelta(days=30),
        request="赔偿医疗费、误工费、护理费和残疾赔偿金。",
        claim="62000.00",
        medical_loss="22000.00",
        death_loss="38500.00",
        goods_loss="1500.00",
        elsewhere="no",
    ),
)
