"""`portal jobs run`: the one process that does what need not wait for a click."""

from __future__ import annotations

import os
import signal
import threading
import time

import click

from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json
from portal.services.jobs import make_queue
from portal.store.queue import Queue


@click.command("run", cls=Command, help="执行后台任务，直到停止。每个安装只运行一个。")
@click.option("--once", is_flag=True, help="只执行现在到期的任务，然后退出；有失败的以 1 退出")
@click.option("--until-parent-ends", is_flag=True, hidden=True)
@as_json
@on_installation
def run(installation: Installation, once: bool, until_parent_ends: bool, as_json: bool) -> int:
    """Work until a signal comes."""
    queue = _queue(installation)
    if once:
        report = queue.tick()
        if as_json:
            say_json({"done": report.done, "failed": report.failed, "dead": report.dead})
        else:
            say(f"完成 {report.done} 项，失败 {report.failed} 项，其中不再重试 {report.dead} 项。")
        return 1 if report.failed else 0
    if until_parent_ends:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True, name="parent-watch").start()
    queue.consume()
    return 0


jobs = Group("jobs", {"run": ("portal.cli.jobs:run", "执行后台任务，直到停止")}, help="后台任务。")


def _queue(installation: Installation) -> Queue:
    config, store = installation.config, installation.store
    queue = make_queue(store, installation.county_code, database_url=config.database_url, data_dir=config.data_dir)
    store.wake = queue.wake
    return queue


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)
