"""Village and community people's mediation committees (村、社区人民调解委员会): all civil disputes of the Ministry's list.

One light shape for every type (`shape.people_type`); a file in `case_types/` adds kinds, a few fields and what the law asks of
that type. The README names the law behind it.
"""

from __future__ import annotations

from portal.sdk import Fact, Plugin, Statistic, hookimpl

from .case_types.campus import CAMPUS
from .case_types.construction import CONSTRUCTION
from .case_types.consumer import CONSUMER
from .case_types.contract import CONTRACT
from .case_types.damages import DAMAGES
from .case_types.ecommerce import ECOMMERCE
from .case_types.environment import ENVIRONMENT
from .case_types.finance_loan import FINANCE_LOAN
from .case_types.forest_land import FOREST_LAND
from .case_types.housing_homestead import HOUSING_HOMESTEAD
from .case_types.insurance import INSURANCE
from .case_types.intellectual_property import INTELLECTUAL_PROPERTY
from .case_types.labour import LABOUR
from .case_types.land_taking import LAND_TAKING
from .case_types.marriage_family import MARRIAGE_FAMILY
from .case_types.medical import MEDICAL
from .case_types.migrant_wages import MIGRANT_WAGES
from .case_types.neighbourhood import NEIGHBOURHOOD
from .case_types.other import OTHER
from .case_types.production import PRODUCTION
from .case_types.property_service import PROPERTY_SERVICE
from .case_types.traffic import TRAFFIC
from .case_types.travel import TRAVEL
from .case_types.village_affairs import VILLAGE_AFFAIRS
from .demo import DEMO

CASE_TYPES = (
    MARRIAGE_FAMILY,
    NEIGHBOURHOOD,
    HOUSING_HOMESTEAD,
    CONTRACT,
    PRODUCTION,
    DAMAGES,
    FOREST_LAND,
    LAND_TAKING,
    ENVIRONMENT,
    LABOUR,
    MIGRANT_WAGES,
    CONSUMER,
    MEDICAL,
    TRAFFIC,
    PROPERTY_SERVICE,
    TRAVEL,
    ECOMMERCE,
    FINANCE_LOAN,
    INSURANCE,
    CONSTRUCTION,
    CAMPUS,
    INTELLECTUAL_PROPERTY,
    VILLAGE_AFFAIRS,
    OTHER,
)

PLUGIN = Plugin(
    key="village_committee",
    title="村（社区）人民调解委员会",
    version="1.0",
    number_word="民",
    demo=DEMO,
    organisation_kind="village",
    order=10,
    case_types=CASE_TYPES,
    statistics=tuple(
        Statistic(
            f"{case_type.key}_kinds",
            f"{case_type.title}（按类别）",
            f"{case_type.key}.kind",
            (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED, Fact.PEOPLE),
        )
        for case_type in CASE_TYPES
    ),
)


@hookimpl
def portal_plugin() -> Plugin:
    """Give the committees' plugin."""
    return PLUGIN
