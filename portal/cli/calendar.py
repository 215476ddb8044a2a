"""`portal calendar load`: the holiday notice of a year."""

from __future__ import annotations

from pathlib import Path

import click

from portal.cli.commands import Command, Group
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.errors import ConfigError
from portal.services.calendar import TASK, carry_out
from portal.store.calendar_rows import COLUMNS, parse_notice

_FORM = ",".join(COLUMNS)


@click.command("load", cls=Command, help=f"载入放假安排，重算受影响的期限。文件是 UTF-8 的 CSV，第一行是 {_FORM}。")
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default="", metavar="文号", help="通知的文号，例如 国办发明电〔2026〕7号；默认用文件名")
@on_installation
def load(installation: Installation, file: Path, source: str) -> None:
    """Put a notice in force."""
    try:
        rows = parse_notice(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ConfigError(f"{file.name} 不是 UTF-8 编码，请另存为 UTF-8 的 CSV") from None
    with installation.at_task(TASK, write=True) as uow:
        done = carry_out(uow, rows, source or file.name)
    years = "、".join(str(year) for year in sorted({row.notice_year for row in rows}))
    say(f"已载入 {years} 年的放假安排 {len(rows)} 天：{done.moved} 个期限的到期日有变化，{done.settled} 个已经确定。")
    if done.waiting:
        say(f"{done.waiting} 件案件的插件没有启用，等启用后再算。")


calendar = Group("calendar", {"load": ("portal.cli.calendar:load", "载入放假安排")}, help="工作日历。")
