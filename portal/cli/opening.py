"""What commands work on: the configuration, the engine and the plugins of this installation, each opened when asked for."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import cached_property

import click
from sqlalchemy import Engine

from portal.config import Config
from portal.engine.days import china_today
from portal.hooks.registry import Registry
from portal.store.database import make_engine
from portal.store.start_plugins import start_plugins


class Installation:
    """One installation as a command meets it. Everything is opened once per command."""

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
        return make_engine(self.config.database_url)

    @cached_property
    def registry(self) -> Registry:
        """The started plugins."""
        return start_plugins(self.config, self.engine, self.today)


on_installation = click.make_pass_decorator(Installation, ensure=True)
