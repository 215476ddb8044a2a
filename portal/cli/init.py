"""`portal init`: everything an installation needs before it is served."""

from __future__ import annotations

import re

import click

from portal.cli.commands import Command
from portal.cli.demo_accounts import say_demo_accounts
from portal.cli.initialising import LINZE, initialise
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.services.demo.county import SIZES
from portal.store.starting import alone


@click.command("init", cls=Command, help="建立密钥、数据库结构、角色和日历；已有的保持不动，升级后可以再执行。")
@click.option(
    "--demo",
    type=click.Choice(list(SIZES)),
    default="none",
    show_default=True,
    metavar="规模",
    help="演示县：none、small 或 full",
)
@click.option("--county", default=LINZE[0], show_default=True, metavar="代码", help="本县行政区划代码，六位；只在第一次有效")
@click.option("--county-name", default=LINZE[1], show_default=True, metavar="名称", help="本县名称；只在第一次有效")
@on_installation
def init(installation: Installation, demo: str, county: str, county_name: str) -> None:
    """Make the installation."""
    if not re.fullmatch(r"[1-9]\d{5}", county, re.ASCII):
        raise click.BadParameter("应当是六位数字", param_hint="--county")
    with alone(installation.owner_engine, installation.config.data_dir):
        made = initialise(installation, demo=demo, county=(county, county_name))
    say(f"已就绪：数据在 {installation.config.data_dir}，密钥在 {installation.config.keys_dir}。")
    if made is None:
        say("下一步：portal user add 账号 --name 姓名 --role county.secadmin，然后 portal serve。")
        return
    say(f"演示县：{made.organisations} 个单位，{made.cases} 件案件。")
    say_demo_accounts(installation)
