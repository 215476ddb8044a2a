"""`portal config`: what the environment comes to, without its secrets."""

from __future__ import annotations

import os

import click

from portal.cli.commands import Command, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say_json, say_table
from portal.config import VARIABLES


@click.command("config", cls=Command, help="显示生效的配置；密钥和密码不显示。")
@as_json
@on_installation
def config(installation: Installation, as_json: bool) -> None:
    """Print the configuration."""
    read = installation.config
    values = {
        "PORTAL_DATABASE_URL": read.shown_database_url,
        "PORTAL_DATA_DIR": str(read.data_dir),
        "PORTAL_KEYS_DIR": str(read.keys_dir),
        "PORTAL_SECRET_KEY": "（已给出）" if read.secret_key else "（在密钥文件夹中）",
        "PORTAL_PLUGINS_PATH": os.pathsep.join(str(folder) for folder in read.plugins_path),
        "PORTAL_PLUGINS_DISABLED": ",".join(sorted(read.plugins_disabled)),
        "PORTAL_SAFE_MODE": "1" if read.safe_mode else "0",
        "PORTAL_TRUSTED_HOSTS": ",".join(read.trusted_hosts),
        "PORTAL_LOCALE": read.locale,
        "PORTAL_DEMO_PASSWORD": "（已给出）" if read.demo_password else "（未给出）",
    }
    if as_json:
        say_json(values)
        return
    meanings = {variable.name: variable.meaning for variable in VARIABLES}
    say_table(("名称", "值", "含义"), [(name, value, meanings[name]) for name, value in values.items()])
