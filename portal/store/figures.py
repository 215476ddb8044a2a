"""Writes facts and measures with their event bounds: a past figure is the same query with a bound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from portal.declare.facts import Fact
from portal.engine.changes import FactValue
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseFile
from portal.store.tables.figures import CaseFact, CaseMeasure

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

# What remains counted of a sealed case: that it exists, where it came from, how and when it ended. No sums, no measures.
KEPT_WHEN_SEALED = frozenset(
    {
        Fact.SOURCE,
        Fact.RECEIVED_ON,
        Fact.ACCEPTED_ON,
        Fact.AGREED_ON,
        Fact.EFFECTIVE_ON,
        Fact.ENDED_ON,
        Fact.ENDING,
        Fact.AGREEMENT_FORM,
        Fact.PERFORMED_ON,
        Fact.VOIDED_ON,
        Fact.MOVED_ON,
    }
)


def write_facts(uow: UnitOfWork, case: CaseFile, facts: Mapping[Fact, FactValue | None], seq: int) -> None:
    """Close the facts that changed and open their new values."""
    if not facts:
        return
    open_rows = {row.fact: row for row in uow.rows_of(CaseFact, case.id, to_event=None)}
    for fact, value in facts.items():
        before = open_rows.get(fact.value)
        columns = _columns(value)
        if before is not None and columns == {"number": before.number, "day": before.day, "code": before.code}:
            continue
        if before is not None:
            before.to_event = seq
        if value is not None:
            uow.row(CaseFact, **_owner(case), id=new_id(), fact=fact.value, from_event=seq, **columns)


def write_measures(uow: UnitOfWork, case: CaseFile, measures: Mapping[str, FactValue | tuple[str, ...] | None], seq: int) -> None:
    """Close the measures that changed and open their new values; a multiple choice gives one row an option."""
    if not measures:
        return
    open_rows: dict[str, list[CaseMeasure]] = {}
    for row in uow.rows_of(CaseMeasure, case.id, to_event=None):
        open_rows.setdefault(row.key, []).append(row)
    for key, value in measures.items():
        wanted = [_columns(v) for v in (value if isinstance(value, tuple) else (value,)) if v is not None]
        present = open_rows.get(key, [])
        if [{"number": r.number, "day": r.day, "code": r.code} for r in present] == wanted:
            continue
        for row in present:
            row.to_event = seq
        for columns in wanted:
            uow.row(CaseMeasure, **_owner(case), id=new_id(), key=key, from_event=seq, **columns)


def reduce_to_sealed(uow: UnitOfWork, case: CaseFile, seq: int) -> None:
    """Close everything that says more of a sealed case than that it exists and how it went."""
    for row in uow.rows_of(CaseFact, case.id, to_event=None):
        if Fact(row.fact) not in KEPT_WHEN_SEALED:
            row.to_event = seq
    for measure in uow.rows_of(CaseMeasure, case.id, to_event=None):
        measure.to_event = seq


def _owner(case: CaseFile) -> dict[str, Any]:
    return {
        "county_code": case.county_code,
        "case_id": case.id,
        "organisation_id": case.organisation_id,
        "type": case.type,
    }


def _columns(value: FactValue | None) -> dict[str, Any]:
    return {
        "number": value if isinstance(value, int) else None,
        "day": value if isinstance(value, date) else None,
        "code": value if isinstance(value, str) else None,
    }
