"""The articles this plugin stands on, each read in the text in force. `since` is the day that text took effect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from portal.sdk import Basis


def _law(name: str, since: date) -> Callable[[str], Basis]:
    return lambda article: Basis(name, article, since=since)


mediation_law = _law("人民调解法", date(2011, 1, 1))
civil_code = _law("民法典", date(2021, 1, 1))
family_interpretation_1 = _law("婚姻家庭编解释（一）", date(2021, 1, 1))
family_interpretation_2 = _law("婚姻家庭编解释（二）", date(2025, 2, 1))
bride_price_rules = _law("涉彩礼纠纷规定", date(2024, 2, 1))
violence_law = _law("反家庭暴力法", date(2016, 3, 1))
protection_order_rules = _law("人身安全保护令案件规定", date(2022, 8, 1))
women_law = _law("妇女权益保障法", date(2023, 1, 1))
minors_law = _law("未成年人保护法", date(2024, 4, 26))
signature_law = _law("电子签名法", date(2019, 4, 23))
legal_aid_law = _law("法律援助法", date(2022, 1, 1))
labour_dispute_law = _law("劳动争议调解仲裁法", date(2008, 5, 1))
farmland_law = _law("农村土地承包法", date(2019, 1, 1))

# What law leaves open and the committee has settled for itself.
HOUSE = Basis("婚调委办案要求", "", since=date(2011, 1, 1), house=True)
