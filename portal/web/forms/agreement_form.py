"""The terms of an agreement while they are written: rows, instalments, the sum beside the claim, and the terms on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal.declare.facts import Fact
from portal.declare.fields import Day, Money
from portal.engine.deadlines import add_months
from portal.engine.instalments import instalments
from portal.engine.money import yuan
from portal.engine.naming import together
from portal.engine.read_fields import FieldProblem, read_field
from portal.papers.on_paper import TermOnPaper
from portal.reading.case_page import CasePage
from portal.web.forms.posted import rows_posted

AT = "terms"
BLANK_ROW = "__row__"  # stands for the number of a row in the template a script copies
MONEY, ACT = "money", "act"
KEYS = ("kind", "payer", "payee", "amount", "due_on", "method", "breach", "act")
_AMOUNT, _DUE = Money("amount", "金额"), Day("due_on", "履行日期", future=True)
_NAMED = 3  # so many parties are named one by one

Entered = Mapping[str, Any]
Wrong = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class TermRow:
    """One row of the form. `values` and `wrong` are by the key of the part."""

    at: str
    values: Mapping[str, str]
    wrong: Mapping[str, tuple[str, ...]]

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the kind was entered."""
        return not any(self.values[key] for key in KEYS if key != "kind")


@dataclass(frozen=True)
class Sum:
    """What the money terms come to, and what was claimed; both in fen."""

    total: int
    claimed: int | None

    @property
    def per_cent(self) -> int | None:
        """Return the share of the claim, rounded to whole per cent."""
        return round(self.total * 100 / self.claimed) if self.claimed else None


def with_first_term(page: CasePage, entered: Entered) -> dict[str, Any]:
    """Return what was entered; before anything was, the first term as the claim has it: who owes, to whom, how much."""
    if rows_posted(dict(entered), AT):
        return dict(entered)
    claimed = claimed_of(page)
    first = {
        "kind": MONEY,
        "payer": next((p.name for p in page.parties if p.side == "respondent"), ""),
        "payee": _names([p.name for p in page.parties if p.side == "applicant"]),
        "amount": yuan(claimed) if claimed else "",
        "method": "转账" if claimed else "",
    }
    return {**entered, **{f"{AT}.0.{key}": value for key, value in first.items()}}


def with_payment(page: CasePage, entered: Entered, amount: int) -> dict[str, Any]:
    """Return the form with one more payment of that many fen; in an empty form it takes the place of the first term."""
    began = rows_posted(dict(entered), AT)
    filled = with_first_term(page, {} if not began else entered)
    at = f"{AT}.{began}"
    people = {name: filled.get(f"{AT}.0.{name}", "") for name in ("payer", "payee")}
    return {**entered, **{f"{at}.{k}": v for k, v in {**people, "kind": MONEY, "amount": yuan(amount), "method": "转账"}.items()}}


def term_rows(entered: Entered, wrong: Wrong, more: int = 0) -> tuple[TermRow, ...]:
    """Return a row for each term entered and `more` empty ones, at least one."""
    return tuple(term_row(str(index), entered, wrong) for index in range(max(rows_posted(dict(entered), AT) + more, 1)))


def term_row(index: str, entered: Entered, wrong: Wrong) -> TermRow:
    """Return one row."""
    at = f"{AT}.{index}"
    values = {key: str(entered.get(f"{at}.{key}", "") or "") for key in KEYS}
    values["kind"] = values["kind"] or (ACT if values["act"] and not values["amount"] else MONEY)
    return TermRow(at, values, {key: wrong[f"{at}.{key}"] for key in KEYS if f"{at}.{key}" in wrong})


def without_row(entered: Entered, gone: str) -> dict[str, Any]:
    """Return what was entered without the row `terms.<n>`; the later ones move up."""
    return _renumbered(entered, [row for row in term_rows(entered, {}) if row.at != gone])


def in_instalments(entered: Entered, count: int, today: date) -> dict[str, Any]:
    """Return what was entered with the first payment in `count` monthly ones, what follows it to the same person included.

    A form without a payment, or with one that cannot be split like this, comes back as it was.
    """
    rows = term_rows(entered, {})
    first = next((row for row in rows if row.values["kind"] == MONEY and _amount(row)), None)
    if first is None:
        return dict(entered)
    pair = (first.values["payer"], first.values["payee"])
    same = [row for row in rows if row.values["kind"] == MONEY and (row.values["payer"], row.values["payee"]) == pair]
    total = sum(_amount(row) or 0 for row in same)
    try:
        parts = instalments(total, count, _due(first, today) or add_months(today, 1))
    except ValueError:
        return dict(entered)
    paid = [
        replace(first, values={**first.values, "amount": yuan(part.amount), "due_on": part.due_on.isoformat()}) for part in parts
    ]
    return _renumbered(entered, [*paid, *(row for row in rows if row not in same)])


def terms_on_paper(entered: Entered, today: date) -> tuple[TermOnPaper, ...]:
    """Return the terms as far as they can be read, for the sheet beside the form."""
    return tuple(_on_paper(row, today) for row in term_rows(entered, {}) if not row.is_empty)


def sum_of(page: CasePage, entered: Entered) -> Sum:
    """Return what the terms entered come to."""
    rows = (row for row in term_rows(entered, {}) if row.values["kind"] == MONEY)
    return Sum(sum(_amount(row) or 0 for row in rows), claimed_of(page))


def claimed_of(page: CasePage) -> int | None:
    """Return the amount the case asks for in fen, or `None`."""
    if page.state is None:
        return None
    for field in page.state.type.fields:
        value = page.state.details.get(field.key)
        if field.fact is Fact.AMOUNT_CLAIMED and isinstance(value, int):
            return value
    return None


def _names(names: list[str]) -> str:
    return together(names, _NAMED)


def _renumbered(entered: Entered, rows: list[TermRow]) -> dict[str, Any]:
    others = {name: value for name, value in entered.items() if not name.startswith(f"{AT}.")}
    return others | {f"{AT}.{n}.{key}": value for n, row in enumerate(rows) for key, value in row.values.items()}


def _on_paper(row: TermRow, today: date) -> TermOnPaper:
    values = row.values
    if values["kind"] == ACT:
        return TermOnPaper(values["payer"], "", None, values["act"] or "＿＿＿＿", _due(row, today), "", values["breach"])
    amount, due = _amount(row), _due(row, today)
    return TermOnPaper(values["payer"], values["payee"], amount, "", due, values["method"], values["breach"])


def _amount(row: TermRow) -> int | None:
    try:
        amount = read_field(_AMOUNT, row.values["amount"], date.min)
    except FieldProblem:
        return None
    return amount if isinstance(amount, int) else None


def _due(row: TermRow, today: date) -> date | None:
    try:
        due = read_field(_DUE, row.values["due_on"], today)
    except FieldProblem:
        return None
    return due if isinstance(due, date) else None
