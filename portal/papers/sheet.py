"""Fills a declared paper with the values of a case: plain pieces, which `layout` sets out and html, docx and pdf draw.

Papers stay Chinese in every language. An empty value becomes a rule to write on; nothing is invented. Pieces are small, so
that a long paper can be cut between them: a party, a row, a term each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from portal.declare.papers import (
    Block,
    CallBackRecords,
    Checklist,
    Contents,
    FieldRows,
    Heading,
    LabelledRows,
    Lines,
    NewPage,
    Paper,
    Paragraph,
    PartyTable,
    PastePlace,
    SessionRecords,
    Signatures,
    TearLine,
    Terms,
)
from portal.engine.days import written
from portal.engine.money import capitals, grouped
from portal.papers.core_papers import CORE_PAPERS
from portal.papers.on_paper import CaseOnPaper, EntryOnPaper, PartyOnPaper, SessionOnPaper, TermOnPaper, VisitOnPaper
from portal.papers.visits import rows_of

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
RULE = "\u0000"  # stands where a rule to write on is drawn; never part of a value
MANY = 4  # so many parties of one role stand in a list, a row each
_HALF_ROW = 15  # so many full-width characters fit into half a row of a table
_SHORT_TITLE = 8

Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Piece:
    """One piece of a sheet. `kind` names how it is drawn; the other parts belong to that kind."""

    kind: str
    text: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    parties: tuple[PartyOnPaper, ...] = ()
    session: SessionOnPaper | None = None
    count: int = 0
    signatures: Signatures | None = None
    entries: tuple[EntryOnPaper, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A paper ready to print."""

    key: str
    title: str
    organisation: str
    seal: str
    number: str
    pieces: tuple[Piece, ...]
    letterhead: bool = True
    numbered: bool = False
    link: str = ""


def sheet(paper: Paper, case: CaseOnPaper) -> Sheet:
    """Return the paper filled in with the case; with a blank case every value is a rule to write on."""
    for_it = replace(case, copies=paper.copies, own_first=is_core(paper))
    pieces = tuple(piece for block in paper.blocks for piece in _pieces(block, for_it))
    seal = case.seal or case.organisation
    return Sheet(
        paper.key, paper.title, case.organisation, seal, case.number, pieces, paper.letterhead, paper.numbered, case.link
    )


def is_core(paper: Paper) -> bool:
    """Say whether the paper is the core's, also in the county's words."""
    return any(core.key == paper.key and core.title == paper.title and core.order == paper.order for core in CORE_PAPERS)


def term_sentence(term: TermOnPaper) -> str:
    """Return a term as papers write it; figures and capitals come from the same amount. What is missing is a rule."""
    day = f"{written(term.due_on)}前" if term.due_on else ""
    payer = term.payer or RULE
    if term.act and term.amount is None:
        sentence = f"{payer}{f'于{day}' if day else ''}{term.act.rstrip('。；')}"
    else:
        money = f"{grouped(term.amount)}元（大写：{capitals(term.amount)}）" if term.amount else f"{RULE}元（大写：{RULE}）"
        method = f"，支付方式：{term.method}" if term.method else ""
        sentence = f"{payer}于{day or f'{RULE}前'}向{term.payee or RULE}支付人民币{money}{method}"
    return f"{sentence}；逾期的，{term.breach.rstrip('。')}。" if term.breach else f"{sentence}。"


def ordinal(n: int) -> str:
    """Return 一 to 九十九, for numbering terms; beyond that the figures."""
    digits = "〇一二三四五六七八九"
    if not 0 < n < 100:
        return str(n)
    tens, ones = divmod(n, 10)
    return ("十" if tens == 1 else f"{digits[tens]}十" if tens else "") + (digits[ones] if ones else "")


def _pieces(block: Block, case: CaseOnPaper) -> Iterator[Piece]:
    match block:
        case Heading():
            yield Piece("heading", (block.text,))
        case Paragraph():
            yield Piece("paragraph", tuple(line for part in block.text.split("\n") for line in _filled(part, case).split("\n")))
        case PartyTable():
            yield from _parties(case.parties or _NOBODY)
        case FieldRows():
            yield Piece("rows", rows=_rows(block.keys, case))
        case LabelledRows():
            rows = ((label, _plain(text, case)) for label, text in block.rows)
            yield Piece("rows", rows=tuple(_packed(rows)))
        case Lines():
            yield Piece("lines", (block.label,), count=block.count)
        case PastePlace():
            yield Piece("paste", (block.label,))
        case Checklist():
            yield Piece("checklist", tuple(_filled(item, case) for item in block.items))
        case Terms():
            if case.terms:
                numbered = tuple(f"{ordinal(n)}、{term_sentence(term)}" for n, term in enumerate(case.terms, 1))
                yield Piece("paragraph", numbered)
            else:
                yield Piece("lines", ("",), count=6)
        case SessionRecords():
            for held in case.sessions or (None,):
                yield Piece("session", session=held, text=tuple(held.record.split("\n")) if held else ())
        case CallBackRecords():
            for visit in case.visits or (None,):
                yield Piece("rows", rows=tuple(_packed(rows_of(case, visit))))
                yield Piece("heading", ("回访情况",))
                yield (
                    Piece("paragraph", tuple(visit.found.split("\n")))
                    if visit and visit.found
                    else Piece("lines", ("",), count=4)
                )
                if visit is None or visit.measures:
                    yield _measures(visit)
        case Signatures():
            yield from _signatures(block, case.parties)
        case Contents():
            yield Piece("contents", entries=case.contents, count=max(len(case.contents), 14))
        case TearLine():
            yield Piece("tear", (block.text,))
        case NewPage():
            yield Piece("page")


def _measures(visit: VisitOnPaper | None) -> Piece:
    return Piece("lines", ("采取的措施",), count=3) if visit is None else Piece("paragraph", (f"采取的措施：{visit.measures}",))


_NOBODY = (PartyOnPaper("申请人", "applicant", True), PartyOnPaper("被申请人", "respondent", True))
_OWN = {
    "number": "编号",
    "cause": "案由",
    "type": "纠纷类型",
    "source": "案件来源",
    "summary": "纠纷简要情况",
    "mediator": "人民调解员",
    "reason": "原因",
    "ending": "结果",
    "received_on": "收到日期",
    "accepted_on": "受理日期",
    "agreed_on": "达成日期",
    "effective_on": "生效日期",
    "ended_on": "终结日期",
    "performed_on": "履行完毕日期",
}


def _parties(parties: tuple[PartyOnPaper, ...]) -> Iterator[Piece]:
    """Yield a table for each party, or one list where many play the same role."""
    for _role, same in groupby(parties, key=lambda p: (p.role, p.is_person)):
        group = tuple(same)
        if len(group) < MANY:
            yield from (Piece("party", parties=(party,)) for party in group)
        else:
            yield Piece("party_list", (group[0].role,), parties=group)


def _signatures(block: Signatures, parties: tuple[PartyOnPaper, ...]) -> Iterator[Piece]:
    """Yield the lines for signatures; where many sign in one role, a list of names to sign beside comes before them."""
    signing = parties if block.parties else ()
    few: list[PartyOnPaper] = []
    for _role, same in groupby(signing, key=lambda p: p.role):
        group = tuple(same)
        if len(group) < MANY:
            few += group
        else:
            heads, signing_here = _who_signs(group)
            yield Piece("signature_list", heads, parties=signing_here)
    nobody = _NOBODY if block.parties and not parties else ()
    yield Piece("signatures", parties=(*few, *nobody), signatures=block)


def _who_signs(group: tuple[PartyOnPaper, ...]) -> tuple[tuple[str, ...], tuple[PartyOnPaper, ...]]:
    """Return the head and the names of a list to sign: of the many, those elected and those who stand apart (民事诉讼法 56)."""
    elected = tuple(p for p in group if p.is_elected)
    if not elected:
        return (group[0].role,), group
    apart = tuple(p for p in group if p.is_apart)
    heads = [f"{group[0].role}推选的代表人（代表{len(group) - len(elected) - len(apart)}人）"]
    heads += [f"和自己签字的{group[0].role}"] if apart else []
    return tuple(heads), (*elected, *apart)


def _rows(keys: tuple[str, ...], case: CaseOnPaper) -> tuple[Row, ...]:
    """Return the wanted values, two short ones in a row. Without keys: every field of a blank form, else what is filled in."""
    declared = {f.key: f.title for f in case.fields}
    if not keys:
        filled = (f for f in case.fields if f.value or case.is_blank)
        return tuple(_packed((f.title, f.value or f.boxes) for f in filled))
    titles = declared | _OWN if case.own_first else _OWN | declared
    return tuple(_packed((titles.get(key, key), case.value(key)) for key in keys))


def _packed(pairs: Iterable[tuple[str, str]]) -> Iterator[Row]:
    waiting: tuple[str, str] | None = None
    for pair in pairs:
        title, value = pair
        if len(title) > _SHORT_TITLE or _width(value) > _HALF_ROW or "\n" in value:
            if waiting is not None:
                yield (waiting,)
            waiting = None
            yield (pair,)
        elif waiting is None:
            waiting = pair
        else:
            yield (waiting, pair)
            waiting = None
    if waiting is not None:
        yield (waiting,)


def _width(text: str) -> float:
    """Return how many full-width characters the text is as long as."""
    return sum(0.55 if char.isascii() else 1 for char in text)


def _filled(text: str, case: CaseOnPaper) -> str:
    return PLACEHOLDER.sub(lambda found: case.value(found[1]) or RULE, text)


def _plain(text: str, case: CaseOnPaper) -> str:
    """Return the text for a cell of a table: the cell itself is the room to write, where nothing is known."""
    return PLACEHOLDER.sub(lambda found: case.value(found[1]), text)
