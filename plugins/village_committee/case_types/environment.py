"""环境污染纠纷 (09): noise, dust, water, air and waste (民法典 1229, 1230)."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example, Privacy

from .. import people
from ..shape import SUE, people_type


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.MA, "respondent": people.COOPERATIVE},
        summary="合作社的晾晒场灰尘大，顺风飘到旁边院子里，住户要求遮挡和洒水。",
        kind="dust",
        cause="秋收晾晒时灰尘大，没有围挡。",
        request="加装围挡，晾晒时洒水，避开大风天。",
        subject="村口晾晒场",
        risk="none",
    )


ENVIRONMENT = people_type(
    "environment",
    "环境污染纠纷",
    "09",
    kinds=(
        ("noise", "噪声"),
        ("dust", "粉尘、油烟、异味"),
        ("water", "水污染"),
        ("soil", "土壤、农田污染"),
        ("breeding", "养殖粪污"),
        ("waste", "垃圾、废弃物"),
        ("other", "其他"),
    ),
    privacy=Privacy.P1,
    remedies=(
        SUE,
        "可以向生态环境主管部门投诉举报",
        "因污染环境受到损害的，污染者应当承担侵权责任，并就没有因果关系承担举证责任（民法典 1229、1230）",
    ),
    words=("污染", "臭味", "油烟", "灰尘", "粪污", "污水", "噪声", "垃圾"),
    example=_example,
)
