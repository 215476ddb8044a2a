"""The cases behind a figure: every cell of the statistics opens its rows in the register, as far as the reader sees them.

The condition is put together from the same rows the figure is counted from (`figures_cells`), so the two agree: what is listed
and the sealed cases that are only counted are as many as the figure says.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true

from portal.access.actors import Person
from portal.access.doors import sealed_count
from portal.declare.facts import Fact
from portal.declare.phases import AgreementForm, Ending, Source
from portal.errors import NotFound
from portal.reading.figures_cells import LATER, MANY, PREVENTED, Asked, CountedCases, Counts
from portal.reading.figures_form_a import KINDS, OTHER_KIND
from portal.reading.figures_periods import Period
from portal.reading.register import RegisterPage, RegisterQuery, Tab, register_page
from portal.reading.words import MINISTRY_TYPES
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import UnitOfWork

_LATER = dict(zip(("performed", "applied", "confirmed", "sued"), LATER, strict=True))
RECEIVED = "received"
REFUSED = "refused"


@dataclass(frozen=True)
class _Figure:
    """From which day the cases are counted, which other facts are looked at, and what must hold."""

    base: Fact
    facts: tuple[Fact, ...] = ()
    holds: Callable[[Counts], ColumnElement[bool]] = lambda cases: true()


@dataclass(frozen=True)
class Behind:
    """Which figure: the key of a column of Form A, `received`, `refused` or `ending_<ending>`, in a row or of a unit."""

    figure: str
    kind: str = ""
    unit: uuid.UUID | None = None


def behind(uow: UnitOfWork, asked: Asked, period: Period, which: Behind) -> Select[Any]:
    """Return the ids of the cases, to stand in a query of cases that carries the reader's reach and the passage.

    Raises:
        NotFound: no such figure, or one that counts no cases.
    """
    figure = _FIGURES.get(which.figure)
    if figure is None or (which.kind and which.kind not in KINDS):
        raise NotFound
    cases = Counts(CountedCases(uow, asked, figure.base, {"now": period.so_far(uow.today)}, *figure.facts))
    rows = cases.rows.c
    conditions = [figure.holds(cases), cases.value(Fact.VOIDED_ON).is_(None)]
    if which.kind == OTHER_KIND:
        conditions.append(rows.kind.not_in([kind for kind in KINDS if kind != OTHER_KIND]))
    elif which.kind:
        conditions.append(rows.kind == which.kind)
    if which.unit is not None:
        conditions.append(rows.organisation_id == which.unit)
    return select(rows.case_id).where(*conditions)


def rows_behind(
    uow: UnitOfWork, actor: Person, asked: Asked, period: Period, which: Behind, cursor: str = ""
) -> tuple[RegisterPage, int]:
    """Return a page of the rows behind a figure, and how many more cases it counts that are sealed for this reader.

    Raises:
        NotFound: no such figure, or one that counts no cases.
        Refused: the cursor makes no sense.
    """
    among = behind(uow, asked, period, which)
    page = register_page(uow, actor, RegisterQuery(tab=Tab.ALL, among=among, cursor=cursor))
    return page, sealed_count(uow, actor, CaseFile.id.in_(among)) if which.figure not in _OPEN_ONLY else 0


def _is(fact: Fact, code: str) -> Callable[[Counts], ColumnElement[bool]]:
    return lambda cases: and_(cases.value(fact) == code)


def _type(code: str) -> Callable[[Counts], ColumnElement[bool]]:
    return lambda cases: and_(cases.rows.c.ministry_type == code)


def _open_and(fact: Fact, least: int) -> Callable[[Counts], ColumnElement[bool]]:
    return lambda cases: and_(cases.rows.c.is_open, cases.value(fact) >= least)


def _was_accepted(cases: Counts) -> ColumnElement[bool]:
    return and_(cases.value(Fact.ACCEPTED_ON).is_not(None))


def _ended(ending: Ending, *facts: Fact, code: str = "") -> _Figure:
    """Return the figure of accepted cases with this ending; the last fact, if any, must be there, or have this code."""

    def holds(cases: Counts) -> ColumnElement[bool]:
        conditions = [_was_accepted(cases), cases.value(Fact.ENDING) == ending.value]
        if facts:
            conditions.append(cases.value(facts[-1]) == code if code else cases.value(facts[-1]).is_not(None))
        return and_(*conditions)

    return _Figure(Fact.ENDED_ON, (Fact.ACCEPTED_ON, Fact.ENDING, *facts), holds)


_OPEN_ONLY = frozenset({"many", *(fact.value for fact in PREVENTED)})
"""Figures that count no sealed case."""
_REFERRED = [source.value for source in Source if source.is_referred]
_FIGURES: dict[str, _Figure] = {
    RECEIVED: _Figure(Fact.RECEIVED_ON),
    REFUSED: _Figure(Fact.RECEIVED_ON, (Fact.ENDING,), _is(Fact.ENDING, Ending.NOT_ACCEPTED.value)),
    "accepted": _Figure(Fact.ACCEPTED_ON),
    "many": _Figure(Fact.ACCEPTED_ON, (Fact.PEOPLE,), _open_and(Fact.PEOPLE, MANY)),
    "referred": _Figure(Fact.ACCEPTED_ON, (Fact.SOURCE,), lambda cases: and_(cases.value(Fact.SOURCE).in_(_REFERRED))),
    **{f"source_{s.value}": _Figure(Fact.ACCEPTED_ON, (Fact.SOURCE,), _is(Fact.SOURCE, s.value)) for s in Source},
    **{f"type_{code}": _Figure(Fact.ACCEPTED_ON, (), _type(code)) for code in MINISTRY_TYPES},
    **{fact.value: _Figure(Fact.ACCEPTED_ON, (fact,), _open_and(fact, 1)) for fact in PREVENTED},
    "closed": _Figure(Fact.ENDED_ON, (Fact.ACCEPTED_ON,), _was_accepted),
    **{f"ending_{ending.value}": _ended(ending) for ending in Ending},
    "settled": _ended(Ending.SETTLED),
    "oral": _ended(Ending.SETTLED, Fact.AGREEMENT_FORM, code=AgreementForm.ORAL.value),
    "written": _ended(Ending.SETTLED, Fact.AGREEMENT_FORM, code=AgreementForm.WRITTEN.value),
    **{key: _ended(Ending.SETTLED, fact) for key, fact in _LATER.items()},
}
FIGURES = frozenset(_FIGURES)
"""Every figure that opens its rows."""
