"""The time limits of general people's mediation; the README has the table with what was checked.

All but one are general law's and named from the portal's own clocks; `when` says to which disputes of a type they apply. That
a limitation had run out before the request is told by a rule.
"""

from __future__ import annotations

from dataclasses import replace

from portal.sdk import (
    ACCEPTED,
    AGREED,
    BY_ALL_PARTIES,
    ENDED,
    Clock,
    When,
    clocks_authorities,
    clocks_labour,
    clocks_limitation,
    clocks_mediation,
    clocks_medical,
    clocks_traffic,
)

from . import bases

CONTRACT_LAND = ("contract", "transfer", "taken_back", "infringed")

MEDIATION = clocks_mediation.MEDIATION
MEDICAL_MEDIATION = clocks_medical.MEDIATION
CONFIRMATION = clocks_mediation.CONFIRMATION
ENFORCEMENT = clocks_mediation.ENFORCEMENT
LIMITATION = clocks_limitation.LIMITATION
LAND_ARBITRATION = replace(clocks_authorities.FARMLAND_LIMITATION, when=When("kind", *CONTRACT_LAND))
INSURANCE = replace(clocks_limitation.INSURANCE, when=When("life", False))
LIFE_INSURANCE = replace(clocks_limitation.LIFE_INSURANCE, when=When("life", True))

_EMPLOYED = When("relation", "labour")
LABOUR_MEDIATION = replace(
    clocks_labour.MEDIATION,
    key="mediation_labour",
    lapse="劳动者可以申请劳动仲裁；双方都愿意继续调解的，可以书面约定延长",
    when=_EMPLOYED,
)
SERVICE_MEDIATION = Clock(
    "mediation_service",
    "调解期限（劳务）",
    days=30,
    starts=ACCEPTED,
    stops=(AGREED, ENDED),
    extend=BY_ALL_PARTIES,
    basis=bases.SERVICE_HOUSE,
    lapse="按调解不成处理；各方都愿意继续调解的，可以约定延长",
    when=When("relation", "service"),
)
LABOUR_ARBITRATION = replace(
    clocks_labour.ARBITRATION_LIMITATION,
    title="申请劳动仲裁的时效（自申请调解之日重新计算）",
    lapse="对方可以提出仲裁时效抗辩；在职期间的欠薪不受一年限制",
    when=_EMPLOYED,
)
SERVICE_LIMITATION = replace(LIMITATION, when=When("relation", "service"))
POLICE_MEDIATION = clocks_traffic.POLICE_MEDIATION
POLICE_AFTER_US = clocks_traffic.POLICE_AFTER_US

PEOPLE = (MEDIATION, CONFIRMATION, ENFORCEMENT)
WITH_LIMITATION = (MEDIATION, CONFIRMATION, ENFORCEMENT, LIMITATION)
LABOUR = (LABOUR_MEDIATION, SERVICE_MEDIATION, CONFIRMATION, ENFORCEMENT, LABOUR_ARBITRATION, SERVICE_LIMITATION)
