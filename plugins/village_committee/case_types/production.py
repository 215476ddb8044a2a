"""生产经营纠纷 (05): irrigation water, seed isolation, machines, livestock and trade."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example, Number

from .. import people
from ..shape import SUE, people_type


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.COOPERATIVE, "respondent": people.HE},
        summary="合作社制种田旁边种了别的玉米，花期隔离不够，合作社担心种子纯度，双方为要不要补种起了争执。",
        kind="isolation",
        cause="相邻地块没有按隔离要求种植，花期可能相遇。",
        request="在抽雄前处理相邻地块，损失双方协商分担。",
        subject="宣威村制种隔离带",
        area_mu="6.50",
        amount="8000.00",
        risk="none",
    )


PRODUCTION = people_type(
    "production",
    "生产经营纠纷",
    "05",
    kinds=(
        ("irrigation", "灌溉用水"),
        ("isolation", "制种隔离、花粉污染"),
        ("drift", "农药、除草剂漂移"),
        ("machine", "农机作业"),
        ("livestock", "养殖、牲畜践踏"),
        ("trade", "经商、摊位"),
        ("industry", "产业合作、收购"),
        ("other", "其他"),
    ),
    fields=(Number("area_mu", "涉及面积", unit="亩", group="生产情况"),),
    remedies=(SUE, "涉及种子质量的，可以请农业农村主管部门组织田间现场鉴定"),
    words=("浇水", "灌溉", "水渠", "制种", "隔离", "农药", "除草剂", "农机", "羊", "牛", "收购", "摊位"),
    example=_example,
)
