"""The form of a referral shows what would be sent, and of contact no more than its reader sees on the case."""

from __future__ import annotations

import pytest

from tests.web.offices import Offices

PHONE = "13893600011"


@pytest.mark.parametrize(("account", "shown"), [("clerk", PHONE), ("mediator", "138****0011")])
def test_contact_stands_in_full_for_the_handler_only(offices: Offices, account: str, shown: str) -> None:
    case_id = offices.open("clerk").case_id
    to = offices.people["stranger"].organisation_id

    page = offices.page(account, f"/referrals/from/{case_id}/to/{to}")

    assert shown in page
    assert (PHONE in page) == (account == "clerk")
