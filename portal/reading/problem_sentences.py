"""Turns a problem's code and parameters into what happened and what to do now."""

from __future__ import annotations

from portal.errors import Problem
from portal.reading.admin_problems import ADMINISTRATION
from portal.reading.check_problems import CHECKING
from portal.reading.glass_problems import GLASS
from portal.reading.keeping_problems import KEEPING
from portal.reading.ledger_problems import LEDGERS
from portal.reading.material_problems import MATERIALS
from portal.reading.paper_problems import PAPERS
from portal.reading.people_problems import PEOPLE
from portal.reading.sign_in_problems import SIGNING_IN
from portal.reading.wording import N_, label, say

_SENTENCES = {
    "required": N_("请填写“%(title)s”。"),
    "name_required": N_("请填写“%(title)s”的姓名或名称。"),
    "unknown_field": N_("这里没有这一项，请去掉。"),
    "unknown_role": N_("这类纠纷没有这种当事人，请核对。"),
    "unknown_type": N_("本单位没有这类纠纷，请从列表里选择。"),
    "wrong_kind": N_("填写的形式不对，请按提示重新填写。"),
    "masked": N_("这是隐去后的内容，不能原样存回；不改请留空。"),
    "not_an_option": N_("请从列出的选项中选择。"),
    "not_applicable": N_("只有“%(other)s”选了相应的内容才填这一项，请先核对。"),
    "declared": N_("%(message)s"),
    "text_surrogate": N_("有无法识别的字符，请删去后重新输入。"),
    "text_nul": N_("有看不见的控制字符，请删去后重新输入。"),
    "text_control": N_("有看不见的控制字符，请删去后重新输入。"),
    "text_noncharacter": N_("有无法识别的字符，请删去后重新输入。"),
    "text_too_long": N_("最多 %(most)s 字，现在有 %(length)s 字，请精简。"),
    "text_too_many_bytes": N_("内容太长，请精简。"),
    "not_whole": N_("请填整数，例如 12。"),
    "not_a_number": N_("请填数字，例如 89.50。"),
    "too_small": N_("不能小于 %(least)s。"),
    "too_large": N_("不能大于 %(most)s。"),
    "too_precise": N_("小数最多 %(places)s 位。"),
    "money_empty": N_("请填金额，例如 12000.00。"),
    "money_not_a_number": N_("请填金额，例如 12000 或 1.2万。"),
    "money_grouping": N_("逗号的位置不对，请核对金额，例如 12,000。"),
    "money_negative": N_("金额不能是负数。"),
    "money_too_precise": N_("金额最多到分。"),
    "money_too_large": N_("金额太大，请核对。"),
    "money_too_small": N_("金额不能小于 %(least)s 元。"),
    "day_empty": N_("请填日期，例如 11.3 或 20261103。"),
    "day_not_a_day": N_("请填日期，例如 11.3、20261103 或 昨天。"),
    "day_no_such_day": N_("没有这一天，请核对日期。"),
    "day_year_out_of_range": N_("年份不对，请核对日期。"),
    "day_in_future": N_("不能晚于今天，请核对日期。"),
    "not_yes_or_no": N_("请选“是”或“否”。"),
    "id_number_empty": N_("请填公民身份号码；没有就写明原因。"),
    "id_number_length": N_("身份证号应为 18 位，现在是 %(length)s 位。"),
    "id_number_characters": N_("身份证号只能是数字，最后一位可以是 X。"),
    "id_number_fifteen_digits": N_("这是旧的 15 位号码，请填 18 位号码。"),
    "id_number_birth": N_("身份证号里的出生日期不对，请核对。"),
    "id_number_born_in_future": N_("身份证号里的出生日期在今天之后，请核对。"),
    "id_number_too_old": N_("身份证号里的出生日期过早，请核对。"),
    "id_number_check_character": N_("身份证号的校验位不对，请对照证件核对。"),
    "id_number_form": N_("身份证号的形式不对，请对照证件核对。"),
    "credit_code_empty": N_("请填统一社会信用代码。"),
    "credit_code_length": N_("统一社会信用代码应为 18 位，现在是 %(length)s 位。"),
    "credit_code_characters": N_("统一社会信用代码只能是数字和大写字母。"),
    "credit_code_forbidden_letter": N_("统一社会信用代码里没有字母 %(letter)s，请核对。"),
    "credit_code_check_character": N_("统一社会信用代码的校验位不对，请对照执照核对。"),
    "credit_code_form": N_("统一社会信用代码的形式不对，请对照执照核对。"),
    "id_number_in_text": N_("这里写了身份证号，请删去。身份证号填在当事人的“身份证”一栏，会加密保存。"),
    "phone_in_text": N_("“%(title)s”里写了手机号。当事人的电话请填在“电话”一栏，会加密保存；确实要写在这里的，请打勾确认。"),
    "phone_empty": N_("请填电话。"),
    "phone_form": N_("电话应为 11 位手机号，或带区号的座机，例如 0936-5520001。"),
    "phone_length": N_("电话的位数不对，请核对。"),
    "phone_characters": N_("电话只能是数字和连字符。"),
    "plate_form": N_("号牌的形式不对，例如 甘G12345。"),
    "plate_empty": N_("请填号牌。"),
    "party_missing": N_("请先填写“%(title)s”。"),
    "too_many_parties": N_("“%(title)s”最多 %(most)s 个。"),
    "wrong_party_kind": N_("“%(title)s”的种类不对：请选个人或单位。"),
    "only_for_a_person": N_("单位没有这一项，请清空。"),
    "only_for_an_organisation": N_("个人没有这一项，请清空。"),
    "contradicts_id_number": N_("与身份证号不一致，请核对。"),
    "same_id_number_twice": N_("两名当事人的身份证号相同，请核对。"),
    "occurred_after_received": N_("发生时间不能晚于收到日期。"),
    "received_after_accepted": N_("收到日期不能晚于受理日期（%(day)s）。"),
    "before_received": N_("不能早于收到日期（%(day)s）。"),
    "before_session_is_possible": N_("不能早于各方同意调解的日期（%(day)s）。"),
    "before_undisputed_is_possible": N_("不能早于各方同意调解的日期（%(day)s）。"),
    "before_undisputed_sign_is_possible": N_("不能早于写下无争议事实的日期（%(day)s）。"),
    "session_ends_before_it_begins": N_("结束时间要晚于开始时间。"),
    "nothing_to_continue": N_("只有“有待继续调解”的，才填下次调解日期。"),
    "undisputed_signatures_missing": N_("各方都签字以后，才能记为已签字。"),
    "before_agree_is_possible": N_("不能早于各方同意调解的日期（%(day)s）。"),
    "before_sign_is_possible": N_("不能早于达成协议的日期（%(day)s）。"),
    "before_perform_is_possible": N_("不能早于达成协议的日期（%(day)s）。"),
    "before_pause": N_("不能早于中止的日期（%(day)s）。"),
    "tell_remedies": N_("请先告知当事人其他解决途径，再勾选“是”。"),
    "signatures_missing": N_("签名和印章齐全以后，协议才能生效。"),
    "party_unsigned": N_("还缺当事人%(name)s的签名、盖章或者指印，协议不能生效。签一个记一个的，用“记下部分签名”。"),
    "mediator_unsigned": N_("还缺调解员的签名，协议不能生效。"),
    "seal_missing": N_("还没有加盖调解组织的印章，协议不能生效。"),
    "signed_twice": N_("这一方已经签过，请核对。"),
    "signed_otherwise": N_("调解员要签名，调解组织要盖章，请核对。"),
    "consent_missing": N_("当事人同意以后，才能把情况转给别的单位。"),
    "extension_needs_consent": N_("应当同意的各方都同意以后，才能延期。"),
    "needs_supervisor": N_("这个期限由负责人批准延长，请交负责人办理。"),
    "not_later": N_("要晚于现在的到期日（%(day)s）。"),
    "performed_when_signed": N_("书面协议签字盖章以后才生效；当场履行的，登记签字时再选。"),
    "does_not_interrupt": N_("这种情形不使这个时效中断（劳动争议调解仲裁法第27条只列了主张权利、请求救济、同意履行）。"),
    "ended_before_it_began": N_("不能早于开始的那一天（%(day)s）。"),
    "limitation_over": N_("这一天时效已经届满（%(day)s）。更早有过中断的，请先登记更早的。"),
    "interrupts_nothing": N_("这一天不改变时效：时效从%(day)s才起算，或者后来已经中断过。"),
    "not_in_the_last_months": N_("障碍不在时效的最后六个月内（%(day)s届满），不中止（民法典第194条）。"),
    "hinders_nothing": N_("障碍不在时效期间内（%(day)s届满），不中止。"),
    "extends_too_far": N_("最多延长 %(most)s 天。"),
    "too_many_terms": N_("协议内容最多 %(most)s 条。"),
    "act_has_no_amount": N_("这一条是做事情，不填金额。"),
    "more_than_owed": N_("这一条还有 %(left)s 元没有付，不能记得更多。"),
    "not_overdue": N_("这一条 %(day)s 才到期，过了这一天才算逾期。"),
    "breached_already": N_("这一条的逾期已经记过（%(day)s）。"),
    "remedy_not_open": N_("这条途径对这份协议不适用，或者已经过了期限，请从列出的途径里选。"),
    "before_perform_term_is_possible": N_("不能早于达成协议的日期（%(day)s）。"),
    "before_follow_up_is_possible": N_("不能早于终结的日期（%(day)s）。"),
    "outcome_without_suit": N_("写了起诉、仲裁的结果，请把“此后又起诉或申请仲裁”选为“是”。"),
    "opinion_asked": N_("已经给这位当事人发过评价链接，没有用过的到期以后才能再发；评价过的不再发。"),
    "opinion_not_asked": N_("这件案件不发评价链接：还没有办结，或者封存、作废了。"),
    "opinion_no_contact": N_("这位当事人登记了“不要主动联系”，不发评价链接。"),
    "measures_needed": N_("有调解不当的情形或者激化的苗头，请写采取了什么措施。"),
    "before_breach_is_possible": N_("不能早于达成协议的日期（%(day)s）。"),
    "before_effect": N_("不能早于协议生效的日期（%(day)s）。"),
    "confirmation_too_late": N_(
        "申请司法确认的期限到 %(day)s 为止，这一天已经过了，不能再申请。协议仍有约束力，"
        "可以就协议的履行向法院起诉（人民调解法第32、33条）。"
    ),
    "confirmation_is_joint": N_("司法确认要由双方当事人共同提出，一方不能单独申请（民事诉讼法第205条）。"),
    "material_missing": N_("还缺“%(title)s”，备齐以后再记申请（民诉法解释第354条）。"),
    "before_application": N_("不能早于申请或者受理的日期（%(day)s）。"),
    "accepted_already": N_("法院 %(day)s 已经受理，请登记裁定结果或者撤回。"),
    "court_number_form": N_("法院案号的形式不对，例如 （2026）甘0723诉前调确12号。"),
    "refusal_reason_needed": N_("请选法院写明的原因。"),
    "no_reason_here": N_("只有不予受理、驳回才选原因，请清空。"),
    "not_offered": N_("案件现在的状态不能这样办，请刷新页面看最新情况。"),
    "nothing_changed": N_("没有改动任何内容。"),
    "plugin_absent": N_("这类纠纷的功能没有启用，案件只能查看；请联系系统管理员。"),
    "open_matters": N_("此人在本单位还有 %(count)s 起在办，请核对是不是同一件事。"),
    "asked_too_often": N_("这一小时查得太多，请过一会儿再试。"),
    "sealed_offers_nothing": N_("封存案件不对外联系：联系会让别的单位知道有这件案件。"),
    "contact_offered": N_("已经表示过愿意联系，请等对方回应；三十天没有回应的，可以再表示一次。"),
    "nobody_elsewhere": N_("没有查到当事人在别的单位有在办案件，不用联系。"),
    "receiver_needed": N_("限知、封存的案件只能转给一名指定的接收人，请选接收人。"),
    "show_first": N_("要转送的内容变了，或者还没有给当事人看过。请先看下面的内容，再告诉当事人。"),
    "referral_answered": N_("这件转办已经答复或撤回，请刷新页面看最新情况。"),
    "referral_origin_gone": N_("转办单位的案件已经作废，不能退回；请联系县级统筹。"),
    "urged_already": N_("今天已经催办过了。"),
    "own_matter": N_("电话或身份证号与您本人登记的相同。与自己有关的纠纷不能由自己登记、办理，请交同事办理。"),
    "own_number_stands": N_("当事人的电话或身份证号与他本人登记的相同，不能撤销回避。号码登记有误的，先更正号码。"),
    "already_a_case": N_("这次咨询已经转为案件，不能再转。"),
    "consultation_stale": N_("别人刚刚改过这次咨询。请看过最新内容再改，您填的还在下面。"),
    "token_too_long": N_("提交标记太长。"),
    "token_used_for_other": N_("这个提交标记已经用于别的内容，请重新打开页面。"),
    "draft_too_large": N_("草稿太大（最多 %(most)s KB），请先保存案件。"),
    "too_many_drafts": N_("草稿太多（最多 %(most)s 份），请先处理或删除旧的草稿。"),
    "numbers_already_given": N_("本年已经编到第 %(next)s 号之前，不能再改起始号。"),
    **ADMINISTRATION,
    **CHECKING,
    **PAPERS,
    **GLASS,
    **KEEPING,
    **PEOPLE,
    **MATERIALS,
    **LEDGERS,
    **SIGNING_IN,
}


def problem_sentence(problem: Problem, plugin: str = "") -> str:
    """Return the sentence of a problem; a declared one is shown in the plugin's language with its basis."""
    if problem.code == "declared":
        text = label(str(problem.params["message"]), plugin)
        if "check" in problem.params and "%(" in text:
            text %= {key: label(value, plugin) if isinstance(value, str) else value for key, value in problem.params.items()}
        if "law" in problem.params:
            law, article = str(problem.params["law"]), str(problem.params["article"])
            return text + say(N_("（依据：%(law)s第%(article)s条）"), law=law, article=article)
        return text
    params = {key: label(value, plugin) if isinstance(value, str) else value for key, value in problem.params.items()}
    sentence = _SENTENCES.get(problem.code)
    if sentence is None:
        return say(N_("填写有误，请核对（%(code)s）。"), code=problem.code)
    return say(sentence, **params)


def codes() -> frozenset[str]:
    """Return every code that has a sentence."""
    return frozenset(_SENTENCES)
