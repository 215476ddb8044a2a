"""The values of a case as papers need them. Plain text, already as the reader may see it; a blank form has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from portal.engine.days import written
from portal.engine.groups import MANY_FROM
from portal.engine.naming import together

OPEN_BOX, MARKED = "□", "■"


@dataclass(frozen=True)
class PartyOnPaper:
    """The seven items of a party (姓名、性别、民族、年龄、职业、联系方式、住址) or of an organisation.

    On a blank form `is_either` leaves open which of the two will be written in.
    """

    role: str
    side: str
    is_person: bool
    name: str = ""
    sex: str = ""
    nation: str = ""
    age: str = ""
    occupation: str = ""
    phone: str = ""
    address: str = ""
    id_number: str = ""
    credit_code: str = ""
    representative: str = ""
    is_either: bool = False
    acting: tuple[tuple[str, str], ...] = ()  # 法定代理人、委托代理人 with name and authority
    signs_beside: tuple[str, ...] = ()  # who signs for the party or with it
    is_elected: bool = False  # 推选的代表人
    is_apart: bool = False  # signs for itself although others are represented


@dataclass(frozen=True)
class SessionOnPaper:
    """One mediation session."""

    held_on: date
    place: str
    present: str
    record: str
    result: str
    began: str = ""
    ended: str = ""
    others: str = ""
    informed: bool = False
    next_on: date | None = None


@dataclass(frozen=True)
class TermOnPaper:
    """One term of the agreement; `amount` in fen, or an act. What is not known yet is empty and becomes a rule."""

    payer: str
    payee: str
    amount: int | None
    act: str
    due_on: date | None
    method: str
    breach: str


@dataclass(frozen=True)
class FieldOnPaper:
    """A declared field with its value as text; `boxes` stand on a blank form instead of a value: □是　□否."""

    key: str
    title: str
    value: str
    boxes: str = ""


@dataclass(frozen=True)
class VisitOnPaper:
    """A call-back (回访): when, by whom, with whom, and what was found; codes as the act keeps them."""

    on: date | None
    by: str
    found: str
    parties: str = ""
    how: str = ""
    performance: str = ""
    content: str = ""
    sued: bool = False
    outcome: str = ""
    signs: tuple[str, ...] = ()  # wrong, escalates
    measures: str = ""


@dataclass(frozen=True)
class EntryOnPaper:
    """A line of the contents: the title, a remark, and the key of the paper whose pages a bound dossier knows."""

    title: str
    remark: str = ""
    key: str = ""


VALUES: Mapping[str, str] = MappingProxyType(
    {
        "number": "案号",
        "organisation": "调解组织名称",
        "type": "纠纷类型",
        "cause": "案由（谁与谁、什么纠纷）",
        "dispute": "什么纠纷",
        "source": "案件来源",
        "origin": "依申请或者主动调解的方框",
        "place": "纠纷地点",
        "summary": "纠纷简要情况",
        "mediator": "人民调解员",
        "applicants": "申请人姓名，以顿号相连；十人以上写首位和人数",
        "respondents": "被申请人姓名，以顿号相连；十人以上写首位和人数",
        "people": "涉及人数",
        "facts": "协议写明的主要事实",
        "undisputed": "无争议事实",
        "copies": "一式几份",
        "remedies": "其他解决途径，逐条",
        "reason": "结束的原因",
        "ending": "结果",
        "received_on": "收到日期",
        "accepted_on": "受理日期",
        "due_on": "最近的到期日",
        "agreed_on": "达成协议日期",
        "effective_on": "协议生效日期",
        "performed_on": "履行完毕日期",
        "ended_on": "终结日期",
        "mediated": "调解日期（起止）",
        "visited_on": "回访日期",
        "visitor": "回访人",
        "visit": "回访情况",
        "to_court": "哪个人民法院，手写",
        "ties": "调解员与当事人、与纠纷的关系",
        "disclosed": "向各方披露的内容",
    }
)
"""What a placeholder may name besides the fields of the type, with its meaning."""


@dataclass(frozen=True)
class CaseOnPaper:
    """A case on paper; the default is the blank form of an organisation. `seal` is the name on the seal."""

    organisation: str
    seal: str = ""
    number: str = ""
    type_title: str = ""
    cause: str = ""  # 案由 as a title: 甲与乙 拖欠工资纠纷
    source: str = ""
    is_own_motion: bool | None = None  # 主动调解; None leaves open whether it was applied for
    place: str = ""
    due_on: date | None = None  # of the nearest clock that runs
    is_blank: bool = False
    received_on: date | None = None
    accepted_on: date | None = None
    ended_on: date | None = None
    mediator: str = ""
    summary: str = ""
    ending: str = ""
    reason: str = ""
    parties: tuple[PartyOnPaper, ...] = ()
    fields: tuple[FieldOnPaper, ...] = ()
    sessions: tuple[SessionOnPaper, ...] = ()
    terms: tuple[TermOnPaper, ...] = ()
    agreement_facts: str = ""
    agreed_on: date | None = None
    effective_on: date | None = None
    performed_on: date | None = None
    undisputed: str = ""  # 无争议事实, once somebody wrote it down
    visits: tuple[VisitOnPaper, ...] = ()
    remedies: tuple[str, ...] = ()
    ties: str = ""  # of the mediator, in words
    disclosed: str = ""
    contents: tuple[EntryOnPaper, ...] = ()  # what lies in the dossier, in its order
    link: str = ""  # where the case opens again, for those who may; on papers as a QR code
    copies: int = 1
    own_first: bool = False  # a paper of the core means the case's own value where a type has a field of the same key

    def value(self, key: str) -> str:
        """Return what a placeholder stands for: a declared field or one of the case's own values; empty when unknown."""
        own = self._own()
        if self.own_first and key in own:
            return own[key]
        field = next((field for field in self.fields if field.key == key), None)
        return field.value or field.boxes if field is not None else own.get(key, "")

    def _own(self) -> dict[str, str]:
        return {
            "number": self.number,
            "organisation": self.organisation,
            "type": self.type_title,
            "cause": self.cause,
            "source": self.source,
            "summary": self.summary,
            "mediator": self.mediator,
            "ending": self.ending,
            "reason": self.reason,
            "applicants": self._names("applicant"),
            "respondents": self._names("respondent"),
            "people": str(len(self.parties)) if self.parties and not self.is_blank else "",
            "facts": self.agreement_facts,
            "copies": str(self.copies),
            "remedies": "\n".join(self.remedies),
            "received_on": _day(self.received_on),
            "accepted_on": _day(self.accepted_on),
            "agreed_on": _day(self.agreed_on),
            "effective_on": _day(self.effective_on),
            "ended_on": _day(self.ended_on),
            "performed_on": _day(self.performed_on),
            "due_on": _day(self.due_on),
            "mediated": self._mediated(),
            "origin": self._origin(),
            "place": self.place,
            "ties": self.ties,
            "disclosed": self.disclosed,
            "undisputed": self.undisputed,
            "visited_on": _day(self.visits[-1].on) if self.visits else "",
            "visitor": self.visits[-1].by if self.visits else "",
            "visit": self.visits[-1].found if self.visits else "",
            "dispute": f"{self.type_title}{'' if self.type_title.endswith(('纠纷', '争议')) else '纠纷'}"
            if self.type_title
            else "",
        }

    def _mediated(self) -> str:
        """Return 调解日期 as a cover names it: from and to, as far as they are known."""
        if self.accepted_on is None:
            return ""
        return f"{written(self.accepted_on)}至{_day(self.ended_on) or '　　年　　月　　日'}"

    def _origin(self) -> str:
        """Return the two ways a case begins (人民调解法 17), with the right one marked."""
        applied, own = (MARKED if known else OPEN_BOX for known in (self.is_own_motion is False, self.is_own_motion is True))
        return f"{applied}依当事人申请　{own}主动调解，经当事人同意"

    def _names(self, side: str) -> str:
        return together([p.name for p in self.parties if p.side == side], MANY_FROM - 1)


def _day(day: date | None) -> str:
    return "" if day is None else written(day)
