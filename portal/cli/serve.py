"""`portal serve`: pages and API in worker processes, and one process for jobs; with `--demo` on a demo county."""

from __future__ import annotations

import importlib
import ipaddress
import os
import socket
import subprocess
import sys

import click
from flask import Flask

from portal.cli.check import roles_wrong, schema_wrong
from portal.cli.commands import Command
from portal.cli.demo_accounts import say_demo_accounts
from portal.cli.initialising import initialise, is_initialised
from portal.cli.opening import Installation, on_installation
from portal.cli.serving import REQUEST_SECONDS, Serving
from portal.cli.serving import serve as run_server
from portal.cli.telling import say
from portal.errors import ConfigError
from portal.store import migrate
from portal.store.starting import alone

MOST_WORKERS = 4


@click.command("serve", cls=Command, help="启动网页服务和任务进程。--demo 在没有数据时先建立演示县，只允许在本机使用。")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听的地址")
@click.option("--port", default=8000, show_default=True, metavar="端口", type=click.IntRange(1, 65535), help="监听的端口")
@click.option(
    "--workers", default=None, metavar="数量", type=click.IntRange(1, 64), help="工作进程数，默认与处理器核数相同，最多 4 个"
)
@click.option(
    "--request-seconds",
    default=REQUEST_SECONDS,
    show_default=True,
    metavar="秒",
    type=click.FloatRange(1, 3600),
    help="一次请求最多的时间；超过的，它的工作进程结束并重新启动",
)
@click.option("--demo", is_flag=True, help="演示：没有数据时先建立演示县")
@on_installation
def serve(installation: Installation, host: str, port: int, workers: int | None, request_seconds: float, demo: bool) -> None:
    """Serve until a signal ends it."""
    if demo and not _is_loopback(host):
        raise ConfigError(f"演示账号的密码是公开的，演示只能在本机打开；请去掉 --host {host}，或不用 --demo")
    _must_be_free(host, port)
    if not is_initialised(installation) and not demo:
        raise ConfigError("这里还没有数据：请先执行 portal init，或用 portal serve --demo 看演示")
    if not _is_ready(installation):
        with alone(installation.owner_engine, installation.config.data_dir):  # who waited here finds everything made
            _make_ready(installation, demo=demo)
    app = _application(installation)
    jobs = subprocess.Popen([sys.executable, "-m", "portal.cli", "jobs", "run", "--until-parent-ends"])
    serving = Serving(
        host=host,
        port=port,
        workers=workers or min(os.cpu_count() or 1, MOST_WORKERS),
        ready=lambda: _say_ready(installation, serving, demo=demo),
        ended=lambda: _end(jobs),
        request_seconds=request_seconds,
    )
    run_server(app, serving)


def _is_ready(installation: Installation) -> bool:
    return is_initialised(installation) and not schema_wrong(installation) and not roles_wrong(installation)


def _make_ready(installation: Installation, *, demo: bool) -> None:
    """Make the demo county where there is nothing, and write what a plugin that was dropped in needs: its tables, its roles.

    The core's own tables are an operator's matter.

    Raises:
        ConfigError: the core's schema is behind, and this is no demo.
    """
    if not is_initialised(installation):
        say("第一次启动：正在建立演示县，约需一分钟……")
        initialise(installation, demo="small")
    if _is_ready(installation):
        return
    core = next(state for state in migrate.status(installation.engine) if state.key == migrate.CORE)
    if not core.is_current and not demo:
        raise ConfigError("数据库结构还没有升级：请先备份，再执行 portal db upgrade")
    initialise(installation, demo="none")


def _application(installation: Installation) -> Flask:
    """Return the application; it stands in the room above, so it is named and not imported."""
    create_app = importlib.import_module("portal.app").create_app
    app = create_app(installation.config)
    assert isinstance(app, Flask)
    app.extensions["portal"].engine.dispose()  # no connection is carried into a worker
    return app


def _say_ready(installation: Installation, serving: Serving, *, demo: bool) -> None:
    say(f"诉源已启动：{serving.address}")
    if demo:
        say_demo_accounts(installation)
    say("按 Ctrl+C 停止。")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _must_be_free(host: str, port: int) -> None:
    """Raise `ConfigError` when nothing can listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ConfigError(f"无法在 {host} 的 {port} 端口上启动（{error.strerror}）；请用 --port 换一个端口") from None


def _end(jobs: subprocess.Popen[bytes]) -> None:
    jobs.terminate()
    try:
        jobs.wait(10)
    except subprocess.TimeoutExpired:
        jobs.kill()
