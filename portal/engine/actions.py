"""What the core lets people do with a case: which act, in which phases, by which verb, asking for what.

The table is data; what an act does is in `portal.engine.effects`. Labels are Chinese and translated when shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.declare.fields import (
    Choice,
    Choices,
    ClockPick,
    Day,
    Field,
    FilePicks,
    LongText,
    OrganisationPick,
    PartyPick,
    PartyPicks,
    ReceiverPick,
    TermList,
    Text,
    TimeOfDay,
    YesNo,
)
from portal.declare.phases import Ending, Phase
from portal.declare.steps import Verb
from portal.engine import limitation_moves, people_acts
from portal.engine import referral_course as referral
from portal.engine.call_backs import call_back_fields, lacks_call_back, no_call_back_fields
from portal.engine.case_state import CaseState
from portal.engine.choosing import choosing_fields
from portal.engine.confirmation import ENDED_UNCONFIRMED, WAITS, answer_fields, application_fields
from portal.engine.performance import breach_fields, performance_fields, whole_performance_fields
from portal.engine.reasons import REFER_REASONS, RETURN_REASONS, reasons_for
from portal.engine.signing import signing_fields

TO_SUPPLEMENT = "to_supplement"  # 待补正
TO_SIGN = "to_sign"  # 协议待签
IN_FORCE = "in_force"  # 协议生效，履行中
PERFORMED = "performed"  # 履行完毕


class Group(StrEnum):
    """Where the page shows an act."""

    MAIN = "main"
    OTHER = "other"
    NOTE = "note"
    PEOPLE = "people"  # 当事人：法定代理人、代理人、推选代表人
    URGENT = "urgent"
    KEEP = "keep"  # 更正、作废、密级


@dataclass(frozen=True)
class CoreAction:
    """One act the core offers."""

    key: str
    label: str
    phases: tuple[Phase, ...]
    verb: Verb
    group: Group = Group.MAIN
    danger: bool = False


_OPEN = (Phase.CLUE, Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED)
_IN_HAND = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED)
_BEFORE_ARCHIVE = (*_OPEN, Phase.AGREED, Phase.ENDED, Phase.FOLLOWED_UP)
_SETTLED = (Phase.AGREED, Phase.FOLLOWED_UP)
_WITH_PEOPLE = (*_OPEN, Phase.AGREED)
_ALL = (*_BEFORE_ARCHIVE, Phase.ARCHIVED)

CORE_ACTIONS = (
    CoreAction("accept", "受理", (Phase.CLUE, Phase.REVIEW), Verb.HANDLE),
    CoreAction("supplied", "材料已补齐", (Phase.REVIEW,), Verb.HANDLE),
    CoreAction("take", "我来调解", _IN_HAND, Verb.HANDLE),
    CoreAction("assign", "指派", _IN_HAND, Verb.ASSIGN),
    CoreAction("ask_consent", "征求对方意愿", (Phase.ACCEPTED,), Verb.HANDLE),
    CoreAction("consent", "各方同意调解", (Phase.ACCEPTED, Phase.CONSENT), Verb.HANDLE),
    CoreAction("consent_of", "记下一方同意", (Phase.ACCEPTED, Phase.CONSENT), Verb.HANDLE, Group.OTHER),
    CoreAction("session", "写调解记录", (Phase.MEDIATING,), Verb.HANDLE),
    CoreAction("undisputed", "写无争议事实", (Phase.MEDIATING,), Verb.HANDLE, Group.OTHER),
    CoreAction("undisputed_sign", "无争议事实已签字", (Phase.MEDIATING, Phase.AGREED, Phase.ENDED), Verb.HANDLE, Group.OTHER),
    CoreAction("agree", "写协议", (Phase.MEDIATING,), Verb.HANDLE),
    CoreAction("sign", "已签字盖章", (Phase.AGREED,), Verb.HANDLE),
    CoreAction("signature", "记下部分签名", (Phase.AGREED,), Verb.HANDLE, Group.OTHER),
    CoreAction("talk_again", "未签字，继续调解", (Phase.AGREED,), Verb.HANDLE, Group.OTHER),
    CoreAction("perform_term", "记一次履行", _SETTLED, Verb.HANDLE),
    CoreAction("perform", "已履行完毕", _SETTLED, Verb.HANDLE),
    CoreAction("breach", "逾期未履行", _SETTLED, Verb.HANDLE, Group.OTHER),
    CoreAction("apply_confirmation", "申请司法确认", _SETTLED, Verb.HANDLE),
    CoreAction("confirmation_answer", "登记法院答复", _SETTLED, Verb.HANDLE),
    CoreAction("resume", "恢复调解", (Phase.PAUSED,), Verb.HANDLE),
    CoreAction("follow_up", "记回访", (Phase.AGREED, Phase.ENDED, Phase.FOLLOWED_UP), Verb.HANDLE),
    CoreAction("archive", "归档", (Phase.AGREED, Phase.ENDED, Phase.FOLLOWED_UP), Verb.HANDLE),
    CoreAction("note", "记一笔", _BEFORE_ARCHIVE, Verb.HANDLE, Group.NOTE),
    CoreAction("supplement", "请补材料", (Phase.REVIEW,), Verb.HANDLE, Group.OTHER),
    CoreAction("pause", "中止", (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING), Verb.HANDLE, Group.OTHER),
    CoreAction("extend", "延期", _IN_HAND, Verb.HANDLE, Group.OTHER),
    CoreAction("interrupt", "记时效中断", _BEFORE_ARCHIVE, Verb.HANDLE, Group.OTHER),
    CoreAction("hinder", "记时效中止", _BEFORE_ARCHIVE, Verb.HANDLE, Group.OTHER),
    CoreAction("fail", "调解不成", (Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED), Verb.HANDLE, Group.OTHER, True),
    CoreAction("party_refuses", "一方不愿调解", _IN_HAND, Verb.HANDLE, Group.OTHER, True),
    CoreAction("refuse", "不予受理", (Phase.CLUE, Phase.REVIEW), Verb.HANDLE, Group.OTHER, True),
    CoreAction("withdraw", "撤回或自行和解", _OPEN, Verb.HANDLE, Group.OTHER, True),
    CoreAction("merge", "并案", _OPEN, Verb.HANDLE, Group.OTHER, True),
    CoreAction("refer", "转办", _OPEN, Verb.HANDLE, Group.OTHER),
    CoreAction("refer_withdraw", "撤回转办", _OPEN, Verb.HANDLE, Group.OTHER),
    CoreAction("refer_return", "退回转办单位", _OPEN, Verb.HANDLE, Group.OTHER, True),
    CoreAction("pass_on", "转出", _OPEN, Verb.HANDLE, Group.OTHER, True),
    CoreAction("other_procedure", "转其他程序", _OPEN, Verb.HANDLE, Group.OTHER, True),
    CoreAction("reopen", "重开", (Phase.AGREED, Phase.ENDED, Phase.FOLLOWED_UP, Phase.ARCHIVED), Verb.SUPERVISE, Group.OTHER),
    CoreAction("report", "有危险，立即报告", _BEFORE_ARCHIVE, Verb.HANDLE, Group.URGENT, True),
    CoreAction("receipt", "登记移送回执", _ALL, Verb.HANDLE, Group.OTHER),
    CoreAction("guardian", "登记法定代理人", _WITH_PEOPLE, Verb.HANDLE, Group.PEOPLE),
    CoreAction("exempt", "说明不由监护人代理", _WITH_PEOPLE, Verb.HANDLE, Group.PEOPLE),
    CoreAction("agent", "登记委托代理人", _WITH_PEOPLE, Verb.HANDLE, Group.PEOPLE),
    CoreAction("members", "导入多人名单", _OPEN, Verb.HANDLE, Group.PEOPLE),
    CoreAction("elect", "登记推选的代表人", _WITH_PEOPLE, Verb.HANDLE, Group.PEOPLE),
    CoreAction("safe_channel", "登记安全联系方式", _BEFORE_ARCHIVE, Verb.HANDLE, Group.PEOPLE),
    CoreAction("end_link", "代理或代表终止、登记有误", _WITH_PEOPLE, Verb.HANDLE, Group.PEOPLE),
    CoreAction("correct", "更正", _BEFORE_ARCHIVE, Verb.CORRECT, Group.KEEP),
    CoreAction("seal", "提高密级", _ALL, Verb.HANDLE, Group.KEEP),
    CoreAction("unseal", "降低密级", _ALL, Verb.SUPERVISE, Group.KEEP),
    CoreAction("void", "作废", _ALL, Verb.VOID, Group.KEEP, True),
)
BY_KEY = {action.key: action for action in CORE_ACTIONS}

MANNERS = (("face_to_face", "面对面"), ("separate", "分别谈"), ("phone", "电话"), ("video", "视频"))
CHANNELS = (("phone", "电话"), ("meeting", "见面"), ("wechat", "微信"), ("other", "其他"))
RESULTS = (("success", "调解成功"), ("failed", "调解不成"), ("continue", "有待继续调解"))
PROCEDURES = (
    ("arbitration", "仲裁"),
    ("suit", "起诉"),
    ("adjudication", "行政裁决"),
    ("review", "行政复议"),
    ("petition", "信访"),
    ("administrative_mediation", "行政调解"),
)
REPORTED_TO = (
    ("police", "公安机关"),
    ("procuratorate", "检察机关"),
    ("supervision", "监察机关"),
    ("civil_affairs", "民政部门"),
    ("superior", "上级组织"),
    ("medical", "医疗急救"),
)
PAUSE_REASONS = (
    ("appraisal", "鉴定、评估、检测"),
    ("recusal", "回避决定"),
    ("guardian", "监护人未到场"),
    ("risk", "安全评估"),
    ("force_majeure", "不可抗力"),
    ("other", "其他"),
)
SENDS = (("phone", "联系电话"), ("address", "住址或住所"), ("id_number", "身份证号"), ("details", "请求和具体情况"))
_REMEDIES = YesNo("remedies_told", "已告知其他解决途径", required=True)


def still_possible(state: CaseState, key: str) -> bool:
    """Say whether the act fits the step the case stands at; phases alone do not tell."""
    match key:
        case "accept":
            return state.step != TO_SUPPLEMENT
        case "supplied":
            return state.step == TO_SUPPLEMENT
        case "supplement":
            return state.step != TO_SUPPLEMENT
        case "undisputed_sign":
            return state.facts_to_sign is not None
        case "sign" | "signature" | "talk_again":
            return state.step == TO_SIGN
        case "perform" | "perform_term" | "breach":
            return state.step == IN_FORCE
        case "apply_confirmation":
            return state.ending is Ending.SETTLED and (
                state.confirmation is None or state.confirmation.state in ENDED_UNCONFIRMED
            )
        case "confirmation_answer":
            return state.confirmation is not None and state.confirmation.state in WAITS
        case "follow_up" | "archive":
            return state.phase is not Phase.AGREED or state.step != TO_SIGN
        case "reopen":
            return state.ending is not None and state.ending is not Ending.NOT_ACCEPTED and not referral.has_gone_on(state)
        case "void":
            return not referral.has_gone_on(state) and not referral.came_in(state)
        case "refer":
            return not referral.is_pending(state)
        case "refer_withdraw":
            return referral.is_pending(state)
        case "refer_return":
            return referral.came_in(state) and not referral.is_pending(state)
        case "interrupt" | "hinder":
            return bool(limitation_moves.may_move(state))
        case "receipt":
            return any(one.is_awaited for one in state.reports)
        case "unseal":
            return state.privacy > state.type.privacy
        case "seal":
            return state.privacy < 4
    return people_acts.still_possible(state, key)


def fields_of(state: CaseState, key: str) -> tuple[Field, ...]:
    """Return what the core act asks for in this case."""
    ended = Day("ended_on", "终结日期")
    note = LongText("note", "说明", longest=2000)
    match key:
        case "accept":
            return (Day("accepted_on", "受理日期", required=True),)
        case "supplement":
            return (LongText("missing", "一次告知所缺材料", required=True, longest=2000),)
        case "assign":
            return choosing_fields()
        case "ask_consent":
            return (Day("asked_on", "征求日期", required=True), Choice("how", "方式", CHANNELS, required=True))
        case "consent":
            return (Day("consented_on", "同意日期", required=True), Choice("how", "方式", CHANNELS, required=True))
        case "consent_of":
            return (
                PartyPicks("parties", "谁同意", required=True),
                Day("consented_on", "同意日期", required=True),
                Choice("how", "方式", CHANNELS, required=True),
                Text("by", "由谁表示的", longest=80, hint="本人表示的不填；由法定代理人、委托代理人表示的，写姓名"),
            )
        case "merge":
            return (
                Text(
                    "into", "并入哪一件（案号）", required=True, longest=60, hint="那一件继续办理，本案终结；当事人转过去，不重复"
                ),
                ended,
                LongText("reason_text", "并案理由", required=True, longest=1000),
            )
        case "note":
            return (
                Choice("channel", "方式", CHANNELS, required=True),
                LongText("text", "内容", required=True, longest=4000),
                Day("noted_on", "日期"),
                Day("next_on", "下次联系", future=True),
            )
        case "session":
            return (
                Day("held_on", "调解日期", required=True),
                Text("place", "地点", longest=120),
                TimeOfDay("began", "开始时间"),
                TimeOfDay("ended", "结束时间"),
                Choice("manner", "方式", MANNERS, required=True),
                Text("present", "到场的当事人和代理人", longest=400),
                Text("others", "其他参加人", longest=400),
                YesNo("informed", "已当场告知调解的性质、原则、效力和当事人的权利义务"),
                LongText("record", "调解记录", required=True, longest=20000),
                Choice("result", "调解结果", RESULTS, required=True),
                Day("next_on", "下次调解日期", future=True),
            )
        case "undisputed":
            return (
                Day("stated_on", "确认日期", required=True),
                LongText("facts", "各方都没有争议的事实", required=True, longest=10000),
            )
        case "undisputed_sign":
            return (
                Day("signed_on", "签字日期", required=True),
                YesNo("all_signed", "各方当事人和调解员都已签字", required=True),
            )
        case "agree":
            forms = (("written", "书面协议"), ("oral", "口头协议"))
            form = (Choice("form", "协议形式", forms, required=True),) if state.type.oral else ()
            return (
                *form,
                Day("agreed_on", "达成日期", required=True),
                LongText("facts", "主要事实和争议事项", longest=10000),
                *((YesNo("performed", "口头协议当场已经全部履行（即时履行）"),) if state.type.oral else ()),
                TermList("terms", "协议内容", required=True),
            )
        case "sign":
            return signing_fields()
        case "signature":
            return signing_fields()[:1]
        case "perform":
            return whole_performance_fields()
        case "perform_term":
            return performance_fields()
        case "breach":
            return breach_fields()
        case "apply_confirmation":
            return application_fields()
        case "confirmation_answer":
            return answer_fields()
        case "pause":
            return (Day("paused_on", "中止日期", required=True), Choice("reason", "原因", PAUSE_REASONS, required=True), note)
        case "resume":
            return (Day("resumed_on", "恢复日期", required=True),)
        case "extend":
            return (
                ClockPick("clock", "延长哪个期限", required=True),
                Day("until", "延长到", required=True, future=True),
                YesNo("agreed", "应当同意的各方均已同意", required=True),
            )
        case "interrupt":
            return limitation_moves.interrupt_fields()
        case "hinder":
            return limitation_moves.hinder_fields()
        case "fail":
            return (ended, Choice("reason", "原因", reasons_for(state.type, Ending.NOT_SETTLED), required=True), _REMEDIES, note)
        case "party_refuses":
            reasons = reasons_for(state.type, Ending.PARTY_REFUSED)
            return (PartyPick("who", "哪一方"), ended, Choice("reason", "情形", reasons, required=True), _REMEDIES, note)
        case "refuse":
            return (ended, Choice("reason", "原因", reasons_for(state.type, Ending.NOT_ACCEPTED), required=True), _REMEDIES, note)
        case "withdraw":
            how = (("withdrawn", "撤回申请"), ("self_settled", "自行和解"))
            return (Choice("how", "情形", how, required=True), ended, note)
        case "refer":
            return (
                OrganisationPick("to", "转往单位", required=True),
                ReceiverPick("receiver", "接收人"),
                Choice("reason", "转办原因", REFER_REASONS, required=True),
                Choices("sends", "除姓名和经过以外，还转送", SENDS),
                FilePicks("files", "随转办转送的材料"),
                Text("note", "给接收单位的话", longest=400),
                Day("consented_on", "当事人同意的日期", required=True),
                PartyPick("who", "谁同意的", required=True),
                Choice("how", "怎么同意的", CHANNELS, required=True),
                YesNo("consented", "已把转往哪里、转送什么告诉当事人，当事人同意", required=True),
                Text("shown", "给当事人看过的内容的校验码", required=True, longest=64),
            )
        case "refer_return":
            return (Choice("why", "退回原因", RETURN_REASONS, required=True), note)
        case "pass_on":
            return (
                Text("to_body", "转往单位", required=True, longest=80),
                ended,
                YesNo("consented", "当事人同意把情况转给该单位", required=True),
                _REMEDIES,
                note,
            )
        case "other_procedure":
            return (Choice("procedure", "程序", PROCEDURES, required=True), ended, _REMEDIES, note)
        case "report":
            return (
                Choice("to", "报告给", REPORTED_TO, required=True),
                Text("who", "接报人或接警编号", required=True, longest=80),
                Day("reported_on", "报告日期", required=True),
                LongText("what", "情况", required=True, longest=4000),
                Text("receipt", "回执或者接警编号", longest=80, hint="当场拿到的写在这里；以后拿到的，到时再登记"),
                YesNo("ends", "本案随之移送，不再调解"),
            )
        case "receipt":
            waiting = {one.to for one in state.reports if one.is_awaited}
            return (
                Choice("to", "哪个单位的回执", tuple(p for p in REPORTED_TO if p[0] in waiting) or REPORTED_TO, required=True),
                Text("receipt", "回执编号", required=True, longest=80),
                Day("receipt_on", "收到回执的日期", required=True),
            )
        case "follow_up":
            return call_back_fields()
        case "archive":
            return (Day("archived_on", "归档日期", required=True), *(no_call_back_fields() if lacks_call_back(state) else ()))
        case "reopen" | "void":
            return (LongText("reason_text", "理由", required=True, longest=1000),)
        case "seal" | "unseal":
            return (
                Choice("to", "改为", _classes(state, key), required=True),
                LongText("reason_text", "理由", required=True, longest=1000),
            )
    return people_acts.fields_of(state, key)


def _classes(state: CaseState, key: str) -> tuple[tuple[str, str], ...]:
    names = (("1", "一般"), ("2", "内部"), ("3", "限知"), ("4", "封存"))
    if key == "seal":
        return tuple(n for n in names if int(n[0]) > state.privacy) or names[-1:]
    return tuple(n for n in names if state.type.privacy <= int(n[0]) < state.privacy)
