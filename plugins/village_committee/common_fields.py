"""The fields every type of the committees has: what it is about, what is wanted, whether it may get worse."""

from __future__ import annotations

from portal.sdk import Choice, Day, Fact, Field, LongText, Money, Text, When, Whole

ABOUT = "纠纷内容"
RISK = "激化风险"
PREVENTED = "防止激化情况"
OTHER_ROADS = "其他程序"

CAUSE = LongText("cause", "纠纷起因", required=True, longest=2000, group=ABOUT, hint="因为什么事、从什么时候开始、找过谁")
REQUEST = LongText("request", "请求事项", required=True, longest=2000, group=ABOUT, hint="想要对方做什么、给多少")
AMOUNT = Money("amount", "涉及金额", fact=Fact.AMOUNT_CLAIMED, counted=True, group=ABOUT, hint="没有金额的，不填")
SUBJECT = Text("subject", "标的", longest=120, searchable=True, group=ABOUT, hint="争的是什么，如“两间土坯房”“4.2亩水地”")
KNOWN_ON = Day("known_on", "知道权利受损之日", group=ABOUT, hint="时间较久的填写，用来提示时效")

_WORSE = When("risk", "may_escalate", "may_turn_criminal")
RISK_FIELDS: tuple[Field, ...] = (
    Choice(
        "risk",
        "是否可能激化",
        (
            ("none", "暂未发现"),
            ("may_escalate", "有可能激化"),
            ("may_turn_criminal", "可能引起治安案件、刑事案件"),
        ),
        counted=True,
        group=RISK,
        hint="有可能激化的，应当采取预防措施；可能引起治安、刑事案件的，应当及时报告公安机关或者其他有关部门",
    ),
    LongText("precautions", "已采取的预防措施", longest=1000, group=RISK, when=_WORSE),
)
PREVENTED_FIELDS: tuple[Field, ...] = tuple(
    Whole(key, title, most=10000, unit="人", fact=fact, group=PREVENTED, hint="没有的，不填")
    for key, title, fact in (
        ("prevented_suicide", "防止因民间纠纷自杀", Fact.PREVENTED_SUICIDE),
        ("prevented_crime", "防止民间纠纷转化为刑事案件", Fact.PREVENTED_CRIME),
        ("prevented_petition", "防止群体性上访", Fact.PREVENTED_PETITION),
        ("prevented_fight", "防止群体性械斗", Fact.PREVENTED_FIGHT),
    )
)
ELSEWHERE = Choice(
    "elsewhere",
    "是否已由其他单位受理",
    (
        ("none", "没有"),
        ("court", "法院"),
        ("arbitration", "仲裁机构"),
        ("police", "公安机关"),
        ("administration", "行政主管部门"),
        ("petition", "信访部门"),
        ("mediation", "其他调解组织"),
    ),
    group=OTHER_ROADS,
)
