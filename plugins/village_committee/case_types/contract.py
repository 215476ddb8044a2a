"""合同纠纷 (04): sale, lease, loan between people, work done to order, farm supplies and seed production."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import Day, Example, Money, Text, When, YesNo, rule

from .. import people
from ..loan_interest import LOAN_INTEREST
from ..loans import LOAN_RULES, loan_fields
from ..shape import PAYMENT_ORDER, SUE, people_type

_GROUP = "合同情况"


def _example(today: date) -> Example:
    lent = today - timedelta(days=500)
    return Example(
        parties={"applicant": people.ZHANG, "respondent": people.LIU},
        summary="张志鹏借给刘建明三万元买农机，说好一年还清，到期只还了一万元。",
        kind="loan",
        cause="对方买农机缺钱，打了借条，到期以后说秋粮卖了再还，一直拖着。",
        request="还清剩下的本金和约定的利息。",
        amount="20000.00",
        principal="30000.00",
        delivered="30000.00",
        rate="6",
        lpr="3.10",
        lent_on=lent,
        due_on=lent + timedelta(days=365),
        repaid="10000.00",
        iou=True,
        guaranteed=False,
        written=True,
        risk="none",
    )


CONTRACT = people_type(
    "contract",
    "合同纠纷",
    "04",
    kinds=(
        ("sale", "买卖"),
        ("lease", "租赁"),
        ("loan", "民间借贷"),
        ("work", "承揽、加工"),
        ("seed", "制种合同"),
        ("supplies", "种子、化肥等农资"),
        ("service", "服务、中介"),
        ("partnership", "合伙"),
        ("other", "其他"),
    ),
    fields=(
        YesNo("written", "有无书面合同或者字据", counted=True, group=_GROUP),
        Day("made_on", "订立日期", group=_GROUP),
        Day("perform_by", "约定履行日期", future=True, group=_GROUP),
        Text("goods", "品种、数量", longest=120, group=_GROUP, when=When("kind", "sale", "seed", "supplies")),
        Money("price", "合同价款", group=_GROUP),
        *loan_fields(When("kind", "loan")),
    ),
    rules=(
        rule(lambda d, today: d.perform_by >= d.made_on, "perform_by", "约定履行日期不能早于订立日期"),
        *LOAN_RULES,
    ),
    calculators=(LOAN_INTEREST,),
    remedies=(SUE, PAYMENT_ORDER, "合同里写明仲裁的，可以向约定的仲裁机构申请仲裁"),
    words=("合同", "借钱", "欠钱", "借条", "欠条", "买卖", "货款", "租赁", "租金", "定金", "种子", "化肥", "制种", "承揽"),
    example=_example,
)
