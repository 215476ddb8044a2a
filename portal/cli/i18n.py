"""`portal i18n`: collect the texts people read, from sources and declarations, and keep the languages up to date."""

from __future__ import annotations

import click

from portal.cli.catalogues import core_texts, plugin_texts, write_catalogues
from portal.cli.commands import Command, Group
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say_table


@click.command("extract", cls=Command, help="收集平台和插件中要翻译的文字，更新各语言的 messages.po 并编译；写回源代码文件夹。")
@click.option("--plugin", "keys", multiple=True, metavar="代号", help="只处理这个插件；可以写多次")
@click.option("--check", is_flag=True, help="只检查，不写文件；不是最新或缺翻译时以 1 退出")
@on_installation
def extract(installation: Installation, keys: tuple[str, ...], check: bool) -> int:
    """Write or check the catalogues."""
    wanted = keys or tuple(installation.registry.plugins)
    texts = [plugin_texts(installation.registry, key) for key in wanted]
    if not keys:
        texts.insert(0, core_texts())
    rows = [row for each in texts for row in write_catalogues(each, only_look=check)]
    say_table(
        ("部分", "语言", "文字", "缺翻译", "文件"),
        [
            (r.key, r.language, str(r.texts), str(r.missing), "最新" if r.was_current else "不是最新" if check else "已更新")
            for r in rows
        ],
    )
    return 1 if check and not all(row.was_current and not row.missing for row in rows) else 0


i18n = Group("i18n", {"extract": ("portal.cli.i18n:extract", "收集要翻译的文字，更新各语言")}, help="翻译。")
