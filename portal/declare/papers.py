"""Papers as blocks: declared once, rendered to print html, docx and pdf by `portal.papers`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.declare.conditions import When
from portal.declare.keys import check_key, check_title
from portal.declare.phases import Phase


class Duty(StrEnum):
    """Whether the dossier must hold the paper."""

    MUST = "must"  # 必须
    IF_NEEDED = "if_needed"  # 按需


@dataclass(frozen=True)
class Heading:
    """A heading inside the paper."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text. `{placeholders}` name fields (`{owed}`), case values (`{number}`, `{organisation}`) or papers' own."""

    text: str


@dataclass(frozen=True)
class PartyTable:
    """The parties with the seven items of the official form."""


@dataclass(frozen=True)
class FieldRows:
    """Fields as rows of label and value; empty values become rules to write on. No keys: all of the type."""

    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelledRows:
    """Rows of label and text; the text may hold placeholders, and an empty one is room to write."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lines:
    """Empty rules to write on, with a label."""

    label: str
    count: int = 4


@dataclass(frozen=True)
class PastePlace:
    """粘贴处: room for a copy or a receipt to be pasted."""

    label: str


@dataclass(frozen=True)
class Checklist:
    """Items with a box to tick before each."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """The terms of the agreement as numbered sentences with figures and capitals."""


@dataclass(frozen=True)
class SessionRecords:
    """The mediation sessions with time, place, those present, record and result."""


@dataclass(frozen=True)
class CallBackRecords:
    """The call-backs (回访) with the official items, one after the other; a blank form has one to fill in."""


@dataclass(frozen=True)
class Signatures:
    """Lines for signature, fingerprint and seal: of the parties, the mediator, the recorder, the organisation."""

    parties: bool = True
    mediator: bool = True
    recorder: bool = False
    seal: bool = True


@dataclass(frozen=True)
class Contents:
    """卷内目录: the papers of the dossier in their order, with a column for the page."""


@dataclass(frozen=True)
class TearLine:
    """A line to fold or tear along; the text names what lies beyond it."""

    text: str = ""


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


Block = (
    Heading
    | Paragraph
    | PartyTable
    | FieldRows
    | LabelledRows
    | Lines
    | PastePlace
    | Checklist
    | Terms
    | SessionRecords
    | CallBackRecords
    | Signatures
    | Contents
    | TearLine
    | NewPage
)


@dataclass(frozen=True)
class Paper:
    """One paper of the dossier. `order` is its place in the official order (domain 3.1: cover 0 … back cover 13).

    With `letterhead` the organisation stands above the title; with `numbered` the number of the case below it. `basis` is the
    article the paper rests on, as people write it: 人民调解法第二十九条.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    order: int = 12
    duty: Duty = Duty.IF_NEEDED
    phases: tuple[Phase, ...] = ()
    when: When | None = None
    copies: int = 1
    letterhead: bool = True
    numbered: bool = False
    basis: str = ""

    def __post_init__(self) -> None:
        check_key(self.key, f"paper {self.key}")
        check_title(self.title, f"paper {self.key}")
