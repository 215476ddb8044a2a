"""Trade unions (工会): unpaid wages, and pay at the end of employment. The README names the law behind it.

The union mediates labour disputes as a mediation organisation of 劳动争议调解仲裁法 10: the agreement is always in writing (14)
and fifteen days run from the day the application was received.
"""

from __future__ import annotations

from portal.sdk import Fact, Plugin, Statistic, hookimpl

from .case_types.termination_pay import TERMINATION_PAY
from .case_types.unpaid_wages import UNPAID_WAGES
from .demo import DEMO

_SUMS = (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED, Fact.PEOPLE)

PLUGIN = Plugin(
    key="trade_union",
    title="工会",
    version="1.0",
    number_word="劳",
    demo=DEMO,
    organisation_kind="industry",
    order=20,
    case_types=(UNPAID_WAGES, TERMINATION_PAY),
    statistics=(
        Statistic("wages_by_employment", "拖欠工资（按用工形式）", "unpaid_wages.employment", _SUMS),
        Statistic("wages_by_industry", "拖欠工资（按行业）", "unpaid_wages.industry", _SUMS),
        Statistic("ends_by_ending", "经济补偿与赔偿金（按解除、终止方式）", "termination_pay.ending", _SUMS),
    ),
)


@hookimpl
def portal_plugin() -> Plugin:
    """Give the union's plugin."""
    return PLUGIN
