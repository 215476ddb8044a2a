"""What every plugin must hold."""

from __future__ import annotations

from portal.testing.courses import Course
from portal.testing.kit import PluginTests


class TestCommerce(PluginTests):
    """The inherited tests, with what the declared fields alone do not show: sums that fit, a large debtor."""

    beside = __file__
    courses = (
        Course("overdue_account", "对账", (("accept", {}), ("reconcile", {"owed": "80000.00", "undisputed": "80000.00"}))),
        Course("goods_payment", "对账", (("accept", {}), ("reconcile", {"owed": "50000.00", "undisputed": "50000.00"}))),
        Course("overdue_account", "大型企业", (("accept", {}),), details={"debtor": "private_large", "pay_term": "large"}),
    )
