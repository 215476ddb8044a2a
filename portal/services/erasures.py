"""删除个人信息: the head of an organisation proposes, another person with the verb decides, and everything personal goes at once.

    proposed ──approve──▶ done          files, traces and the list outside the database follow in a job
        │ └──refuse────▶ refused
        └────withdraw──▶ withdrawn

Who decides sees numbers, types and days, never a case. What is erased, and from where, is `portal.store.erasing`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.county_roles import DECIDE_ERASURE, PROPOSE_ERASURE
from portal.access.proving_again import Proved
from portal.declare.fields import Choice, Field, LongText, Text
from portal.declare.texts import N_
from portal.engine.keeping import GROUNDS, SCOPES, Kept, hindrances
from portal.engine.read_fields import read_fields
from portal.engine.retention import kept_until, years_of
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.acting import lock_in_reach, person
from portal.services.erasing import perform
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.erasing.emptying import TASK
from portal.store.identifiers import new_id
from portal.store.keeping_rows import held, rows_of_person
from portal.store.parameter_rows import RETENTION_YEARS, whole_in_force
from portal.store.secrets import seal
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.keeping import Erasure
from portal.store.unit_of_work import UnitOfWork

KIND = "keeping"
PERSON, CASE = "person", "case"
ANSWER: tuple[Field, ...] = (LongText("answer", N_("不同意的理由"), required=True, longest=300),)


@dataclass(frozen=True)
class Concerned:
    """A case an erasure is about, and the rows of the one person in it; none of them for the whole case."""

    case: CaseFile
    parties: tuple[uuid.UUID, ...] = ()


def fields_of(people: Sequence[tuple[str, str]]) -> tuple[Field, ...]:
    """Return what is asked; `people` are the persons among the parties, by id and name."""
    whom = (Choice("party", N_("哪一名当事人"), tuple(people), hint=N_("只删除一名当事人的，才选。")),) if people else ()
    return (
        Choice("scope", N_("删除什么"), tuple(SCOPES.items()), required=True),
        *whom,
        Choice("ground", N_("依据"), tuple((key, one.title) for key, one in GROUNDS.items()), required=True),
        Choice(
            "files",
            N_("案卷里的材料（照片、扫描件、录音录像）"),
            (("go", N_("一并删除")), ("stay", N_("保留：已核对，里面没有这名当事人的个人信息，或者其他当事人还需要"))),
            hint=N_("删除整件案件的，材料一律删除。"),
        ),
        Text("document", N_("鉴定报告、申请书的编号"), longest=80, hint=N_("已归档的必填（档案法实施条例第二十四条）。")),
        LongText("reason", N_("事由"), required=True, longest=300, hint=N_("删除以后，这段话也一并删除；请不要写姓名和号码。")),
    )


def people_of(uow: UnitOfWork, case_id: uuid.UUID) -> tuple[tuple[str, str], ...]:
    """Return the persons among the parties of a case, for whoever may propose."""
    mine = (Party.county_code == uow.county_code, Party.case_id == case_id, Party.kind == PERSON, Party.name != "")
    rows = uow.session.execute(select(Party.id, Party.name).where(*mine).order_by(Party.ordinal))
    return tuple((str(row.id), row.name) for row in rows)


def propose(uow: UnitOfWork, case_id: uuid.UUID, raw: Mapping[str, object], token: str | None = None) -> uuid.UUID:
    """Propose an erasure, and return it.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the post may not propose, or leads another organisation.
        Refused: what is wrong, at its field; or why these values may not be erased now.
        Repeated: the token was used before.
    """
    actor = person(uow)
    case = lock_in_reach(uow, actor, case_id)
    if not may_propose(actor, case):
        raise Forbidden(PROPOSE_ERASURE[0])
    submit = use_token(uow, actor, token, body_text({**raw, "case": str(case_id)}))
    values, problems = read_fields(fields_of(people_of(uow, case_id)), raw, uow.today, "")
    scope, ground = values.get("scope"), values.get("ground")
    if scope == PERSON and not values.get("party"):
        problems.append(Problem("party", "required", {"title": N_("哪一名当事人")}))
    if scope == PERSON and not values.get("files"):
        problems.append(Problem("files", "required", {"title": N_("案卷里的材料（照片、扫描件、录音录像）")}))
    if case.archived_on is not None and not values.get("document"):
        problems.append(Problem("document", "required", {"title": N_("鉴定报告、申请书的编号")}))
    party = uuid.UUID(values["party"]) if scope == PERSON and values.get("party") else None
    if scope is not None and ground is not None and (party is not None or scope == CASE):
        with uow.at_task(TASK):
            problems += wrong_with(uow, ground, concerned(uow, case, party))
            if _waits(uow, case, party):
                problems.append(Problem("", "erasure_waits"))
    if problems:
        raise Refused(tuple(problems))
    row_id = new_id()
    row = Erasure(
        county_code=uow.county_code,
        id=row_id,
        organisation_id=case.organisation_id,
        case_id=case_id,
        party_id=party,
        scope=scope,
        ground=ground,
        document=values.get("document") or "",
        files=scope == CASE or values.get("files") == "go",
        reason=seal(uow.keyring, "erasure", "reason", row_id, values["reason"]),
        state="proposed",
        proposed_by_id=actor.staff_id,
        proposed_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    _log(uow, "proposed", row)
    settle(submit, row_id)
    return row_id


def withdraw(uow: UnitOfWork, erasure_id: uuid.UUID) -> None:
    """Take one's own organisation's proposal back.

    Raises:
        NotFound: no such proposal of the post's organisation.
        Refused: it is decided.
    """
    actor = person(uow)
    row = _locked(uow, erasure_id)
    if not actor.may(*PROPOSE_ERASURE) or row.organisation_id != actor.organisation_id:
        raise NotFound
    if row.state != "proposed":
        raise Refused.at("", "erasure_decided")
    row.state, row.reason = "withdrawn", None
    uow.session.flush()
    _log(uow, "withdrawn", row)


def refuse(uow: UnitOfWork, actor: Person, erasure_id: uuid.UUID, raw: Mapping[str, object], proved: Proved) -> None:
    """Refuse a proposal, with the reason (个人信息保护法 50: 拒绝的应当说明理由). Raises as `approve` does."""
    row = _to_decide(uow, actor, erasure_id, proved)
    values, problems = read_fields(ANSWER, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    row.state, row.decided_by_id, row.decided_at = "refused", actor.staff_id, uow.now
    row.answer = seal(uow.keyring, "erasure", "answer", row.id, values["answer"])
    uow.session.flush()
    _log(uow, "refused", row, actor)


def approve(uow: UnitOfWork, actor: Person, erasure_id: uuid.UUID, proved: Proved) -> None:
    """Erase what was proposed, now. The unit of work is the system's, at the task `erasure`.

    Raises:
        NotFound: no such proposal.
        Forbidden: the post may not decide.
        Refused: one's own proposal; decided before; a hold, a case in hand or a retention period that runs meanwhile.
    """
    row = _to_decide(uow, actor, erasure_id, proved)
    case = uow.session.get_one(CaseFile, row.case_id)
    about = concerned(uow, case, row.party_id)
    ids = sorted(one.case.id for one in about)
    uow.session.scalars(
        select(CaseFile)
        .where(CaseFile.county_code == uow.county_code, CaseFile.id.in_(ids))
        .order_by(CaseFile.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    problems = wrong_with(uow, row.ground, about)
    if problems:
        raise Refused(tuple(problems))
    uow.on_behalf_of(actor)
    row.decided_by_id, row.decided_at = actor.staff_id, uow.now
    perform(uow, row, [(one.case, one.parties) for one in about])
    _log(uow, "erased", row, actor)


def may_propose(actor: Person, case: CaseFile) -> bool:
    """Say whether the post may propose an erasure in this case: it leads the organisation that holds it."""
    return actor.may(*PROPOSE_ERASURE) and actor.supervises and case.organisation_id == actor.organisation_id


def concerned(uow: UnitOfWork, case: CaseFile, party: uuid.UUID | None) -> tuple[Concerned, ...]:
    """Return the cases concerned: this one, or all of its organisation in which the same person is a party."""
    if party is None:
        return (Concerned(case),)
    rows = rows_of_person(uow, case, party)
    own = (CaseFile.county_code == uow.county_code, CaseFile.id.in_(rows))
    cases = uow.session.scalars(select(CaseFile).where(*own).order_by(CaseFile.id)).all()
    return tuple(Concerned(one, tuple(sorted(rows[one.id]))) for one in cases)


def wrong_with(uow: UnitOfWork, ground: str, about: Sequence[Concerned]) -> list[Problem]:
    """Return why these cases may not be erased on this ground today."""
    holds = held(uow, [one.case.id for one in about])
    default = whole_in_force(uow.session, RETENTION_YEARS, uow.county_code, uow.today)
    return [problem for one in about for problem in hindrances(ground, _kept(uow, one.case, holds, default), uow.today)]


def _kept(uow: UnitOfWork, case: CaseFile, holds: frozenset[uuid.UUID], default: int) -> Kept:
    declared = uow.registry.case_type(case.type)
    until = kept_until(case.archived_on, years_of(declared, default)) if declared and case.archived_on else None
    return Kept(
        number=case.number or "",
        archived_on=case.archived_on,
        voided=case.voided_on is not None,
        erased=case.erased_on is not None,
        held=case.id in holds,
        known=declared is not None,
        until=until,
    )


def _waits(uow: UnitOfWork, case: CaseFile, party: uuid.UUID | None) -> bool:
    same = (Erasure.county_code == uow.county_code, Erasure.case_id == case.id, Erasure.state == "proposed")
    whom = Erasure.party_id.is_(None) if party is None else Erasure.party_id == party
    return uow.session.scalar(select(Erasure.id).where(*same, whom).limit(1)) is not None


def _to_decide(uow: UnitOfWork, actor: Person, erasure_id: uuid.UUID, proved: Proved) -> Erasure:
    if not actor.may(*DECIDE_ERASURE):
        raise Forbidden(DECIDE_ERASURE[0])
    if not proved.holds(actor.user_id, uow.now):
        raise Refused.at("password", "password_wrong")
    row = _locked(uow, erasure_id)
    if row.proposed_by_id == actor.staff_id:
        raise Refused.at("", "erasure_own")
    if row.state != "proposed":
        raise Refused.at("", "erasure_decided")
    return row


def _locked(uow: UnitOfWork, erasure_id: uuid.UUID) -> Erasure:
    mine = (Erasure.county_code == uow.county_code, Erasure.id == erasure_id)
    row = uow.session.scalars(select(Erasure).where(*mine).with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    return row


def _log(uow: UnitOfWork, action: str, row: Erasure, by: Person | None = None) -> None:
    log_access(uow, KIND, action, case_id=row.case_id, data={"erasure": str(row.id), "ground": row.ground}, by=by)
