"""`portal`: the outermost edge of the command line, where every error becomes one line and an exit code."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence

import click

from portal.cli.commands import Group
from portal.cli.log_lines import begin_log
from portal.cli.wrong_usage import wrong_usage
from portal.errors import Forbidden, NotFound, PortalError, Refused

GOOD, REFUSED, WRONG_USAGE = 0, 1, 2

MEMBERS = {
    "init": ("portal.cli.init:init", "建立密钥、数据库结构、角色、日历；可附演示数据"),
    "serve": ("portal.cli.serve:serve", "启动网页服务和任务进程"),
    "jobs": ("portal.cli.jobs:jobs", "后台任务"),
    "check": ("portal.cli.check:check", "检查安装：配置、密钥、数据库、插件"),
    "sync": ("portal.cli.sync:sync", "把声明的角色写入数据库"),
    "config": ("portal.cli.config:config", "显示生效的配置"),
    "demo": ("portal.cli.demo:demo", "演示县的数据和账号"),
    "db": ("portal.cli.db:db", "数据库结构"),
    "user": ("portal.cli.user:user", "账号与接口密钥"),
    "plugin": ("portal.cli.plugin:plugin", "插件"),
    "cases": ("portal.cli.cases:cases", "案件台账"),
    "calendar": ("portal.cli.calendar:calendar", "工作日历"),
    "clocks": ("portal.cli.clocks:clocks", "期限"),
    "stats": ("portal.cli.stats:stats", "统计"),
    "audit": ("portal.cli.audit:audit", "审计"),
    "erase": ("portal.cli.erase:erase", "个人信息的删除"),
    "files": ("portal.cli.files:files", "案件材料"),
    "keys": ("portal.cli.keys:keys", "密钥轮换"),
    "backup": ("portal.cli.backup:backup", "备份数据库、材料和封存"),
    "restore": ("portal.cli.backup:restore", "从备份恢复，或演练恢复"),
    "prove-separation": ("portal.proof.command:prove_separation", "证明各单位彼此隔离"),
    "facts": ("portal.cli.facts:facts", "统计用的事实"),
    "i18n": ("portal.cli.i18n:i18n", "翻译"),
}


class Portal(Group):
    """The command `portal`. A name it does not know may be a plugin that brings commands of its own."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the core's command, or the group of a plugin's commands."""
        known = super().get_command(ctx, cmd_name)
        if known is None and cmd_name.isidentifier():
            plugins = importlib.import_module("portal.cli.plugin")
            return plugins.brought_by(ctx.ensure_object(plugins.Installation), cmd_name)  # type: ignore[no-any-return]
        return known


portal = Portal("portal", MEMBERS, help="诉源：县域矛盾纠纷调解平台。插件自带的命令写作 portal <插件代号> <命令>。")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Errors are one line on standard error, without personal data."""
    begin_log()
    try:
        given = list(sys.argv[1:] if arguments is None else arguments)
        code = portal.main(given or ["--help"], prog_name="portal", standalone_mode=False)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away: say nothing more
        return REFUSED
    except click.UsageError as error:
        return _told(wrong_usage(error), WRONG_USAGE)
    except click.Abort:
        return _told("已取消", REFUSED)
    except click.ClickException as error:
        return _told(error.format_message(), REFUSED)
    except PortalError as error:
        return _told(_sentence(error), REFUSED)
    except FileExistsError as error:
        return _told(f"文件 {error.filename} 已经存在，请换一个文件名", REFUSED)
    except OSError as error:
        return _told(f"{error.strerror or type(error).__name__}：{error.filename or ''}", REFUSED)
    except Exception as error:  # noqa: BLE001 - the outermost edge of the command line
        return _told(_where(error), REFUSED)
    return code if isinstance(code, int) else GOOD


def _sentence(error: PortalError) -> str:
    """Return what happened in words; problems of a refusal are told all at once."""
    match error:
        case Refused():
            line: str = importlib.import_module("portal.cli.words").refusal_line(error)
            return line
        case Forbidden():
            return "这个账号的岗位不能做这件事"
        case NotFound():
            return "没有找到，或不在这个账号的可见范围内"
    return str(error)


def _told(sentence: str, code: int) -> int:
    print("错误：" + " ".join(sentence.split()), file=sys.stderr)
    return code


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"程序出错（{type(error).__name__}，{frame.filename} 第 {frame.lineno} 行），请把这一行告诉维护人员"
