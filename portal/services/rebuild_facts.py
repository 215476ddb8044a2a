"""Works out afresh what statistics count of each case, from the case itself, and writes what differs.

Needed after a plugin declares another field as counted, and as a proof that figures can be recomputed: with nothing to
write, every figure is what its case says. Past figures stay: what is replaced is closed with its event, not overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from portal.declare.facts import Fact
from portal.declare.privacy import Privacy
from portal.engine.changes import FactValue
from portal.engine.confirming import confirmation_facts
from portal.engine.intake import facts_of, measures_of
from portal.store.figures import write_facts, write_measures
from portal.store.load_case import load_case
from portal.store.tables.cases import CaseFile
from portal.store.tables.figures import CaseFact, CaseMeasure
from portal.store.unit_of_work import UnitOfWork

_COLUMNS = {
    Fact.SOURCE: "source",
    Fact.RECEIVED_ON: "received_on",
    Fact.OCCURRED_ON: "occurred_on",
    Fact.ACCEPTED_ON: "accepted_on",
    Fact.CONSENTED_ON: "consented_on",
    Fact.AGREED_ON: "agreed_on",
    Fact.EFFECTIVE_ON: "effective_on",
    Fact.ENDED_ON: "ended_on",
    Fact.ENDING: "ending",
    Fact.VOIDED_ON: "voided_on",
}


@dataclass(frozen=True)
class Rebuilt:
    """How many cases were looked at, how many figures differed, and how many cases nobody can work out now."""

    cases: int
    written: int
    absent: int


def rebuild_facts(uow: UnitOfWork) -> Rebuilt:
    """Bring the facts and measures of every case in line with it; sealed and erased cases and those of absent plugins stay."""
    ids = uow.session.scalars(
        select(CaseFile.id).where(
            CaseFile.county_code == uow.county_code, CaseFile.privacy < int(Privacy.P4), CaseFile.erased_on.is_(None)
        )
    ).all()
    absent = 0
    before = _rows(uow)
    for case_id in ids:
        row = uow.session.get_one(CaseFile, case_id)
        if uow.registry.case_type(row.type) is None:
            absent += 1
            continue
        case, state = load_case(uow, case_id)
        facts: dict[Fact, FactValue | None] = {fact: getattr(case, column) for fact, column in _COLUMNS.items()}
        facts[Fact.PEOPLE] = len(state.parties)
        facts |= confirmation_facts(state.confirmation)
        facts |= facts_of(state.type, state.details)
        if case.occurred_on is not None:
            facts[Fact.OCCURRED_ON] = case.occurred_on  # what was said of the case goes before what a field says
        write_facts(uow, case, facts, case.version)
        write_measures(uow, case, measures_of(state.type, state.details), case.version)
        uow.session.flush()
    return Rebuilt(len(ids) - absent, _rows(uow) - before, absent)


def _rows(uow: UnitOfWork) -> int:
    """Return a number that grows with every figure written or closed."""
    total = 0
    for table in (CaseFact, CaseMeasure):
        rows = uow.session.execute(
            select(func.count(table.id), func.count(table.to_event)).where(table.county_code == uow.county_code)
        ).one()
        total += rows[0] + rows[1]
    return total
