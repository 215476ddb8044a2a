"""`portal db`: bring the schema up to date, see where it stands, remove the tables of a plugin that is given up."""

from __future__ import annotations

from collections.abc import Sequence

import click
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json, say_table
from portal.errors import ConfigError, StoreError
from portal.store import migrate
from portal.store.plugin_histories import plugin_histories
from portal.store.row_roles import roles_of, script


@click.command("upgrade", cls=Command, help="把数据库结构升级到当前版本：先平台，后各插件。")
@on_installation
def upgrade(installation: Installation) -> None:
    """Migrate the core and the plugins that have tables."""
    migrate.upgrade(installation.owner_engine)
    states = migrate.upgrade(installation.owner_engine, plugin_histories(installation.registry))
    failed = [state for state in states if state.failed]
    _say(states)
    if failed:
        raise StoreError("；".join(f"插件 {state.key} 的数据表没有升级成功：{state.failed}" for state in failed))


@click.command("status", cls=Command, help="显示数据库结构的版本；有未升级的则以 1 退出。")
@as_json
@on_installation
def status(installation: Installation, as_json: bool) -> int:
    """Print where each history stands."""
    states = migrate.status(installation.engine, plugin_histories(installation.registry))
    if as_json:
        say_json([{"key": s.key, "at": s.at, "head": s.head, "current": s.is_current} for s in states])
    else:
        _say(states)
    return 0 if all(state.is_current for state in states) else 1


@click.command(
    "roles", cls=Command, help="列出数据库管理员要在 PostgreSQL 上执行的语句：本数据库的应用、备份、审计角色。什么也不改动。"
)
@on_installation
def roles(installation: Installation) -> None:
    """Print the script for the database's administrator."""
    if installation.config.is_sqlite:
        raise ConfigError("SQLite 数据库没有角色；这个命令只用于 PostgreSQL")
    try:
        with installation.owner_engine.connect() as connection:
            for statement in script(roles_of(connection)):
                say(f"{statement};")
    except SQLAlchemyError as error:
        raise StoreError(f"无法连接数据库（{type(error).__name__}）；请检查 PORTAL_DATABASE_OWNER_URL") from None


db = Group(
    "db",
    {
        "upgrade": ("portal.cli.db:upgrade", "升级数据库结构"),
        "status": ("portal.cli.db:status", "显示数据库结构的版本"),
        "roles": ("portal.cli.db:roles", "列出数据库管理员要执行的建立角色的语句"),
        "retire": ("portal.cli.plugin_retire:retire", "导出并删除一个插件自己的数据表"),
    },
    help="数据库结构：升级、查看、删除插件的数据表。",
)


def _say(states: Sequence[migrate.HistoryState]) -> None:
    say_table(
        ("部分", "现在", "应为", "状态"),
        [(s.key, s.at or "—", s.head or "—", "已是最新" if s.is_current else "未升级") for s in states],
    )
