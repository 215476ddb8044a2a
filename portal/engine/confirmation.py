"""司法确认 as data: who may apply until when, with what, for which agreements, and what a court may answer.

人民调解法 33; 民事诉讼法 205, 206; 民诉法解释 351-358; 人民调解协议司法确认程序的若干规定 3-7. The day is the day of the
application; the court's time limits are told, not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.declare.clocks import Basis, Unit
from portal.declare.fields import Choice, Choices, Day, Field, LongText, Text, YesNo
from portal.declare.phases import Moment
from portal.declare.statutory.mediation import CONFIRMATION
from portal.declare.texts import N_
from portal.engine import agreement_words as words
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import CaseState
from portal.engine.clocks import due_date

APPLY_DAYS = CONFIRMATION.term.length
COURT_NUMBER = re.compile(pattern=r"（\d{4}）[\u4e00-\u9fa5]\d{2,4}[\u4e00-\u9fa5]{1,6}\d+号(之[一二三四五六七八九十]+)?")
_RULES, _PROCEDURE, _EXPLAINED = date(2011, 3, 30), date(2024, 1, 1), date(2022, 4, 10)


class Confirming(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"  # 已提出
    ACCEPTED = "accepted"  # 法院已受理
    CONFIRMED = "confirmed"  # 裁定有效
    DISMISSED = "dismissed"  # 裁定驳回
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    WITHDRAWN = "withdrawn"  # 撤回


WAITS = (Confirming.APPLIED, Confirming.ACCEPTED)
ENDED_UNCONFIRMED = (Confirming.DISMISSED, Confirming.NOT_ACCEPTED, Confirming.WITHDRAWN)
ANSWERS = (
    ("accepted", "已受理"),
    ("confirmed", "裁定协议有效"),
    ("dismissed", "裁定驳回申请"),
    ("not_accepted", "裁定不予受理"),
    ("withdrawn", "撤回申请"),
)
NOT_ACCEPTED_REASONS = (
    ("out_of_scope", "不属于人民法院受理范围"),
    ("other_court", "不属于收到申请的人民法院管辖"),
    ("status", "申请确认婚姻、亲子、收养等身份关系"),
    ("special", "涉及其他特别程序、公示催告、破产程序"),
    ("ownership", "涉及物权、知识产权确权"),
    ("materials", "材料不足，限期内没有补交"),
)
"""民诉法解释 354, 355; one found after acceptance leads to dismissal by the same articles."""
DISMISSED_REASONS = (
    ("mandatory_law", "违反法律强制性规定"),
    ("others_harmed", "损害国家利益、社会公共利益、他人合法权益"),
    ("morals", "违背公序良俗"),
    ("unwilling", "违反自愿原则"),
    ("unclear", "内容不明确"),
    ("other", "其他不能确认的情形"),
)
"""民诉法解释 358."""
REASONS = (*NOT_ACCEPTED_REASONS, *DISMISSED_REASONS)

MATERIALS = (
    ("application", "司法确认申请书"),
    ("agreement", "调解协议"),
    ("proof", "调解组织主持调解的证明"),
    ("identity", "双方身份证明；单位的资格证明"),
    ("contact", "双方送达地址和联系方式"),
    ("property", "与协议有关的财产权利证明"),
    ("authorisation", "授权委托书（委托他人申请的）"),
)
"""民诉法解释 354 and 若干规定 3; the last two only where there is something to show."""
MUST_MATERIALS = ("application", "agreement", "proof", "identity", "contact")


@dataclass(frozen=True)
class Obstacle:
    """Why a court would not confirm the agreement, with the article."""

    code: str
    text: str
    basis: Basis


NOT_IN_FORCE = Obstacle("not_in_force", N_("协议还没有生效"), CONFIRMATION.basis)
TOO_LATE = Obstacle("too_late", N_("自协议生效之日起已经超过三十日"), CONFIRMATION.basis)
NOT_A_COMMITTEE = Obstacle(
    "not_a_committee", N_("不是经依法设立的调解组织主持达成的协议"), Basis("民事诉讼法", "205", since=_PROCEDURE)
)
STATUS = Obstacle(
    "status", N_("协议要确认、解除婚姻、亲子、收养等身份关系，法院不受理"), Basis("民诉法解释", "355", since=_EXPLAINED)
)
OWNERSHIP = Obstacle("ownership", N_("协议直接确认物权、知识产权归谁，法院不受理"), Basis("民诉法解释", "355", since=_EXPLAINED))
ONE_SIDE = Obstacle("one_side", N_("当事人只有一方，不能共同申请"), Basis("民事诉讼法", "205", since=_PROCEDURE))


def last_day(effective_on: date, calendar: WorkCalendar) -> date:
    """Return the last day to apply: thirty days from the day of effect, a rest day at the end passed over (民事诉讼法 85)."""
    return due_date(effective_on, None, APPLY_DAYS, Unit.DAY, calendar, reason="started").on


def may_still_apply(state: CaseState, today: date, calendar: WorkCalendar) -> bool:
    """Say whether the thirty days still run."""
    effective_on = state.agreement.effective_on if state.agreement is not None else None
    return effective_on is not None and today <= last_day(effective_on, calendar)


def open_until(state: CaseState, calendar: Callable[[], WorkCalendar]) -> date | None:
    """Return the last day to apply, past or not, while no application waits or was granted.

    The type's own clock knows the day; the calendar is asked for a type that has none.
    """
    effective_on = state.agreement.effective_on if state.agreement is not None else None
    waits = state.confirmation is not None and state.confirmation.state not in ENDED_UNCONFIRMED
    if effective_on is None or waits:
        return None
    kept = {clock.key for clock in state.type.clocks if clock.starts is Moment.EFFECTIVE and Moment.CONFIRMING in clock.stops}
    own = next((clock.due_on for clock in reversed(state.clocks) if clock.key in kept), None)
    return own if own is not None else last_day(effective_on, calendar())


def obstacles(state: CaseState, *, established: bool = True) -> tuple[Obstacle, ...]:
    """Return what stands against confirmation whatever the day: what the agreement says, who made it, who would apply."""
    agreement = state.agreement
    if agreement is None or agreement.effective_on is None:
        return (NOT_IN_FORCE,)
    found = [] if established else [NOT_A_COMMITTEE]
    if len({party.side for party in state.parties}) < 2:
        found.append(ONE_SIDE)
    texts = ["".join(text.split()) for term in agreement.terms for text in (term.act, term.breach) if text]
    decides = (words.decides_marriage, words.decides_parentage, words.decides_adoption, words.severs_kinship)
    if any(finds(text) for text in texts for finds in decides):
        found.append(STATUS)
    if any(words.decides_right(text) for text in texts):
        found.append(OWNERSHIP)
    return tuple(found)


def needs_legal_paper(state: CaseState) -> bool:
    """Say whether an organisation is among the parties: its application is another form (个人与单位)."""
    return any(party.kind != "person" for party in state.parties)


def application_fields() -> tuple[Field, ...]:
    """Return what `apply_confirmation` asks."""
    return (
        Day("applied_on", "申请日期", required=True),
        Text("court", "向哪个人民法院", required=True, longest=60),
        YesNo("joint", "双方共同申请", required=True),
        Choices("materials", "已备齐的材料", MATERIALS, required=True),
        LongText("note", "说明", longest=2000),
    )


def answer_fields() -> tuple[Field, ...]:
    """Return what `confirmation_answer` asks."""
    return (
        Choice("answer", "法院的答复", ANSWERS, required=True),
        Day("answered_on", "日期", required=True),
        Text("number", "法院案号", longest=60),
        Choice("why", "不予受理或者驳回的原因", REASONS),
        LongText("note", "说明", longest=2000),
    )
