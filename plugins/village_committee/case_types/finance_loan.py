"""互联网和金融、借贷纠纷 (18): loans of lenders, cards, guarantees, and loans between people that come by this way."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import Example, When

from .. import people
from ..loan_interest import LOAN_INTEREST
from ..loans import LOAN_RULES, loan_fields
from ..shape import PAYMENT_ORDER, SUE, people_type


def _example(today: date) -> Example:
    lent = today - timedelta(days=420)
    return Example(
        parties={"applicant": people.LENDER, "respondent": people.HE},
        summary="何永福贷款养羊，羊价跌了还不上，贷款公司要求还清，他请求分期。",
        kind="micro",
        cause="贷款到期以后只还了一部分，双方对展期谈不拢。",
        request="分期偿还剩余本金和利息。",
        amount="38000.00",
        principal="50000.00",
        delivered="50000.00",
        rate="9.60",
        lpr="3.10",
        lent_on=lent,
        due_on=lent + timedelta(days=365),
        repaid="12000.00",
        guaranteed=False,
        risk="none",
    )


FINANCE_LOAN = people_type(
    "finance_loan",
    "互联网和金融借贷纠纷",
    "18",
    kinds=(
        ("bank", "银行贷款"),
        ("card", "信用卡"),
        ("micro", "小额贷款"),
        ("private", "民间借贷"),
        ("online", "网络借贷"),
        ("guarantee", "担保"),
        ("investment", "理财、投资"),
        ("other", "其他"),
    ),
    fields=loan_fields(When("kind", "bank", "micro", "private", "online", "guarantee")),
    rules=LOAN_RULES,
    calculators=(LOAN_INTEREST,),
    remedies=(SUE, PAYMENT_ORDER),
    words=("贷款", "借贷", "网贷", "信用卡", "利息", "担保", "高利贷"),
    example=_example,
)
