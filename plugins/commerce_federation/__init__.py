"""Federation of industry and commerce and its chambers (工商联): disputes of firms."""

from portal.sdk import DemoBody, DemoPerson, Fact, Plugin, Statistic, hookimpl

from .case_types.administrative import ADMINISTRATIVE_MATTER
from .case_types.financing import FINANCING
from .case_types.goods_payment import GOODS_PAYMENT
from .case_types.intellectual_property import INTELLECTUAL_PROPERTY
from .case_types.overdue_account import OVERDUE_ACCOUNT
from .case_types.partnership import PARTNERSHIP
from .roles import ROLES

PLUGIN = Plugin(
    key="commerce_federation",
    title="工商联",
    number_word="商",
    order=80,
    roles=ROLES,
    case_types=(OVERDUE_ACCOUNT, GOODS_PAYMENT, PARTNERSHIP, FINANCING, INTELLECTUAL_PROPERTY, ADMINISTRATIVE_MATTER),
    statistics=(
        Statistic(
            "overdue_by_debtor",
            "拖欠账款（按欠款单位）",
            "overdue_account.debtor",
            (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED, Fact.AMOUNT_RECOVERED),
        ),
        Statistic("administrative_by_matter", "涉企行政争议（按事项）", "administrative.matter", (Fact.AMOUNT_CLAIMED,)),
    ),
    demo=(
        DemoBody(
            "county",
            "临泽县工商业联合会商会人民调解委员会",
            "县商会调委会",
            "临",
            "临泽县工商业联合会",
            cases=6,
            people=(
                DemoPerson("commerce_clerk", "雷晓燕", "clerk", "登记一起拖欠账款，算逾期利息"),
                DemoPerson("commerce_admin", "段志远", "head", "看谁家快到期，管理本会人员"),
                DemoPerson("commerce_expert", "闫文斌", "expert", "办理指派的案件"),
            ),
        ),
    ),
)


@hookimpl
def portal_plugin() -> Plugin:
    """Return the sector of the federation of industry and commerce."""
    return PLUGIN
