"""What click says about a wrong command line, in Chinese and in one line."""

from __future__ import annotations

import click


def wrong_usage(error: click.UsageError) -> str:
    """Return the sentence, ending with where help is."""
    path = error.ctx.command_path if error.ctx else "portal"
    return f"{_sentence(error)}。用法见 {path} --help"


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        nearest = f"，最接近的是 {error.possibilities[0]}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{nearest}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_parameter(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_parameter(error)} 不对：{_wanted(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面要有内容"
    if isinstance(error, click.BadArgumentUsage):
        return "参数不对"
    return _plain(error.message)


def _wanted(error: click.BadParameter) -> str:
    """Return what the parameter takes."""
    match error.param.type if error.param else None:
        case click.Choice() as choice:
            return f"应当是 {'、'.join(str(option) for option in choice.choices)} 之一"
        case click.IntRange() as whole:
            return f"应当是 {whole.min} 到 {whole.max} 之间的整数"
        case click.Path():
            return "文件不存在，或不能读取"
    return error.message.rstrip(".。")


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return f"选项 {'/'.join(error.param.opts)}"
    return f"参数“{error.param.make_metavar(click.Context(click.Command(None)))}”"


def _plain(message: str) -> str:
    if message.startswith("No such command"):
        return "没有这个命令：" + message.removeprefix("No such command ").rstrip(".")
    if message.startswith("Got unexpected extra argument"):
        return "多出的参数：" + message[message.find("(") + 1 : message.rfind(")")]
    return "还要写出命令" if message.startswith("Missing command") else message
