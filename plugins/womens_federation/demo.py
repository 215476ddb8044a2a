"""Who the women's federation brings to the demo county."""

from portal.sdk import DemoBody, DemoPerson

DEMO = (
    DemoBody(
        "county",
        "临泽县婚姻家庭纠纷人民调解委员会",
        "县婚调委",
        "临",
        "临泽县妇女联合会",
        people=(
            DemoPerson("women_clerk", "李秀英", "clerk", "登记一起家庭纠纷"),
            DemoPerson("women_mediator", "张玉兰", "mediator", "办一起涉家暴案件"),
            DemoPerson("women_admin", "刘春梅", "head", "签署安全评估，管本单位人员"),
        ),
        cases=18,
    ),
)
