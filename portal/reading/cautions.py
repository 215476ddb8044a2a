"""What to weigh before relying on a calculated amount: the sentences of `portal.engine.law.worked.Caution`."""

from __future__ import annotations

from portal.reading.wording import N_, say

_SENTENCES = {
    "upper_bound": N_("法律规定的是上限"),
    "at_least": N_("法律规定的是下限"),
    "label_flaw": N_("标签瑕疵不影响安全、不误导的除外"),
    "not_for_deceit": N_("骗取赔偿的不适用"),
    "seller_must_know": N_("经营者须明知"),
    "reasonable_need": N_("知假买假的以合理生活消费需要为限"),
    "goods_excluded": N_("定作、鲜活易腐、拆封数字商品、报刊等除外"),
    "service_before_2008": N_("2008年以前的年限按当时规定"),
    "wage_capped": N_("三倍平均工资封顶，最多十二年"),
    "wage_raised_to_minimum": N_("低于最低工资标准的，按最低工资标准计算"),
    "month_in_part": N_("不足整月的按自然日折算"),
    "limitation_month_by_month": N_("仲裁时效一般逐月计算"),
    "only_after_order": N_("劳动行政部门责令后逾期不付才加付"),
    "no_day_off_given": N_("休息日加班以不能安排补休为前提"),
    "other_working_time_system": N_("综合计算、不定时工时制另有规定"),
    "worker_declined_in_writing": N_("本人书面提出不休的不加付"),
    "leave_lost": N_("寒暑假、事假、病假达到条例第四条的不享受"),
    "contribution_wage": N_("本人工资按缴费工资计算"),
    "provincial_table": N_("另有省级标准的一次性补助金"),
    "special_circumstances": N_("有特殊情况可以适当提高或者降低"),
    "above_ceiling": N_("超过合同成立时一年期LPR四倍"),
    "above_four_times_lpr": N_("年化高于一年期LPR四倍，仅供参照"),
    "before_lpr_rule": N_("2020-08-20以前成立的借贷分段适用"),
    "request_payment_first": N_("先催告，合理期限届满再起诉"),
    "penalty_high": N_("超过损失的百分之三十，一般可以认定过分高于损失"),
    "instalments_of_one_debt": N_("同一债务分期的自最后一期起算"),
    "after_the_end": N_("期间届满后的事由不再中断"),
    "court_does_not_ask": N_("法院不主动适用时效"),
    "income_unchanged": N_("实际收入没有减少等可以作相应调整"),
    "higher_home_standard": N_("住所地标准更高的可以按住所地"),
    "policy_decides": N_("商业险按合同约定"),
    "defined_by_clause": N_("各分项限额包含的项目以保险条款为准"),
    "better_terms_agreed": N_("对消费者更有利的约定优先"),
    "share_by_fault": N_("比例按过错，机动车与行人、非机动车之间另有规定"),
    "first_trader_only_once": N_("此前获得过相同商品或者服务的除外"),
}


def caution_sentence(code: str) -> str:
    """Return the sentence of a caution; an unknown code is shown as it is."""
    sentence = _SENTENCES.get(code)
    return code if sentence is None else say(sentence)


def codes() -> frozenset[str]:
    """Return every code that has a sentence."""
    return frozenset(_SENTENCES)
