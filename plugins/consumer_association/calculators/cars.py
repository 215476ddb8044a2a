"""The use fee of a family car that is exchanged or returned (家用汽车产品修理更换退货责任规定 27).

Fee = price × kilometres ÷ 1,000 × n; n stands on the three-guarantees certificate and is at most 0.5 %. It is owed only in the
cases of article 24, not where the seller must take the car back for nothing (articles 22, 23).
"""

from __future__ import annotations

from typing import Any

from portal.sdk import Calculator, Line, Money, Number, Whole, Worked, grouped, law_car_warranty

from ..bases import CAR_27


def _work(inputs: Any) -> Worked:
    fee = law_car_warranty.use_fee(inputs.car_price, inputs.kilometres, inputs.use_percent / 100)
    rest = max(inputs.car_price - fee.value, 0)
    how = f"{grouped(inputs.car_price)} - {grouped(fee.value)} = {grouped(rest)}"
    return Worked(fee.value, (*fee.lines, Line("退货的，扣除补偿费后应退车价款", how)))


CAR_USE_FEE = Calculator(
    "car_use_fee",
    "汽车三包使用补偿费",
    inputs=(
        Money("car_price", "车价款", required=True),
        Whole("kilometres", "行驶里程", unit="公里", required=True),
        Number("use_percent", "使用补偿系数", unit="%", most="0.5", places=3, required=True, hint="见三包凭证，不得高于0.5%。"),
    ),
    work=_work,
    basis=(CAR_27,),
)
