"""The commands as click builds them here: help in Chinese, groups whose members are imported when they are called."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

import click


class _Formatter(click.HelpFormatter):
    """Help with full-width punctuation."""

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is in Chinese."""

    context_class = _Context

    def __init__(self, name: str | None, **kwargs: Any) -> None:
        super().__init__(name, options_metavar="[选项]", **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [record for parameter in self.get_params(ctx) if (record := parameter.get_help_record(ctx)) is not None]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with its Chinese sentence."""
        return _in_chinese(super().get_help_option(ctx))


class Group(click.Group):
    """A group of commands by name: short help for the list, and where the command is. Nothing is imported for the list."""

    command_class = Command
    context_class = _Context

    def __init__(self, name: str, members: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(name, options_metavar="[选项]", subcommand_metavar="命令 …", no_args_is_help=False, **kwargs)
        self.members = members

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they are given."""
        return list(self.members)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, imported now, or `None`."""
        if cmd_name not in self.members:
            return None
        module, _, attribute = self.members[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their sentences."""
        with formatter.section("命令"):
            formatter.write_dl([(name, told) for name, (_, told) in self.members.items()])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with its Chinese sentence."""
        return _in_chinese(super().get_help_option(ctx))


def command(name: str, help_text: str) -> Callable[[Callable[..., Any]], Command]:
    """Return a decorator that makes a command of a function."""
    return click.command(name, cls=Command, help=help_text)


as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")
as_user = click.option("--as", "as_user", metavar="账号", required=True, help="以谁的身份查看：只给出此人能看到的内容")


def _in_chinese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明"
    return option
