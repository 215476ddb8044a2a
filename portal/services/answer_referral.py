"""受理、不受理转办: the body a dispute is offered to opens a case of its own for it, or says why it does not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.county_roles import URGE_REFERRALS
from portal.access.referral_reach import is_offered_to, offered_clause, watched_clause
from portal.declare.fields import Choice, Text
from portal.declare.phases import OPEN_PHASES, Source
from portal.declare.privacy import Privacy
from portal.declare.steps import Verb
from portal.engine.days import china_today
from portal.engine.read_fields import read_fields
from portal.engine.reasons import DECLINE_REASONS
from portal.engine.referral import handed_over, turned_down, urged
from portal.errors import Forbidden, NotFound, Refused
from portal.services.acting import person
from portal.services.carried_files import carry_files
from portal.services.deciding import deciding
from portal.services.joint import follow_joint
from portal.services.open_case import Joins, Opened, open_case
from portal.services.referral_ends import make_responsible
from portal.services.submits import body_text, settle, use_token
from portal.store.load_case import load_case
from portal.store.record import record
from portal.store.referral_rows import ACCEPTED, PROPOSED, REFUSED, TASK, close, snapshot
from portal.store.tables.cases import CaseFile
from portal.store.tables.referral import Referral
from portal.store.unit_of_work import UnitOfWork

DECLINE_FIELDS = (Choice("why", "不受理的原因", DECLINE_REASONS, required=True), Text("text", "说明", longest=400))


def accept_referral(
    uow: UnitOfWork,
    referral_id: uuid.UUID,
    raw: Mapping[str, Any],
    *,
    accept: Mapping[str, Any] | None = None,
    token: str | None = None,
) -> Opened:
    """Open a case for a dispute that was offered; the sender's case ends and this one is responsible from the same instant.

    Raises:
        NotFound: no such referral for this post. Forbidden: the post may not register cases of the type.
        Refused: answered or withdrawn meanwhile, or every problem of the new case at its field.
        Repeated: the token was used before.
    """
    actor = person(uow)
    row = _offered(uow, actor, referral_id)
    submit = use_token(uow, actor, token, body_text({**raw, "accept": accept, "referral": str(referral_id)}))
    with uow.at_task(TASK):
        sender, _state = load_case(uow, row.from_case_id, lock=True)
        row = _standing(uow, row)
    joins = Joins(sender.dispute_id, sender.organisation_id, Privacy(sender.privacy))
    opened = open_case(uow, {**raw, "source": _source(raw)}, accept=accept, joins=joins)
    with uow.at_task(TASK):
        sender, state = load_case(uow, sender.id)
        change = handed_over(state, actor.organisation_id, deciding(uow, actor, sender))
        record(uow, sender, state, change)
        make_responsible(uow, sender.dispute_id, opened.case_id)
        row.to_case_id = opened.case_id
        uow.session.flush()
        carry_files(uow, actor, row, snapshot(uow, row).get("files", ()))
        close(uow, row, ACCEPTED)
    follow_joint(uow, sender, state, change)
    settle(submit, opened.case_id)
    return opened


def refuse_referral(uow: UnitOfWork, referral_id: uuid.UUID, raw: Mapping[str, Any]) -> None:
    """Decline what was offered, with the reason; the sender stays responsible and is told.

    Raises:
        NotFound: no such referral for this post. Forbidden: the post handles no cases.
        Refused: answered or withdrawn meanwhile, or no reason.
    """
    actor = person(uow)
    row = _offered(uow, actor, referral_id)
    if not any(verb in (Verb.HANDLE.value, Verb.REGISTER.value) for verb, _view in actor.verbs):
        raise Forbidden(Verb.HANDLE.value)
    values, problems = read_fields(DECLINE_FIELDS, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    with uow.at_task(TASK):
        sender, state = load_case(uow, row.from_case_id, lock=True)
        row = _standing(uow, row)
        change = turned_down(state, actor.organisation_id, values["why"], values.get("text") or "", deciding(uow, actor, sender))
        record(uow, sender, state, change)
        close(uow, row, REFUSED, values["why"])


def urge_referral(uow: UnitOfWork, referral_id: uuid.UUID) -> None:
    """Urge a body that has not answered (催办); both sides see it.

    Raises:
        NotFound: no such referral within reach. Forbidden: the post may not urge.
        Refused: answered or withdrawn meanwhile, or urged today already.
    """
    actor = person(uow)
    statement = select(Referral).where(Referral.county_code == uow.county_code, Referral.id == referral_id, watched_clause(actor))
    row = uow.session.scalars(statement).one_or_none()
    if row is None:
        raise NotFound
    if not actor.may(*URGE_REFERRALS):
        raise Forbidden(URGE_REFERRALS[0])
    with uow.at_task(TASK):
        sender, state = load_case(uow, row.from_case_id, lock=True)
        row = _standing(uow, row)
        if row.urged_at is not None and china_today(row.urged_at) == uow.today:
            raise Refused.at("", "urged_already")
        record(uow, sender, state, urged(state, deciding(uow, actor, sender)))
        row.urged_at, row.urges = uow.now, row.urges + 1


def _offered(uow: UnitOfWork, actor: Person, referral_id: uuid.UUID) -> Referral:
    row = uow.session.scalars(
        select(Referral).where(Referral.county_code == uow.county_code, Referral.id == referral_id, offered_clause(actor))
    ).one_or_none()
    if row is None or not is_offered_to(actor, row):
        raise NotFound
    return row


def _standing(uow: UnitOfWork, row: Referral) -> Referral:
    """Return the referral as it is now that its case is locked.

    Raises:
        Refused: somebody answered or withdrew it meanwhile.
    """
    found = uow.session.scalars(
        select(Referral)
        .where(Referral.county_code == uow.county_code, Referral.id == row.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if found.state != PROPOSED:
        raise Refused.at("", "referral_answered")
    case = uow.session.get_one(CaseFile, found.from_case_id)
    if case.voided_on is not None or case.phase not in {phase.value for phase in OPEN_PHASES}:
        raise Refused.at("", "referral_answered")
    return found


def _source(raw: Mapping[str, Any]) -> str:
    """Return the source for Form A: whatever was entered, it came from another body (接受委托移送)."""
    given = raw.get("source")
    known = {source.value for source in Source if source.is_referred}
    return given if isinstance(given, str) and given in known else Source.OTHER_BODY.value
