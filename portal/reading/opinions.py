"""满意度: what parties think of the mediation. Supervising posts read every answer; a unit reads sums of its own, in lots.

满意度 is those satisfied or fairly satisfied among the answers, with n beside it. A unit is shown the oldest answers in whole
lots of as many as the county has set: fewer are not shown, and no single new answer can be told by comparing one day with the
next.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Row, and_, case, func, select

from portal.access.actors import Person
from portal.access.privacy_rules import may_read_content
from portal.access.reach import reach_clause
from portal.engine.days import SHANGHAI
from portal.reading.shown import type_title
from portal.store.parameter_rows import OPINION_FEWEST, whole_in_force
from portal.store.secrets import unseal
from portal.store.tables.afterwards import Opinion, OpinionLink
from portal.store.tables.cases import CaseFile
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST_READ = 100
QUESTIONS = ("overall", "fair", "told")
_GOOD = ("satisfied", "fairly")


@dataclass(frozen=True)
class UnitOpinions:
    """The answers about one organisation: how many were asked and answered, and how many of those were content, by question."""

    organisation: str
    asked: int
    n: int
    content: Mapping[str, int]


@dataclass(frozen=True)
class OpinionShown:
    """One answer in full."""

    given_on: date
    organisation: str
    number: str | None
    type: str
    overall: str
    fair: str
    told: str
    words: str
    is_withheld: bool
    """There are words, and the case is one whose content the post does not read."""


@dataclass(frozen=True)
class Opinions:
    """The page: sums by organisation, in lots of `fewest`, and the answers themselves for whoever reads them in full."""

    in_full: bool
    fewest: int
    units: tuple[UnitOpinions, ...]
    answers: tuple[OpinionShown, ...] = ()


def reads_in_full(actor: Person) -> bool:
    """Say whether the post reads single answers: whoever draws samples and sends findings."""
    return actor.may("draw", "portal.checks")


def opinions(uow: UnitOfWork, actor: Person, since: date) -> Opinions:
    """Return what parties answered since the day. Four statements at most."""
    in_full = reads_in_full(actor)
    fewest = whole_in_force(uow.session, OPINION_FEWEST, uow.county_code, uow.today)
    of_case = and_(CaseFile.county_code == Opinion.county_code, CaseFile.id == Opinion.case_id)
    within = [Opinion.county_code == uow.county_code, Opinion.given_on >= since, reach_clause(actor, now=uow.now)]
    if not in_full:
        within.append(CaseFile.organisation_id == actor.organisation_id)
    given = select(CaseFile.organisation_id, Opinion.overall, Opinion.fair, Opinion.told).join(CaseFile, of_case).where(*within)
    if not in_full:
        total = uow.session.scalar(select(func.count()).select_from(given.subquery())) or 0
        given = given.order_by(Opinion.given_on, Opinion.id).limit(total - total % fewest)
    rows = given.subquery()
    sums = [func.sum(case((rows.c[key].in_(_GOOD), 1), else_=0)).label(key) for key in QUESTIONS]
    by_unit = {
        row.organisation_id: row
        for row in uow.session.execute(
            select(rows.c.organisation_id, func.count().label("n"), *sums).group_by(rows.c.organisation_id)
        )
    }
    units = tuple(
        UnitOpinions(
            row.short_name,
            row.asked,
            by_unit[row.id].n if row.id in by_unit else 0,
            {key: int(by_unit[row.id]._mapping[key]) if row.id in by_unit else 0 for key in QUESTIONS},
        )
        for row in _asked(uow, actor, since, in_full=in_full)
    )
    return Opinions(in_full, fewest, units, _answers(uow, actor, since) if in_full else ())


def _asked(uow: UnitOfWork, actor: Person, since: date, *, in_full: bool) -> Sequence[Row[uuid.UUID, str, int]]:
    held = and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id)
    of_case = and_(CaseFile.county_code == OpinionLink.county_code, CaseFile.id == OpinionLink.case_id)
    within = [
        OpinionLink.county_code == uow.county_code,
        OpinionLink.made_at >= datetime.combine(since, time(), tzinfo=SHANGHAI),
        reach_clause(actor, now=uow.now),
    ]
    if not in_full:
        within.append(CaseFile.organisation_id == actor.organisation_id)
    return uow.session.execute(
        select(Organisation.id, Organisation.short_name, func.count(OpinionLink.party_id.distinct()).label("asked"))
        .select_from(OpinionLink)
        .join(CaseFile, of_case)
        .join(Organisation, held)
        .where(*within)
        .group_by(Organisation.id, Organisation.short_name)
        .order_by(Organisation.short_name)
    ).all()


def _answers(uow: UnitOfWork, actor: Person, since: date) -> tuple[OpinionShown, ...]:
    held = and_(Organisation.county_code == CaseFile.county_code, Organisation.id == CaseFile.organisation_id)
    of_case = and_(CaseFile.county_code == Opinion.county_code, CaseFile.id == Opinion.case_id)
    rows = uow.session.execute(
        select(Opinion, CaseFile, Organisation.short_name)
        .join(CaseFile, of_case)
        .join(Organisation, held)
        .where(Opinion.county_code == uow.county_code, Opinion.given_on >= since, reach_clause(actor, now=uow.now))
        .order_by(Opinion.given_on.desc(), Opinion.id.desc())
        .limit(MOST_READ)
    )
    return tuple(
        OpinionShown(
            given_on=one.given_on,
            organisation=unit,
            number=of.number,
            type=type_title(uow, of.type),
            overall=one.overall,
            fair=one.fair,
            told=one.told,
            words=unseal(uow.keyring, "opinion", "words", one.id, one.words) if one.words and reads else "",
            is_withheld=bool(one.words) and not reads,
        )
        for one, of, unit in rows
        for reads in (may_read_content(actor, of),)
    )
