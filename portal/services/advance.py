"""Does one act to a case: reach, lock, version, decision, event. Every act of the case page and of the API comes here."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.joint_reach import handles_cases
from portal.access.privacy_rules import may_read_content
from portal.declare.steps import Verb
from portal.engine.actions import BY_KEY
from portal.engine.changes import Change
from portal.engine.joint import GOES_ON, PARTNER_ACTS
from portal.engine.representation import NEEDS_STANDING
from portal.engine.transitions import decide
from portal.errors import Forbidden, NotFound, Refused, Stale
from portal.services.acting import lock_in_reach, must, person, refuse_own_matter, refuse_to_act_for
from portal.services.deciding import deciding
from portal.services.joint import follow_joint
from portal.services.merging import follow_merge
from portal.services.referral_ends import follow_referral
from portal.services.submits import body_text, settle, use_token
from portal.store.joint_rows import takes_part
from portal.store.load_case import state_of
from portal.store.record import Recorded, record
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseEvent
from portal.store.unit_of_work import UnitOfWork

_WITH_SECRETS = NEEDS_STANDING | {"correct", "refer", "guardian", "agent", "exempt", "elect", "members", "merge"}


def advance(
    uow: UnitOfWork,
    case_id: uuid.UUID,
    action: str,
    raw: Mapping[str, Any],
    *,
    version: int | None,
    confirmed: Collection[str] = (),
    token: str | None = None,
) -> Recorded:
    """Do the act with what was entered, and return the case's new version.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the post lacks the verb of the act, or only sees the case's header.
        Stale: the case moved on since `version`; carries the acts that came between.
        Refused: the act is not offered now, or every problem at its field.
        Repeated: the token was used before.
    """
    actor = person(uow)
    case = lock_in_reach(uow, actor, case_id)
    case_type = uow.registry.case_type(case.type)
    own = case_type.action(action) if case_type else None
    core = BY_KEY.get(action)
    if own is None and core is None:
        raise NotFound
    if case.organisation_id != actor.organisation_id and takes_part(uow, case_id, actor.staff_id):
        _as_partner(actor, action, raw)
    else:
        must(actor, own.verb if own else core.verb if core else Verb.HANDLE, case.type)
        _same_house(actor, case)
    submit = use_token(uow, actor, token, f"{case_id} {action} {version} {body_text(raw)}")
    if case_type is None:
        raise Refused.at("", "plugin_absent", plugin=case.plugin)
    if version is None:
        raise Refused.at("version", "required", title="version")
    if version != case.version:
        raise Stale(case.version, _since(uow, case_id, version))
    state = state_of(uow, case, case_type, secrets=action in _WITH_SECRETS or bool(own and own.sets))
    change = decide(state, action, raw, deciding(uow, actor, case), frozenset(confirmed))
    if not isinstance(change, Change):
        raise Refused(change)
    if change.parties is not None:
        refuse_own_matter(uow, actor, change.parties)
    if change.joined:
        refuse_own_matter(uow, actor, change.joined)
    refuse_to_act_for(uow, actor, change.rows)
    follow_merge(uow, state, change)
    recorded = follow_referral(uow, case, state, change, record(uow, case, state, change))
    follow_joint(uow, case, state, change)
    settle(submit, case.id)
    return recorded


def _same_house(actor: Person, case: CaseFile) -> None:
    """Refuse acts of whoever only looks on: another organisation of the reach, or a reader of the header alone."""
    if case.organisation_id != actor.organisation_id or not may_read_content(actor, case):
        raise Forbidden(Verb.HANDLE.value)


def _as_partner(actor: Person, action: str, raw: Mapping[str, Any]) -> None:
    """Let whoever takes part from another body (联合办理) note contacts and sessions; only the responsible body decides."""
    if action not in PARTNER_ACTS or not handles_cases(actor):
        raise Forbidden(Verb.HANDLE.value)
    if action == "session" and raw.get("result") not in (None, "", GOES_ON):
        raise Refused.at("result", "joint_decides_nothing")


def _since(uow: UnitOfWork, case_id: uuid.UUID, version: int) -> tuple[str, ...]:
    """Return the acts that came after a version, oldest first."""
    return tuple(
        uow.session.scalars(
            select(CaseEvent.action)
            .where(CaseEvent.case_id == case_id, CaseEvent.seq > version)
            .order_by(CaseEvent.seq)
            .limit(50)
        )
    )
