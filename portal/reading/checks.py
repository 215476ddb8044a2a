"""核查: samples and what came of them, as a checker or as the unit sees it. Every case stands within the reader's reach."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from portal.access.actors import Person
from portal.access.privacy_rules import sights_for
from portal.access.reach import reach_clause
from portal.errors import NotFound
from portal.reading.shown import type_title
from portal.reading.titles import party_line
from portal.reading.wording import N_, say
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Sample, SampledCase
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

PAGE, DRAW, ANSWER = "portal.checks", "draw", "answer"
MOST_SAMPLES = 50
MOST_FINDINGS = 200
POINTS = MappingProxyType(
    {
        "acceptance": N_("受理是否合法"),
        "materials": N_("材料是否齐全"),
        "papers": N_("文书是否规范"),
        "evidence": N_("证据是否恰当"),
        "law": N_("协议适用法律是否准确"),
        "follow_up": N_("回访是否及时"),
        "binding": N_("装订是否规范"),
    }
)
MARKS = MappingProxyType({"pass": N_("合格"), "fail": N_("不合格"), "not_applicable": N_("不适用")})
STATES = MappingProxyType(
    {
        "drawn": N_("待评查"),
        "checked": N_("已评查"),
        "sent": N_("待回复"),
        "answered": N_("待核实"),
        "settled": N_("已整改"),
        "returned": N_("退回"),
    }
)
CALL_BACKS = MappingProxyType({"done": N_("已回访"), "late": N_("该回访而没有回访")})
TOLD = ("sent", "answered", "returned", "settled")
"""The states in which a unit knows of a finding."""
AWAITED = ("sent", "returned")
"""The states in which the unit's answer is awaited."""


@dataclass(frozen=True)
class SampleShown:
    """A draw: who, when, from what, and how many of its cases stand in which state."""

    id: uuid.UUID
    drawn_at: datetime
    staff: str
    seed: int
    size: int
    scope: str
    population: int
    states: Mapping[str, int]

    @property
    def failed_to_show(self) -> int:
        """Drawn cases that are out of the reader's reach meanwhile, for example sealed."""
        return self.size - sum(self.states.values())


@dataclass(frozen=True)
class Checked:
    """One drawn case with its marks and, once it was sent, the finding. `awaits_us` says that this reader's act is next."""

    id: uuid.UUID
    sample_id: uuid.UUID
    ordinal: int
    case_id: uuid.UUID
    number: str | None
    parties: str
    type: str
    organisation: str
    state: str
    points: Mapping[str, str]
    finding: str
    reply_by: date | None
    reply: str
    changed_at: datetime
    version: int
    may_check: bool
    may_answer: bool

    @property
    def failed(self) -> tuple[str, ...]:
        """The points that failed, in order."""
        return tuple(point for point in POINTS if self.points.get(point) == "fail")


def may_draw(actor: Person) -> bool:
    """Say whether the post draws samples and sends findings."""
    return actor.may(DRAW, PAGE)


def samples(uow: UnitOfWork, actor: Person) -> tuple[SampleShown, ...]:
    """Return the latest draws with how far each has come. Three statements."""
    found = uow.session.execute(_samples(uow).order_by(Sample.drawn_at.desc(), Sample.id.desc()).limit(MOST_SAMPLES)).all()
    states = _states(uow, actor, SampledCase.sample_id.in_([row.Sample.id for row in found]))
    names = _names(uow, [row.Sample for row in found])
    return tuple(_sample(uow, row.Sample, row.name, states.get(row.Sample.id, {}), names) for row in found)


def sample(uow: UnitOfWork, actor: Person, sample_id: uuid.UUID) -> tuple[SampleShown, tuple[Checked, ...]]:
    """Return one draw and its cases in the order they were drawn.

    Raises:
        NotFound: no such draw, or the post draws none.
    """
    row = uow.session.execute(_samples(uow).where(Sample.id == sample_id)).one_or_none()
    if row is None or not may_draw(actor):
        raise NotFound
    states = _states(uow, actor, SampledCase.sample_id == sample_id).get(sample_id, {})
    rows = uow.session.execute(_checked(uow, actor).where(SampledCase.sample_id == sample_id).order_by(SampledCase.ordinal))
    shown = _sample(uow, row.Sample, row.name, states, _names(uow, [row.Sample]))
    return shown, tuple(_shown(uow, actor, each) for each in rows)


def checked(uow: UnitOfWork, actor: Person, sampled_id: uuid.UUID) -> Checked:
    """Return one drawn case. A unit knows of it from the moment a finding was sent.

    Raises:
        NotFound: missing, its case out of reach, or nothing sent to this unit.
    """
    row = uow.session.execute(_checked(uow, actor).where(SampledCase.id == sampled_id)).one_or_none()
    if row is None or not (may_draw(actor) or row.SampledCase.state in TOLD):
        raise NotFound
    return _shown(uow, actor, row)


def findings(uow: UnitOfWork, actor: Person, state: str = "") -> tuple[Checked, ...]:
    """Return what was sent to units, the nearest day first: all in reach for a checker, those of the own unit for others."""
    statement = _checked(uow, actor).where(SampledCase.state.in_((state,) if state in TOLD else TOLD))
    if not may_draw(actor):
        statement = statement.where(CaseFile.organisation_id == actor.organisation_id)
    rows = uow.session.execute(statement.order_by(SampledCase.reply_by, SampledCase.id).limit(MOST_FINDINGS))
    return tuple(_shown(uow, actor, row) for row in rows)


def finding_counts(uow: UnitOfWork, actor: Person) -> Mapping[str, int]:
    """Return how many findings stand in each state, within what `findings` shows."""
    statement = (
        select(SampledCase.state, func.count())
        .join(CaseFile, _its_case())
        .where(SampledCase.county_code == uow.county_code, SampledCase.state.in_(TOLD), reach_clause(actor, now=uow.now))
        .group_by(SampledCase.state)
    )
    if not may_draw(actor):
        statement = statement.where(CaseFile.organisation_id == actor.organisation_id)
    return dict(uow.session.execute(statement).all())


def findings_of_case(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> tuple[Checked, ...]:
    """Return the findings about one case, newest first; none for a case out of reach."""
    statement = _checked(uow, actor).where(SampledCase.case_id == case_id, SampledCase.state.in_(TOLD))
    return tuple(_shown(uow, actor, row) for row in uow.session.execute(statement.order_by(SampledCase.changed_at.desc())))


def _its_case() -> ColumnElement[bool]:
    return and_(CaseFile.county_code == SampledCase.county_code, CaseFile.id == SampledCase.case_id)


def _samples(uow: UnitOfWork) -> Select[*tuple[Any, ...]]:
    by = and_(Staff.county_code == Sample.county_code, Staff.id == Sample.staff_id)
    return select(Sample, Staff.name).outerjoin(Staff, by).where(Sample.county_code == uow.county_code)


def _checked(uow: UnitOfWork, actor: Person) -> Select[*tuple[Any, ...]]:
    held = and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id)
    return (
        select(SampledCase, CaseFile, Organisation.short_name)
        .join(CaseFile, _its_case())
        .join(Organisation, held)
        .where(SampledCase.county_code == uow.county_code, reach_clause(actor, now=uow.now))
    )


def _states(uow: UnitOfWork, actor: Person, which: ColumnElement[bool]) -> dict[uuid.UUID, dict[str, int]]:
    rows = uow.session.execute(
        select(SampledCase.sample_id, SampledCase.state, func.count())
        .join(CaseFile, _its_case())
        .where(SampledCase.county_code == uow.county_code, which, reach_clause(actor, now=uow.now))
        .group_by(SampledCase.sample_id, SampledCase.state)
    )
    found: dict[uuid.UUID, dict[str, int]] = {}
    for sample_id, state, count in rows:
        found.setdefault(sample_id, {})[state] = count
    return found


def _names(uow: UnitOfWork, drawn: Sequence[Sample]) -> dict[str, str]:
    """Return the short names of the organisations the draws were narrowed to, by id as the scope keeps it."""
    ids = {uuid.UUID(str(row.scope["organisation"])) for row in drawn if row.scope.get("organisation")}
    if not ids:
        return {}
    rows = uow.session.execute(
        select(Organisation.id, Organisation.short_name).where(
            Organisation.county_code == uow.county_code, Organisation.id.in_(ids)
        )
    )
    return {str(row.id): row.short_name for row in rows}


def _sample(uow: UnitOfWork, row: Sample, staff: str | None, states: Mapping[str, int], names: Mapping[str, str]) -> SampleShown:
    population = row.scope.get("population")
    return SampleShown(
        id=row.id,
        drawn_at=row.drawn_at,
        staff=staff or "",
        seed=row.seed,
        size=row.size,
        scope=_scope(uow, row.scope, names),
        population=population if isinstance(population, int) else 0,
        states=states,
    )


def _scope(uow: UnitOfWork, scope: Mapping[str, object], names: Mapping[str, str]) -> str:
    """Return what was drawn from in words."""
    parts = []
    organisation, kind = scope.get("organisation"), scope.get("type")
    if isinstance(organisation, str):
        parts.append(names.get(organisation, organisation))
    if isinstance(kind, str):
        plugin = uow.registry.plugins.get(kind)
        parts.append(plugin.title if plugin is not None else type_title(uow, kind))
    if scope.get("since"):
        parts.append(say(N_("%(day)s起收到"), day=str(scope["since"])))
    if scope.get("until"):
        parts.append(say(N_("%(day)s前收到"), day=str(scope["until"])))
    if scope.get("overdue"):
        parts.append(say(N_("超期")))
    if scope.get("call_back") in CALL_BACKS:
        parts.append(say(CALL_BACKS[str(scope["call_back"])]))
    return say(N_("、")).join(parts) or say(N_("全部案件"))


def _shown(uow: UnitOfWork, actor: Person, row: Any) -> Checked:
    sampled, case, short_name = row
    return Checked(
        id=sampled.id,
        sample_id=sampled.sample_id,
        ordinal=sampled.ordinal,
        case_id=case.id,
        number=case.number,
        parties=party_line(case, sights_for(actor, case)),
        type=type_title(uow, case.type),
        organisation=short_name,
        state=sampled.state,
        points=sampled.points,
        finding=sampled.finding,
        reply_by=sampled.reply_by,
        reply=sampled.reply,
        changed_at=sampled.changed_at,
        version=sampled.version,
        may_check=may_draw(actor),
        may_answer=actor.may(ANSWER, PAGE) and case.organisation_id == actor.organisation_id,
    )
