"""Who the committees of towns, villages and communities bring to the demo county."""

from portal.sdk import DemoBody, DemoPerson

DEMO = (
    DemoBody(
        "village",
        "{place}人民调解委员会",
        "{place}调委会",
        "{place}",
        "{place}民委员会",
        people=(
            DemoPerson("village_clerk", "朱学忠", "clerk", "用手机补录一起邻里纠纷"),
            DemoPerson("village_mediator", "胡金凤", "mediator", "口头调解一起宅基地纠纷"),
        ),
        kind="place",
        cases=34,
    ),
    DemoBody(
        "community",
        "{place}人民调解委员会",
        "{place}调委会",
        "{place}",
        "{place}居民委员会",
        kind="place",
        cases=4,
    ),
    DemoBody("town", "{place}人民调解委员会", "{place}调委会", "{place}", "{place}人民政府", kind="town", cases=8),
)
