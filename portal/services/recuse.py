"""回避: an official with a tie to a party takes a case out of her own reach; only the unit's supervisor takes that back.

Nobody has to give the tie away: the record says that she stands aside, and nothing else. A case in her hands then waits for
another handler on the desk of whoever gives cases out.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.access.privacy_rules import may_read_content
from portal.declare.fields import LongText
from portal.declare.steps import Verb
from portal.declare.texts import N_
from portal.engine.changes import Change, Edited
from portal.engine.effect_parts import changed
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Refused
from portal.services.acting import is_own_matter, lock_in_reach, must, person
from portal.store.coarse import RECUSED
from portal.store.load_case import state_of
from portal.store.record import record
from portal.store.tables.cases import CaseAccess, CaseFile
from portal.store.unit_of_work import UnitOfWork

REASON = LongText("reason_text", N_("理由"), required=True, longest=1000)


def stand_aside(uow: UnitOfWork, case_id: uuid.UUID) -> None:
    """Take the case out of the actor's own reach, in every post of hers, until a supervisor takes it back.

    Raises:
        NotFound: missing or out of reach, for example because it was done before.
        Refused: the plugin of its type is not loaded.
    """
    actor = person(uow)
    case = lock_in_reach(uow, actor, case_id)
    hers: dict[str, Any] = {"columns": {"handler_id": None}, "handler_id": None} if case.handler_id == actor.staff_id else {}
    _record(uow, case, "recuse", {"staff": str(actor.staff_id)}, keeps_out=actor.staff_id, **hers)


def take_back(uow: UnitOfWork, case_id: uuid.UUID, staff_id: uuid.UUID, raw: Mapping[str, Any]) -> None:
    """End somebody's standing aside, with a reason.

    Raises:
        NotFound: the case is missing or out of reach, or nobody of that id stands aside.
        Forbidden: the actor does not supervise the organisation of the case.
        Refused: no reason; or the official's own number is that of a party, which no reason changes.
    """
    actor = person(uow)
    case = lock_in_reach(uow, actor, case_id)
    must(actor, Verb.SUPERVISE, case.type)
    if not actor.supervises or case.organisation_id != actor.organisation_id or not may_read_content(actor, case):
        raise Forbidden(Verb.SUPERVISE.value)
    standing = select(CaseAccess.id).where(
        CaseAccess.county_code == uow.county_code,
        CaseAccess.case_id == case_id,
        CaseAccess.ground == RECUSED,
        CaseAccess.staff_id == staff_id,
        CaseAccess.until.is_(None),
    )
    if uow.session.scalar(standing.limit(1)) is None:
        raise NotFound
    values, problems = read_fields((REASON,), raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    if is_own_matter(uow, case_id, staff_id):
        raise Refused.at("", "own_number_stands")
    why = (Edited("reason_text", None, values["reason_text"]),)
    _record(uow, case, "recusal_ended", {"staff": str(staff_id)}, values=why, lets_back=staff_id)


def _record(uow: UnitOfWork, case: CaseFile, action: str, data: Mapping[str, Any], **more: Any) -> None:
    case_type = uow.registry.case_type(case.type)
    if case_type is None:
        raise Refused.at("", "plugin_absent", plugin=case.plugin)
    state = state_of(uow, case, case_type)
    change: Change = changed(state, action, uow.today, data, **more)
    record(uow, case, state, change)
