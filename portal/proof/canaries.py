"""Canaries: values that stand nowhere else, each of one kind and about one matter, well-formed enough to be entered.

Text carries a mark of rare characters, which no page has by itself, and three more that tell which canary it is. Numbers
are right to the last check digit. Nothing here is secret, and none of it is ever printed: a finding names a canary by its key.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from stdnum.cn import ric, uscc

MARK = "龘靐"
LETTERS = tuple(c for c in map(chr, range(0x9A00, 0x9FA5)) if not c.encode("gb2312", "ignore"))[:64]
"""Rare signs without a place in GB 2312, so that no sentence of the portal holds one."""
CODE = 3


class Rule(StrEnum):
    """By which rule of `who_may_see` a canary may be seen."""

    CONTENT = "content"  # whoever may read the content of the case
    NAME = "name"  # whoever sees names in full
    CONTACT = "contact"  # the named handlers; others one by one, on demand
    MASKED = "masked"  # an encrypted field of the type
    SEALED = "sealed"  # a field for named handlers and their supervisor
    FIGURE = "figure"  # an amount: also whoever may count the case
    ABOUT = "about"  # nation and occupation: for the body that holds the case
    FIRM = "firm"  # the name of an organisation: masked in restricted cases only
    AUTHOR = "author"  # a draft
    VISITOR = "visitor"  # the name of somebody who asked
    VISITOR_PHONE = "visitor_phone"
    QUESTION = "question"
    CHECK = "check"  # findings and answers
    CAUCUS = "caucus"  # what a party said to the mediator alone
    FILE = "file"  # a file of the case, and what it is called
    FILE_NAME = "file_name"  # what a file that was sent along with a referral is called
    PROOF_OF_IDENTITY = "proof_of_identity"  # a file that shows identity numbers
    COMPLAINT = "complaint"  # what somebody said against a mediator, to the bureau alone
    OPINION = "opinion"  # what a party said about the mediation


class Matter(StrEnum):
    """What a canary is about."""

    CASE = "case"
    CONSULTATION = "consultation"
    REFERRAL = "referral"  # an offer to another body; what it shows is its case's
    DRAFT = "draft"
    COMPLAINT = "complaint"  # about a mediator, who is named in the subject


@dataclass(eq=False)
class Subject:
    """A planted matter with what decides who may see it. `label` names it in findings."""

    matter: Matter
    label: str
    organisation: uuid.UUID
    path: str
    division_path: str
    plugin: str
    type: str = ""
    id: uuid.UUID | None = None
    privacy: int = 0
    named: set[uuid.UUID] = field(default_factory=set)
    let_in: set[uuid.UUID] = field(default_factory=set)
    shown_to: set[uuid.UUID] = field(default_factory=set)
    """Bodies a snapshot of the case was sent to."""
    aside: set[uuid.UUID] = field(default_factory=set)
    """Whoever stands aside (回避), in whatever post."""
    looked_into: dict[uuid.UUID, uuid.UUID | None] = field(default_factory=dict)
    """Uses of special access that are in force, each with the post it belongs to."""


@dataclass(frozen=True, eq=False)
class Canary:
    """One planted value. `key` is all a finding says of it."""

    key: str
    kind: str
    rule: Rule
    value: str
    subject: Subject


class Nest:
    """Makes canaries, never the same twice, and remembers them all."""

    def __init__(self, seed: int = 0) -> None:
        self.canaries: list[Canary] = []
        self._serial = seed

    def text(self, kind: str, rule: Rule, subject: Subject, *, before: str = "", longest: int = 200) -> str:
        """Return a text that holds a new canary, with `before` in front where there is room."""
        value = MARK + "".join(self._code())
        room = longest - len(value)
        return before[: max(room, 0)] + self._kept(kind, rule, value, subject)

    def id_number(self, kind: str, rule: Rule, subject: Subject, *, like: str = "") -> str:
        """Return an identity number of somebody of the same sex, about the same age as `like`."""
        serial = self._next()
        year = int(like[6:10]) if len(like) == 18 else 1980
        odd = int(like[16]) % 2 if len(like) == 18 else serial % 2
        born = date(year, serial // 28 % 12 + 1, serial % 28 + 1)
        first = f"620723{born:%Y%m%d}{serial // 336 % 499 * 2 + odd:03d}"
        return self._kept(kind, rule, first + ric.calc_check_digit(f"{first}0"), subject)

    def phone(self, kind: str, rule: Rule, subject: Subject) -> str:
        """Return a mobile number whose last eight digits are no day."""
        return self._kept(kind, rule, f"199{99000000 + self._next() * 7 % 1000000}", subject)

    def credit_code(self, kind: str, rule: Rule, subject: Subject) -> str:
        """Return a credit code (GB 32100) of a block from which no example has one."""
        first = f"91620723MC{self._next():07d}"
        return self._kept(kind, rule, first + uscc.calc_check_digit(first), subject)

    def plate(self, kind: str, rule: Rule, subject: Subject) -> str:
        """Return a number plate."""
        return self._kept(kind, rule, f"甘G{self._next() % 100000:05d}", subject)

    def amount(self, kind: str, rule: Rule, subject: Subject, *, like: int) -> str:
        """Return an amount in yuan a little below `like` (fen), with fen nobody else has."""
        serial = self._next()
        fen = max(like - like % 100000, 100000) - 100000 + serial * 37 % 99990 + 7
        return self._kept(kind, rule, f"{fen // 100}.{fen % 100:02d}", subject)

    def unplanted(self, canary: Canary) -> str:
        """Return a value of the same kind that stands nowhere at all."""
        kept, like, of = len(self.canaries), canary.value, canary.subject
        if MARK in like:
            return MARK + "".join(self._code())
        if len(like) == 18 and like[:17].isdigit():
            made = self.id_number("", canary.rule, of, like=like)
        elif like.isdigit():
            made = self.phone("", canary.rule, of)
        elif len(like) == 18:
            made = self.credit_code("", canary.rule, of)
        elif "." in like:
            made = self.amount("", canary.rule, of, like=round(float(like) * 100))
        else:
            made = self.plate("", canary.rule, of)
        del self.canaries[kept:]
        return made

    def _kept(self, kind: str, rule: Rule, value: str, subject: Subject) -> str:
        self.canaries.append(Canary(f"{kind}#{len(self.canaries)}", kind, rule, value, subject))
        return value

    def _next(self) -> int:
        self._serial += 1
        return self._serial

    def _code(self) -> Iterator[str]:
        rest = self._next()
        for _ in range(CODE):
            yield LETTERS[rest % len(LETTERS)]
            rest //= len(LETTERS)
