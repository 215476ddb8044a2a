"""The county's medical mediation committee, as a visitor meets it."""

from portal.sdk import DemoBody, DemoPerson

DEMO = (
    DemoBody(
        "county",
        "临泽县医疗纠纷人民调解委员会",
        "县医调委",
        "临",
        "临泽县司法局",
        people=(
            DemoPerson("medical_clerk", "赵晓梅", "clerk", "登记一起医疗纠纷"),
            DemoPerson("medical_mediator", "杨国栋", "mediator", "委托鉴定，中止，收到意见后恢复"),
            DemoPerson("medical_admin", "孙丽华", "head", "看哪些案件快到三十个工作日"),
        ),
        cases=5,
    ),
)
