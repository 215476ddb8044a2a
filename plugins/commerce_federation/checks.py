"""What an agreement between firms must not say without a second look."""

from portal.sdk import check

from .bases import TERM_OF_PAYMENT, UNDISPUTED

BACK_TO_BACK = ("收到第三方付款", "收到业主付款", "业主付款后", "甲方付款后", "上游付款后", "按第三方付款进度", "财政拨款到位后")
LARGE = ("state_large", "private_large")

CHECKS = (
    check(
        "paid_when_paid",
        lambda case, text: case.details.get("debtor") in LARGE and any(word in text for word in BACK_TO_BACK),
        "大型企业不得约定以收到第三方付款作为付款条件，也不得按第三方付款进度付款；请写明付款日期",
        basis=TERM_OF_PAYMENT,
    ),
    check(
        "undisputed_waits",
        lambda case, text: "全部争议解决后" in text and bool(case.details.get("undisputed")),
        "无争议的部分应当先付；请写明无争议部分的付款日期，确认后继续",
        basis=UNDISPUTED,
        asks=True,
    ),
)
