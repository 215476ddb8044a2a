"""The commands: the tree of `portal`, with arguments and options as `--help` tells them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docs.generators._shipped import table
from portal.cli.entry import portal

PAGE = "reference/commands.md"

_HEAD = """# 命令

`portal` 的全部命令，与 `portal --help` 相同。会被程序读取的输出加 `--json`。退出码：0 正常，1 被拒绝或发现问题，
2 用法不对；出错时在标准错误输出一行话。只有在终端上才会询问。插件自带的命令写作 `portal <插件代号> <命令>`。

"""


def text() -> str:
    """Return the tree and each command."""
    commands = list(_walk(portal, click.Context(portal, info_name="portal")))
    index = table(("命令", "用处"), ((f"`{path}`", command.help or "") for path, command, _ in commands))
    return _HEAD + index + "".join(_one(path, command, ctx) for path, command, ctx in commands)


def _walk(group: click.Group, ctx: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None or command.hidden:
            continue
        below = click.Context(command, info_name=name, parent=ctx)
        if isinstance(command, click.Group):
            yield from _walk(command, below)
        else:
            yield below.command_path, command, below


def _one(path: str, command: click.Command, ctx: click.Context) -> str:
    usage = " ".join((path, *command.collect_usage_pieces(ctx)))
    records = [record for p in command.get_params(ctx) if (record := p.get_help_record(ctx)) is not None]
    options = table(("选项", "含义"), ((f"`{name}`", told) for name, told in records if name != "--help"))
    return f"\n## `{path}`\n\n{command.help or ''}\n\n```\n{usage}\n```\n" + (f"\n{options}" if options else "")
