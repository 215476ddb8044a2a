"""Who the trade union brings to the demo county."""

from portal.sdk import DemoBody, DemoPerson

DEMO = (
    DemoBody(
        "county",
        "临泽县劳动争议人民调解委员会",
        "县劳调委",
        "临",
        "临泽县总工会",
        people=(
            DemoPerson("union_clerk", "王建国", "clerk", "登记一起欠薪"),
            DemoPerson("union_mediator", "李海龙", "mediator", "接手、约调解、写协议"),
            DemoPerson("union_admin", "赵淑珍", "head", "管本单位人员，复核"),
        ),
        cases=22,
    ),
    DemoBody("town", "{place}劳动争议人民调解委员会", "{place}劳调委", "{place}", "{place}总工会", cases=6),
)
