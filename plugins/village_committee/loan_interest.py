"""What is owed on a private loan: principal really handed over, interest at the agreed rate, at most four times the LPR.

民间借贷规定 24–26, 31; 民法典 561, 670, 680. One repayment can be entered; it pays interest first, then principal.
"""

from __future__ import annotations

from typing import Any

from portal.sdk import N_, Calculator, Day, Line, Money, Number, Worked
from portal.sdk import law_private_lending as law

from . import bases

ABOVE = N_("约定利率高于借款时一年期LPR的四倍，超过部分不受保护，按四倍计算")
BEFORE_LPR_RULE = N_("合同成立于2020年8月20日以前的，到2020年8月19日为止的利息可以按当时的规定计算，不在本结果内")


def _work(inputs: Any) -> Worked:
    lpr, rate = inputs.lpr / 100, inputs.rate / 100
    repaid, repaid_on = inputs.get("repaid"), inputs.get("repaid_on")
    payments = (law.Payment(repaid_on or inputs.reckoned_on, repaid),) if repaid else ()
    owed = law.balance(inputs.delivered, rate, inputs.lent_on, payments, inputs.reckoned_on, lpr)
    total = owed.value.principal + owed.value.interest
    notes = ((ABOVE, rate > law.ceiling(lpr)), (BEFORE_LPR_RULE, inputs.lent_on < law.LPR_RULE_SINCE))
    return Worked(total, (*owed.lines, Line(N_("本息合计"), "", total), *(Line(note, "") for note, told in notes if told)))


LOAN_INTEREST = Calculator(
    "loan_interest",
    "民间借贷本息",
    (
        Money("delivered", "实际交付的本金", required=True, least=1, hint="预先扣掉的利息不算本金"),
        Number(
            "rate", "约定年利率", required=True, most="1000", places=4, unit="%", hint="月息1分即年利率12%；没有约定利息的填0"
        ),
        Number("lpr", "借款时一年期LPR", required=True, most="100", places=4, unit="%", hint="以借款合同成立时公布的为准"),
        Day("lent_on", "借款日期", required=True),
        Day("reckoned_on", "算到哪一天", required=True, future=True),
        Money("repaid", "已还金额", hint="先抵利息，再抵本金"),
        Day("repaid_on", "还款日期", hint="分几次还的，请按次分段计算"),
    ),
    _work,
    (bases.INTEREST_CAP, bases.INTEREST_CAP_BEFORE, bases.INTEREST_IN_ADVANCE, bases.NO_INTEREST_AGREED, bases.ORDER_OF_PAYMENT),
)
