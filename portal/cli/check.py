"""`portal check`: is this installation as it must be? Everything is looked at, and everything wrong is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.access.sync import declared_roles
from portal.cli.commands import Command, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.plugin_catalogue import told
from portal.cli.telling import say_json, say_table
from portal.errors import PortalError
from portal.hooks.registry import PluginCondition
from portal.services.backup import refuse_unfinished
from portal.store import migrate, settings
from portal.store.keyring import load_keys
from portal.store.plugin_histories import plugin_histories
from portal.store.row_wall import could_rise, wrong_with
from portal.store.tables.people import PostRole


@dataclass(frozen=True)
class Looked:
    """One thing that was looked at; `wrong` is empty when it is as it must be."""

    what: str
    wrong: str


@click.command("check", cls=Command, help="检查配置、密钥、数据库结构、角色和插件；发现问题以 1 退出。")
@as_json
@on_installation
def check(installation: Installation, as_json: bool) -> int:
    """Look at everything."""
    looked = list(_look(installation))
    if as_json:
        say_json([{"what": each.what, "good": not each.wrong, "wrong": each.wrong} for each in looked])
    else:
        say_table(("项目", "结果"), [(each.what, each.wrong or "好") for each in looked])
    return 1 if any(each.wrong for each in looked) else 0


def _look(installation: Installation) -> Iterator[Looked]:
    yield Looked(f"配置，数据在 {installation.config.data_dir}", "")
    for what, look in (
        ("密钥", _keys),
        ("数据库", _database),
        ("数据库结构", schema_wrong),
        (_wall_title(installation), wall_wrong),
        ("角色", roles_wrong),
        ("恢复", restore_wrong),
    ):
        yield Looked(what, _said(look, installation))
    for report in installation.in_use.states:
        good = report.state in (PluginCondition.ACTIVE, PluginCondition.DISABLED)
        yield Looked(f"插件 {report.key}", "" if good else told(report))


def restore_wrong(installation: Installation) -> str:
    """Say what is wrong with the last restore: that it was stopped on its way."""
    refuse_unfinished(installation.config)
    return ""


def _said(look: Callable[[Installation], str], installation: Installation) -> str:
    try:
        return look(installation)
    except PortalError as error:
        return str(error)
    except SQLAlchemyError as error:
        return f"数据库还没有建好或无法连接（{type(error).__name__}），请执行 portal init"


def _keys(installation: Installation) -> str:
    keyring = load_keys(installation.config.keys_dir)
    installation.config.session_secret()
    with Session(installation.engine) as session:
        settings.check_keys(session, keyring)
    return ""


def _database(installation: Installation) -> str:
    return "" if installation.county_code else "还没有设置本县行政区划代码"


def schema_wrong(installation: Installation) -> str:
    """Return which part of the schema is behind, or an empty text."""
    states = migrate.status(installation.engine, plugin_histories(installation.registry))
    behind = [state.key for state in states if not state.is_current]
    return f"还没有升级：{'、'.join(behind)}；请执行 portal db upgrade" if behind else ""


def wall_wrong(installation: Installation) -> str:
    """Return why the rows of the database are not guarded as they must be, or an empty text; on SQLite they cannot be."""
    if installation.config.is_sqlite:
        return ""
    histories = [history.metadata for history in plugin_histories(installation.registry)]
    with installation.engine.connect() as connection:
        return wrong_with(connection, histories)


def _wall_title(installation: Installation) -> str:
    """Return the title of the wall's line, with a hint when the login could take back what it stepped down from."""
    try:
        with installation.engine.connect() as connection:
            login = "" if installation.config.is_sqlite else could_rise(connection)
    except SQLAlchemyError:
        login = ""  # told by every other line
    return f"行级安全（登录角色 {login} 可以取回全部权限，建议另设登录角色，见 docs/operations.md）" if login else "行级安全"


def roles_wrong(installation: Installation) -> str:
    """Return which declared roles were not written, or an empty text."""
    with Session(installation.engine) as session:
        there = set(session.scalars(select(PostRole.name)))
    missing = [role.name for role in declared_roles(installation.registry) if role.name not in there]
    return f"还没有写入：{'、'.join(missing)}；请执行 portal sync" if missing else ""
