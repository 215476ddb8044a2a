"""Turns an event's code and parameters into one line of the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.engine.actions import REPORTED_TO
from portal.engine.call_backs import WHY_NONE
from portal.engine.choosing import PROPOSED, RELATIONS
from portal.engine.confirmation import ANSWERS
from portal.engine.contact_rules import CONTACT_RULES
from portal.engine.limitation import ACTS, OBSTACLES
from portal.engine.money import grouped
from portal.engine.people_acts import HOW_ELECTED, WHY_ENDED
from portal.engine.performance import PROOFS
from portal.engine.reasons import DECLINE_REASONS, RETURN_REASONS
from portal.engine.remedies import REMEDIES
from portal.engine.representation import EXEMPTIONS, GROUNDS
from portal.hooks.shown_types import ShownType
from portal.reading.standing import KINDS
from portal.reading.wording import N_, label, said_day, say
from portal.reading.words import CHANNELS, CLASSES, ENDINGS, FORMS, MANNERS, PHASES, RESULTS, SOURCES, word

_SENTENCES = {
    "open": N_("登记，来源：%(source)s"),
    "accept": N_("受理，案号%(number)s"),
    "supplement": N_("一次告知所缺材料"),
    "supplied": N_("材料已补齐"),
    "take": N_("接手调解"),
    "assign": N_("指派调解员"),
    "ask_consent": N_("征求对方意愿（%(how)s）"),
    "consent": N_("各方同意调解（%(how)s）"),
    "consent_of": N_("%(chosen)s名当事人同意调解（%(how)s），还有%(left)s名未表示"),
    "merge": N_("并案，并入%(into)s"),
    "merged_in": N_("%(merged)s并入本案，转来当事人%(chosen)s人"),
    "note": N_("联系当事人（%(channel)s）"),
    "session": N_("调解一次（%(manner)s），结果：%(result)s"),
    "undisputed": N_("写下各方都没有争议的事实，待签字"),
    "undisputed_sign": N_("无争议事实各方已签字"),
    "agree": N_("谈成%(form)s，共%(terms)s条，金额%(total)s元"),
    "sign": N_("协议签字盖章齐全，当日生效"),
    "signature": N_("协议已有%(signatures)s方签名、盖章，还缺%(left)s方"),
    "talk_again": N_("协议未签字，继续调解"),
    "perform": N_("协议履行完毕"),
    "perform_term": N_("记第%(term)s条的履行（%(proof)s）"),
    "breach": N_("第%(term)s条逾期未履行，已告知途径；权利人的打算：%(chosen)s"),
    "apply_confirmation": N_("双方共同申请司法确认"),
    "confirmation_answer": N_("法院对司法确认申请的答复：%(answer)s"),
    "pause": N_("中止调解，期限停算"),
    "resume": N_("恢复调解，期限接着计算"),
    "extend": N_("延长期限到%(until)s"),
    "interrupt": N_("时效中断：%(act)s"),
    "hinder": N_("时效中止：%(obstacle)s"),
    "fail": N_("调解不成：%(reason)s"),
    "party_refuses": N_("一方不愿调解：%(reason)s"),
    "refuse": N_("不予受理：%(reason)s"),
    "withdraw": N_("终结：%(ending)s"),
    "refer": N_("提出转办，等对方答复到%(due_on)s；已取得当事人同意"),
    "refer_withdraw": N_("撤回转办"),
    "refer_refused": N_("对方单位不受理转办：%(why)s"),
    "refer_accepted": N_("对方单位受理，本案转出"),
    "refer_returned": N_("对方单位退回：%(why)s；本案由本单位继续办理"),
    "refer_in": N_("由其他单位转办而来"),
    "refer_return": N_("退回转办单位：%(why)s"),
    "joint_ask": N_("请其他单位参加办理，等对方答复到%(due_on)s；已取得当事人同意"),
    "joint_withdraw": N_("撤回请其他单位参加办理"),
    "joint_declined": N_("对方单位不参加办理：%(why)s"),
    "joint_accepted": N_("对方单位参加联合办理"),
    "joint_end": N_("联合办理结束"),
    "refer_urged": N_("县级催办对方单位答复"),
    "pass_on": N_("转出给其他单位"),
    "other_procedure": N_("转其他程序：%(procedure)s"),
    "report": N_("报告危险情况：%(to)s"),
    "receipt": N_("收到%(to)s的回执"),
    "follow_up": N_("回访：%(performance)s，%(content)s"),
    "archive": N_("归档"),
    "erase": N_("删除了个人信息"),
    "reopen": N_("重开调解"),
    "guardian": N_("登记法定代理人（%(ground)s）"),
    "exempt": N_("说明不由监护人代理：%(ground)s"),
    "agent": N_("登记委托代理人（%(authority)s）"),
    "elect": N_("登记推选的代表人%(chosen)s人，代表%(represented)s人（%(elected_how)s）"),
    "members": N_("按名单增加当事人%(chosen)s人"),
    "end_link": N_("%(link_kind)s终止：%(why_ended)s"),
    "safe_channel": N_("登记安全联系方式：%(rule)s"),
    "correct": N_("更正了%(count)s处"),
    "seal": N_("密级由%(from_class)s提高到%(to_class)s"),
    "unseal": N_("密级由%(from_class)s降低到%(to_class)s"),
    "void": N_("作废，案号保留"),
    "hand_over": N_("移交给新的调解员"),
    "person_joined": N_("一名当事人与本单位其他案件的当事人登记为同一人"),
    "person_parted": N_("撤销把一名当事人登记为同一人"),
    "recuse": N_("与当事人有关系，回避，不再办理本案"),
    "recusal_ended": N_("撤销回避"),
    "clock_follows": N_("前一项期限已满，后一项期限开始计算"),
    "request_counted": N_("当事人向本单位提出的请求计入时效，时效重新计算"),
    "recalculate": N_("放假安排公布，期限重新计算"),
}
_CODES = {
    "ground": dict((*GROUNDS, *EXEMPTIONS)),
    "authority": {"general": N_("一般授权"), "special": N_("特别授权")},
    "elected_how": dict(HOW_ELECTED),
    "why_ended": dict(WHY_ENDED),
    "link_kind": KINDS,
    "rule": dict(CONTACT_RULES),
    "why": dict((*DECLINE_REASONS, *RETURN_REASONS)),
    "performance": {
        "full": N_("已全部履行"),
        "part": N_("部分履行"),
        "none": N_("未履行"),
        "no_agreement": N_("未达成协议"),
    },
    "proof": dict(PROOFS),
    "answer": dict(ANSWERS),
    "chosen": {remedy.code: remedy.text for remedy in REMEDIES},
    "content": {"satisfied": N_("满意"), "fairly": N_("基本满意"), "not": N_("不满意"), "unknown": N_("未表示")},
    "to": dict(REPORTED_TO),
    "act": dict(ACTS),
    "obstacle": dict(OBSTACLES),
    "procedure": {
        "arbitration": N_("仲裁"),
        "suit": N_("起诉"),
        "adjudication": N_("行政裁决"),
        "review": N_("行政复议"),
        "petition": N_("信访"),
        "administrative_mediation": N_("行政调解"),
    },
}

_PROPOSED, _TIES = dict(PROPOSED), dict(RELATIONS)


def event_sentence(
    action: str,
    data: Mapping[str, object],
    *,
    shown: ShownType | None = None,
    plugin: str = "",
    reasons: Mapping[str, str] | None = None,
) -> str:
    """Return what happened in one line. `reasons` are the labels of the reason codes of the case's type."""
    own = next((a for a in shown.actions if a.key == action), None) if shown else None
    if own is not None:
        return label(own.told, plugin)
    sentence = _SENTENCES.get(action)
    if sentence is None:
        return action
    told = say(sentence, **_words(data, reasons or {}, plugin)) if "%(" in sentence else say(sentence)
    if action == "assign":
        told += chosen_how(data)
    why_none = dict(WHY_NONE).get(_text(data, "no_call_back"))
    if why_none is not None:
        return told + say(N_("，没有回访：%(why)s"), why=say(why_none))
    confirmed = data.get("confirmed")
    if isinstance(confirmed, list) and confirmed:
        return told + say(N_("，经确认的提醒%(count)s项"), count=len(confirmed))
    return told


def chosen_how(data: Mapping[str, object]) -> str:
    """Return who proposed the mediator and which ties were disclosed, to follow the sentence of an assignment."""
    proposed, ties = _text(data, "proposed"), _text(data, "ties")
    told = say(N_("（%(how)s）"), how=say(_PROPOSED[proposed])) if proposed in _PROPOSED else ""
    return told + say(N_("；已披露：%(ties)s，各方书面同意"), ties=tie_words(ties)) if ties else told


def tie_words(codes: str) -> str:
    """Return the ties of an event or a paper in words."""
    return "、".join(say(_TIES[code]) for code in codes.split(",") if code in _TIES)


def phase_change(before: str, after: str) -> str:
    """Return 「从“待受理”到“已受理”」, or nothing when the phase stayed."""
    if not before or before == after:
        return ""
    return say(N_("从“%(before)s”到“%(after)s”"), before=word(PHASES, before), after=word(PHASES, after))


def _words(data: Mapping[str, object], reasons: Mapping[str, str], plugin: str) -> dict[str, str | int]:
    """Return every parameter a sentence may name; what an event does not say reads as a dash."""
    total = data.get("total")
    until = data.get("until")
    due_on = data.get("due_on")
    reason = str(data.get("reason") or "")
    found: dict[str, str | int] = {
        "source": word(SOURCES, _text(data, "source")),
        "number": _text(data, "number"),
        "how": word(CHANNELS, _text(data, "how")),
        "channel": word(CHANNELS, _text(data, "channel")),
        "manner": word(MANNERS, _text(data, "manner")),
        "result": word(RESULTS, _text(data, "result")),
        "form": word(FORMS, _text(data, "form")),
        "terms": _text(data, "terms"),
        "signatures": _text(data, "signatures"),
        "left": _text(data, "left"),
        "into": _text(data, "into_number") or say(N_("还没有案号的一件")),
        "merged": _text(data, "merged_number") or say(N_("还没有案号的一件")),
        "term": _text(data, "term"),
        "total": grouped(total) if isinstance(total, int) else "—",
        "until": said_day(date.fromisoformat(until)) if isinstance(until, str) and len(until) == 10 else "—",
        "due_on": said_day(date.fromisoformat(due_on)) if isinstance(due_on, str) and len(due_on) == 10 else "—",
        "reason": label(reasons.get(reason, reason), plugin) or "—",
        "ending": word(ENDINGS, _text(data, "how")),
        "chosen": _text(data, "count"),
        "represented": _text(data, "represented"),
        "count": len(data["paths"]) if isinstance(data.get("paths"), list) else 0,  # type: ignore[arg-type]
        "from_class": word(CLASSES, _number(data, "from_class")),
        "to_class": word(CLASSES, _number(data, "to_class")),
    }
    for key, codes in _CODES.items():
        code = _text(data, key)
        found[key] = say(codes[code]) if code in codes else code or "—"
    return found


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    return "" if value is None else str(value)


def _number(data: Mapping[str, object], key: str) -> int | None:
    value = data.get(key)
    return value if isinstance(value, int) else None
