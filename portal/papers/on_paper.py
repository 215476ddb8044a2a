"""The values of a case as papers need them. Plain text, already as the reader may see it; a blank form has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.engine.days import written


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


@dataclass(frozen=True)
class SessionOnPaper:
    """One mediation session."""

    held_on: date
    place: str
    present: str
    record: str
    result: str


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
class CaseOnPaper:
    """A case on paper; the default is the blank form of an organisation. `seal` is the name on the seal."""

    organisation: str
    seal: str = ""
    number: str = ""
    type_title: str = ""
    cause: str = ""  # 案由 as a title: 甲与乙 拖欠工资纠纷
    source: str = ""
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
    remedies: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()  # titles of what lies in the dossier, in its order
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
            "facts": self.agreement_facts,
            "copies": str(self.copies),
            "remedies": "\n".join(self.remedies),
            "received_on": _day(self.received_on),
            "accepted_on": _day(self.accepted_on),
            "agreed_on": _day(self.agreed_on),
            "effective_on": _day(self.effective_on),
            "ended_on": _day(self.ended_on),
            "dispute": f"{self.type_title}{'' if self.type_title.endswith(('纠纷', '争议')) else '纠纷'}"
            if self.type_title
            else "",
        }

    def _names(self, side: str) -> str:
        return "、".join(p.name for p in self.parties if p.side == side)


def _day(day: date | None) -> str:
    return "" if day is None else written(day)
