"""其他纠纷 (99): what fits no other type."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example

from .. import people
from ..shape import SUE, people_type


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.MA, "respondent": people.CHEN},
        summary="两家办酒席借用桌凳，归还时少了几张，双方都说不是自己的责任。",
        kind="quarrel",
        cause="酒席散后桌凳清点对不上。",
        request="一起找，找不到的各担一半。",
        amount="240.00",
        risk="none",
    )


OTHER = people_type(
    "other",
    "其他纠纷",
    "99",
    kinds=(
        ("quarrel", "口角、面子"),
        ("custom", "风俗、祭祀、坟地"),
        ("found", "拾得、保管"),
        ("public", "公共设施使用"),
        ("other", "其他"),
    ),
    remedies=(SUE,),
    words=("其他", "吵架", "坟地", "丢东西", "分不清"),
    example=_example,
)
