"""`portal cases export`: the register as somebody sees it. `import` is in `portal.cli.ledger`."""

from __future__ import annotations

from pathlib import Path

import click

from portal.cli.commands import Command, Group, as_user
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.cli.words import in_words
from portal.reading.export import MOST_ROWS, workbook
from portal.reading.register import RegisterQuery, Tab
from portal.store.access_log import log_access


@click.command("export", cls=Command, help="把案件台账导出为 xlsx：只有此人能看到、能导出的案件，内容按他的岗位隐去。")
@as_user
@click.option("--out", metavar="文件", required=True, type=click.Path(dir_okay=False, path_type=Path), help="不能已经存在")
@click.option(
    "--tab", metavar="范围", type=click.Choice([tab.value for tab in Tab]), default="all", help="open、soon、overdue、done 或 all"
)
@click.option("--type", "type_key", metavar="类型", default="", help="<插件>.<类型>，或只写插件")
@on_installation
def export(installation: Installation, as_user: str, out: Path, tab: str, type_key: str) -> None:
    """Write the workbook."""
    with out.open("xb") as file:
        try:
            with (
                in_words(installation.config.locale, installation.registry),
                installation.acting_as(as_user, write=True) as (uow, who),
            ):
                content, rows = workbook(uow, who.actor, RegisterQuery(tab=Tab(tab), type=type_key))
                log_access(uow, "export", "register", count=rows)
            file.write(content)
        except BaseException:
            out.unlink()
            raise
    more = f"（最多 {MOST_ROWS} 件，请缩小范围分次导出）" if rows >= MOST_ROWS else ""
    say(f"已导出 {rows} 件案件：{out}{more}")


cases = Group(
    "cases",
    {"export": ("portal.cli.cases:export", "导出台账"), "import": ("portal.cli.ledger:import_ledger", "导入单位自己的台账")},
    help="案件台账。",
)
