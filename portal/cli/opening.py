"""What commands work on: configuration, engine, plugins, store, people; each opened when asked for, once per command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property

import click
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.access.identity import Signed, signed
from portal.access.signing_in import find
from portal.config import Config
from portal.engine.days import china_today
from portal.errors import ConfigError
from portal.hooks.registry import Registry
from portal.services.backup import refuse_unfinished
from portal.store import settings
from portal.store.actors import System
from portal.store.database import WRITES, make_engine
from portal.store.keyring import load_keys
from portal.store.own_tables import usable
from portal.store.plugin_histories import plugin_histories
from portal.store.row_wall import refuse_unguarded
from portal.store.start_plugins import start_plugins
from portal.store.unit_of_work import Store, UnitOfWork


class Installation:
    """One installation as a command meets it."""

    finishes_restore = False
    """Set by whoever brings a restore to its end; everybody else is refused until then."""

    @cached_property
    def now(self) -> datetime:
        """The moment the command began."""
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day of the county."""
        return china_today(self.now)

    @cached_property
    def config(self) -> Config:
        """The configuration of the environment. Raises `ConfigError`."""
        return Config.from_env(os.environ)

    @cached_property
    def engine(self) -> Engine:
        """The engine of the configured database."""
        return _until_the_end(make_engine(self.config.database_url))

    @cached_property
    def owner_engine(self) -> Engine:
        """The engine of whoever owns the tables: for migrations and nothing else."""
        return _until_the_end(make_engine(self.config.database_owner_url, as_owner=True))

    @cached_property
    def registry(self) -> Registry:
        """The started plugins, also those whose tables are still to be made."""
        return start_plugins(self.config, self.engine, self.today)

    @property
    def in_use(self) -> Registry:
        """The started plugins without those whose tables are not as they must be."""
        return usable(self.engine, self.registry)

    @cached_property
    def county_code(self) -> str:
        """The county of this installation. Raises `ConfigError` while there is none."""
        try:
            with Session(self.engine) as session:
                code = settings.read(session, settings.COUNTY_CODE)
        except SQLAlchemyError:
            raise ConfigError("数据库还没有建好或无法连接，请先执行 portal init") from None
        if not code:
            raise ConfigError("还没有设置本县行政区划代码，请先执行 portal init")
        return code

    @cached_property
    def store(self) -> Store:
        """The door to the tables.

        Raises `ConfigError` or `KeyringError` on an installation that was not initialised, that was restored by half, or whose
        third wall does not hold.
        """
        if not self.finishes_restore:
            refuse_unfinished(self.config)
        code, keyring, registry = self.county_code, load_keys(self.config.keys_dir), self.in_use
        refuse_unguarded(self.engine, (history.metadata for history in plugin_histories(registry)))
        with Session(self.engine) as session:
            settings.check_keys(session, keyring)
        assert code
        return Store(self.engine, keyring, registry)

    @contextmanager
    def at_task(self, task: str, *, write: bool = False) -> Iterator[UnitOfWork]:
        """Open a unit of work of the system at a declared task."""
        with self.store.begin(System(self.county_code, task), write=write) as uow:
            yield uow

    @contextmanager
    def acting_as(self, account: str, *, write: bool = False) -> Iterator[tuple[UnitOfWork, Signed]]:
        """Open a unit of work of somebody, in her first post.

        Raises:
            ConfigError: there is no such account, or it has no post in force.
        """
        with self.store.engine.connect().execution_options(**{WRITES: False}) as connection:
            found = find(connection, account)
            who = signed(connection, found.user_id, None, self.today) if found else None
        if who is None:
            raise ConfigError(f"没有账号 {account}，或它现在没有岗位；账号见 portal user list")
        with self.store.begin(who.actor, write=write) as uow:
            yield uow, who


def _until_the_end(engine: Engine) -> Engine:
    """Return an engine whose connections are closed when the command ends."""
    command = click.get_current_context(silent=True)
    if command is not None:
        command.find_root().call_on_close(engine.dispose)
    return engine


on_installation = click.make_pass_decorator(Installation, ensure=True)
