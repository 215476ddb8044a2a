"""The provisions this sector stands on, each with the day its text in force took effect."""

from __future__ import annotations

from datetime import date

from portal.sdk import Basis

_CIVIL_CODE = date(2021, 1, 1)

EXCESSIVE_PENALTY = Basis("合同编通则解释", "65", since=date(2023, 12, 5))
PREPAID_FEES_BACK = Basis("物业服务解释", "3", since=_CIVIL_CODE)


def civil_code(article: str) -> Basis:
    """Return a provision of 民法典."""
    return Basis("民法典", article, since=_CIVIL_CODE)


def regulation(article: str) -> Basis:
    """Return a provision of 物业管理条例, numbered as since the amendment of 2018-03-19."""
    return Basis("物业管理条例", article, since=date(2018, 3, 19))
