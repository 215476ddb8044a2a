"""Renders a declared paper with the values of a case to plain pieces that a template prints.

Papers stay Chinese in every language. An empty value becomes a rule to write on; nothing is invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.declare.papers import (
    Block,
    FieldRows,
    Heading,
    Lines,
    Paper,
    Paragraph,
    PartyTable,
    SessionRecords,
    Signatures,
    Terms,
)
from portal.engine.days import written
from portal.engine.money import capitals, grouped
from portal.papers.on_paper import CaseOnPaper, PartyOnPaper, SessionOnPaper, TermOnPaper

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
RULE = "\u0000"  # stands where a template draws a rule to write on; never part of a value


@dataclass(frozen=True)
class Piece:
    """One piece of a sheet. `kind` names how it is drawn; the other parts belong to that kind."""

    kind: str
    text: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    parties: tuple[PartyOnPaper, ...] = ()
    sessions: tuple[SessionOnPaper, ...] = ()
    count: int = 0
    signatures: Signatures | None = None


@dataclass(frozen=True)
class Sheet:
    """A paper ready to print."""

    key: str
    title: str
    organisation: str
    number: str
    pieces: tuple[Piece, ...]


def sheet(paper: Paper, case: CaseOnPaper) -> Sheet:
    """Return the paper filled in with the case; with a blank case every value is a rule to write on."""
    return Sheet(paper.key, paper.title, case.organisation, case.number, tuple(_piece(b, case) for b in paper.blocks))


def term_sentence(term: TermOnPaper) -> str:
    """Return a term as papers write it; figures and capitals come from the same amount."""
    day = f"{written(term.due_on)}前" if term.due_on else ""
    if term.amount is not None:
        method = f"，支付方式：{term.method}" if term.method else ""
        sentence = f"{term.payer}于{day}向{term.payee}支付人民币{grouped(term.amount)}元（大写：{capitals(term.amount)}）{method}"
    else:
        when = f"于{day}" if day else ""
        sentence = f"{term.payer}{when}{term.act}"
    return f"{sentence}；逾期的，{term.breach}。" if term.breach else f"{sentence}。"


def _piece(block: Block, case: CaseOnPaper) -> Piece:
    match block:
        case Heading():
            return Piece("heading", (block.text,))
        case Paragraph():
            return Piece("paragraph", tuple(_filled(line, case) for line in block.text.split("\n")))
        case PartyTable():
            parties = case.parties or (
                PartyOnPaper("申请人", "applicant", True),
                PartyOnPaper("被申请人", "respondent", True),
            )
            return Piece("parties", parties=parties)
        case FieldRows():
            wanted = block.keys or tuple(f.key for f in case.fields)
            titles = {f.key: f.title for f in case.fields}
            return Piece("rows", rows=tuple((titles.get(k, _OWN.get(k, k)), case.value(k)) for k in wanted))
        case Lines():
            return Piece("lines", (block.label,), count=block.count)
        case Terms():
            return Piece("terms", tuple(term_sentence(t) for t in case.terms), count=0 if case.terms else 6)
        case SessionRecords():
            return Piece("sessions", sessions=case.sessions)
        case Signatures():
            return Piece("signatures", parties=case.parties, signatures=block)
    raise TypeError(type(block).__name__)


_OWN = {
    "number": "编号",
    "cause": "案由",
    "type": "纠纷类型",
    "source": "案件来源",
    "summary": "纠纷简要情况",
    "mediator": "人民调解员",
    "reason": "原因",
    "ending": "结果",
}


def _filled(text: str, case: CaseOnPaper) -> str:
    return _PLACEHOLDER.sub(lambda found: case.value(found[1]) or RULE, text)
