"""`portal erase`: what was erased stays erased: after a restore, and in the files of the database."""

from __future__ import annotations

import click

from portal.cli.backup import finish
from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json
from portal.services.backup import is_unfinished
from portal.services.erasing import erase_again
from portal.store.erasing.kept_list import list_file, read_list
from portal.store.erasing.scouring import scour as scour_files
from portal.store.files.vault import FOLDER, Vault


@click.command(
    "reapply",
    cls=Command,
    help="按删除清单，把从较早的备份恢复回来的个人信息再次删除；portal restore 会自动执行。重复执行没有影响。",
)
@as_json
@on_installation
def reapply(installation: Installation, as_json: bool) -> int:
    """Erase again what a restored backup brought back; go on with a restore that was stopped before it did."""
    data_dir = installation.config.data_dir
    file = list_file(data_dir)
    was_stopped = is_unfinished(installation.config)
    if was_stopped:
        _states, again = finish(installation, stopped=True)
    else:
        again = erase_again(installation.store, installation.county_code, Vault(data_dir / FOLDER), file)
    if as_json:
        say_json({"listed": len(read_list(file)), "erasures": again.erasures, "cases": again.cases})
        return 0
    if not file.is_file():
        say(f"没有删除清单（{file}）。恢复到别的机器时，请把原来的清单一并带来，再执行一次。")
    if was_stopped:
        say("上次恢复没有做完，现在做完了。请执行 portal audit verify 和 portal files verify 核对。")
    say(f"再次删除 {again.erasures} 次，涉及案件 {again.cases} 件。")
    return 0


@click.command(
    "scour",
    cls=Command,
    help="重写数据库文件，清除删除以后可能残留在空闲空间里的内容；请在停止平台后执行，PostgreSQL 要用所有者连接。",
)
@as_json
@on_installation
def scour(installation: Installation, as_json: bool) -> int:
    """Rewrite the files of the database."""
    engine = installation.owner_engine
    scour_files(engine, installation.registry)
    if as_json:
        say_json({"scoured": engine.dialect.name, "write_ahead_log": engine.dialect.name == "sqlite"})
        return 0
    say("数据库文件已重写。")
    if engine.dialect.name == "postgresql":
        say("PostgreSQL 的预写日志（pg_wal、归档）和备库里的残留要等它们循环或者过期，平台清除不了。")
    return 0


erase = Group(
    "erase",
    {
        "reapply": ("portal.cli.erase:reapply", "恢复备份后再次删除"),
        "scour": ("portal.cli.erase:scour", "清除数据库文件里的残留"),
    },
    help="个人信息的删除。",
)
