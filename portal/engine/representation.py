"""代理与代表: who acts for a party, on what ground, and when a case may not go on without somebody who does.

A minor acts through a guardian, who is the legal agent (民法典 19, 20, 23, 27); an adult who cannot judge what he does, too
(民法典 21, 22, 28). Whoever is sixteen and lives on wages of his own is treated as an adult (民法典 18). A guardian who is the
other side cannot act for the ward in the same matter (民法典 168); then the supervisor says how the ward is protected. Data of
a person under fourteen need the guardian's consent (个人信息保护法 31). An agent has general or special authority (民法典 165,
民事诉讼法 62), and acts for one side only (民法典 168).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from portal.declare.fields import Choice, Day, Field, IdNumber, Phone, Text, YesNo
from portal.declare.parties import PartyKind, Side
from portal.declare.texts import N_
from portal.engine.identifiers import age_on, id_number
from portal.engine.masking import AgeBand
from portal.engine.read_fields import read_fields
from portal.errors import Problem

if TYPE_CHECKING:
    from portal.engine.case_state import CaseState, PartyState

GUARDIAN, AGENT, EXEMPT = "guardian", "agent", "exempt"
REPRESENTATIVE, APART = "representative", "apart"
CONSENT = "consent"  # 同意调解, given by the party or by whoever speaks for it

ADULT_AT = 18  # 民法典 17
EARNS_FROM = 16  # 民法典 18
CONSENT_BELOW = 14  # 个人信息保护法 31

NEEDS_STANDING = frozenset({"consent", "consent_of", "agree", "sign"})
"""Acts that bind a party: none of them without whoever acts for a minor."""

GROUNDS = (
    ("minor", N_("未满18周岁")),
    ("incapable", N_("成年，不能辨认自己行为")),
    ("limited", N_("成年，不能完全辨认自己行为")),
)
KINSHIPS = (
    ("parent", N_("父母")),
    ("grandparent", N_("祖父母、外祖父母")),
    ("sibling", N_("兄、姐")),
    ("spouse", N_("配偶")),
    ("child", N_("成年子女")),
    ("relative", N_("其他近亲属")),
    ("appointed", N_("协议确定或者指定的监护人")),
    ("organisation", N_("居（村）委会或者民政部门")),
)
CALLINGS = (
    ("lawyer", N_("律师")),
    ("legal_worker", N_("基层法律服务工作者")),
    ("relative", N_("近亲属")),
    ("colleague", N_("本单位工作人员")),
    ("recommended", N_("社区、单位或者社会团体推荐的人")),
)
GENERAL, SPECIAL = "general", "special"
AUTHORITIES = (
    (GENERAL, N_("一般授权：不能代为承认、放弃、变更请求或者和解")),
    (SPECIAL, N_("特别授权：可以代为承认、放弃、变更请求和和解")),
)
OWN_INCOME, OTHER_SIDE = "own_income", "other_side"
EXEMPTIONS = (
    (OWN_INCOME, N_("已满16周岁，以自己的劳动收入为主要生活来源")),
    (OTHER_SIDE, N_("监护人就是对方当事人，采取保护措施")),
)

_NAME = Text("name", "姓名或名称", longest=80)
_NUMBERS: tuple[Field, ...] = (IdNumber("id_number", "公民身份号码"), Phone("phone", "联系电话"))
GUARDIAN_FIELDS: tuple[Field, ...] = (
    Choice("ground", "需要法定代理人的原因", GROUNDS),
    Choice("kinship", "与当事人的关系", KINSHIPS, required=True),
    _NAME,
    *_NUMBERS,
    Text("scope", "监护关系的证明", longest=200, hint="例如：户口簿、出生证明、指定监护的决定"),
    Day("data_consent_on", "监护人同意处理其个人信息的日期", hint="当事人未满14周岁的，必须填写（个人信息保护法第31条）"),
)
AGENT_FIELDS: tuple[Field, ...] = (
    Text("name", "代理人姓名", required=True, longest=80),
    *_NUMBERS,
    Choice("kinship", "代理人身份", CALLINGS, required=True),
    Choice("authority", "代理权限", AUTHORITIES, required=True),
    Text("scope", "代理事项", longest=200),
    YesNo("letter", "已收到当事人签名或者盖章的授权委托书"),
    Day("until", "委托到哪一天", future=True),
)
FIELDS: Mapping[str, tuple[Field, ...]] = {GUARDIAN: GUARDIAN_FIELDS, AGENT: AGENT_FIELDS}
LONGEST_NAMES = ("name", "id_number", "phone")


@dataclass(frozen=True)
class LinkState:
    """Who acts for a party, or in what way the party stands for itself. Numbers are there only when secrets were read.

    `party_id` is the party it is about: the ward, the principal, the elected representative. `by_party_id` names a guardian
    who is a party of the case.
    """

    id: uuid.UUID | None
    kind: str
    party_id: uuid.UUID | None
    since: date
    by_party_id: uuid.UUID | None = None
    name: str = ""
    kinship: str = ""
    ground: str = ""
    authority: str = ""
    scope: str = ""
    letter: bool | None = None
    data_consent_on: date | None = None
    until: date | None = None
    ended_on: date | None = None
    id_number: str = ""
    phone: str = ""

    def in_force(self, day: date) -> bool:
        """Say whether it holds on a day: not ended, and the time it was given for not over (民法典 173)."""
        return self.ended_on is None and (self.until is None or day <= self.until)


def read_link(kind: str, raw: object, at: str, today: date, problems: list[Problem]) -> LinkState | None:
    """Return who was named beside a party at intake, and add every problem at `<at>.<key>`."""
    if raw in (None, "", {}):
        return None
    if not isinstance(raw, Mapping):
        problems.append(Problem(at, "wrong_kind"))
        return None
    for key in LONGEST_NAMES:
        if isinstance(raw.get(key), str) and "*" in raw[key]:
            problems.append(Problem(f"{at}.{key}", "masked"))
            return None
    data, found = read_fields(FIELDS[kind], raw, today, at)
    problems += found
    if not data.get("name") and not any(p.field == f"{at}.name" for p in found):
        problems.append(Problem(f"{at}.name", "required", {"title": _NAME.title}))
    link = link_of(kind, None, data, today)
    problems += [Problem(f"{at}.{p.field}", p.code, p.params, p.asks) for p in unfit(link, today)]
    return link


def link_of(kind: str, party_id: uuid.UUID | None, data: Mapping[str, Any], since: date, **more: Any) -> LinkState:
    """Return the link from what was entered."""
    keys = ("name", "kinship", "ground", "authority", "scope", "letter", "data_consent_on", "until", "id_number", "phone")
    empty = {"letter": None, "data_consent_on": None, "until": None}
    given = {key: data[key] if data.get(key) is not None else empty.get(key, "") for key in keys}
    return LinkState(id=None, kind=kind, party_id=party_id, since=since, **{**given, **more})


def unfit(link: LinkState, today: date) -> list[Problem]:
    """Return why somebody cannot act for another: whoever lacks full capacity cannot (民法典 27, 28, 民事诉讼法解释 84)."""
    if link.id_number and age_on(id_number(link.id_number, today).born, today) < ADULT_AT:
        return [Problem("id_number", "acts_while_minor")]
    return []


def is_minor(party: PartyState, day: date) -> bool:
    """Say whether a person is under eighteen on a day; where the day of birth was not read, as of the day of receipt."""
    if party.kind != PartyKind.PERSON:
        return False
    return age_on(party.born, day) < ADULT_AT if party.born is not None else party.is_minor


def is_under_14(party: PartyState, day: date) -> bool:
    """Say whether a person is under fourteen, the same way."""
    if party.kind != PartyKind.PERSON:
        return False
    return age_on(party.born, day) < CONSENT_BELOW if party.born is not None else party.age_band == AgeBand.UNDER_14


def open_links(state: CaseState, day: date, *kinds: str) -> tuple[LinkState, ...]:
    """Return the links of these kinds that hold on a day."""
    return tuple(link for link in state.links if link.kind in kinds and link.in_force(day))


def unrepresented(state: CaseState, day: date) -> tuple[PartyState, ...]:
    """Return the minors of both sides for whom nobody acts, and nothing says why nobody has to."""
    covered = {link.party_id for link in open_links(state, day, GUARDIAN, EXEMPT)}
    return tuple(p for p in _parties_to_it(state.parties) if is_minor(p, day) and p.id not in covered)


def without_data_consent(state: CaseState, day: date) -> tuple[PartyState, ...]:
    """Return those under fourteen whose guardian is named, and whose consent to keep the data is not."""
    consented = {link.party_id for link in open_links(state, day, GUARDIAN) if link.data_consent_on is not None}
    exempt = {link.party_id for link in open_links(state, day, EXEMPT)}
    return tuple(p for p in _parties_to_it(state.parties) if is_under_14(p, day) and p.id not in consented | exempt)


def standing_problems(state: CaseState, action: str, day: date) -> list[Problem]:
    """Return why an act that binds the parties cannot be done yet."""
    if action not in NEEDS_STANDING:
        return []
    alone, silent = unrepresented(state, day), without_data_consent(state, day)
    found = [Problem("", "guardian_needed", {"count": len(alone)})] if alone else []
    silent = tuple(p for p in silent if p not in alone)
    return found + ([Problem("", "guardian_consent_needed", {"count": len(silent)})] if silent else [])


def _parties_to_it(parties: Iterable[PartyState]) -> tuple[PartyState, ...]:
    """Return those who are bound: a child whom the matter merely concerns (第三人) makes no agreement."""
    return tuple(p for p in parties if p.side in (Side.APPLICANT, Side.RESPONDENT))
