"""`portal clocks tick`: what the passing of days does to time limits."""

from __future__ import annotations

import click

from portal.cli.commands import Command, Group
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.services.following_clocks import begin_followers
from portal.store.clock_rows import lapse_rights
from portal.store.clock_warnings import ask_for_warnings


@click.command("tick", cls=Command, help="让已经过期的当事人权利期限失效，并提醒快到期、超期的；后台任务每天会做一次。")
@on_installation
def tick(installation: Installation) -> None:
    """Let rights that ran out lapse, begin what follows them, and ask for the warnings of today."""
    with installation.at_task("clocks.tick", write=True) as uow:
        lapsed = lapse_rights(uow)
        begun, asked = begin_followers(uow, lapsed), ask_for_warnings(uow)
    say(f"{len(lapsed)} 件案件的期限有变化，接着开始计算的期限 {begun} 个，新提醒 {asked} 个（由后台任务发出）。")


clocks = Group("clocks", {"tick": ("portal.cli.clocks:tick", "让已经过期的权利期限失效，提醒快到期的")}, help="期限。")
