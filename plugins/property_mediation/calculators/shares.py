"""Two sums owners ask for: prepaid charges after the contract ended, and their share of what common parts earned."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.sdk import Calculator, Line, Money, Number, Whole, Worked, grouped

from ..bases import PREPAID_FEES_BACK, civil_code
from .charges import plain


def _prepaid(inputs: Any) -> Worked:
    left = max(inputs.months_paid - inputs.months_served, 0)
    back = (2 * inputs.paid_ahead * left + inputs.months_paid) // (2 * inputs.months_paid)
    how = f"{grouped(inputs.paid_ahead)} × ({inputs.months_paid} - {inputs.months_served}) ÷ {inputs.months_paid}"
    return Worked(back, (Line("合同终止后应退的预收物业费：按没有服务的月数计算", how, back),))


def _income(inputs: Any) -> Worked:
    net = max(inputs.income - (inputs.get("cost") or 0), 0)
    share = int((Decimal(net) * inputs.own_area / inputs.total_area).quantize(Decimal(1), ROUND_HALF_UP))
    return Worked(
        share,
        (
            Line(
                "扣除合理成本后归业主共有的收益",
                f"{grouped(inputs.income)} - {grouped(inputs.get('cost') or 0)} = {grouped(net)}",
            ),
            Line(
                "没有约定的，按专有部分面积所占比例",
                f"{grouped(net)} × {plain(inputs.own_area)} ÷ {plain(inputs.total_area)}",
                share,
            ),
        ),
    )


PREPAID_FEES = Calculator(
    "prepaid_fees",
    "预收物业费退还",
    inputs=(
        Money("paid_ahead", "预交的物业费", required=True),
        Whole("months_paid", "预交的月数", unit="个月", least=1, required=True),
        Whole("months_served", "合同终止前已服务的月数", unit="个月", required=True),
    ),
    work=_prepaid,
    basis=(PREPAID_FEES_BACK,),
)

COMMON_INCOME = Calculator(
    "common_income",
    "公共收益分配",
    inputs=(
        Money("income", "利用共有部分的收入", required=True),
        Money("cost", "合理成本"),
        Number("own_area", "专有部分面积", unit="平方米", required=True),
        Number("total_area", "专有部分总面积", unit="平方米", least="1", required=True),
    ),
    work=_income,
    basis=(civil_code("282"), civil_code("283")),
)
