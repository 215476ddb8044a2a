"""The time limits of minors' and young people's disputes."""

from dataclasses import replace

from portal.sdk import ENDED, RECEIVED, Clock, When, Whose, clocks_authorities, clocks_labour, clocks_limitation, clocks_mediation

from .bases import HOUSE, UNDER_EIGHTEEN

GENERAL = (clocks_mediation.MEDIATION, clocks_mediation.CONFIRMATION, clocks_mediation.ENFORCEMENT)
WITH_CLAIM = (*GENERAL, clocks_limitation.LIMITATION)

FIRST_VISIT = Clock(
    "first_visit",
    "第一次上门劝返",
    working_days=5,
    starts=RECEIVED,
    stops=("visit", "returned", ENDED),
    basis=HOUSE,
    lapse="请马上和学校、村（社区）一起上门",
)
EDUCATION_MEDIATION = replace(clocks_authorities.SCHOOL_ACCIDENT, starts="education_accepted_on", whose=Whose.PARTIES)
RATIFICATION = Clock(
    "ratification",
    "监护人追认",
    days=30,
    starts="urged_on",
    stops=("refuse_ratification",),
    suspends=False,
    whose=Whose.PARTIES,
    basis=UNDER_EIGHTEEN,
    lapse="没有表示的，视为拒绝追认",
    when=When("age", "under_eighteen"),
)
EMPLOYMENT = (
    replace(clocks_labour.MEDIATION, when=When("relation", "contract", "no_contract")),
    replace(clocks_mediation.MEDIATION, key="mediation_other", when=When("relation", "intern", "training", "not_hired")),
    replace(clocks_labour.ARBITRATION_LIMITATION, when=When("relation", "contract", "no_contract")),
    replace(clocks_labour.ARBITRATION_REVIEW, when=When("relation", "contract", "no_contract")),
    clocks_mediation.CONFIRMATION,
    clocks_mediation.ENFORCEMENT,
)
