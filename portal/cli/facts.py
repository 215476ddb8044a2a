"""`portal facts rebuild`: work out afresh what statistics count."""

from __future__ import annotations

import click

from portal.cli.commands import Command, Group
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say
from portal.services.rebuild_facts import rebuild_facts


@click.command("rebuild", cls=Command, help="按案件现在的内容重算统计用的事实；以往的数字不变。")
@on_installation
def rebuild(installation: Installation) -> None:
    """Rebuild the facts."""
    with installation.at_task("facts.rebuild", write=True) as uow:
        done = rebuild_facts(uow)
    say(f"核对 {done.cases} 件案件，改写 {done.written} 处。")
    if done.absent:
        say(f"{done.absent} 件案件的插件没有启用，保持原样。")


facts = Group("facts", {"rebuild": ("portal.cli.facts:rebuild", "按案件内容重算")}, help="统计用的事实。")
