"""Puts the portal together: configuration, database, plugins, pages. The only place that knows all of them.

`create_app(Config.from_env(os.environ))` is what `portal serve` runs in every worker.
"""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.access.lockout import Lockout
from portal.access.rates import RateLimits
from portal.config import Config
from portal.engine.days import china_today
from portal.errors import ConfigError
from portal.services.backup import refuse_unfinished
from portal.services.jobs import waker
from portal.store import settings
from portal.store.database import make_engine
from portal.store.keyring import load_keys
from portal.store.own_tables import usable
from portal.store.plugin_histories import plugin_histories
from portal.store.row_wall import refuse_unguarded
from portal.store.start_plugins import start_plugins
from portal.store.unit_of_work import Store, utc_now
from portal.web.acting import Portal
from portal.web.api.key_reader import key_reader
from portal.web.pages import CORE_VIEWS
from portal.web.web_application import make_web_application


def create_app(config: Config, *, now: datetime | None = None) -> Flask:
    """Return the application of this configuration.

    Raises:
        ConfigError: there is no database of the portal yet, it was restored by half, or its third wall does not hold.
        KeyringError: the keys are missing or others than the database was written with.
    """
    refuse_unfinished(config)
    engine = make_engine(config.database_url)
    today = china_today(now or utc_now())
    keyring = load_keys(config.keys_dir)
    try:
        with Session(engine) as session:
            county_code = settings.read(session, settings.COUNTY_CODE)
            settings.check_keys(session, keyring)
    except SQLAlchemyError:
        raise ConfigError("数据库还没有建好或无法连接，请先运行 portal init") from None
    if not county_code:
        raise ConfigError("还没有设置本县行政区划代码，请先运行 portal init")
    store = Store(engine, keyring, usable(engine, start_plugins(config, engine, today)))
    refuse_unguarded(engine, (history.metadata for history in plugin_histories(store.registry)))
    store.wake = waker(store, county_code, database_url=config.database_url, data_dir=config.data_dir)
    return compose(config, store, county_code)


def compose(config: Config, store: Store, county_code: str) -> Flask:
    """Return the application over a store that is already there; tests bring their own."""
    secret = config.session_secret()
    read_key = key_reader(store.engine, store.clock)
    running = Portal(
        config, store.engine, store, store.registry, Lockout(secret), county_code, RateLimits(secret, config.limits), read_key
    )
    return make_web_application(running, secret, CORE_VIEWS)
