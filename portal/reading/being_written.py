"""A case that is still being written: what is missing, which clocks would start, and who of its people has matters here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from portal.access.doors import open_matters_of
from portal.declare.case_types import CaseType
from portal.declare.fields import Day
from portal.engine.changes import Opening
from portal.engine.deciding import Deciding
from portal.engine.intake import read_case, read_parties
from portal.engine.on_the_spot import entered_problems
from portal.engine.read_fields import FieldProblem, read_field, read_fields
from portal.errors import Problem
from portal.reading.foreseen import Foreseen, awaited, foreseen
from portal.reading.same_matter import SameMatter, same_matter
from portal.store.unit_of_work import UnitOfWork

MISSING = frozenset({"required", "party_missing", "name_required"})
NOTHING: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
MOST_LOOKED_UP = 4  # people of one case whose other matters are counted while it is written
_DAY = Day("day", "日期")


@dataclass(frozen=True)
class BeingWritten:
    """What the rail beside the form tells: what is still to be filled in, what was filled in wrong, the clocks.

    `awaited` names clocks whose day depends on a field still empty; `matters` counts other open cases of the first people,
    in this organisation, `same` names those that are likely about the same matter; `id_numbers` are the whole identity numbers
    of these people, for what is asked of other organisations.
    """

    missing: tuple[Problem, ...]
    wrong: tuple[Problem, ...]
    clocks: tuple[Foreseen, ...]
    awaited: tuple[tuple[str, str, str], ...]
    matters: int
    id_numbers: tuple[str, ...] = ()
    same: tuple[SameMatter, ...] = ()


def being_written(
    uow: UnitOfWork,
    type_key: str,
    case_type: CaseType,
    body: Mapping[str, Any],
    acts: Mapping[str, Mapping[str, Any]] = NOTHING,
) -> BeingWritten:
    """Return what can be told of a body that may be incomplete or wrong in part, if it were accepted today.

    `acts` are those of a case settled on the spot; then the clocks of its course are past and not told.
    """
    place = body.get("division_code")
    read = read_case(
        type_key,
        case_type,
        {key: value for key, value in body.items() if key != "type"},
        today=uow.today,
        calendar=uow.calendar,
        divisions=frozenset({place} if isinstance(place, str) else ()),
    )
    problems = () if isinstance(read, Opening) else read
    problems += entered_problems(type_key, case_type, acts, _nobody(uow)) if acts else ()
    details, _ = read_fields(case_type.fields, body.get("details", {}), uow.today, "details")
    received_on = _day_or(body.get("received_on"), uow.today)
    parties = read.parties if isinstance(read, Opening) else read_parties(case_type, body.get("parties", {}), uow.today, [])
    known = [party for party in parties if party.id_number or party.phone][:MOST_LOOKED_UP]
    plugin = type_key.partition(".")[0]
    return BeingWritten(
        missing=tuple(problem for problem in problems if problem.code in MISSING),
        wrong=tuple(problem for problem in problems if problem.code not in MISSING and not problem.asks),
        clocks=() if acts else foreseen(case_type, details, received_on, uow.today, uow.calendar, plugin),
        awaited=() if acts else awaited(case_type, details, plugin),
        matters=sum(open_matters_of(uow, id_number=party.id_number, phone=party.phone) for party in known),
        same=same_matter(uow, type_key, known),
        id_numbers=tuple(party.id_number for party in known if party.id_number),
    )


def _nobody(uow: UnitOfWork) -> Deciding:
    """Return a decision by nobody in particular: enough to read what was typed."""
    return Deciding(uow.today, uow.now, uow.calendar, staff_id=None, supervises=False, staff_in_reach=lambda staff_id: False)


def _day_or(raw: object, today: date) -> date:
    """Return the day that was typed, or today where none can be read."""
    try:
        day: date | None = read_field(_DAY, raw, today)
    except FieldProblem:
        return today
    return day or today
