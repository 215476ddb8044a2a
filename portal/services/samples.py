"""抽查: draws cases at random from what the post sees. The seed is kept, so that anybody can repeat the draw.

A sealed case is never drawn: for a checker it does not exist.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from portal.access.reach import reach_clause
from portal.declare.fields import Choice, Day, Text, Whole, YesNo
from portal.engine.read_fields import read_fields
from portal.errors import Problem, Refused
from portal.services.checks import DRAW, KIND, with_verb
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseClock
from portal.store.tables.desk import Sample, SampledCase
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST = 50
_SEEDS = 2**31

DRAWING = (
    Whole("size", "抽几件", required=True, least=1, most=MOST, unit="件"),
    Text("organisation", "单位", longest=36),
    Text("type", "类型", longest=81),
    Day("since", "收到日期从"),
    Day("until", "收到日期到"),
    YesNo("overdue", "只抽超期的"),
    Choice("call_back", "回访", (("done", "只抽已回访的"), ("late", "只抽该回访而没有回访的"))),
)


def draw(uow: UnitOfWork, raw: Mapping[str, Any], *, token: str | None = None, seed: int | None = None) -> uuid.UUID:
    """Draw cases of the scope at random and return the sample's id. Fewer are drawn when there are fewer.

    Raises:
        Forbidden: the post draws no samples.
        Refused: every problem at its field, or no case meets the conditions.
        Repeated: the token was used before.
    """
    actor = with_verb(uow, DRAW)
    submit = use_token(uow, actor, token, body_text(raw))
    values, problems = read_fields(DRAWING, raw, uow.today, "")
    organisation = _organisation(uow, values.get("organisation"), problems)
    if values.get("type") and not _is_type(uow, values["type"]):
        problems.append(Problem("type", "not_an_option"))
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        problems.append(Problem("until", "ends_before_it_begins"))
    if problems:
        raise Refused(tuple(problems))
    conditions = _conditions(uow, values, organisation)
    within = (CaseFile.county_code == uow.county_code, reach_clause(actor, now=uow.now), *conditions)
    everything = list(uow.session.scalars(select(CaseFile.id).where(*within).order_by(CaseFile.id)))
    if not everything:
        raise Refused.at("", "nothing_to_draw")
    chosen = secrets.randbelow(_SEEDS) if seed is None else seed
    drawn = Random(chosen).sample(everything, min(values["size"], len(everything)))  # noqa: S311 - repeatable on purpose
    sample = Sample(
        county_code=uow.county_code,
        id=new_id(),
        staff_id=actor.staff_id,
        drawn_at=uow.now,
        seed=chosen,
        size=len(drawn),
        scope=_scope(values, organisation, len(everything)),
    )
    uow.session.add(sample)
    for ordinal, case_id in enumerate(drawn, 1):
        uow.session.add(_sampled(uow, sample.id, case_id, ordinal))
    uow.session.flush()
    settle(submit, sample.id)
    log_access(uow, KIND, "drawn", data={"sample": str(sample.id), "seed": chosen}, count=len(drawn))
    return sample.id


def _sampled(uow: UnitOfWork, sample_id: uuid.UUID, case_id: uuid.UUID, ordinal: int) -> SampledCase:
    return SampledCase(
        county_code=uow.county_code,
        id=new_id(),
        case_id=case_id,
        sample_id=sample_id,
        ordinal=ordinal,
        points={},
        state="drawn",
        changed_at=uow.now,
    )


def _organisation(uow: UnitOfWork, given: str | None, problems: list[Problem]) -> Organisation | None:
    if not given:
        return None
    try:
        wanted = uuid.UUID(given)
    except ValueError:
        wanted = uuid.UUID(int=0)
    found = uow.session.scalars(
        select(Organisation).where(Organisation.county_code == uow.county_code, Organisation.id == wanted)
    ).one_or_none()
    if found is None:
        problems.append(Problem("organisation", "not_an_option"))
    return found


def _is_type(uow: UnitOfWork, given: str) -> bool:
    return given in uow.registry.plugins or uow.registry.case_type(given) is not None


def _conditions(uow: UnitOfWork, values: Mapping[str, Any], organisation: Organisation | None) -> list[ColumnElement[bool]]:
    """Return what a drawn case must be: accepted at least, not voided, and within what was asked for."""
    conditions: list[ColumnElement[bool]] = [CaseFile.voided_on.is_(None), CaseFile.accepted_on.is_not(None)]
    wanted = values.get("type")
    if wanted:
        conditions.append(CaseFile.type == wanted if "." in wanted else CaseFile.plugin == wanted)
    if organisation is not None:
        inside = select(Organisation.id).where(
            Organisation.county_code == uow.county_code, Organisation.path.startswith(organisation.path, autoescape=True)
        )
        conditions.append(CaseFile.organisation_id.in_(inside))
    if values.get("since"):
        conditions.append(CaseFile.received_on >= values["since"])
    if values.get("until"):
        conditions.append(CaseFile.received_on <= values["until"])
    if values.get("overdue"):
        conditions.append(_is_overdue(uow.today))
    if values.get("call_back") == "done":
        conditions.append(CaseFile.followed_up_on.is_not(None))
    if values.get("call_back") == "late":
        conditions.append(CaseFile.call_back_by < uow.today)
    return conditions


def _is_overdue(today: date) -> ColumnElement[bool]:
    """Return whether a clock of ours that still runs is past its day."""
    return and_(
        CaseFile.ending.is_(None),
        CaseFile.next_due_on < today,
        exists().where(
            CaseClock.county_code == CaseFile.county_code,
            CaseClock.case_id == CaseFile.id,
            CaseClock.key == CaseFile.next_due_key,
            CaseClock.state == "running",
            CaseClock.whose == "ours",
        ),
    )


def _scope(values: Mapping[str, Any], organisation: Organisation | None, population: int) -> dict[str, object]:
    """Return what was drawn from, to be told and repeated later."""
    days = {key: values[key].isoformat() for key in ("since", "until") if values.get(key)}
    wanted = {"organisation": str(organisation.id)} if organisation is not None else {}
    kind = {"type": values["type"]} if values.get("type") else {}
    visited = {"call_back": values["call_back"]} if values.get("call_back") else {}
    return {**wanted, **kind, **days, **visited, "overdue": bool(values.get("overdue")), "population": population}
