"""Makes an installation ready to be served: keys, schema, settings, calendar, roles, and on wish the demo county.

Each step leaves alone what is there already, so that it can be repeated after an upgrade.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.access.sync import sync
from portal.cli.opening import Installation
from portal.errors import ConfigError
from portal.services.backup import refuse_unfinished
from portal.services.demo.county import COUNTY as DEMO_COUNTY
from portal.services.demo.county import Made, make_demo_county
from portal.services.found_county import found_county, is_founded
from portal.store import calendar_rows, migrate, parameter_rows, settings
from portal.store.files.vault import FOLDER, Vault
from portal.store.keyring import FILE, make_keys
from portal.store.own_numbers import index_missing
from portal.store.plugin_histories import plugin_histories

DEMO_PASSWORD_FILE = "demo_password"  # noqa: S105 - the name of a file, not a password
LINZE = ("620723", "临泽县")


UNFINISHED = "demo-unfinished"
"""A mark in the data folder while the demo county is being made; with it everything there is only half a demo."""


def is_initialised(installation: Installation) -> bool:
    """Say whether there are keys and a database with a county in it."""
    config = installation.config
    if not (config.keys_dir / FILE).is_file() or (config.data_dir / UNFINISHED).exists():
        return False
    try:
        with Session(installation.engine) as session:
            return settings.read(session, settings.COUNTY_CODE) != ""
    except SQLAlchemyError:
        return False


def initialise(installation: Installation, *, demo: str, county: tuple[str, str] = LINZE) -> Made | None:
    """Make what is missing and return what the demo made.

    Whoever may not be alone holds `portal.store.starting.alone`.

    Raises:
        ConfigError: a demo county was asked for where there is data already, or a restore was stopped on its way.
        StoreError: the database could not be migrated.
    """
    config = installation.config
    refuse_unfinished(config)
    _clear_half_a_demo(installation)
    there = is_initialised(installation)
    if demo != "none" and there:
        raise ConfigError("这里已经有数据，不能再建立演示县；要演示请换一个数据文件夹（PORTAL_DATA_DIR、PORTAL_KEYS_DIR）")
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keyring = make_keys(config.keys_dir)
    config.session_secret()
    migrate.upgrade(installation.owner_engine)
    with Session(installation.engine) as session:
        settings.record_keys(session, keyring)
        if not there and demo == "none":
            settings.write(session, settings.COUNTY_CODE, county[0])
        calendar_rows.seed(session)
        parameter_rows.seed(session)
        session.commit()
    migrate.upgrade(installation.owner_engine, plugin_histories(installation.registry))
    sync(installation.engine, installation.registry)
    if there:
        with installation.at_task("people", write=True) as uow:
            index_missing(uow)
    if demo == "none":
        with installation.at_task("found", write=True) as uow:
            if not is_founded(uow):  # also where the first start was ended before it came so far
                found_county(uow, uow.county_code, county[1])
        return None
    (config.data_dir / UNFINISHED).touch()
    with Session(installation.engine) as session:
        settings.write(session, settings.COUNTY_CODE, DEMO_COUNTY)
        session.commit()
    vault = Vault(config.data_dir / FOLDER)
    made = make_demo_county(installation.store, demo, demo_password(installation), today=installation.today, vault=vault)
    (config.data_dir / UNFINISHED).unlink()
    return made


def _clear_half_a_demo(installation: Installation) -> None:
    """Remove what an interrupted making of the demo left: on SQLite the file, elsewhere the operator does it.

    Raises:
        ConfigError: it is in another database.
    """
    config = installation.config
    if not (config.data_dir / UNFINISHED).exists():
        return
    if not config.is_sqlite or installation.engine.url.database is None:
        raise ConfigError("上次建立演示县时中断了，请先清空这个数据库，再删除数据文件夹中的 demo-unfinished")
    installation.engine.dispose()
    file = Path(installation.engine.url.database)
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
    (config.data_dir / UNFINISHED).unlink()


def demo_password(installation: Installation) -> str:
    """Return the one password of the demo accounts: the environment's, or one made once and kept with the keys (0600)."""
    file = installation.config.keys_dir / DEMO_PASSWORD_FILE
    if installation.config.demo_password is not None:
        return installation.config.demo_password
    if not file.is_file():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as target:
            json.dump("linze-" + secrets.token_hex(4), target)
    return str(json.loads(file.read_text(encoding="ascii")))
