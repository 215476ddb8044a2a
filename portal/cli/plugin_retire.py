"""`portal plugin retire`: gives up a plugin. Its rows are exported, its tables removed, it is disabled; its cases stay."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import Connection

from portal.access.retired_roles import remove_permissions
from portal.cli.commands import Command
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.errors import PluginError
from portal.services.plugin_states import BY_ADMINISTRATOR, KIND
from portal.store import plugin_states
from portal.store.access_log import log_access
from portal.store.migrate import PluginHistory
from portal.store.plugin_histories import plugin_histories
from portal.store.retiring import has_tables
from portal.store.retiring import retire as give_up

RETIRED = "retired-plugins"


@click.command(
    "retire",
    cls=Command,
    help="不再使用一个插件：把它自己的数据表导出到文件，删除这些表，并停用它；它的案件仍在。请先停下平台。"
    "删除数据表要用到它的升级脚本，插件须仍在启用。",
)
@click.argument("key", metavar="代号")
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="导出到哪个文件；不写时在数据文件夹的 retired-plugins 里",
)
@click.option("--permissions", is_flag=True, help="同时收回它的角色和权限；还有岗位使用时拒绝")
@click.option("--yes", is_flag=True, help="不再询问")
@on_installation
def retire(installation: Installation, key: str, file: Path | None, permissions: bool, yes: bool) -> None:
    """Export and drop a plugin's own tables, disable it, and on explicit request take its permissions away."""
    history = _history(installation, key, permissions=permissions)
    told = []
    if history is not None:
        told.append("它的数据表会导出后删除")
    if permissions:
        told.append("它的角色和权限会收回")
    if not yes:
        click.confirm(f"插件 {key} 会停用{''.join(f'，{one}' for one in told)}，案件仍在，确定吗？", abort=True)
    tables = (history, file or _place(installation, key)) if history is not None else None
    removed: list[tuple[int, int]] = []

    def also(connection: Connection) -> None:
        if permissions:
            removed.append(remove_permissions(connection, key, installation.today))

    with installation.at_task("start", write=True) as uow:
        log_access(uow, KIND, "retired", data={"plugin": key})
    counts = give_up(installation.owner_engine, key, BY_ADMINISTRATOR, installation.now, tables=tables, also=also)
    for roles, pairs in removed:
        say(f"已收回 {roles} 个角色、{pairs} 项权限；县级角色仍可查看它的案件。")
    if tables is not None:
        rows = "、".join(f"{table} {number} 行" for table, number in counts.items()) or "没有数据"
        say(
            f"插件 {key} 的数据表已导出到 {tables[1]}（{rows}），已删除。文件里可能有当事人的信息，请按档案保管，不再需要时销毁。"
        )
    say(f"{key} 已停用；平台若在运行，请现在重新启动。案件仍可查看。重新启动后可以移走它的文件夹。")


def _history(installation: Installation, key: str, *, permissions: bool) -> PluginHistory | None:
    """Return the history of the plugin's tables, or `None` when it has none in this database.

    Raises:
        PluginError: it is not known, its tables are there and its code is not, or there is nothing left to give up.
    """
    registry = installation.registry
    if key not in {report.key for report in registry.states}:
        raise PluginError(f"没有找到插件 {key}；已安装的见 portal plugin list")
    there = has_tables(installation.owner_engine, key)
    histories = {history.key: history for history in plugin_histories(registry)}
    if there and key not in histories:
        raise PluginError(
            f"插件 {key} 没有启用；删除它的数据表要用到它的升级脚本，请先放回它的文件夹，执行 portal plugin enable {key}"
        )
    if there:
        return histories[key]
    if not permissions and key in plugin_states.decided(installation.engine).disabled:
        raise PluginError(f"插件 {key} 已经停用，也没有自己的数据表，没有要删除的；要收回角色和权限，请加 --permissions")
    return None


def _place(installation: Installation, key: str) -> Path:
    folder = installation.config.data_dir / RETIRED
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{key}-{installation.now:%Y%m%d-%H%M%S}.jsonl"
