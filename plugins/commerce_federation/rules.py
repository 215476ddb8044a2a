"""What must hold between the sums of a firm's dispute."""

from portal.sdk import rule

MONEY_RULES = (
    rule(lambda d, today: d.undisputed <= d.owed, "undisputed", "没有争议的部分不能多于欠款"),
    rule(lambda d, today: d.paid <= d.contract_total, "paid", "已付的多于合同总价，请核对", asks=True),
)
