"""`portal prove-separation`: proves, in a county of its own, that nobody meets what is not theirs."""

from __future__ import annotations

import click

from portal.cli.commands import Command, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say_json
from portal.proof.breadth import Breadth
from portal.proof.proving import prove
from portal.proof.report import as_json as to_json
from portal.proof.report import say_proof
from portal.proof.throwaway import throwaway


@click.command(
    "prove-separation",
    cls=Command,
    help="证明各单位彼此隔离：另建一个临时的县，埋下暗记，以每个岗位走遍每条路由；看到不该看的以 1 退出。不接触真实数据。",
)
@click.option(
    "--database", "database_url", metavar="地址", default=None, help="在这个空的数据库里做，做完清空；默认与配置同类的临时库"
)
@click.option("--full", is_flag=True, help="不抽样：每类对象都多问几件，每种方法每个岗位都试，时间长得多")
@click.option(
    "--every",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="数",
    help="抽样：每几个岗位由一个来试一条路由的一种方法",
)
@click.option("--under", default="", metavar="路径", help="只问这个路径开头的路由，写插件时用；其余的不作证明")
@click.option("--seed", type=int, default=0, show_default=True, metavar="数", help="抽样的种子；同一个数重复同一次证明")
@as_json
@on_installation
def prove_separation(
    installation: Installation, database_url: str | None, full: bool, every: int, under: str, seed: int, as_json: bool
) -> int:
    """Prove it."""
    with throwaway(installation.config, database_url) as (config, engine):
        proof = prove(config, engine, now=installation.now, breadth=Breadth(full, every, under, seed))
    if as_json:
        say_json(to_json(proof))
    else:
        say_proof(proof)
    return 0 if proof.holds else 1
