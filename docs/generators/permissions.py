"""Who may do what: roles with their reach and verbs, the pages they open, and what every address asks for."""

from __future__ import annotations

from collections.abc import Iterator

from flask_appbuilder import BaseView

from docs.generators._shipped import shipped, table
from docs.generators.types import VERBS
from portal.access.sync import DeclaredRole, declared_roles
from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.web.guarding import Entry, guard_of
from portal.web.pages import CORE_VIEWS

PAGE = "reference/permissions.md"

REACHES = {
    Reach.ASSIGNED: "交给自己的",
    Reach.ORGANISATION: "本单位及下级",
    Reach.PLACE: "本地及以下",
    Reach.SECTOR: "本行业",
    Reach.COUNTY: "全县",
    Reach.NOTHING: "不看案件",
}
PAGES = {
    "portal.desk": "我的工作",
    "portal.cases": "案件台账",
    "portal.consultations": "来访咨询",
    "portal.statistics": "统计",
    "portal.checks": "核查",
    "portal.people": "人员",
    "portal.roles": "角色",
    "portal.organisations": "单位",
    "portal.plugins": "插件",
    "portal.calendar": "日历",
    "portal.parameters": "参数",
    "portal.audit": "操作记录",
}
PAGE_VERBS = {"open": "", "manage": "（管理）", "draw": "（抽查、发意见）", "answer": "（答复）"}

_HEAD = """# 权限

一个人在一个单位担任一个角色，就是一个岗位；能做什么、能看多远都由岗位决定，每次只用一个岗位。下面是声明的角色，管理员可以在这些范围之内另行组合。
封存的案件（P4）只对具名承办人和本单位负责人存在，与可见范围无关。

## 角色

"""
_VERBS = """
## 角色能对案件做什么

县级角色对所有类型，行业角色对本插件的类型。

"""
_ROUTES = """
## 每个地址要什么

没有写明谁能进的地址，启动就不通过。登录后任何岗位都能进的，里面的每一步仍按权限和可见范围判断。

"""


def text() -> str:
    """Return the tables of roles, verbs and addresses."""
    roles = declared_roles(shipped())
    return "".join(
        (
            _HEAD,
            table(("角色", "名称", "看多远", "打开的页面", "负责人"), map(_role, roles)),
            _VERBS,
            table(("角色", *VERBS.values()), map(_verbs, roles)),
            _ROUTES,
            table(("地址", "方法", "谁能进"), sorted(_routes())),
        )
    )


def _role(role: DeclaredRole) -> tuple[str, ...]:
    opened = [f"{title}{PAGE_VERBS[verb]}" for view, title in PAGES.items() for verb in PAGE_VERBS if (verb, view) in role.grants]
    marks = ["是"] if role.supervises else []
    return (f"`{role.name}`", role.title, REACHES[Reach(role.reach)], "、".join(opened), "".join(marks))


def _verbs(role: DeclaredRole) -> tuple[str, ...]:
    held = {verb for verb, view in role.grants if not view.startswith("portal.")}
    return (f"`{role.name}`", *("✓" if verb.value in held else "" for verb in Verb))


def _routes() -> Iterator[tuple[str, ...]]:
    for view in CORE_VIEWS:
        for name in dir(view):
            route = getattr(view, name)
            for url, methods in getattr(route, "_urls", ()):
                address = f"`{view.route_base.rstrip('/')}{url}`" if view.route_base != "/" else f"`{url}`"
                yield (address, "、".join(sorted(methods)), _who(view, name))


def _who(view: type[BaseView], name: str) -> str:
    guard = guard_of(getattr(view, name))
    if guard is None:
        return f"`{getattr(view, 'page', view.__name__)}`"
    if guard.entry is Entry.PUBLIC:
        return "任何人"
    if guard.entry is Entry.SIGNED_IN:
        return "登录的岗位"
    return f"{PAGES.get(guard.view, guard.view)}{PAGE_VERBS.get(guard.verb, guard.verb)} `{guard.view}`"
