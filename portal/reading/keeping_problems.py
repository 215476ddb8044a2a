"""Sentences for what may be wrong when personal values are kept or erased."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading.wording import N_

KEEPING = MappingProxyType(
    {
        "hold_past": N_("这一天已经过去，请核对；不知道到哪天为止的，请留空。"),
        "hold_over": N_("这次暂停已经结束。"),
        "case_erased": N_("本案的个人信息已经删除，不能再办理。"),
        "erasure_gone": N_("%(number)s 的个人信息已经删除。"),
        "erasure_held": N_("%(number)s 暂停删除，结束以前不能删除。"),
        "erasure_open": N_("%(number)s 还没有归档或者作废，办完并归档以后才能删除；写错的内容请更正。"),
        "erasure_not_archived": N_("%(number)s 已作废，没有保管期限，请选别的依据。"),
        "erasure_unknown_term": N_("%(number)s 这类纠纷的插件没有启用，不知道保管期限，不能删除。"),
        "erasure_for_ever": N_("%(number)s 永久保管，只有违法处理的才能删除（个人信息保护法第四十七条第二款）。"),
        "erasure_term_runs": N_(
            "%(number)s 的保管期限到 %(until)s，以前只有违法处理的才能删除（个人信息保护法第四十七条第二款）。"
        ),
        "consent_whose": N_("依据是取得个人同意的，请写明谁同意的。"),
        "consent_under_14": N_("不满十四周岁的，由监护人同意（个人信息保护法第三十一条）。"),
        "consent_none": N_("本案没有记下过可以撤回的同意。"),
        "consent_nobody": N_("本案的当事人里没有自然人，这里只记自然人的个人信息。"),
        "consent_before": N_("撤回不能早于告知的那天，请核对。"),
        "erasure_waits": N_("已经提请删除，正等待决定。"),
        "erasure_decided": N_("这个提请已经有人决定，或者已经撤回。"),
        "erasure_own": N_("自己的提请要由另一个人决定。"),
    }
)
