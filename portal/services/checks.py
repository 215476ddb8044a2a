"""核查: takes the marks of a file review, sends a finding to the unit, takes its answer, settles.

    drawn ──score──▶ checked ──send──▶ sent ──answer──▶ answered ──settle──▶ settled
                                        ▲                   │
                                     answer ◀── returned ◀──┘ send back

What is checked was drawn by `portal.services.samples`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from portal.access.actors import Person
from portal.access.reach import reach_clause
from portal.declare.fields import Choice, Day, LongText
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused, Stale
from portal.services.acting import person
from portal.store.access_log import log_access
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import SampledCase
from portal.store.unit_of_work import UnitOfWork

PAGE, DRAW, ANSWER = "portal.checks", "draw", "answer"
KIND = "check"
POINTS = ("acceptance", "materials", "papers", "evidence", "law", "follow_up", "binding")
"""案卷评查 looks at seven things: 受理、材料、文书、证据、法律适用、回访、装订."""
MARKS = ("pass", "fail", "not_applicable")
SCORING = tuple(Choice(point, point, MARKS, required=True) for point in POINTS)
FINDING = (
    LongText("finding", "意见", required=True, longest=2000),
    Day("reply_by", "答复期限", required=True, future=True),
)
REPLY = (LongText("reply", "答复", required=True, longest=2000),)


def score(uow: UnitOfWork, sampled_id: uuid.UUID, raw: Mapping[str, Any], *, version: int | None) -> int:
    """Mark the seven points of a drawn case, and return the new version. Marks may change until a finding is sent.

    Raises:
        NotFound: missing, or its case out of reach.
        Forbidden: the post draws no samples.
        Stale: somebody else was faster.
        Refused: a point without a mark, or a finding was sent already.
    """
    row = _row(uow, sampled_id, DRAW, version)
    _must_be(row, "drawn", "checked")
    values, problems = read_fields(SCORING, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    row.points = dict(values)
    return _moved(uow, row, "checked", "scored")


def send(uow: UnitOfWork, sampled_id: uuid.UUID, raw: Mapping[str, Any], *, version: int | None) -> int:
    """Send a finding to the unit that holds the case, with the day by which it answers.

    Raises:
        NotFound, Forbidden, Stale: as with `score`.
        Refused: every problem at its field; no point failed; or the case is not marked yet.
    """
    row = _row(uow, sampled_id, DRAW, version)
    _must_be(row, "checked")
    values, problems = read_fields(FINDING, raw, uow.today, "")
    problems += _in_time(values.get("reply_by"), uow.today)
    if "fail" not in row.points.values():
        problems.append(Problem("", "nothing_failed"))
    if problems:
        raise Refused(tuple(problems))
    row.finding, row.reply_by = values["finding"], values["reply_by"]
    return _moved(uow, row, "sent", "sent")


def answer(uow: UnitOfWork, sampled_id: uuid.UUID, raw: Mapping[str, Any], *, version: int | None) -> int:
    """Answer a finding for the unit that holds the case. A second answer stands below the first.

    Raises:
        NotFound: missing, or its case out of reach.
        Forbidden: the post answers no findings, or the case is another organisation's.
        Stale: somebody else was faster.
        Refused: the answer is empty, or none is awaited.
    """
    row = _row(uow, sampled_id, ANSWER, version)
    _must_be(row, "sent", "returned")
    values, problems = read_fields(REPLY, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    row.reply = _below(row.reply, values["reply"])
    return _moved(uow, row, "answered", "answered")


def accept_answer(uow: UnitOfWork, sampled_id: uuid.UUID, *, version: int | None) -> int:
    """Settle a finding: what was found is mended (已整改).

    Raises:
        NotFound, Forbidden, Stale: as with `score`.
        Refused: there is no answer yet.
    """
    row = _row(uow, sampled_id, DRAW, version)
    _must_be(row, "answered")
    return _moved(uow, row, "settled", "settled")


def send_back(uow: UnitOfWork, sampled_id: uuid.UUID, raw: Mapping[str, Any], *, version: int | None) -> int:
    """Give an answer back (退回): what is still missing stands below the finding, with a new day.

    Raises:
        NotFound, Forbidden, Stale: as with `score`.
        Refused: every problem at its field, or there is no answer yet.
    """
    row = _row(uow, sampled_id, DRAW, version)
    _must_be(row, "answered")
    values, problems = read_fields(FINDING, raw, uow.today, "")
    problems += _in_time(values.get("reply_by"), uow.today)
    if problems:
        raise Refused(tuple(problems))
    row.finding, row.reply_by = _below(row.finding, values["finding"]), values["reply_by"]
    return _moved(uow, row, "returned", "returned")


def with_verb(uow: UnitOfWork, verb: str) -> Person:
    """Return the person who acts. Raises `Forbidden` unless the post holds the verb on the page."""
    actor = person(uow)
    if not actor.may(verb, PAGE):
        raise Forbidden(verb)
    return actor


def _row(uow: UnitOfWork, sampled_id: uuid.UUID, verb: str, version: int | None) -> SampledCase:
    """Return the row, locked, for somebody who may do this with it."""
    actor = person(uow)
    in_reach = (
        select(CaseFile.organisation_id)
        .join(SampledCase, and_(SampledCase.county_code == CaseFile.county_code, SampledCase.case_id == CaseFile.id))
        .where(SampledCase.id == sampled_id, CaseFile.county_code == uow.county_code, reach_clause(actor, now=uow.now))
    )
    holder = uow.session.scalar(in_reach)
    if holder is None:
        raise NotFound
    with_verb(uow, verb)
    if verb == ANSWER and holder != actor.organisation_id:
        raise Forbidden(verb)
    row = uow.session.scalars(select(SampledCase).where(SampledCase.id == sampled_id).with_for_update()).one()
    if version is None:
        raise Refused.at("version", "required", title="version")
    if row.version != version:
        raise Stale(row.version, (row.state,))
    return row


def _must_be(row: SampledCase, *states: str) -> None:
    if row.state not in states:
        raise Refused.at("", "not_offered")


def _moved(uow: UnitOfWork, row: SampledCase, state: str, action: str) -> int:
    row.state = state
    row.changed_at = uow.now
    row.version += 1
    uow.session.flush()
    log_access(uow, KIND, action, case_id=row.case_id, data={"sampled": str(row.id)})
    return row.version


def _in_time(reply_by: date | None, today: date) -> list[Problem]:
    return [Problem("reply_by", "reply_by_too_early")] if reply_by is not None and reply_by <= today else []


def _below(before: str, added: str) -> str:
    return f"{before}\n\n{added}" if before else added
