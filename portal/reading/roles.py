"""角色: what a role may do, in sentences with ticks, and who holds it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, func, or_, select

from portal.access import county_roles as pages
from portal.access.county_roles import COUNTY, Grant
from portal.access.granting import GivenRole
from portal.access.role_grants import given_roles
from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.errors import NotFound
from portal.reading.wording import N_, label, say
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

MOST_HOLDERS = 200

SEES = MappingProxyType(
    {
        Reach.ASSIGNED: N_("看交给自己的案件"),
        Reach.ORGANISATION: N_("看本单位和下级单位的案件"),
        Reach.PLACE: N_("看本地（镇、村及以下）的案件"),
        Reach.SECTOR: N_("看本行业的案件"),
        Reach.COUNTY: N_("看全县案件（不含封存内容）"),
    }
)
DOES = MappingProxyType(
    {
        Verb.READ: N_("看案件"),
        Verb.REGISTER: N_("登记案件"),
        Verb.HANDLE: N_("受理、联系、调解、写协议、办结、归档"),
        Verb.ASSIGN: N_("指派、移交案件"),
        Verb.SUPERVISE: N_("复核：不予受理、延期、降密、重开"),
        Verb.CORRECT: N_("更正已受理案件的内容"),
        Verb.VOID: N_("作废登错的案件"),
        Verb.EXPORT: N_("导出台账"),
        Verb.PRINT: N_("打印文书"),
        Verb.REVEAL: N_("逐项查看隐去的证件号、电话、住址"),
    }
)
OPENS: MappingProxyType[Grant, str] = MappingProxyType(
    {
        pages.DESK: N_("打开“我的工作”"),
        pages.CASES: N_("打开案件台账"),
        pages.CONSULTATIONS: N_("记来访咨询"),
        pages.STATISTICS: N_("看统计"),
        pages.DRAW_CHECKS: N_("抽查案卷，发出意见"),
        pages.ANSWER_CHECKS: N_("回复核查意见"),
        pages.PEOPLE: N_("管人员：增加、停用、岗位、重置密码"),
        pages.ROLES: N_("管角色"),
        pages.SIGN_IN: N_("定登录规定：动态验证码、密码"),
        pages.ORGANISATIONS: N_("管组织"),
        pages.ROSTER: N_("看调解员名册"),
        pages.KEEP_ROSTER: N_("管调解员名册"),
        pages.PLUGINS: N_("管插件"),
        pages.CALENDAR: N_("载入放假安排"),
        pages.PARAMETERS: N_("管参数和设置"),
        pages.AUDIT: N_("看操作记录，核验完整性"),
        pages.ASK_GLASS: N_("申请特批查阅，决定别人的申请"),
        pages.REVIEW_GLASS: N_("事后复核特批查阅"),
        pages.HOLD: N_("看案件的保管期限，暂停删除"),
        pages.PROPOSE_ERASURE: N_("提请删除本单位案件里的个人信息"),
        pages.DECIDE_ERASURE: N_("决定删除个人信息，不看案件内容"),
    }
)
SUPERVISES = N_("看本单位封存的案件，签需要负责人签的")


@dataclass(frozen=True)
class RoleShown:
    """A role as a card shows it."""

    name: str
    title: str
    plugin: str
    declared: bool
    sentences: tuple[str, ...]
    sees_cases: bool
    holders: int


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role."""

    staff_id: uuid.UUID
    name: str
    organisation: str


@dataclass(frozen=True)
class Owner:
    """A sector or the county, with its roles."""

    key: str
    title: str
    roles: tuple[RoleShown, ...]


def owners(uow: UnitOfWork) -> tuple[Owner, ...]:
    """Return the county and every sector that has roles, each with them."""
    roles = given_roles(uow.session.connection())
    held = _held(uow)
    found: dict[str, list[RoleShown]] = {}
    for role in roles:
        shown = RoleShown(
            name=role.name,
            title=label(role.title, role.plugin),
            plugin=role.plugin,
            declared=role.declared,
            sentences=sentences(role),
            sees_cases=Verb.READ in role.verbs,
            holders=held.get(role.name, 0),
        )
        found.setdefault(role.plugin, []).append(shown)
    order = [COUNTY, *uow.registry.plugins]
    keys = sorted(found, key=lambda key: (order.index(key) if key in order else len(order), key))
    names = _declared_order(uow)
    return tuple(
        Owner(key, owner_title(uow, key), tuple(sorted(found[key], key=lambda one: _place(names, one.name)))) for key in keys
    )


def _declared_order(uow: UnitOfWork) -> tuple[str, ...]:
    sectors = (f"{plugin.key}.{role.key}" for plugin in uow.registry.plugins.values() for role in plugin.roles)
    return (*(role.name for role in pages.COUNTY_ROLES), *sectors)


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else len(names)


def owner_title(uow: UnitOfWork, plugin: str) -> str:
    """Return 全县 or the title of the sector; of one that is not loaded its key."""
    if plugin == COUNTY:
        return say(N_("全县"))
    live = uow.registry.plugins.get(plugin)
    return label(live.title, plugin) if live is not None else plugin


def role_of(uow: UnitOfWork, name: str) -> GivenRole:
    """Return the role. Raises `NotFound`."""
    for role in given_roles(uow.session.connection()):
        if role.name == name:
            return role
    raise NotFound


def holders_of(uow: UnitOfWork, name: str) -> tuple[Holder, ...]:
    """Return who holds the role today, by organisation, up to a number one can read."""
    rows = uow.session.execute(
        select(Staff.id, Staff.name, Organisation.short_name)
        .join(Post, and_(Post.county_code == Staff.county_code, Post.staff_id == Staff.id))
        .join(Organisation, and_(Organisation.county_code == Post.county_code, Organisation.id == Post.organisation_id))
        .where(Post.role == name, *_today(uow))
        .order_by(Organisation.short_name, Staff.name)
        .limit(MOST_HOLDERS)
    )
    return tuple(Holder(row.id, row.name, row.short_name) for row in rows)


def sentences(role: GivenRole) -> tuple[str, ...]:
    """Return what the role may do, one sentence each."""
    told = []
    if Verb.READ in role.verbs:
        told.append(say(SEES[role.reach]))
    if role.supervises:
        told.append(say(SUPERVISES))
    told += [say(text) for verb, text in DOES.items() if verb in role.verbs and verb is not Verb.READ]
    told += [say(text) for grant, text in OPENS.items() if grant in role.can]
    return tuple(told)


def _held(uow: UnitOfWork) -> dict[str, int]:
    statement = (
        select(Post.role, func.count())
        .select_from(Post)
        .join(Staff, and_(Staff.county_code == Post.county_code, Staff.id == Post.staff_id))
        .where(*_today(uow))
        .group_by(Post.role)
    )
    return {row[0]: row[1] for row in uow.session.execute(statement)}


def _today(uow: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    in_force = and_(Post.since <= uow.today, or_(Post.until.is_(None), Post.until >= uow.today))
    return (Post.county_code == uow.county_code, in_force, Staff.ended_on.is_(None))
