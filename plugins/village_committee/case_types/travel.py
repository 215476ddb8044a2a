"""旅游纠纷 (16)."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example, Privacy

from .. import people
from ..shape import SUE, people_type


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.ZHAO, "respondent": people.TRAVEL_FIRM},
        summary="赵海燕报了三日游，旅行社临时少去一个景点，她要求退还门票和部分团费。",
        kind="itinerary",
        cause="行程单上的景点没有去，旅行社说是路况原因。",
        request="退还没有去的景点门票和部分团费。",
        amount="420.00",
        risk="none",
    )


TRAVEL = people_type(
    "travel",
    "旅游纠纷",
    "16",
    kinds=(
        ("itinerary", "行程变更"),
        ("refund", "退团、退费"),
        ("shopping", "强迫购物"),
        ("lodging", "住宿、餐饮、交通"),
        ("safety", "人身、财物安全"),
        ("other", "其他"),
    ),
    privacy=Privacy.P1,
    remedies=(SUE, "可以向文化和旅游主管部门投诉"),
    words=("旅游", "旅行社", "跟团", "导游", "景点", "民宿"),
    example=_example,
)
