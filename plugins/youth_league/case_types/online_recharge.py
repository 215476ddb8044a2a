"""网络沉迷充值: money that minors paid in games and live streams."""

from datetime import date, timedelta
from typing import Any

from portal.sdk import (
    CaseType,
    Choice,
    Choices,
    Day,
    Example,
    Fact,
    Money,
    Privacy,
    Text,
    YesNo,
    add_months,
    guard,
    rule,
)

from ..actions import ASK_RATIFICATION, HEAR_MINOR, REFUSE_RATIFICATION, SUPPORT
from ..bases import HOUSE, UNDER_EIGHT
from ..calculators import GIVEN_BACK_SUM
from ..checks import CHECKS
from ..clocks import RATIFICATION, WITH_CLAIM
from ..fields import about_the_minor
from ..guards import HEARD_FIRST, SAFE_FIRST
from ..papers import PAPERS_OF_ALL
from .parties import GAME, MINOR, against, youngest

EIGHT_YEARS, ADULT = 8 * 12, 18 * 12
PROOF = (
    ("device", "设备、登录记录"),
    ("chat", "聊天、语音"),
    ("time", "充值时间与上课、作息对得上"),
    ("video", "监控、录像"),
    ("habit", "游戏内容、消费习惯"),
    ("statement", "孩子自己的说明"),
)


def _band(d: Any) -> str | None:
    born: date | None = d.parties("minor")[0].get("born") if d.parties("minor") else None
    if born is None:
        return None
    if add_months(born, ADULT) <= d.spent_to:
        return "adult"
    return "under_eighteen" if add_months(born, EIGHT_YEARS) <= d.spent_to else "under_eight"


def _age_fits(d: Any, today: date) -> bool:
    band = _band(d)
    return band is None or band == d.age


ONLINE_RECHARGE = CaseType(
    key="online_recharge",
    title="网络沉迷充值",
    version=1,
    ministry_type="12",
    privacy=Privacy.P4,
    parties=(MINOR, against("platform", "网络服务提供者", organisation=True)),
    fields=(
        *about_the_minor(),
        Choice(
            "product",
            "哪一类",
            (
                ("game", "网络游戏"),
                ("stream", "直播打赏"),
                ("video", "短视频、音视频"),
                ("social", "社交、抽卡"),
                ("other", "其他"),
            ),
            required=True,
            counted=True,
        ),
        Text("product_name", "名称", required=True),
        Choice(
            "account",
            "账号是谁的",
            (("minor", "未成年人本人实名"), ("guardian", "监护人实名"), ("rented", "租来、买来的账号"), ("other", "其他人")),
            required=True,
            counted=True,
        ),
        Day("spent_from", "第一笔的日期", required=True),
        Day("spent_to", "最后一笔的日期", required=True),
        Choice(
            "age",
            "最后一笔时的年龄",
            (("under_eight", "不满八周岁"), ("under_eighteen", "八周岁以上不满十八周岁")),
            required=True,
        ),
        Money("paid", "充值、打赏的总额", required=True),
        Money("suited", "其中与年龄、智力相适应的小额支付"),
        Money("claim", "要求退还", required=True, fact=Fact.AMOUNT_CLAIMED),
        Choices("proof", "怎样说明是孩子付的", PROOF, counted=True),
        YesNo("minor_mode", "平台设了未成年人模式或者消费限额"),
        Day("urged_on", "收到平台催告追认的日期"),
    ),
    clocks=(*WITH_CLAIM, RATIFICATION),
    rules=(
        rule(lambda d, today: d.spent_from <= d.spent_to, "spent_to", "最后一笔不能早于第一笔"),
        rule(_age_fits, "age", "与出生日期不符；不满八周岁的行为无效，已满八周岁的要看与年龄、智力是否相适应", basis=UNDER_EIGHT),
        rule(lambda d, today: d.claim <= d.paid, "claim", "要求退还的不能多于充值总额"),
        rule(
            lambda d, today: d.age != "under_eight" or not d.get("suited"),
            "suited",
            "不满八周岁的行为无效，不减小额支付",
            basis=UNDER_EIGHT,
            asks=True,
        ),
    ),
    guards=(
        *SAFE_FIRST,
        guard(
            "agree",
            lambda case, data: bool(case.details.get("proof")),
            "还没有写明怎样说明是孩子付的；双方没有争议的，请确认",
            basis=HOUSE,
            asks=True,
        ),
        HEARD_FIRST,
    ),
    checks=CHECKS,
    actions=(HEAR_MINOR, ASK_RATIFICATION, REFUSE_RATIFICATION, SUPPORT),
    papers=PAPERS_OF_ALL,
    calculators=(GIVEN_BACK_SUM,),
    words=("充值", "打赏", "游戏退款", "网瘾", "沉迷"),
    remedies=("可以向平台申请未成年人退款", "可以向人民法院起诉"),
    example=lambda today: Example(
        parties={"minor": youngest(today), "platform": GAME},
        summary="孩子用奶奶的手机给游戏充值两个月，奶奶的养老金少了才发现。",
        came_from="guardian",
        harm="no",
        product="game",
        product_name="星海远征",
        account="guardian",
        spent_from=today - timedelta(days=100),
        spent_to=today - timedelta(days=38),
        age="under_eighteen",
        paid="6480.00",
        suited="80.00",
        claim="6400.00",
        proof=["device", "time", "statement"],
    ),
)
