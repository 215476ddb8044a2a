"""The provisions this sector stands on, each with the day its text in force took effect."""

from __future__ import annotations

from datetime import date

from portal.sdk import Basis

_CIVIL_CODE = date(2021, 1, 1)

HOUSE = Basis("人民调解期限", "", since=date(2011, 1, 1), house=True)
CONFIRMATION = Basis("人民调解法", "33", since=date(2011, 1, 1))
EXCESSIVE_PENALTY = Basis("合同编通则解释", "65", since=date(2023, 12, 5))
PREPAID_FEES_BACK = Basis("物业服务解释", "3", since=_CIVIL_CODE)
LIMITATION_BEFORE = Basis("民法总则", "188", since=date(2017, 10, 1), until=date(2020, 12, 31), verified=False)


def civil_code(article: str) -> Basis:
    """Return a provision of 民法典."""
    return Basis("民法典", article, since=_CIVIL_CODE)


def regulation(article: str) -> Basis:
    """Return a provision of 物业管理条例, numbered as since the amendment of 2018-03-19."""
    return Basis("物业管理条例", article, since=date(2018, 3, 19))
