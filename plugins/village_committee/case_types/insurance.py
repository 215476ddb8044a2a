"""保险纠纷 (19): limitation is two years, five for life insurance (保险法 26)."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example, Text, YesNo

from .. import bases, clocks, people
from ..limitation import limitation_rule
from ..shape import SUE, people_type

_GROUP = "保险情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.HE, "respondent": people.INSURER},
        summary="何永福的制种玉米遭了冰雹，保险公司定损他认为偏低，要求重新核定。",
        kind="loss",
        cause="受灾面积和减产比例双方估计不一样。",
        request="请农技人员一起重新定损。",
        amount="9600.00",
        policy="种植业保险",
        life=False,
        risk="none",
    )


INSURANCE = people_type(
    "insurance",
    "保险纠纷",
    "19",
    kinds=(
        ("refused", "拒赔"),
        ("amount", "理赔金额"),
        ("loss", "农业保险定损"),
        ("surrender", "退保"),
        ("selling", "销售误导"),
        ("other", "其他"),
    ),
    fields=(
        Text("policy", "险种、保单号", longest=80, group=_GROUP),
        YesNo("life", "是否人寿保险", group=_GROUP, hint="人寿保险请求给付的时效为五年，其他保险为二年"),
    ),
    limitation=limitation_rule(
        lambda d: 60 if d.life else 24,
        "人寿保险已满五年、其他保险已满二年，保险公司可能提出诉讼时效抗辩。请问清其间有没有主张过，再确认",
        bases.INSURANCE_LIMITATION,
    ),
    time_limits=(*clocks.PEOPLE, clocks.INSURANCE, clocks.LIFE_INSURANCE),
    remedies=(SUE, "可以向金融监督管理部门的投诉热线反映"),
    words=("保险", "理赔", "拒赔", "定损", "退保", "冰雹"),
    example=_example,
)
