"""Starts the plugins of this installation: configuration, what the database decided, discovery, trial, registry."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from portal.config import Config
from portal.hooks.faults import Failure
from portal.hooks.loading import Start, load_plugins
from portal.hooks.registry import PluginCondition, Registry
from portal.store import plugin_states

TRIALS = "plugin-trials"


def start_plugins(config: Config, engine: Engine, today: date) -> Registry:
    """Return the registry. A plugin that keeps failing while the portal runs is written down as quarantined."""

    def quarantine(key: str, failure: Failure) -> None:
        plugin_states.decide(engine, key, PluginCondition.QUARANTINED, failure.written, datetime.now(UTC))

    return load_plugins(
        Start(
            folders=config.plugins_path,
            kept=config.data_dir / TRIALS,
            today=today,
            disabled=config.plugins_disabled,
            safe_mode=config.safe_mode,
            decided=plugin_states.decided(engine),
            on_quarantine=quarantine,
        )
    )
