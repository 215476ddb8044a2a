"""`portal sync`: what plugins and the county declare becomes roles and permissions."""

from __future__ import annotations

import click

from portal.access.sync import sync as sync_roles
from portal.cli.commands import Command
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.store.own_numbers import index_missing


@click.command("sync", cls=Command, help="把平台和插件声明的角色、权限写入数据库；可以重复执行。")
@on_installation
def sync(installation: Installation) -> None:
    """Bring the roles in line with the declarations."""
    assert installation.county_code
    done = sync_roles(installation.engine, installation.registry)
    with installation.at_task("people", write=True) as uow:
        index_missing(uow)
    say(f"新增角色 {done.roles} 个，授予 {done.granted} 项，收回 {done.revoked} 项。")
