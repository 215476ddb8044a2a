"""联合办理: asks another body to take part in a case, answers such a request, and ends it.

The case, its number and the responsibility for the dispute stay where they are. Named persons of the other body are let near
that one case; what they may do there is `portal.engine.joint.PARTNER_ACTS` and files. From P3 on one person is asked by name.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.joint_reach import asked_clause, handles_cases
from portal.access.privacy_rules import may_read_content
from portal.declare.fields import Choice, Choices, Day, Field, LongText, Text, YesNo
from portal.declare.phases import OPEN_PHASES
from portal.declare.steps import Verb
from portal.declare.texts import N_
from portal.engine import joint
from portal.engine.actions import CHANNELS
from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.read_fields import read_fields
from portal.engine.reasons import DECLINE_REASONS
from portal.engine.referral import NAMED_FROM, digest_of, snapshot_of
from portal.errors import Forbidden, NotFound, Problem, Refused, Stale
from portal.services.acting import lock_in_reach, must, person, staff_of, stands_aside
from portal.services.deciding import deciding
from portal.services.submits import body_text, settle, use_token
from portal.store.joint_rows import (
    ASKED,
    DECLINED,
    ENDED,
    TAKING,
    TASK,
    WITHDRAWN,
    close,
    let_partners_in,
    standing,
    write_asked,
)
from portal.store.load_case import load_case, state_of
from portal.store.record import record
from portal.store.tables.cases import CaseFile
from portal.store.tables.joint import JointHandling
from portal.store.unit_of_work import UnitOfWork

MOST_PARTNERS = 5
DECLINE_FIELDS = (Choice("why", N_("不参加的原因"), DECLINE_REASONS, required=True), Text("text", N_("说明"), longest=400))
Pairs = tuple[tuple[str, str], ...]


def ask_fields(parties: Pairs) -> tuple[Field, ...]:
    """Return what is asked of whoever wants another body in a case, besides to whom."""
    return (
        LongText("what", N_("请对方做什么"), required=True, longest=400),
        Day("consented_on", N_("当事人同意的日期"), required=True),
        Choice("who", N_("谁同意的"), parties, required=True),
        Choice("how", N_("怎么同意的"), CHANNELS, required=True),
        YesNo("consented", N_("已把请哪个单位参加、它能看到什么告诉当事人，当事人同意"), required=True),
    )


def ask(uow: UnitOfWork, case_id: uuid.UUID, raw: Mapping[str, Any], *, version: int | None, token: str | None = None) -> None:
    """Ask another body to take part.

    Raises:
        NotFound: the case is missing or out of reach. Forbidden: not the post's own case, or the post does not handle it.
        Stale: the case moved on since `version`.
        Refused: every problem at its field, or the case is not open.
        Repeated: the token was used before.
    """
    actor = person(uow)
    case = lock_in_reach(uow, actor, case_id)
    must(actor, Verb.HANDLE, case.type)
    _own(actor, case)
    submit = use_token(uow, actor, token, f"{case_id} joint {version} {body_text(raw)}")
    state = _state(uow, case)
    if version != case.version:
        raise Stale(case.version, ())
    _open(state)
    parties = tuple((str(party.id), party.name) for party in state.parties)
    body = {key: value for key, value in raw.items() if key not in ("to", "receiver", "shown")}
    values, problems = read_fields(ask_fields(parties), body, uow.today, "")
    decides = deciding(uow, actor, case)
    to, receiver = _id(raw.get("to")), _id(raw.get("receiver"))
    if to is None or not decides.can_receive(to):
        problems.append(Problem("to", "not_an_option"))
    elif receiver is not None and not decides.works_in(to, receiver):
        problems.append(Problem("receiver", "not_an_option"))
    if receiver is None and (raw.get("receiver") or state.privacy >= NAMED_FROM):
        problems.append(Problem("receiver", "receiver_needed"))
    if values.get("consented") is False:
        problems.append(Problem("consented", "consent_missing"))
    if values.get("consented_on") and values["consented_on"] < state.received_on:
        problems.append(Problem("consented_on", "before_received", {"day": state.received_on.isoformat()}))
    told = snapshot_of(state, (), values.get("what") or "")
    if not problems and raw.get("shown") != digest_of(told):
        problems.append(Problem("shown", "show_first"))
    if problems or to is None:
        raise Refused(tuple(problems))
    due_on = decides.calendar.add_working_days(uow.today, decides.answer_days()).day
    kept = {key: values[key] for key in ("consented_on", "how", "who", "what")}
    with uow.at_task(TASK):
        if any(row.organisation_id == to for row in standing(uow, case.id)):
            raise Refused.at("to", "joint_twice")
    record(uow, case, state, joint.noted(state, joint.ASKED, {**kept, "target": str(to), "due_on": due_on}, decides))
    with uow.at_task(TASK):
        write_asked(
            uow,
            case,
            dict(told),
            organisation_id=to,
            receiver_id=receiver,
            consented_on=values["consented_on"],
            how=values["how"],
            asked_by_id=actor.staff_id,
            due_on=due_on,
        )
    settle(submit, case.id)


def take_part_fields(colleagues: Pairs) -> tuple[Field, ...]:
    """Return what is asked of whoever accepts: who of the body takes part."""
    return (Choices("staff", N_("本单位由谁参加"), colleagues, required=True),)


def accept(uow: UnitOfWork, joint_id: uuid.UUID, raw: Mapping[str, Any], colleagues: Pairs) -> uuid.UUID:
    """Take part with the people named, and return the case they may look at from now on.

    Raises:
        NotFound: no such request for this post. Forbidden: the post handles no cases.
        Refused: answered or withdrawn meanwhile, or what is wrong with the people named.
    """
    actor, row = _asked(uow, joint_id)
    values, problems = read_fields(take_part_fields(colleagues), raw, uow.today, "")
    named = tuple(uuid.UUID(one) for one in values.get("staff") or ())
    if len(named) > MOST_PARTNERS:
        problems.append(Problem("staff", "joint_too_many", {"most": MOST_PARTNERS}))
    if not all(staff_of(uow, actor.organisation_id, one) for one in named):
        problems.append(Problem("staff", "not_an_option"))
    if row.privacy >= NAMED_FROM and set(named) - {row.receiver_id}:
        problems.append(Problem("staff", "joint_named_only"))
    if problems:
        raise Refused(tuple(problems))
    with uow.at_task(TASK):
        case, state = _locked(uow, row)
        if case.privacy >= NAMED_FROM and set(named) - {row.receiver_id}:
            raise Refused.at("staff", "joint_named_only")
        if any(stands_aside(uow, case.id, one) for one in named):
            raise Refused.at("staff", "joint_stands_aside")
        let_partners_in(uow, row, named)
        data = {"by": str(actor.organisation_id), "count": len(named)}
        record(uow, case, state, joint.noted(state, joint.ACCEPTED, data, deciding(uow, actor, case)))
    return row.from_case_id


def decline(uow: UnitOfWork, joint_id: uuid.UUID, raw: Mapping[str, Any]) -> None:
    """Say that one does not take part, and why; what was sent is forgotten.

    Raises:
        NotFound, Forbidden: like `accept`. Refused: answered or withdrawn meanwhile, or no reason.
    """
    actor, row = _asked(uow, joint_id)
    values, problems = read_fields(DECLINE_FIELDS, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    with uow.at_task(TASK):
        case, state = _locked(uow, row)
        close(uow, row, DECLINED, values["why"])
        data = {"by": str(actor.organisation_id), "why": values["why"], "note": values.get("text")}
        record(uow, case, state, joint.noted(state, joint.DECLINED, data, deciding(uow, actor, case)))


def end(uow: UnitOfWork, joint_id: uuid.UUID) -> uuid.UUID:
    """End a participation, or take a request back, and return the case: the responsible body both, the other the first.

    Raises:
        NotFound: no such row of this body or of a case of its own in reach. Forbidden: the post handles no cases.
        Refused: it is over.
    """
    actor = person(uow)
    with uow.at_task(TASK):
        row = uow.session.scalars(
            select(JointHandling).where(JointHandling.county_code == uow.county_code, JointHandling.id == joint_id)
        ).one_or_none()
    if row is None:
        raise NotFound
    ours = row.sender_id == actor.organisation_id
    if ours:
        case = lock_in_reach(uow, actor, row.from_case_id)
        must(actor, Verb.HANDLE, case.type)
        _own(actor, case)
    elif row.organisation_id != actor.organisation_id or row.state != TAKING or str(actor.staff_id) not in row.staff:
        found = uow.session.scalar(
            select(JointHandling.id).where(JointHandling.id == joint_id, JointHandling.state == TAKING, asked_clause(actor))
        )
        if found is None or not (actor.supervises or actor.manages_people):
            raise NotFound
    with uow.at_task(TASK):
        case, state = load_case(uow, row.from_case_id, lock=True)
        row = _again(uow, row)
        if row.state not in (TAKING, *((ASKED,) if ours else ())):
            raise Refused.at("", "joint_over")
        was_asked = row.state == ASKED
        close(uow, row, WITHDRAWN if was_asked else ENDED)
        action = joint.WITHDRAWN if was_asked else joint.ENDED
        record(uow, case, state, joint.noted(state, action, {"by": str(actor.organisation_id)}, deciding(uow, actor, case)))
    return row.from_case_id


def follow_joint(uow: UnitOfWork, case: CaseFile, before: CaseState, change: Change) -> None:
    """End what stands when an act of the case leaves nothing to take part in; the act itself says why."""
    if before.did(joint.ASKED) and joint.is_over_with(before.privacy, change):
        with uow.at_task(TASK):
            for row in standing(uow, case.id):
                close(uow, row, WITHDRAWN if row.state == ASKED else ENDED)


def _own(actor: Person, case: CaseFile) -> None:
    if case.organisation_id != actor.organisation_id or not may_read_content(actor, case):
        raise Forbidden(Verb.HANDLE.value)


def _state(uow: UnitOfWork, case: CaseFile) -> CaseState:
    case_type = uow.registry.case_type(case.type)
    if case_type is None:
        raise Refused.at("", "plugin_absent", plugin=case.plugin)
    return state_of(uow, case, case_type, secrets=True)


def _open(state: CaseState) -> None:
    if state.phase not in OPEN_PHASES or state.voided_on is not None:
        raise Refused.at("", "joint_not_open")


def _asked(uow: UnitOfWork, joint_id: uuid.UUID) -> tuple[Person, JointHandling]:
    actor = person(uow)
    row = uow.session.scalars(
        select(JointHandling).where(
            JointHandling.county_code == uow.county_code, JointHandling.id == joint_id, asked_clause(actor)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    if not handles_cases(actor):
        raise Forbidden(Verb.HANDLE.value)
    return actor, row


def _locked(uow: UnitOfWork, row: JointHandling) -> tuple[CaseFile, CaseState]:
    """Return the case, locked, and make sure that the request still stands."""
    case, state = load_case(uow, row.from_case_id, lock=True)
    if _again(uow, row).state != ASKED:
        raise Refused.at("", "joint_over")
    _open(state)
    return case, state


def _again(uow: UnitOfWork, row: JointHandling) -> JointHandling:
    statement = select(JointHandling).where(JointHandling.county_code == uow.county_code, JointHandling.id == row.id)
    return uow.session.scalars(statement.with_for_update().execution_options(populate_existing=True)).one()


def _id(given: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(given) if isinstance(given, str) and given else None
    except ValueError:
        return None
