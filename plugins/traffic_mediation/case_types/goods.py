"""交通事故财产损失: damaged vehicles and other property, nobody hurt (民法典 1184, 1213)."""

from datetime import timedelta

from portal.sdk import PERSON_A, CaseType, Example, Privacy

from ..actions import GOODS as ACTIONS
from ..calculators import GOODS as CALCULATORS
from ..clocks import ALWAYS as CLOCKS
from ..fields import CLAIMED, FAULT, GOODS, GOODS_LOSS, HAPPENED, INSURED, REST
from ..guards import ALWAYS as GUARDS
from ..guards import CHECKS
from ..papers import ALWAYS as PAPERS
from ..parties import AGAINST, DAMAGED
from ..rules import ALWAYS
from ..rules import GOODS as LOSSES
from . import DRIVER_B, INSURER_A, REMEDIES, WORDS

TRAFFIC_GOODS = CaseType(
    key="traffic_goods",
    title="交通事故财产损失",
    version=1,
    ministry_type="14",
    privacy=Privacy.P2,
    parties=(DAMAGED, *AGAINST),
    fields=(*HAPPENED, *FAULT, *GOODS, *INSURED, *CLAIMED, GOODS_LOSS, *REST),
    clocks=CLOCKS,
    rules=(*ALWAYS, *LOSSES),
    guards=GUARDS,
    checks=CHECKS,
    actions=ACTIONS,
    papers=PAPERS,
    calculators=CALCULATORS,
    words=(*WORDS, "修车", "定损"),
    remedies=REMEDIES,
    example=lambda today: Example(
        parties={"damaged": {**PERSON_A, "plate": "甘G54321", "vehicle": "car"}, "driver": DRIVER_B, "insurer": INSURER_A},
        summary="停车场内倒车追尾，双方对修车费有争议。",
        kind="motor",
        happened_on=today - timedelta(days=15),
        road="沙河镇农贸市场停车场",
        certificate="made",
        certificate_on=today - timedelta(days=12),
        liability="full",
        share="100",
        own_share="0",
        compulsory="yes",
        damaged_goods="后保险杠、后备箱盖。",
        loss_fixed_on=today - timedelta(days=10),
        request="赔偿修车费。",
        claim="5600.00",
        goods_loss="5600.00",
        elsewhere="no",
    ),
)
