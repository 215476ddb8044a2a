"""Medical disputes (医调委): damage by treatment, death of a patient, fees and service. The law behind it: README.md."""

from portal.sdk import Fact, Plugin, Statistic, hookimpl

from .case_types.death import PATIENT_DEATH
from .case_types.service import MEDICAL_SERVICE
from .case_types.treatment import MEDICAL_DAMAGE
from .demo import DEMO
from .roles import ROLES

SUMS = (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED)

PLUGIN = Plugin(
    key="medical_mediation",
    title="医疗纠纷人民调解委员会",
    number_word="医",
    case_types=(MEDICAL_DAMAGE, PATIENT_DEATH, MEDICAL_SERVICE),
    roles=ROLES,
    statistics=(
        Statistic("damage_by_matter", "医疗损害（按争议）", "medical_damage.matter", SUMS),
        Statistic("damage_by_degree", "医疗损害（按鉴定的责任程度）", "medical_damage.degree", SUMS),
        Statistic("service_by_matter", "费用和服务（按争议）", "medical_service.matter", SUMS),
    ),
    demo=DEMO,
)


@hookimpl
def portal_plugin() -> Plugin:
    """Return the sector."""
    return PLUGIN
