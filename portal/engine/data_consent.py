"""告知与同意: on what the processing of a party's data rests, what for, and who consents (个人信息保护法 13-17, 29, 31)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from portal.declare.texts import N_
from portal.errors import Problem

CONSENT = "consent"
BASES = MappingProxyType(
    {
        CONSENT: N_("取得个人同意（第十三条第一款第一项）"),
        "duty": N_("履行法定职责或者法定义务所必需（第十三条第一款第三项）"),
        "emergency": N_("紧急情况下保护生命健康和财产安全（第十三条第一款第四项）"),
    }
)
PURPOSES = MappingProxyType(
    {
        "mediate": N_("登记、调解和归档"),
        "call_back": N_("回访和督促履行"),
        "share": N_("转办、联合办理时提供给其他单位"),
    }
)
HOW = MappingProxyType({"written": N_("书面"), "oral": N_("口头"), "online": N_("网上")})
GIVERS = MappingProxyType({"self": N_("当事人本人"), "guardian": N_("监护人"), "agent": N_("代理人")})
UNDER_14 = "under_14"


def problems_with(values: Mapping[str, Any], age_band: str) -> Iterator[Problem]:
    """Yield what the law asks for and is missing.

    Consent is somebody's (14); of a child under fourteen it is the guardian's (31). What rests on a duty or an emergency needs
    none, and telling is asked in any case (17, 35).
    """
    if values.get("basis") != CONSENT:
        return
    if not values.get("given_by"):
        yield Problem("given_by", "consent_whose")
    elif age_band == UNDER_14 and values["given_by"] != "guardian":
        yield Problem("given_by", "consent_under_14")
