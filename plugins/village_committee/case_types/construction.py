"""建设工程纠纷 (20)."""

from __future__ import annotations

from datetime import date

from portal.sdk import Example, Money, Text

from .. import people
from ..shape import PAYMENT_ORDER, SUE, people_type

_GROUP = "工程情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.BUILDER, "respondent": people.VILLAGE},
        summary="村上修文化广场，完工后双方对增加的工程量怎么结算说法不一，尾款一直没有付。",
        kind="settlement",
        cause="施工中增加了一段护栏，没有签字，结算时对不上。",
        request="核对增加的工程量，付清尾款。",
        amount="46000.00",
        project="化音村文化广场",
        contract_price="380000.00",
        risk="none",
    )


CONSTRUCTION = people_type(
    "construction",
    "建设工程纠纷",
    "20",
    kinds=(
        ("price", "工程款"),
        ("settlement", "结算、增减工程量"),
        ("quality", "质量、保修"),
        ("subcontract", "分包、转包"),
        ("delay", "工期"),
        ("rural", "农村自建房"),
        ("other", "其他"),
    ),
    fields=(
        Text("project", "工程名称", longest=120, searchable=True, group=_GROUP),
        Money("contract_price", "合同价", group=_GROUP),
    ),
    remedies=(SUE, PAYMENT_ORDER, "合同里写明仲裁的，可以向约定的仲裁机构申请仲裁"),
    words=("工程款", "施工", "包工", "自建房", "装修", "质量", "保修"),
    example=_example,
)
