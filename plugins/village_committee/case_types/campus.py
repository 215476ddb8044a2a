"""校园纠纷 (21): harm and quarrels at school; minors are always near, so only those who handle the case see it."""

from __future__ import annotations

from datetime import date

from portal.sdk import Choice, Example, Privacy

from .. import people, risk
from ..shape import SUE, people_type


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.ZHAO, "respondent": people.SCHOOL},
        summary="孩子课间在操场滑倒磕破额头，家长认为学校没有及时告知，要求承担医药费。",
        kind="injury",
        cause="课间活动受伤，双方对学校有没有尽到管理职责看法不同。",
        request="承担医药费，整改操场地面。",
        amount="1280.00",
        stage="primary",
        minor_harmed=False,
        risk="none",
    )


CAMPUS = people_type(
    "campus",
    "校园纠纷",
    "21",
    kinds=(
        ("injury", "学生受伤"),
        ("bullying", "学生欺凌"),
        ("fees", "收费、退费"),
        ("staff", "家校矛盾"),
        ("training", "校外培训"),
        ("other", "其他"),
    ),
    privacy=Privacy.P3,
    rises=(risk.MINOR_RISE,),
    fields=(
        Choice(
            "stage",
            "学段",
            (("kindergarten", "幼儿园"), ("primary", "小学"), ("middle", "初中"), ("high", "高中、中职"), ("other", "其他")),
            counted=True,
            group="校园情况",
        ),
        risk.MINOR_HARMED,
    ),
    guards=risk.MINOR_GUARDS,
    remedies=(
        SUE,
        "学生在校受到人身损害的，学校按是否尽到教育、管理职责承担责任（民法典 1199、1200、1201）",
        "可以向教育行政部门反映",
    ),
    words=("学校", "学生", "欺凌", "幼儿园", "老师", "补课", "培训班"),
    example=_example,
)
