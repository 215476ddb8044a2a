"""Communist youth league (共青团): disputes of minors, and young people's first jobs."""

from portal.sdk import DemoBody, DemoPerson, Fact, Plugin, Statistic, hookimpl

from .case_types.bullying import SCHOOL_BULLYING
from .case_types.dropout import DROPOUT
from .case_types.guardianship import GUARDIANSHIP
from .case_types.online_recharge import ONLINE_RECHARGE
from .case_types.student_injury import STUDENT_INJURY
from .case_types.youth_employment import YOUTH_EMPLOYMENT
from .roles import ROLES

PLUGIN = Plugin(
    key="youth_league",
    title="共青团",
    number_word="青",
    order=60,
    roles=ROLES,
    case_types=(GUARDIANSHIP, SCHOOL_BULLYING, STUDENT_INJURY, DROPOUT, ONLINE_RECHARGE, YOUTH_EMPLOYMENT),
    statistics=(
        Statistic("bullying_by_severity", "校园欺凌（按严重程度）", "bullying.severity"),
        Statistic("dropout_by_reason", "辍学（按原因）", "dropout.reason"),
        Statistic(
            "employment_by_relation", "青年就业（按关系）", "youth_employment.relation", (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED)
        ),
    ),
    demo=(
        DemoBody(
            "county",
            "临泽县青少年权益纠纷人民调解委员会",
            "县青调委",
            "临",
            "共青团临泽县委员会",
            cases=6,
            people=(
                DemoPerson("youth_clerk", "苏婷", "clerk", "登记一起网络充值，先登记法定代理人"),
                DemoPerson("youth_admin", "丁海峰", "head", "看封存的案件，管理本会人员"),
                DemoPerson("youth_counsellor", "贾雨薇", "counsellor", "办理指派的案件，记听取意见"),
            ),
        ),
    ),
)


@hookimpl
def portal_plugin() -> Plugin:
    """Return the sector of the youth league."""
    return PLUGIN
