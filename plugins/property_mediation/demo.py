"""Who property mediation brings to the demo county."""

from portal.sdk import DemoBody, DemoPerson

DEMO = (
    DemoBody(
        "county",
        "临泽县物业纠纷人民调解委员会",
        "县物调委",
        "临",
        "临泽县住房和城乡建设局",
        people=(
            DemoPerson("property_clerk", "吴红霞", "clerk", "登记一起物业费纠纷，算违约金"),
            DemoPerson("property_admin", "徐德明", "head", "看本单位案件"),
        ),
        cases=14,
    ),
)
