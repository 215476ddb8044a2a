"""`portal user`: accounts, one-time passwords and keys for programs. A password or key is shown once and kept nowhere."""

from __future__ import annotations

import uuid
from datetime import timedelta

import click
from sqlalchemy import select

from portal.access.accounts import accounts_of
from portal.access.api_keys import Scope, make_key
from portal.access.lockout import Lockout
from portal.access.passwords import hash_password, one_time_password
from portal.access.signing_in import find
from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json, say_table
from portal.errors import ConfigError
from portal.services.people import add_person, reset_password
from portal.services.second_factor import reset_factor
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork


@click.command("add", cls=Command, help="新建账号和第一个岗位，给出一次性密码，首次登录时要改。")
@click.argument("account", metavar="账号")
@click.option("--name", required=True, metavar="姓名", help="本人姓名")
@click.option("--role", required=True, metavar="角色", help="例如 county.secadmin；角色由平台和插件声明")
@click.option("--organisation", default="", metavar="单位", help="单位全称或简称；只有一个县级单位时可以不写")
@as_json
@on_installation
def add(installation: Installation, account: str, name: str, role: str, organisation: str, as_json: bool) -> None:
    """Make an account."""
    password = one_time_password()
    with installation.at_task("people", write=True) as uow:
        home = _organisation(uow, organisation)
        raw = {"name": name, "account": account, "post": f"{home.id}:{role}"}
        add_person(uow, raw, password_hash=hash_password(password))
    _say_password(account, password, as_json=as_json)


@click.command("list", cls=Command, help="列出账号、姓名和现在的岗位。")
@as_json
@on_installation
def list_users(installation: Installation, as_json: bool) -> None:
    """Print the accounts."""
    with installation.at_task("people") as uow:
        held = uow.session.execute(
            select(Staff.user_id, Staff.name, Organisation.short_name, Post.role)
            .outerjoin(Post, (Post.staff_id == Staff.id) & ((Post.until.is_(None)) | (Post.until >= uow.today)))
            .outerjoin(Organisation, Organisation.id == Post.organisation_id)
            .where(Staff.county_code == uow.county_code, Staff.user_id.is_not(None))
            .order_by(Post.since, Post.id)
        ).all()
        accounts = accounts_of(uow.session.connection(), {row.user_id for row in held})
    rows = [
        {
            "account": accounts[row.user_id].username,
            "active": accounts[row.user_id].active,
            "name": row.name,
            "organisation": row.short_name,
            "role": row.role,
        }
        for row in held
        if row.user_id in accounts
    ]
    rows.sort(key=lambda row: str(row["account"]))
    if as_json:
        say_json(rows)
        return
    shown = [
        (str(r["account"]), str(r["name"]), r["organisation"] or "—", r["role"] or "—", "启用" if r["active"] else "停用")
        for r in rows
    ]
    say_table(("账号", "姓名", "单位", "岗位", "状态"), shown)


@click.command("reset", cls=Command, help="换一个一次性密码，解除锁定，结束此人的登录。")
@click.argument("account", metavar="账号")
@click.option("--second-factor", is_flag=True, help="不换密码，只重置动态验证码：手机和恢复码都丢了，又没有别的安全管理员时用")
@as_json
@on_installation
def reset(installation: Installation, account: str, second_factor: bool, as_json: bool) -> None:
    """Give a new one-time password, or take the second factor away."""
    if second_factor:
        with installation.at_task("people", write=True) as uow:
            reset_factor(uow, _staff_id(uow, account), None)
        if as_json:
            say_json({"account": account, "second_factor": "reset"})
        else:
            say(f"{account} 的动态验证码已重置，下次用密码登录后重新设置")
        return
    password = one_time_password()
    with installation.at_task("people", write=True) as uow:
        reset_password(uow, _staff_id(uow, account), password, Lockout(installation.config.session_secret()))
    _say_password(account, password, as_json=as_json)


@click.command("key", cls=Command, help="给程序一个接口密钥：以此账号第一个岗位的身份，只能做 --scope 里的事。")
@click.argument("account", metavar="账号")
@click.option(
    "--scope",
    "scopes",
    required=True,
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    metavar="范围",
    help="cases:read 或 cases:write；可以写多次",
)
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 3660), metavar="天数", help="多少天后失效")
@click.option("--label", default="", metavar="用途", help="这个密钥给谁用")
@as_json
@on_installation
def key(installation: Installation, account: str, scopes: tuple[str, ...], days: int, label: str, as_json: bool) -> None:
    """Make a key."""
    with installation.acting_as(account) as (_uow, who):
        post_id = who.actor.post_id
    with installation.at_task("people", write=True) as uow:
        expires = uow.today + timedelta(days=days)
        made = make_key(uow, post_id=post_id, name=label or account, scopes=scopes, expires_on=expires)
    if as_json:
        say_json({"key": made, "account": account, "scopes": sorted(set(scopes)), "expires_on": expires.isoformat()})
        return
    say(made)
    click.echo(f"密钥只显示这一次，{expires.isoformat()} 之后失效；请求时写 Authorization: Bearer <密钥>。", err=True)


user = Group(
    "user",
    {
        "add": ("portal.cli.user:add", "新建账号和第一个岗位"),
        "list": ("portal.cli.user:list_users", "列出账号"),
        "reset": ("portal.cli.user:reset", "换一个一次性密码"),
        "key": ("portal.cli.user:key", "生成接口密钥"),
    },
    help="账号与接口密钥。",
)


def _organisation(uow: UnitOfWork, name: str) -> Organisation:
    """Return the organisation of that name, or the only one at county level.

    Raises:
        ConfigError: there is none, or there are several.
    """
    statement = select(Organisation).where(Organisation.county_code == uow.county_code, Organisation.ended_on.is_(None))
    if name:
        found = uow.session.scalars(statement.where((Organisation.name == name) | (Organisation.short_name == name))).all()
    else:
        found = uow.session.scalars(statement.where(Organisation.level == "county", Organisation.kind == "county")).all()
    if len(found) != 1:
        raise ConfigError(f"没有找到单位 {name}" if name and not found else "请用 --organisation 写明单位全称")
    return found[0]


def _staff_id(uow: UnitOfWork, account: str) -> uuid.UUID:
    found = find(uow.session.connection(), account)
    if found is None:
        raise ConfigError(f"没有账号 {account}，或它已经停用；账号见 portal user list")
    return found.staff_id


def _say_password(account: str, password: str, *, as_json: bool) -> None:
    if as_json:
        say_json({"account": account, "password": password})
        return
    say(f"账号：{account}")
    say(f"一次性密码：{password}")
