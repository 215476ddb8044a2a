"""The county's traffic mediation committee, as a visitor meets it."""

from portal.sdk import DemoBody, DemoPerson

DEMO = (
    DemoBody(
        "county",
        "临泽县道路交通事故纠纷人民调解委员会",
        "县交调委",
        "临",
        "临泽县司法局",
        people=(
            DemoPerson("traffic_clerk", "何永强", "clerk", "登记一起交通事故，算一算谁赔多少"),
            DemoPerson("traffic_mediator", "刘雪琴", "mediator", "通知保险公司，写协议"),
            DemoPerson("traffic_admin", "高文斌", "head", "看本会的案件和期限"),
        ),
        cases=5,
    ),
)
