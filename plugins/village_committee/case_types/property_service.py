"""物业纠纷 (15): owners and estate services."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example, Privacy, Text

from .. import people
from ..shape import PAYMENT_ORDER, SUE, people_type

_GROUP = "物业情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.ESTATE_FIRM, "respondent": people.ZHAO},
        summary="业主因楼道灯坏了大半年没人修，两年没有交物业费，物业公司上门催了几次。",
        kind="fee",
        cause="业主说服务不到位不交费，物业公司说已经报修。",
        request="修好楼道灯，补交物业费。",
        amount="2160.00",
        estate="惠民社区惠民家园",
        room="6号楼2单元301室",
        risk="none",
    )


PROPERTY_SERVICE = people_type(
    "property_service",
    "物业纠纷",
    "15",
    kinds=(
        ("fee", "物业费"),
        ("quality", "服务质量"),
        ("parking", "停车"),
        ("leak", "漏水、管道"),
        ("income", "公共收益"),
        ("fund", "维修资金"),
        ("committee", "业主委员会"),
        ("other", "其他"),
    ),
    privacy=Privacy.P1,
    fields=(Text("estate", "小区", longest=80, group=_GROUP), Text("room", "楼栋房号", longest=60, group=_GROUP)),
    remedies=(SUE, PAYMENT_ORDER, "可以向住房和城乡建设主管部门投诉"),
    words=("物业费", "物业", "停车", "小区", "业委会", "电梯", "维修资金"),
    example=_example,
)
