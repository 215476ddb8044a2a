"""Sentences for what may be wrong when a special permission (特批查阅) is asked for, decided or judged."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading.wording import N_

GLASS = MappingProxyType(
    {
        "glass_number_form": N_("案号的形式不对，请照（2026）临民调字第12号的样子填写。"),
        "glass_reason_short": N_("请写具体些，至少 %(least)s 个字。"),
        "glass_urgent_for_life": N_("只有危及生命安全才能紧急查阅；其他事由请选“请另一人批准”。"),
        "glass_overdue": N_("您有 %(count)s 次查阅过期还没有复核，暂不能申请。请联系审计人员；着急的，请别的同事办理。"),
        "glass_asker_overdue": N_("申请人有查阅过期还没有复核，复核以前不能批准。"),
        "glass_too_many": N_("24 小时内最多 %(most)s 次，现在不能再申请。"),
        "glass_own": N_("自己的申请要由另一个人决定。"),
        "glass_decided": N_("这个申请已经有人决定，或者已经撤回。"),
        "glass_lapsed": N_("这个申请已经过期，需要的请申请人重新申请。"),
        "glass_no_case": N_("这个单位没有需要特批查阅的这件案件，不能批准。"),
        "glass_own_review": N_("申请人和批准人不能复核，请另一个人复核。"),
        "glass_judged": N_("这次查阅已经复核过。"),
    }
)
