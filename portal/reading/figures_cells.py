"""The SQL behind every figure: the facts of a case side by side under one bound, counted in small cells.

A cell is the count of the cases that share organisation, type, source and so on; every table of the statistics is made by
adding cells, so that tables cannot contradict each other. A past figure is the same query with a bound: `as_of` takes the
facts as they stood after the last event recorded by that moment.

Organisations count cases, the county and its towns count disputes: there, one that went on to another body is counted where
it is now, and nowhere else. Cases that were voided are not counted. A sealed case (P4) is counted wherever cases are counted
and adds to no sum, also where the bound lies before its sealing: what was an ordinary sum then would tell today what is
sealed now.

These are plain tables through the passage `portal.reading.statistics`; the actor's reach is joined in `CountedCases`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, func, or_, select

from portal.access.actors import Actor
from portal.declare.facts import Fact, FactKind
from portal.declare.phases import Ending
from portal.declare.privacy import Privacy
from portal.reading.figures_periods import Period
from portal.reading.figures_scopes import Scope, scope_clause
from portal.store.passages import passage
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseEvent
from portal.store.tables.figures import CaseFact, CaseMeasure
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

OPTIONS = passage("portal.reading.statistics")
MANY = 3
"""From how many parties on Form A counts a case under 「3人以上」."""
PREVENTED = (Fact.PREVENTED_SUICIDE, Fact.PREVENTED_CRIME, Fact.PREVENTED_PETITION, Fact.PREVENTED_FIGHT)
LATER = (Fact.PERFORMED_ON, Fact.CONFIRMATION_APPLIED_ON, Fact.CONFIRMED_ON, Fact.SUED_AFTER_ON)


@dataclass(frozen=True)
class Accepted:
    """Cases accepted in a span that share everything named here.

    `people` are their parties, `many` the cases with 3 or more; `prevented` holds for each of `PREVENTED` the cases in which
    somebody said that worse was prevented, and for how many people.
    """

    span: str
    organisation_id: uuid.UUID
    kind: str
    ministry_type: str
    source: str
    cases: int
    people: int
    many: int
    prevented: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Closed:
    """Accepted cases that ended in a span and share everything named here; all but `cases` counts those that were settled."""

    span: str
    organisation_id: uuid.UUID
    kind: str
    ministry_type: str
    ending: str
    form: str
    cases: int
    amount: int
    performed: int
    applied: int
    confirmed: int
    sued: int


Spans = Mapping[str, Period]


@dataclass(frozen=True)
class Asked:
    """Who asks for which scope, and as of which moment; `None` is now."""

    actor: Actor
    scope: Scope
    as_of: datetime | None = None


class CountedCases:
    """The cases of a scope that have a day of one fact in one of the spans, each with the values of some other facts.

    Every fact is looked up for its case alone. A chain of joins, one for each fact, PostgreSQL plans so badly on tables it has
    not analysed yet, for example just after an import, that a page would hang.
    """

    def __init__(self, uow: UnitOfWork, asked: Asked, base: Fact, spans: Spans, *facts: Fact) -> None:
        self._asked = asked
        self._wanted = (*facts, Fact.VOIDED_ON)
        self._first = CaseFact.__table__.alias("first")
        self._case = CaseFile.__table__.alias("counted")
        self._holder = Organisation.__table__.alias("holder")
        first, case_file, holder = self._first.c, self._case.c, self._holder.c
        same = and_(case_file.county_code == first.county_code, case_file.id == first.case_id)
        held = and_(holder.county_code == case_file.county_code, holder.id == case_file.organisation_id)
        self._from: Any = self._first.join(self._case, same).join(self._holder, held)
        self._columns = [
            first.case_id,
            _span_of(first.day, spans),
            case_file.organisation_id,
            holder.kind,
            case_file.ministry_type,
            (case_file.privacy < Privacy.P4).label("is_open"),
        ]
        self._where = [
            first.county_code == uow.county_code,
            first.fact == base.value,
            or_(*(first.day.between(p.since, p.until) for p in spans.values())),
            self._stands(first),
            scope_clause(asked.actor, asked.scope, case_file),
        ]
        if asked.scope.counts_disputes:
            self._where.append(self._value(Fact.MOVED_ON).is_(None))

    def of_types(self, types: Iterable[str]) -> None:
        """Take the cases of these types only, and tell the type in the column `type`."""
        self._columns.append(self._case.c.type)
        self._where.append(self._case.c.type.in_(sorted(types)))

    def with_measures(self, fields: Iterable[tuple[str, str]]) -> None:
        """Take each case once for each value of the counted fields of its type, told in the columns `key` and `code`."""
        measure = CaseMeasure.__table__.alias("measured")
        same = and_(measure.c.county_code == self._first.c.county_code, measure.c.case_id == self._first.c.case_id)
        declared = or_(*(and_(measure.c.type == type_key, measure.c.key == key) for type_key, key in sorted(fields)))
        self._from = self._from.join(measure, and_(same, declared, self._stands(measure.c)))
        self._columns += [measure.c.key, measure.c.code]

    def side_by_side(self) -> Any:
        """Return the cases that were not voided as rows with their facts, to be counted."""
        facts = [self._value(fact).label(fact.value) for fact in self._wanted]
        inner = select(*self._columns, *facts).select_from(self._from).where(*self._where).cte("facts")
        return inner.prefix_with("MATERIALIZED", dialect="postgresql")

    def _value(self, fact: Fact) -> Any:
        """Return the value of a fact of the case. No `max`: SQLite would walk all facts of the kind to find the largest."""
        row = CaseFact.__table__.alias(f"f_{fact.value}").c
        column = {FactKind.DAY: row.day, FactKind.CODE: row.code}.get(fact.kind, row.number)
        same = (row.county_code == self._first.c.county_code, row.case_id == self._first.c.case_id)
        found = select(column).where(*same, row.fact == fact.value, self._stands(row)).limit(1)
        return found.correlate(self._first).scalar_subquery()

    def _stands(self, row: Any) -> ColumnElement[bool]:
        """Return the condition that a fact or a measure stands now, or stood after the last event of the moment asked for."""
        if self._asked.as_of is None:
            return and_(row.to_event.is_(None))
        event = CaseEvent.__table__.alias("last").c
        last = (
            select(func.max(event.seq))
            .where(event.county_code == row.county_code, event.case_id == row.case_id, event.recorded_at <= self._asked.as_of)
            .correlate(row.case_id.table)
            .scalar_subquery()
        )
        return and_(row.from_event <= last, or_(row.to_event.is_(None), row.to_event > last))


class Counts:
    """One statement that counts cases side by side. Columns are named by their fact."""

    def __init__(self, cases: CountedCases) -> None:
        self.rows = cases.side_by_side()
        columns = self.rows.c
        self.holder = (columns.by_span, columns.organisation_id, columns.kind, columns.ministry_type)

    def value(self, fact: Fact) -> Any:
        """Return the value of a fact that was asked for; empty where the case has none."""
        return self.rows.c[fact.value]

    def sum_of(self, column: Any) -> ColumnElement[int]:
        """Return the sum of a column over cases that are not sealed, as a whole number; 0 over nothing.

        PostgreSQL adds large whole numbers up to a decimal.
        """
        return func.coalesce(cast(func.sum(case((self.rows.c.is_open, column), else_=0)), BigInteger), 0)

    def count_if(self, condition: ColumnElement[bool], *, also_sealed: bool = True) -> ColumnElement[int]:
        """Return how many cases meet the condition."""
        return func.count(case((condition if also_sealed else and_(self.rows.c.is_open, condition), 1)))

    def by(self, keys: tuple[Any, ...], *sums: Any, where: tuple[ColumnElement[bool], ...] = ()) -> Select[Any]:
        """Return the statement: one row for each combination of the keys."""
        not_voided = self.value(Fact.VOIDED_ON).is_(None)
        return select(*keys, *sums).select_from(self.rows).where(not_voided, *where).group_by(*keys)


def accepted_cells(uow: UnitOfWork, asked: Asked, spans: Spans) -> tuple[Accepted, ...]:
    """Return the accepted cases of each span."""
    cases = Counts(CountedCases(uow, asked, Fact.ACCEPTED_ON, spans, Fact.SOURCE, Fact.PEOPLE, *PREVENTED))
    people = cases.value(Fact.PEOPLE)
    sums = [func.count(), cases.sum_of(people), cases.count_if(people >= MANY, also_sealed=False)]
    for fact in PREVENTED:
        sums += [cases.count_if(cases.value(fact) > 0, also_sealed=False), cases.sum_of(cases.value(fact))]
    return tuple(_accepted(row) for row in rows_of(uow, cases.by((*cases.holder, cases.value(Fact.SOURCE)), *sums)))


def closed_cells(uow: UnitOfWork, asked: Asked, spans: Spans) -> tuple[Closed, ...]:
    """Return the accepted cases that ended in each span, whatever the ending."""
    wanted = (Fact.ACCEPTED_ON, Fact.ENDING, Fact.AGREEMENT_FORM, Fact.AMOUNT_AGREED, *LATER)
    cases = Counts(CountedCases(uow, asked, Fact.ENDED_ON, spans, *wanted))
    keys = (*cases.holder, cases.value(Fact.ENDING), cases.value(Fact.AGREEMENT_FORM))
    amount = cases.sum_of(cases.value(Fact.AMOUNT_AGREED))
    later = [cases.count_if(cases.value(fact).is_not(None)) for fact in LATER]
    was_accepted = (cases.value(Fact.ACCEPTED_ON).is_not(None),)
    return tuple(_closed(row) for row in rows_of(uow, cases.by(keys, func.count(), amount, *later, where=was_accepted)))


def accepted_by_span(uow: UnitOfWork, asked: Asked, spans: Spans) -> dict[str, int]:
    """Return how many cases were accepted in each span; a span without any is left out."""
    cases = Counts(CountedCases(uow, asked, Fact.ACCEPTED_ON, spans))
    return dict(rows_of(uow, cases.by((cases.rows.c.by_span,), func.count())))


def received_count(uow: UnitOfWork, asked: Asked, period: Period) -> tuple[int, int]:
    """Return how many cases were received in the period, and how many of them were not accepted (不予受理)."""
    cases = Counts(CountedCases(uow, asked, Fact.RECEIVED_ON, {"now": period}, Fact.ENDING))
    refused = cases.count_if(cases.value(Fact.ENDING) == Ending.NOT_ACCEPTED.value)
    ((received, not_accepted),) = rows_of(uow, cases.by((), func.count(), refused))
    return received, not_accepted


def rows_of(uow: UnitOfWork, statement: Select[Any]) -> list[Any]:
    """Return the rows of a statement, through the passage."""
    return [tuple(row) for row in uow.session.execute(statement, execution_options=OPTIONS)]


def _accepted(row: tuple[Any, ...]) -> Accepted:
    span, organisation_id, kind, ministry_type, source, cases, people, many, *prevented = row
    pairs = tuple(zip(prevented[::2], prevented[1::2], strict=True))
    return Accepted(span, organisation_id, kind, ministry_type, source or "", cases, people, many, pairs)


def _closed(row: tuple[Any, ...]) -> Closed:
    span, organisation_id, kind, ministry_type, ending, form, cases, *sums = row
    if ending != Ending.SETTLED.value:  # an agreement that fell away again leaves its form behind
        return Closed(span, organisation_id, kind, ministry_type, ending or "", "", cases, 0, 0, 0, 0, 0)
    return Closed(span, organisation_id, kind, ministry_type, ending, form or "", cases, *sums)


def _span_of(day: Any, spans: Spans) -> Any:
    """Return the name of the first span a day lies in."""
    return case(*((day.between(p.since, p.until), name) for name, p in spans.items()), else_="").label("by_span")
