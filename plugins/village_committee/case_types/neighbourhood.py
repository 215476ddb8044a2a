"""邻里纠纷 (02): light, water, noise, animals, passage between neighbours (民法典 288–296)."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import Day, Example, Privacy, Text, YesNo

from .. import clocks, people
from ..shape import SUE, people_type

_GROUP = "相邻情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.LIU, "respondent": people.CHEN},
        summary="刘建明家房后的排水沟被隔壁砌墙堵住，雨天院里积水，两家为此吵过几次。",
        kind="drainage",
        cause="隔壁翻修院墙时把公用的排水沟占了一半，下雨时水排不出去。",
        request="把排水沟恢复原样，清理淤泥。",
        subject="房后公用排水沟",
        site="蓼泉镇双泉村四社两家院墙之间",
        blocked_on=today - timedelta(days=25),
        told_before=True,
        risk="none",
    )


NEIGHBOURHOOD = people_type(
    "neighbourhood",
    "邻里纠纷",
    "02",
    kinds=(
        ("light_air", "采光通风"),
        ("drainage", "排水漏水"),
        ("noise", "噪声"),
        ("animals", "宠物、家禽家畜"),
        ("passage", "通行"),
        ("trees", "树木越界"),
        ("wall", "院墙地界"),
        ("other", "其他"),
    ),
    privacy=Privacy.P1,
    fields=(
        Text("site", "具体位置", longest=120, group=_GROUP),
        Day("blocked_on", "妨碍开始的日期", group=_GROUP),
        YesNo("told_before", "是否已向对方提出过", group=_GROUP),
        YesNo("looked_at", "是否已到现场查看", group=_GROUP),
    ),
    time_limits=clocks.PEOPLE,
    remedies=(
        SUE,
        "相邻关系法律没有规定的，可以按照当地习惯处理（民法典 289）；请求停止侵害、排除妨碍不受诉讼时效限制（民法典 196）",
    ),
    words=("邻居", "采光", "排水", "漏水", "噪音", "噪声", "养狗", "鸡鸭", "过道", "院墙", "滴水", "树"),
    example=_example,
)
