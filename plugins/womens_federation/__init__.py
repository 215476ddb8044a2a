"""The women's federation (妇女联合会) and its mediation committee for marriage and family disputes (婚姻家庭纠纷人民调解委员会).

The committee is one a social organisation sets up (人民调解法 34). Safety comes before settlement: every family case asks about
violence, and where there is violence the safety path of `safety_guards` holds.
"""

from __future__ import annotations

from portal.sdk import Fact, Plugin, Statistic, hookimpl

from .case_types.domestic_violence import DOMESTIC_VIOLENCE
from .case_types.marriage_family import MARRIAGE_FAMILY
from .case_types.women_rights import WOMEN_RIGHTS
from .demo import DEMO

_SUMS = (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED, Fact.PEOPLE)

# Nothing of domestic violence is tabulated by its circumstances: its cases are sealed and only counted.
PLUGIN = Plugin(
    key="womens_federation",
    title="妇联",
    version="1.0",
    number_word="妇",
    demo=DEMO,
    organisation_kind="industry",
    order=30,
    case_types=(MARRIAGE_FAMILY, DOMESTIC_VIOLENCE, WOMEN_RIGHTS),
    statistics=(
        Statistic("family_by_matter", "婚姻家庭纠纷（按事项）", "marriage_family.matter", _SUMS),
        Statistic("family_by_class", "婚姻家庭类（按妇联统计小类）", "marriage_family.statistics_class", _SUMS),
        Statistic("family_by_relation", "婚姻家庭纠纷（按双方关系）", "marriage_family.relation", _SUMS),
        Statistic("rights_by_class", "妇女权益纠纷（按权益类别）", "women_rights.right_class", _SUMS),
        Statistic("rights_by_land_item", "农村妇女土地和集体成员权益（按事项）", "women_rights.land_item", _SUMS),
        Statistic("rights_by_labour_item", "妇女劳动和社会保障权益（按事项）", "women_rights.labour_item", _SUMS),
    ),
)


@hookimpl
def portal_plugin() -> Plugin:
    """Give the federation's plugin."""
    return PLUGIN
