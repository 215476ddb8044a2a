"""Sentences for what may be wrong when personal values are kept or erased."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading.wording import N_

KEEPING = MappingProxyType(
    {
        "hold_past": N_("这一天已经过去，请核对；不知道到哪天为止的，请留空。"),
        "hold_over": N_("这次暂停已经结束。"),
        "case_erased": N_("本案的个人信息已经删除，不能再办理。"),
    }
)
