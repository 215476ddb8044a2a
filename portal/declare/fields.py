"""The kinds of field a plugin can ask for. A kind is a small value; reading what people type is the engine's work."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass

from portal.declare.conditions import When
from portal.declare.facts import Fact, FactKind
from portal.declare.keys import check_key, check_title, check_unique
from portal.declare.privacy import Sensitivity
from portal.errors import DeclarationError


@dataclass(frozen=True)
class Field:
    """What all kinds share. Use one of the kinds below.

    `hint` stands under the field. `group` is the heading of its block on the form. `fact` feeds the core vocabulary,
    `counted` makes the field available to statistics, `searchable` puts its text into the search index of cases up to P2.
    `when` shows (and requires) the field only in that case. A field is never removed, only `retired`.
    """

    key: str
    title: str
    _: KW_ONLY
    required: bool = False
    hint: str = ""
    group: str = ""
    fact: Fact | None = None
    counted: bool = False
    searchable: bool = False
    sensitivity: Sensitivity = Sensitivity.PLAIN
    when: When | None = None
    retired: bool = False

    def __post_init__(self) -> None:
        where = f"field {self.key}"
        check_key(self.key, where)
        check_title(self.title, where)
        if self.counted and self.kind not in _COUNTED:
            raise DeclarationError(where, "only choice, yes or no, whole number, money and day can be counted, never text")
        if self.is_secret and (self.counted or self.searchable or self.fact):
            raise DeclarationError(where, "an encrypted field feeds no statistics, no facts and no search")
        if self.fact is not None and self.kind not in _FEEDS[self.fact.kind]:
            raise DeclarationError(where, f"a field of kind {self.kind} cannot feed the fact {self.fact}")

    @property
    def kind(self) -> str:
        """Return the kind as the API and the catalogue name it."""
        return _kind_name(type(self))

    @property
    def is_secret(self) -> bool:
        """Say whether the value is stored encrypted."""
        return self.sensitivity is not Sensitivity.PLAIN


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of text. `pattern` must match the whole; `wrong` says so in one sentence."""

    longest: int = 200
    pattern: str = ""
    wrong: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.pattern:
            re.compile(self.pattern)
            if not self.wrong:
                raise DeclarationError(f"field {self.key}", "a pattern needs the sentence shown when it does not match")


@dataclass(frozen=True, kw_only=True)
class TimeOfDay(Text):
    """A time of day such as 9:30, as a text; a clock of hours may start at it."""

    longest: int = 5
    pattern: str = r"(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9]"
    wrong: str = "时间写成 9:30 这样。"


@dataclass(frozen=True, kw_only=True)
class LongText(Field):
    """Several lines of text."""

    longest: int = 4000


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number with its unit, for example 人 or 天."""

    least: int = 0
    most: int = 1_000_000
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A decimal number kept exactly, for example 平方米; written as a string at every edge."""

    least: str = "0"
    most: str = "1000000000"
    places: int = 2
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    """An amount: integer fen inside, a yuan string outside. `least` and `most` are fen."""

    least: int = 0
    most: int = 100_000_000_000_00


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A calendar day. By default not in the future: most things people tell have happened."""

    future: bool = False


@dataclass(frozen=True)
class YesNo(Field):
    """Yes or no; not answering is a third thing."""


Options = tuple["str | tuple[str, str]", ...]


@dataclass(frozen=True)
class Choice(Field):
    """One of several. An option is its label, or `(key, label)` when the label may change later."""

    options: Options

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.options:
            raise DeclarationError(f"field {self.key}", "a choice needs options")
        check_unique((k for k, _ in self.pairs), f"field {self.key}", "option")

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the options as (key, label)."""
        return tuple((o, o) if isinstance(o, str) else o for o in self.options)


@dataclass(frozen=True)
class Choices(Choice):
    """Any number of several; stored as a list of option keys in declared order."""


@dataclass(frozen=True)
class CreditCode(Field):
    """统一社会信用代码, checked (GB 32100-2015)."""


@dataclass(frozen=True, kw_only=True)
class IdNumber(Field):
    """公民身份号码, checked (GB 11643-1999); always encrypted."""

    sensitivity: Sensitivity = Sensitivity.MASKED


@dataclass(frozen=True, kw_only=True)
class Phone(Field):
    """A mobile or land-line number; always encrypted."""

    sensitivity: Sensitivity = Sensitivity.MASKED


@dataclass(frozen=True)
class Plate(Field):
    """机动车号牌."""


@dataclass(frozen=True)
class Staff(Field):
    """A member of staff of the organisation that holds the case; only the core asks for people."""


@dataclass(frozen=True)
class PartyPick(Field):
    """One of the parties of the case, by its name; only the core asks."""


@dataclass(frozen=True)
class PartyPicks(Field):
    """Several of the parties of the case; only the core asks."""


@dataclass(frozen=True)
class LinkPick(Field):
    """Somebody who acts for a party of the case; only the core asks."""


@dataclass(frozen=True)
class ClockPick(Field):
    """One of the running clocks of the case that may be extended; only the core asks."""


@dataclass(frozen=True)
class OrganisationPick(Field):
    """Another organisation of the county, by its id; only the core asks."""


@dataclass(frozen=True)
class ReceiverPick(Field):
    """A member of staff of the organisation picked beside it; only the core asks."""


@dataclass(frozen=True)
class FilePicks(Field):
    """Some of the files of the case, by their ids; only the core asks."""


@dataclass(frozen=True)
class TermList(Field):
    """The terms of an agreement as a list of rows; only the core asks."""


@dataclass(frozen=True)
class SignatureList(Field):
    """Who signed an agreement, how and when, as a list of rows; only the core asks."""


@dataclass(frozen=True)
class MemberList(Field):
    """Many people of one side as a list of rows, each what the intake takes of a party; only the core asks."""


@dataclass(frozen=True)
class TermPick(Field):
    """One of the terms of the agreement, by its number, that is not performed yet; only the core asks."""


def _kind_name(kind: type[Field]) -> str:
    for known in kind.__mro__:
        if known in _KIND_NAMES:
            return _KIND_NAMES[known]
    raise DeclarationError(kind.__name__, "is not a kind of field")


_KIND_NAMES: dict[type[Field], str] = {
    Text: "text",
    LongText: "long_text",
    Whole: "whole",
    Number: "number",
    Money: "money",
    Day: "day",
    YesNo: "yes_no",
    Choices: "choices",
    Choice: "choice",
    CreditCode: "credit_code",
    IdNumber: "id_number",
    Phone: "phone",
    Plate: "plate",
    Staff: "staff",
    PartyPick: "party",
    PartyPicks: "parties",
    LinkPick: "link",
    ClockPick: "clock",
    OrganisationPick: "organisation",
    ReceiverPick: "receiver",
    FilePicks: "files",
    TermList: "terms",
    SignatureList: "signatures",
    MemberList: "members",
    TermPick: "term",
}
_COUNTED = {"choice", "choices", "yes_no", "whole", "money", "day"}
_FEEDS = {
    FactKind.MONEY: {"money"},
    FactKind.COUNT: {"whole"},
    FactKind.DAY: {"day"},
    FactKind.CODE: {"choice"},
}
