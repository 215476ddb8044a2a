"""What is said after an act: what happened, and what comes next."""

from __future__ import annotations

from portal.declare.phases import Moment
from portal.engine.actions import BY_KEY
from portal.reading.case_page import CasePage
from portal.reading.wording import N_, in_a_row, label
from portal.reading.wording import say as _
from portal.reading.words import ENDINGS, word
from portal.web.figures import day_sentence

_DONE = {
    "take": N_("由您调解。"),
    "assign": N_("已指派。"),
    "ask_consent": N_("已记下，等对方答复。"),
    "consent": N_("已记下各方同意调解。"),
    "session": N_("调解记录已保存。"),
    "undisputed": N_("无争议事实已写好，请打印后各方签字。"),
    "undisputed_sign": N_("已记下：无争议事实各方已签字。"),
    "note": N_("已记下。"),
    "supplement": N_("已记下一次告知的材料，等申请人补齐。"),
    "supplied": N_("材料已补齐。"),
    "perform": N_("协议已履行完毕。"),
    "apply_confirmation": N_("已记下双方共同申请司法确认，等法院答复。"),
    "confirmation_answer": N_("已登记法院答复。"),
    "breach": N_("已记下逾期和告知的途径。"),
    "pause": N_("已中止，期限停算。"),
    "resume": N_("已恢复，期限接着计算。"),
    "extend": N_("期限已延长。"),
    "interrupt": N_("时效中断已记下，期限重新计算。"),
    "hinder": N_("时效中止已记下，到期日已改。"),
    "follow_up": N_("回访已记下。"),
    "archive": N_("已归档。"),
    "reopen": N_("已重开。"),
    "talk_again": N_("协议没有签，继续调解。"),
    "correct": N_("已更正，更正前后的内容和理由都留有记录。"),
    "void": N_("已作废，案号保留。"),
    "refer": N_("转办已送出，等对方单位答复；答复以前仍由本单位负责。"),
    "refer_withdraw": N_("转办已撤回，对方单位不再看得到。"),
    "refer_return": N_("已退回转办单位，由它继续办理。"),
    "report": N_("已记下报告情况。"),
    "receipt": N_("回执已登记。"),
    "guardian": N_("法定代理人已登记。"),
    "exempt": N_("说明已登记。"),
    "agent": N_("代理人已登记。"),
    "elect": N_("代表人已登记。"),
    "consent_of": N_("已记下同意。"),
    "merge": N_("已并案，本案终结；当事人已经转到那一件，请到那一件继续办理。"),
    "members": N_("名单上的人已经加为当事人。"),
    "safe_channel": N_("安全联系方式已登记，拨号以前先看。"),
    "end_link": N_("已登记终止。"),
}


def said(action: str, page: CasePage) -> str:
    """Return the sentence after an act; `page` is the case as it stands now."""
    following = next((offer for offer in page.offers if offer.key == page.move), None)
    after = _("下一步：%(what)s。", what=label(following.label)) if following is not None and page.our_turn else ""
    return in_a_row(_happened(action, page), after)


def _happened(action: str, page: CasePage) -> str:
    if action == "accept" and page.number:
        return _("已受理，案号%(number)s。", number=page.number)
    if action == "agree" and page.step == "to_sign":
        return _("协议条款已保存。请打印，由各方签名、盖章或按指印。")
    if action == "perform_term":
        return _("协议已履行完毕。") if page.step == "performed" else _("已记下这次履行，其余的继续跟踪。")
    if action == "signature" and page.step == "to_sign":
        return _("已记下，还缺：%(who)s。", who=_("、").join(s.who for s in page.signatures if s.signed_on is None))
    if action in ("sign", "signature", "agree"):
        return _in_force(page)
    if action in _DONE:
        return _(_DONE[action])
    if page.ending is not None and action in BY_KEY and page.phase == "ended":
        return _("本案终结：%(ending)s。请把其他解决途径告知当事人。", ending=word(ENDINGS, page.ending))
    own = page.state.type.action(action) if page.state is not None else None
    return _("已办好：%(what)s。", what=label(own.title, page.type.partition(".")[0]) if own else label(BY_KEY[action].label))


def _in_force(page: CasePage) -> str:
    """Return that the agreement is in force, and until when what follows from it may be asked for."""
    begun = {c.key for c in page.state.type.clocks if c.starts is Moment.EFFECTIVE} if page.state is not None else set()
    until = [
        _("%(clock)s至 %(day)s", clock=clock.title, day=day_sentence(clock.due_on)) for clock in page.clocks if clock.key in begun
    ]
    return _("协议生效；%(until)s。", until="；".join(until)) if until else _("协议生效。")
