"""删除个人信息 as it is looked at: what is proposed and decided, and the certificate of what was erased. Never a name."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from portal.access.actors import Person
from portal.access.county_roles import DECIDE_ERASURE, PROPOSE_ERASURE
from portal.declare.privacy import Privacy
from portal.engine.keeping import GROUNDS, LAW, SCOPES
from portal.errors import Forbidden, NotFound
from portal.reading.shown import type_title
from portal.reading.wording import N_, say
from portal.store.erasing.emptying import TASK
from portal.store.secrets import unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.keeping import Erasure
from portal.store.tables.people import Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST_ROWS = 100
STATES = MappingProxyType(
    {
        "proposed": N_("等待决定"),
        "refused": N_("不同意"),
        "withdrawn": N_("已撤回"),
        "done": N_("已删除"),
    }
)
TABLES = MappingProxyType(
    {
        "case_file": N_("案件的经过、内容和当事人名称"),
        "party": N_("当事人"),
        "party_link": N_("监护人、代理人"),
        "case_secret": N_("加密保存的号码、住址和内容"),
        "blind_index": N_("号码的检索值"),
        "audit_value": N_("办理记录里更改前后的内容"),
        "case_note": N_("联系记录"),
        "case_session": N_("调解记录"),
        "caucus_note": N_("单独谈话的记录"),
        "undisputed_facts": N_("无争议事实记载"),
        "agreement": N_("协议"),
        "agreement_term": N_("协议条款"),
        "agreement_signature": N_("签名记载"),
        "term_performance": N_("履行凭证的说明"),
        "confirmation": N_("司法确认的文号"),
        "case_report": N_("报告、移送的回执"),
        "call_back": N_("回访记录"),
        "opinion": N_("当事人的评价意见"),
        "opinion_link": N_("评价链接"),
        "phone_link": N_("手机拍照链接"),
        "consultation": N_("来访咨询"),
        "referral": N_("转办时送出的内容"),
        "joint_handling": N_("联合办理时送出的内容"),
        "glass_use": N_("特批查阅的事由"),
        "legal_hold": N_("暂停删除的说明"),
        "sampled_case": N_("核查意见和答复"),
        "material": N_("材料"),
        "draft": N_("草稿"),
    }
)


@dataclass(frozen=True)
class ErasureRow:
    """One proposal in a list."""

    id: uuid.UUID
    number: str | None
    organisation: str
    scope: str
    ground: str
    proposed_at: datetime
    state: str


@dataclass(frozen=True)
class ErasurePage:
    """One proposal, and the certificate once it is done."""

    row: ErasureRow
    case_id: uuid.UUID
    type: str
    article: str
    document: str
    files: bool
    reason: str
    proposed_by: str
    decided_by: str
    decided_at: datetime | None
    answer: str
    counts: tuple[tuple[str, int], ...]
    cases: int
    digest: str
    done_at: datetime | None
    finished_at: datetime | None
    reapplied_at: datetime | None
    may_decide: bool
    may_withdraw: bool
    reaches_case: bool


def erasures(uow: UnitOfWork, actor: Person) -> tuple[ErasureRow, ...]:
    """Return the proposals of the post's organisation, or of the county for whoever decides, what waits first."""
    statement = _joined(uow, actor).order_by(Erasure.state != "proposed", Erasure.proposed_at.desc(), Erasure.id)
    with uow.at_task(TASK):
        rows = uow.session.execute(statement.limit(MOST_ROWS)).all()
    return tuple(_row(actor, row[0], row) for row in rows)


def erasures_of(uow: UnitOfWork, actor: Person, case_id: uuid.UUID) -> tuple[ErasureRow, ...]:
    """Return the proposals made in one case, the newest first."""
    if not (actor.may(*PROPOSE_ERASURE) or actor.may(*DECIDE_ERASURE)):
        return ()
    statement = _joined(uow, actor).where(Erasure.case_id == case_id).order_by(Erasure.proposed_at.desc(), Erasure.id)
    with uow.at_task(TASK):
        rows = uow.session.execute(statement.limit(MOST_ROWS)).all()
    return tuple(_row(actor, row[0], row) for row in rows)


def erasure_page(uow: UnitOfWork, actor: Person, erasure_id: uuid.UUID) -> ErasurePage:
    """Return one proposal.

    Raises:
        NotFound: none of the post's organisation, and the post does not decide.
        Forbidden: the post has nothing to do with it.
    """
    proposer, decider = aliased(Staff), aliased(Staff)
    statement = (
        _joined(uow, actor)
        .add_columns(CaseFile.type, proposer.name.label("proposer"), decider.name.label("decider"))
        .outerjoin(proposer, and_(proposer.county_code == Erasure.county_code, proposer.id == Erasure.proposed_by_id))
        .outerjoin(decider, and_(decider.county_code == Erasure.county_code, decider.id == Erasure.decided_by_id))
        .where(Erasure.id == erasure_id)
    )
    with uow.at_task(TASK):
        found = uow.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    row: Erasure = found[0]
    waits = row.state == "proposed"
    own = row.organisation_id == actor.organisation_id and actor.may(*PROPOSE_ERASURE)
    return ErasurePage(
        row=_row(actor, row, found),
        case_id=row.case_id,
        type="" if _is_sealed_to(actor, row, found) else type_title(uow, found.type),
        article=f"{LAW}{GROUNDS[row.ground].article}",
        document=row.document,
        files=row.files,
        reason=_told(uow, row, "reason"),
        proposed_by=found.proposer or "",
        decided_by=found.decider or "",
        decided_at=row.decided_at,
        answer=_told(uow, row, "answer"),
        counts=tuple((table_title(table), n) for table, n in row.counts.items()),
        cases=len(row.cases),
        digest=row.digest.hex() if row.digest else "",
        done_at=row.done_at,
        finished_at=row.finished_at,
        reapplied_at=row.reapplied_at,
        may_decide=waits and actor.may(*DECIDE_ERASURE) and row.proposed_by_id != actor.staff_id,
        may_withdraw=waits and own,
        reaches_case=own,
    )


def table_title(table: str) -> str:
    """Return what a table is called for people; one of a plugin by its name."""
    return say(TABLES[table]) if table in TABLES else table


def words_of() -> Mapping[str, Any]:
    """Return the words of codes, for templates."""
    return {
        "erasure_states": {key: say(text) for key, text in STATES.items()},
        "erasure_scopes": {key: say(text) for key, text in SCOPES.items()},
        "erasure_grounds": {key: say(one.title) for key, one in GROUNDS.items()},
    }


def _joined(uow: UnitOfWork, actor: Person) -> Select[*tuple[Any, ...]]:
    """Return the statement for what the post may see of proposals, with the number of the case."""
    decides, proposes = actor.may(*DECIDE_ERASURE), actor.may(*PROPOSE_ERASURE)
    if not (decides or proposes):
        raise Forbidden(DECIDE_ERASURE[0])
    own = () if decides else (Erasure.organisation_id == actor.organisation_id,)
    return (
        select(Erasure, CaseFile.number, CaseFile.privacy, Organisation.short_name)
        .join(CaseFile, and_(CaseFile.county_code == Erasure.county_code, CaseFile.id == Erasure.case_id))
        .join(Organisation, and_(Organisation.county_code == Erasure.county_code, Organisation.id == Erasure.organisation_id))
        .where(Erasure.county_code == uow.county_code, *own)
    )


def _row(actor: Person, row: Erasure, found: Any) -> ErasureRow:
    number = None if _is_sealed_to(actor, row, found) else found.number
    return ErasureRow(row.id, number, found.short_name, row.scope, row.ground, row.proposed_at, row.state)


def _is_sealed_to(actor: Person, row: Erasure, found: Any) -> bool:
    """Say whether the case is sealed and another organisation's: who decides learns that there is one, and the ground."""
    return bool(found.privacy >= Privacy.P4 and row.organisation_id != actor.organisation_id)


def _told(uow: UnitOfWork, row: Erasure, column: str) -> str:
    sealed = getattr(row, column)
    return unseal(uow.keyring, "erasure", column, row.id, sealed) if sealed is not None else ""
