"""Property disputes (物业纠纷人民调解委员会): charges, service, common parts and neighbours in residential estates.

The law behind it stands in README.md beside this file: which provision each time limit and rule comes from, what is a rule of
the house, and what could not be verified.
"""

from __future__ import annotations

from portal.sdk import Fact, Plugin, Statistic, hookimpl

from .case_types.property_fee import PROPERTY_FEE
from .case_types.service_quality import SERVICE_QUALITY
from .demo import DEMO

_SUMS = (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED)

PLUGIN = Plugin(
    key="property_mediation",
    title="物业纠纷人民调解委员会",
    number_word="物",
    demo=DEMO,
    order=40,
    case_types=(PROPERTY_FEE, SERVICE_QUALITY),
    statistics=(
        Statistic("fees_by_reason", "物业费纠纷按没有交的原因", by="property_fee.why_unpaid", sums=_SUMS),
        Statistic("fees_by_kind", "物业费纠纷按费用种类", by="property_fee.fee_kind", sums=_SUMS),
        Statistic("service_by_kind", "物业服务纠纷按争议事项", by="service_quality.kind", sums=_SUMS),
    ),
)


@hookimpl
def portal_plugin() -> Plugin:
    """Return the declaration of this sector."""
    return PLUGIN
