"""`portal demo`: the accounts of the demo county."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from portal.cli.commands import Command, as_json
from portal.cli.demo_accounts import demo_accounts, say_demo_accounts
from portal.cli.initialising import demo_password
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say_json
from portal.errors import ConfigError
from portal.store import settings


@click.command("demo", cls=Command, help="显示演示县的账号和密码；演示县由 portal init --demo small 建立。")
@as_json
@on_installation
def demo(installation: Installation, as_json: bool) -> None:
    """Print the demo accounts."""
    assert installation.county_code
    with Session(installation.engine) as session:
        if not settings.read(session, settings.DEMO):
            raise ConfigError("这里不是演示县；要建立演示县，请换一个数据文件夹执行 portal init --demo small")
    if as_json:
        say_json({"password": demo_password(installation), "accounts": demo_accounts(installation)})
    else:
        say_demo_accounts(installation)
