"""Who the consumer association brings to the demo county."""

from portal.sdk import DemoBody, DemoPerson

DEMO = (
    DemoBody(
        "county",
        "临泽县消费者协会",
        "县消协",
        "临",
        "临泽县市场监督管理局",
        people=(
            DemoPerson("consumer_clerk", "孙晓燕", "clerk", "登记一起退货纠纷，算十倍赔偿"),
            DemoPerson("consumer_admin", "周永生", "head", "复核有疑问的索赔"),
        ),
        cases=20,
    ),
)
