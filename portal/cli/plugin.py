"""`portal plugin`: what is installed, in which state and why; taking a plugin out and back in."""

from __future__ import annotations

import click

from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.plugin_catalogue import catalogue
from portal.cli.telling import say, say_json, say_table
from portal.errors import PluginError
from portal.hooks.discovery import discover, mount
from portal.hooks.registry import PluginCondition
from portal.services.plugin_states import BY_ADMINISTRATOR
from portal.store import plugin_states
from portal.store.access_log import log_access

STATES = {
    PluginCondition.ACTIVE: "启用",
    PluginCondition.DISABLED: "停用",
    PluginCondition.FAILED: "未能启动",
    PluginCondition.QUARANTINED: "已隔离",
    PluginCondition.MISSING: "不在了",
}


@click.command("list", cls=Command, help="列出插件、状态和原因。")
@as_json
@on_installation
def list_plugins(installation: Installation, as_json: bool) -> None:
    """Print every known plugin."""
    registry = installation.in_use
    if as_json:
        say_json(catalogue(registry, plugin_states.kept_declarations(installation.engine), installation.today))
        return
    rows = [(s.key, s.title or "—", s.version or "—", STATES[s.state], s.reason) for s in registry.states]
    say_table(("代号", "名称", "版本", "状态", "原因"), rows)
    for report in registry.states:
        for failure in (*filter(None, (report.failure,)), *report.remarks):
            say(f"{report.key}：{failure.remedy}。")


@click.command("enable", cls=Command, help="重新启用停用或隔离的插件；下次启动时生效。")
@click.argument("key", metavar="代号")
@on_installation
def enable(installation: Installation, key: str) -> None:
    """Take back a decision about a plugin."""
    _must_be_known(installation, key)
    if key in installation.config.plugins_disabled:
        raise PluginError(f"{key} 由环境变量 PORTAL_PLUGINS_DISABLED 停用，请改那里")
    _write_down(installation, "enabled", key)
    if plugin_states.enable(installation.engine, key):
        say(f"{key} 已启用，重新启动后生效。")
    else:
        say(f"{key} 本来就没有停用。")


@click.command("disable", cls=Command, help="停用插件；下次启动时不再读入它的代码，已有案件只能查看。")
@click.argument("key", metavar="代号")
@on_installation
def disable(installation: Installation, key: str) -> None:
    """Decide that a plugin is not started."""
    _must_be_known(installation, key)
    _write_down(installation, "disabled", key)
    plugin_states.decide(installation.engine, key, PluginCondition.DISABLED, BY_ADMINISTRATOR, installation.now)
    say(f"{key} 已停用，重新启动后生效；已有案件仍可查看。")


plugin = Group(
    "plugin",
    {
        "new": ("portal.cli.plugin_new:new", "写一个新插件"),
        "check": ("portal.testing.command:check", "检查一个插件"),
        "list": ("portal.cli.plugin:list_plugins", "列出插件、状态和原因"),
        "enable": ("portal.cli.plugin:enable", "重新启用"),
        "disable": ("portal.cli.plugin:disable", "停用"),
        "retire": ("portal.cli.plugin_retire:retire", "不再使用：导出并删除它的数据表"),
    },
    help="插件：新写、检查、列出、启用、停用、不再使用。",
)


def brought_by(installation: Installation, key: str) -> click.Group | None:
    """Return the group of commands a plugin brings, or `None` when there is no such plugin or it brings none."""
    if key not in _found(installation):
        return None
    commands = installation.registry.hooks.commands(key)
    if not commands:
        return None
    return click.Group(key, {command.name: command for command in commands if command.name}, help=f"插件 {key} 自带的命令。")


def _write_down(installation: Installation, what: str, key: str) -> None:
    with installation.at_task("start", write=True) as uow:
        log_access(uow, "plugin", what, data={"plugin": key})


def _found(installation: Installation) -> set[str]:
    mount(installation.config.plugins_path)
    return {found.key for found in discover(installation.config.plugins_path).found}


def _must_be_known(installation: Installation, key: str) -> None:
    if key not in _found(installation):
        decided = plugin_states.decided(installation.engine)
        if key not in {*decided.disabled, *decided.quarantined, *decided.remembered}:
            raise PluginError(f"没有找到插件 {key}；已安装的见 portal plugin list")
