"""The time limits of disabled persons' disputes."""

from dataclasses import replace

from portal.sdk import (
    ACCEPTED,
    AGREED,
    ENDED,
    Clock,
    When,
    Whose,
    clocks_administration,
    clocks_consumer,
    clocks_labour,
    clocks_limitation,
    clocks_mediation,
)

from .bases import HOUSE, LEGAL_AID

AID_DECISION = Clock(
    "aid_decision",
    "法律援助机构作出决定",
    days=7,
    starts="aid_applied_on",
    stops=("aid_answered", ENDED),
    suspends=False,
    whose=Whose.PARTIES,
    basis=LEGAL_AID,
    lapse="请向法律援助机构询问",
)
SITE_VISIT = Clock(
    "site_visit",
    "到现场看",
    working_days=5,
    starts=ACCEPTED,
    stops=("inspect", AGREED, ENDED),
    basis=HOUSE,
    lapse="请马上约残疾人和对方一起去看",
)
GENERAL = (clocks_mediation.MEDIATION, clocks_mediation.CONFIRMATION, clocks_mediation.ENFORCEMENT, AID_DECISION)
WITH_CLAIM = (*GENERAL, clocks_limitation.LIMITATION)
HIRED = When("stage", "pay", "insurance", "promotion", "post", "dismissed")
EMPLOYMENT = (
    replace(clocks_labour.MEDIATION, when=HIRED),
    replace(clocks_mediation.MEDIATION, key="mediation_hiring", when=When("stage", "hiring")),
    replace(clocks_labour.ARBITRATION_LIMITATION, when=HIRED),
    replace(clocks_labour.ARBITRATION_REVIEW, when=HIRED),
    replace(clocks_limitation.LIMITATION, when=When("stage", "hiring")),
    clocks_mediation.CONFIRMATION,
    clocks_mediation.ENFORCEMENT,
    AID_DECISION,
)
BENEFITS = (*GENERAL, clocks_administration.REVIEW_ASKED, clocks_administration.SUIT)
DEVICE = (*WITH_CLAIM, clocks_consumer.FAULT_RETURN)
