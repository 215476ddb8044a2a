"""The time limits: thirty working days to mediate, what must be done after a death, how long things stay sealed."""

from dataclasses import replace

from portal.sdk import PERFORMED, When, clocks_limitation, clocks_mediation, clocks_medical

from .bases import regulation
from .fields import SEALED

ALWAYS = (clocks_medical.MEDIATION, clocks_mediation.CONFIRMATION, clocks_mediation.ENFORCEMENT, clocks_limitation.LIMITATION)
RECORDS = replace(clocks_medical.RECORDS_SEALED, stops=(PERFORMED,), when=SEALED)
SPECIMEN = replace(
    RECORDS,
    key="specimen_sealed",
    title="现场实物封存",
    starts="specimen_sealed_on",
    basis=regulation("25"),
    when=When("specimen_sealed", True),
)
AUTOPSY = (
    replace(clocks_medical.AUTOPSY, stops=("autopsy",), when=When("autopsy_need", "plain")),
    replace(clocks_medical.AUTOPSY_FROZEN, stops=("autopsy",), when=When("autopsy_need", "frozen")),
)
BODY = replace(clocks_medical.BODY_KEPT, stops=("body_settled",), when=When("died_in_hospital", True))
