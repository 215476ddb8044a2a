"""村务管理纠纷 (23): between villagers and their own organisation. A decision that harms a member may be set aside by the court
(村民委员会组织法 36; 民法典 265)."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example, guard

from .. import clocks, people
from ..shape import SUE, people_type


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.CHEN, "respondent": people.VILLAGE},
        summary="出嫁后户口还在村里的村民要求参加集体收益分红，村上说村规民约里没有，双方说不拢。",
        kind="membership",
        cause="分红名单里没有她，她认为自己仍是集体成员。",
        request="按集体成员参加分红。",
        amount="1500.00",
        risk="none",
    )


VILLAGE_AFFAIRS = people_type(
    "village_affairs",
    "村务管理纠纷",
    "23",
    kinds=(
        ("membership", "成员资格、分红"),
        ("assets", "集体资产、资源发包"),
        ("accounts", "村账、公开"),
        ("labour", "一事一议、公益事业"),
        ("welfare", "低保、补贴名单"),
        ("election", "选举"),
        ("other", "其他"),
    ),
    guards=(
        guard(
            "accept",
            lambda case, data: case.details.get("kind") not in ("election", "welfare"),
            "选举、低保补贴名单的争议一般由镇人民政府或者有关主管部门处理。确认属于可以协商的事项，再受理",
            field="kind",
            asks=True,
        ),
    ),
    time_limits=clocks.PEOPLE,
    remedies=(
        "村民委员会或者其成员的决定侵害村民合法权益的，可以申请人民法院撤销（村民委员会组织法 36；民法典 265）",
        "村民委员会不依法履行义务的，可以请镇人民政府责令改正（村民委员会组织法 36）",
        SUE,
    ),
    words=("村务", "分红", "村账", "集体收益", "村规民约", "低保", "机动地", "外嫁女"),
    example=_example,
)
