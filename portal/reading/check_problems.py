"""Sentences for what may be wrong when samples are drawn, findings sent and answered, and periods of statistics chosen."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading.wording import N_

CHECKING = MappingProxyType(
    {
        "nothing_to_draw": N_("没有符合条件的案件可抽，请放宽单位、类型或日期。"),
        "nothing_failed": N_("七项里没有不合格的，不用发意见。"),
        "reply_by_too_early": N_("答复期限要晚于今天。"),
        "ends_before_it_begins": N_("结束日期不能早于开始日期。"),
        "period_form": N_("没有这个时期，请从列表里选择，或填写起止日期。"),
        "period_too_long": N_("最长统计三年，请缩短起止日期。"),
    }
)
