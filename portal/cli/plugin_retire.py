"""`portal plugin retire`: gives up a plugin. Its rows are exported, its tables removed, it is disabled; its cases stay."""

from __future__ import annotations

from pathlib import Path

import click

from portal.access.retired_roles import remove_permissions
from portal.cli.commands import Command
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.errors import PluginError
from portal.hooks.registry import PluginCondition
from portal.services.plugin_states import BY_ADMINISTRATOR
from portal.store import plugin_states
from portal.store.access_log import log_access
from portal.store.plugin_histories import plugin_histories
from portal.store.retiring import retire_tables

RETIRED = "retired-plugins"


@click.command(
    "retire",
    cls=Command,
    help="不再使用一个插件：把它自己的数据表导出到文件，删除这些表，并停用它；它的案件仍在。删除数据表要用到它的升级脚本，插件须仍在启用。",
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
    registry = installation.registry
    histories = {history.key: history for history in plugin_histories(registry)}
    known = {report.key for report in registry.states}
    if key not in histories and not (permissions and key in known):
        raise PluginError(f"插件 {key} 没有启用，或没有自己的数据表；删除数据表要用到它的升级脚本，请先启用")
    if not yes:
        click.confirm(f"插件 {key} 的数据表会导出后删除{'，它的角色和权限会收回' if permissions else ''}，确定吗？", abort=True)
    if permissions:
        roles, pairs = remove_permissions(installation.engine, key, installation.today)
        say(f"已收回 {roles} 个角色、{pairs} 项权限。")
    if key in histories:
        target = file or _place(installation, key)
        counts = retire_tables(installation.owner_engine, histories[key], target)
        told = "、".join(f"{table} {rows} 行" for table, rows in counts.items()) or "没有数据"
        say(f"插件 {key} 的数据表已导出到 {target}（{told}），已删除。")
    with installation.at_task("start", write=True) as uow:
        log_access(uow, "plugin", "retired", data={"plugin": key})
    plugin_states.decide(installation.engine, key, PluginCondition.DISABLED, BY_ADMINISTRATOR, installation.now)
    say(f"{key} 已停用，重新启动后生效；案件仍可查看。现在可以移走它的文件夹。")


def _place(installation: Installation, key: str) -> Path:
    folder = installation.config.data_dir / RETIRED
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{key}-{installation.now:%Y%m%d-%H%M%S}.jsonl"
