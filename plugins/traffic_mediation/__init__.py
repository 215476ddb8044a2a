"""Traffic accidents (交调委): injuries, deaths, damaged property. The law behind it: README.md."""

from portal.sdk import Fact, Plugin, Statistic, hookimpl

from .case_types.death import TRAFFIC_DEATH
from .case_types.goods import TRAFFIC_GOODS
from .case_types.injury import TRAFFIC_INJURY
from .demo import DEMO
from .roles import ROLES

SUMS = (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED)

PLUGIN = Plugin(
    key="traffic_mediation",
    title="道路交通事故纠纷人民调解委员会",
    number_word="交",
    case_types=(TRAFFIC_INJURY, TRAFFIC_DEATH, TRAFFIC_GOODS),
    roles=ROLES,
    statistics=(
        Statistic("injury_by_kind", "交通事故受伤（按事故双方）", "traffic_injury.kind", SUMS),
        Statistic("injury_by_grade", "交通事故受伤（按伤残等级）", "traffic_injury.grade", SUMS),
        Statistic("death_by_kind", "交通事故死亡（按事故双方）", "traffic_death.kind", SUMS),
        Statistic("goods_by_liability", "财产损失（按责任）", "traffic_goods.liability", SUMS),
    ),
    demo=DEMO,
)


@hookimpl
def portal_plugin() -> Plugin:
    """Return the sector."""
    return PLUGIN
