"""调解员名册: who mediates in an organisation, kept by its head and by the county's administrator.

Every act is written down (`access_entry`); a mediator who leaves is marked as gone and stays on the roster's past.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, or_, select

from portal.access.actors import Actor, Person
from portal.access.county_roles import KEEP_ROSTER, ORGANISATIONS
from portal.declare.fields import Choice, CreditCode, Day, Field, Text, Whole, YesNo
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.engine.roster import LEVELS, Position, term_end
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.administering import is_uuid
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Organisation
from portal.store.tables.roster import RosterEntry, RosterTraining
from portal.store.unit_of_work import UnitOfWork

KIND = "setting"
POSITIONS = (
    (Position.HEAD.value, N_("主任")),
    (Position.DEPUTY.value, N_("副主任")),
    (Position.MEMBER.value, N_("委员")),
    (Position.ENGAGED.value, N_("聘任的调解员")),
)
_BETWEEN = re.compile(r"[、,，;；\s]+")
Colleagues = tuple[tuple[str, str], ...]

TRAINING: tuple[Field, ...] = (
    Day("held_on", N_("培训日期"), required=True),
    Whole("hours", N_("学时"), least=1, most=200, required=True),
    Text("subject", N_("培训内容"), longest=80, required=True),
)
SEAL = Day("registered_on", N_("印章备案日期"), hint=N_("没有备案的留空"))


def fields_of(colleagues: Colleagues) -> tuple[Field, ...]:
    """Return what is asked of an entry; `colleagues` are (id, name) of those who hold a post there."""
    account: tuple[Field, ...] = (Choice("staff", N_("本单位在系统里的人员"), colleagues),) if colleagues else ()
    return (
        *account,
        Text("name", N_("姓名"), longest=40, hint=N_("不在系统里的人员，在这里填姓名")),
        Choice("position", N_("职务"), POSITIONS, required=True),
        YesNo("is_woman", N_("是否妇女成员"), required=True),
        Day("since", N_("本届（聘期）开始日期"), required=True),
        Day("until", N_("聘期到"), future=True, hint=N_("只有聘任的才填；委员每届任期三年，系统自动计算（人民调解法第9条）")),
        Text("specialties", N_("擅长的纠纷"), longest=200, hint=N_("用顿号隔开，例如婚姻家庭、邻里")),
        Text("languages", N_("民族语言、方言、手语"), longest=100, hint=N_("用顿号隔开，例如藏语、裕固语")),
        Choice("level", N_("等级"), LEVELS),
        Text("employer", N_("工作单位"), longest=80, hint=N_("兼职的填本人所在单位；指派案件时与当事人比对")),
        CreditCode("employer_code", N_("工作单位的统一社会信用代码")),
    )


def may_keep(actor: Actor, path: str) -> bool:
    """Say whether the actor keeps the roster of the organisation with this path: its head, or the county's administrator."""
    if not actor.may(*KEEP_ROSTER):
        return False
    return actor.may(*ORGANISATIONS) or (isinstance(actor, Person) and path.startswith(actor.organisation_path))


def colleagues_of(uow: UnitOfWork, organisation_id: uuid.UUID, kept: str = "") -> Colleagues:
    """Return who holds a post in the organisation, for the form; `kept` is who stands in the entry, whatever she holds now."""
    holds = and_(
        Post.organisation_id == organisation_id,
        or_(Post.until.is_(None), Post.until >= uow.today),
        Staff.ended_on.is_(None),
    )
    hers = is_uuid(kept)
    rows = uow.session.execute(
        select(Staff.id, Staff.name)
        .join(Post, and_(Post.county_code == Staff.county_code, Post.staff_id == Staff.id))
        .where(Post.county_code == uow.county_code, holds if hers is None else or_(holds, Staff.id == hers))
        .distinct()
        .order_by(Staff.name, Staff.id)
    )
    return tuple((str(row.id), row.name) for row in rows)


def add_mediator(uow: UnitOfWork, organisation_id: uuid.UUID, raw: Mapping[str, object], token: str | None = None) -> uuid.UUID:
    """Enter a mediator and return the id of the entry.

    Raises:
        Forbidden: the actor keeps no roster there.
        NotFound: no such organisation.
        Refused: every problem at its field.
        Repeated: the token was used before.
    """
    organisation = _kept(uow, organisation_id)
    submit = use_token(uow, uow.actor, token, body_text(raw)) if isinstance(uow.actor, Person) else None
    entry = RosterEntry(county_code=uow.county_code, id=new_id(), organisation_id=organisation.id, ended_on=None)
    _fill(uow, entry, raw)
    uow.session.add(entry)
    uow.session.flush()
    settle(submit, entry.id)
    _log(uow, "roster_entered", entry)
    return entry.id


def change_mediator(uow: UnitOfWork, entry_id: uuid.UUID, raw: Mapping[str, object]) -> None:
    """Change an entry, for example for a new term.

    Raises:
        Forbidden: the actor keeps no roster there.
        NotFound: no such entry.
        Refused: every problem at its field, or she has left.
    """
    entry = _standing(uow, entry_id)
    with uow.session.no_autoflush:
        _fill(uow, entry, raw)
    uow.session.flush()
    _log(uow, "roster_changed", entry)


def end_mediator(uow: UnitOfWork, entry_id: uuid.UUID) -> None:
    """Mark a mediator as gone from today on.

    Raises:
        Forbidden: the actor keeps no roster there.
        NotFound: no such entry.
        Refused: she has left before.
    """
    entry = _standing(uow, entry_id)
    entry.ended_on = uow.today
    uow.session.flush()
    _log(uow, "roster_ended", entry)


def note_training(uow: UnitOfWork, entry_id: uuid.UUID, raw: Mapping[str, object], token: str | None = None) -> None:
    """Write down hours of training (人民调解法 14).

    Raises:
        Forbidden: the actor keeps no roster there.
        NotFound: no such entry.
        Refused: every problem at its field, or she has left.
        Repeated: the token was used before.
    """
    entry = _standing(uow, entry_id)
    submit = use_token(uow, uow.actor, token, body_text(raw)) if isinstance(uow.actor, Person) else None
    values, problems = read_fields(TRAINING, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    row = RosterTraining(county_code=uow.county_code, id=new_id(), entry_id=entry.id, struck_on=None, **values)
    uow.session.add(row)
    uow.session.flush()
    settle(submit, entry.id)
    _log(uow, "training_noted", entry, hours=row.hours)


def strike_training(uow: UnitOfWork, entry_id: uuid.UUID, training_id: uuid.UUID) -> None:
    """Strike out a training that was written down wrongly; it stays and no longer counts.

    Raises:
        Forbidden: the actor keeps no roster there.
        NotFound: no such entry or training, or struck out before.
        Refused: she has left.
    """
    entry = _standing(uow, entry_id)
    row = uow.session.get(RosterTraining, training_id)
    if row is None or row.county_code != uow.county_code or row.entry_id != entry.id or row.struck_on is not None:
        raise NotFound
    row.struck_on = uow.today
    uow.session.flush()
    _log(uow, "training_struck", entry, hours=row.hours)


def register_seal(uow: UnitOfWork, organisation_id: uuid.UUID, raw: Mapping[str, object]) -> None:
    """Keep the day the organisation's seal was registered; an empty day says that it is not.

    Raises:
        Forbidden: the actor keeps no roster there.
        NotFound: no such organisation.
        Refused: no day, or one that lies ahead.
    """
    organisation = _kept(uow, organisation_id)
    values, problems = read_fields((SEAL,), raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    organisation.seal_registered_on = values.get("registered_on")
    uow.session.flush()
    log_access(uow, KIND, "seal_registered", data={"organisation": str(organisation.id)})


def _log(uow: UnitOfWork, action: str, entry: RosterEntry, **more: int) -> None:
    log_access(uow, KIND, action, data={"organisation": str(entry.organisation_id), "entry": str(entry.id), **more})


def _kept(uow: UnitOfWork, organisation_id: uuid.UUID) -> Organisation:
    """Return the organisation, locked, whose roster the actor keeps."""
    if not uow.actor.may(*KEEP_ROSTER):
        raise Forbidden(KEEP_ROSTER[0])
    row = uow.session.scalars(
        select(Organisation)
        .where(Organisation.county_code == uow.county_code, Organisation.id == organisation_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound
    if not may_keep(uow.actor, row.path):
        raise Forbidden(KEEP_ROSTER[0])
    return row


def _standing(uow: UnitOfWork, entry_id: uuid.UUID) -> RosterEntry:
    entry = uow.session.get(RosterEntry, entry_id)
    if entry is None or entry.county_code != uow.county_code:
        raise NotFound
    _kept(uow, entry.organisation_id)
    uow.session.refresh(entry)
    if entry.ended_on is not None:
        raise Refused.at("", "roster_gone")
    return entry


def _fill(uow: UnitOfWork, entry: RosterEntry, raw: Mapping[str, object]) -> None:
    """Write what was entered into the entry; nothing when anything is wrong with it."""
    colleagues = colleagues_of(uow, entry.organisation_id, str(entry.staff_id or ""))
    values, problems = read_fields(fields_of(colleagues), raw, uow.today, "")
    staff = values.get("staff")
    name = dict(colleagues)[staff] if staff else values.get("name")
    wrong = {problem.field for problem in problems}
    if not name and not wrong & {"staff", "name"}:
        problems.append(Problem("name", "roster_name_needed"))
    if staff and _is_listed(uow, entry, uuid.UUID(staff)):
        problems.append(Problem("staff", "roster_listed"))
    engaged = values.get("position") == Position.ENGAGED
    since, until = values.get("since"), values.get("until")
    if until is not None and not engaged and "position" in values:
        problems.append(Problem("until", "roster_until_engaged"))
    if since is not None and until is not None and until < since:
        problems.append(Problem("until", "roster_until_before"))
    if problems:
        raise Refused(tuple(problems))
    entry.staff_id = uuid.UUID(staff) if staff else None
    entry.name = str(name)
    entry.position, entry.is_woman, entry.level = values["position"], values["is_woman"], values.get("level") or ""
    entry.since = values["since"]
    entry.until = until if engaged else term_end(values["since"])
    entry.employer, entry.employer_code = values.get("employer") or "", values.get("employer_code") or ""
    entry.specialties, entry.languages = _words(values.get("specialties")), _words(values.get("languages"))


def _words(text: Any) -> list[str]:
    return list(dict.fromkeys(word for word in _BETWEEN.split(text or "") if word))


def _is_listed(uow: UnitOfWork, entry: RosterEntry, staff_id: uuid.UUID) -> bool:
    others = select(RosterEntry.id).where(
        RosterEntry.county_code == uow.county_code,
        RosterEntry.organisation_id == entry.organisation_id,
        RosterEntry.staff_id == staff_id,
        RosterEntry.ended_on.is_(None),
        RosterEntry.id != entry.id,
    )
    return uow.session.scalar(others.limit(1)) is not None
