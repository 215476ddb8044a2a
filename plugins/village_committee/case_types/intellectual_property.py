"""知识产权纠纷 (22)."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example

from .. import people
from ..shape import SUE, people_type


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.SEED_FIRM, "respondent": people.COOPERATIVE},
        summary="种业公司说合作社多留了亲本种子自己繁育，合作社说是剩下的，双方要求说清楚怎么处理。",
        kind="plant_variety",
        cause="委托制种结束后亲本种子数量对不上。",
        request="交回剩余亲本种子，今后不再自行繁育。",
        amount="20000.00",
        risk="none",
    )


INTELLECTUAL_PROPERTY = people_type(
    "intellectual_property",
    "知识产权纠纷",
    "22",
    kinds=(
        ("trademark", "商标"),
        ("patent", "专利"),
        ("copyright", "著作权"),
        ("plant_variety", "植物新品种"),
        ("secret", "商业秘密"),
        ("other", "其他"),
    ),
    remedies=(SUE, "可以请求有关主管部门处理"),
    words=("商标", "专利", "侵权", "品种权", "亲本", "著作权", "冒用"),
    example=_example,
)
