"""履行台账 as data: how each term of an agreement in force stands, and what the acts upon it ask (人民调解法 31)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from portal.declare.fields import Choice, Day, Field, LongText, Money, TermPick, Text, YesNo
from portal.engine.agreement_rows import TermPerformed, TermState
from portal.engine.case_state import CaseState
from portal.engine.remedies import REMEDIES

SOON_DAYS = 3
"""So long before its day a term is on the desk of whoever handles the case."""

PROOFS = (
    ("receipt", "收条"),
    ("transfer", "转账凭证"),
    ("witnessed", "当场见证"),
    ("told", "权利人电话或当面确认"),
    ("photograph", "照片或录像"),
    ("other", "其他"),
)
ON_THE_SPOT = "witnessed"


class Standing(StrEnum):
    """How a term stands on a day."""

    PERFORMED = "performed"
    PARTIAL = "partial"
    DUE = "due"
    SOON = "soon"
    OVERDUE = "overdue"
    BREACHED = "breached"


def standing(term: TermState, today: date) -> Standing:
    """Return how the term stands; one that is late in part is late."""
    if term.performed_on is not None:
        return Standing.PERFORMED
    if term.breached_on is not None:
        return Standing.BREACHED
    if term.due_on is not None and term.due_on < today:
        return Standing.OVERDUE
    if term.due_on is not None and (term.due_on - today).days <= SOON_DAYS:
        return Standing.SOON
    return Standing.PARTIAL if term.paid else Standing.DUE


def open_terms(state: CaseState) -> tuple[tuple[int, TermState], ...]:
    """Return the terms that are not performed yet, each with its number in the agreement."""
    terms = state.agreement.terms if state.agreement is not None else ()
    return tuple((number, term) for number, term in enumerate(terms, 1) if term.performed_on is None)


def performance_fields() -> tuple[Field, ...]:
    """Return what `perform_term` asks."""
    return (
        TermPick("term", "哪一条", required=True),
        Day("performed_on", "履行日期", required=True),
        Money("amount", "这次付了多少", least=1),
        Choice("proof", "凭证", PROOFS, required=True),
        Text("proof_text", "凭证说明", longest=200),
    )


def whole_performance_fields() -> tuple[Field, ...]:
    """Return what `perform` asks: everything that was left was done by a day."""
    return (
        Day("performed_on", "履行完毕日期", required=True),
        Choice("proof", "凭证", PROOFS),
        Text("proof_text", "凭证说明", longest=200),
        LongText("note", "说明", longest=2000),
    )


def breach_fields() -> tuple[Field, ...]:
    """Return what `breach` asks."""
    return (
        TermPick("term", "哪一条", required=True),
        Day("found_on", "查明日期", required=True),
        YesNo("remedies_told", "已把这些途径告知权利人", required=True),
        Choice("chosen", "权利人的打算", tuple((remedy.code, remedy.text) for remedy in REMEDIES), required=True),
        LongText("note", "对方的理由和督促情况", longest=2000),
    )


def rest_performed(state: CaseState, day: date, proof: str, text: str = "") -> tuple[TermPerformed, ...]:
    """Return the performance of everything that is left."""
    return tuple(
        TermPerformed(term.id, day, term.left if term.kind == "money" else None, proof, text, True)
        for _number, term in open_terms(state)
    )
