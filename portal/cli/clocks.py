"""`portal clocks tick`: what the passing of days does to time limits."""

from __future__ import annotations

import click

from portal.cli.commands import Command, Group
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.store.clock_rows import lapse_rights


@click.command("tick", cls=Command, help="让已经过期的当事人权利期限失效；后台任务每天会做一次。")
@on_installation
def tick(installation: Installation) -> None:
    """Let rights that ran out lapse."""
    with installation.at_task("clocks.tick", write=True) as uow:
        touched = lapse_rights(uow)
    say(f"{touched} 件案件的期限有变化。")


clocks = Group("clocks", {"tick": ("portal.cli.clocks:tick", "让已经过期的权利期限失效")}, help="期限。")
