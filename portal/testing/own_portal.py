"""A whole portal for one plugin, on a database that is nobody's: application, bodies, people and a clock that stands still.

    with own_portal(found_beside(__file__), now=NOW) as portal:
        case = portal.open("dispute")                                  # as the handler of the own body
        portal.asks(portal.coordinator, "GET", f"/cases/{case}")       # as whoever you like

The county is that of `portal prove-separation`: for the sector an own body, one below it and a foreign one, in each a handler,
in the own body a post of every role the plugin declares, and the county's own posts. Nothing of the installation it runs
in is read or written.
"""

from __future__ import annotations

import logging
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine

from portal.app import compose
from portal.cli.initialising import initialise
from portal.cli.opening import Installation
from portal.config import Config
from portal.declare.plugins import Plugin
from portal.errors import PluginError
from portal.hooks.discovery import PACKAGE, Found
from portal.hooks.examples import example_body
from portal.hooks.loading import Start, load_one
from portal.hooks.registry import PluginCondition, PluginReport, Registry
from portal.proof.asking import Answer, Asker
from portal.proof.breadth import EVERYTHING
from portal.proof.canaries import Nest
from portal.proof.county import County, Visitor, as_person, make_county, open_doors
from portal.proof.judging import Ear
from portal.proof.planting import Planted, Planter
from portal.proof.throwaway import throwaway
from portal.services.open_case import open_case
from portal.store.actors import Person
from portal.store.files.vault import FOLDER, Vault
from portal.store.unit_of_work import Store
from portal.testing.tried_on import blank

__all__ = ["OwnPortal", "own_portal"]


@dataclass
class OwnPortal:
    """One running portal with one plugin. `ear` hears every line that is logged while it stands."""

    config: Config
    engine: Engine
    store: Store
    app: Flask
    plugin: Plugin
    county: County
    county_code: str
    ear: Ear
    nest: Nest = field(default_factory=Nest)
    planted: Planted = field(default_factory=Planted)
    _posted: dict[str, Answer] = field(default_factory=dict)
    _askers: dict[str, Asker] = field(default_factory=dict)

    @property
    def registry(self) -> Registry:
        """The registry the plugin is in."""
        return self.store.registry

    @property
    def handler(self) -> Visitor:
        """Who registers and handles in the own body.

        Raises:
            PluginError: no role of the plugin may do both.
        """
        return self._planter("own")

    @property
    def stranger(self) -> Visitor:
        """Who does the same in a foreign body of the same sector."""
        return self._planter("foreign")

    @property
    def coordinator(self) -> Visitor:
        """The county's coordinator, who reads across sectors."""
        return self.county.visitor("county.coordinator")

    def post(self, role: str) -> Visitor:
        """Return who holds a role of the plugin in the own body, by the role's key."""
        return self.county.visitor(f"{self.plugin.key}.{role}")

    def actor(self, who: Visitor) -> Person:
        """Return somebody as an actor, for the services and the store."""
        return as_person(who)

    def example(self, type_key: str) -> dict[str, Any]:
        """Return the body that opens the example of a type, named with or without the plugin's key."""
        key = type_key.rpartition(".")[2]
        today = self.store.clock().date()
        return {"type": f"{self.plugin.key}.{key}", **example_body(self.plugin.case_type(key), today)}

    def open(self, type_key: str, by: Visitor | None = None) -> uuid.UUID:
        """Open and accept the example of a type and return its id.

        Raises:
            Refused: with every problem.
        """
        actor = as_person(by or self.handler)
        with self.store.begin(actor, write=True) as uow:
            return open_case(uow, self.example(type_key), accept={}).case_id

    def asks(self, who: Visitor, method: str, path: str, json: Mapping[str, Any] | None = None) -> Answer:
        """Ask the application as somebody and return the answer, with `status`, `headers`, `body` and `texts`."""
        asker = self._askers.get(who.name)
        if asker is None:
            asker = self._askers[who.name] = Asker(self.app, who)
            asker.read(asker.ask("GET", "/account/"))
        return asker.ask(method, path, json=dict(json) if json is not None else None)

    def post_example(self, type_key: str) -> Answer:
        """Open the example of a type through the API as the handler, once, and return what was answered the first time."""
        if type_key not in self._posted:
            self._posted[type_key] = self.asks(self.handler, "POST", "/api/v1/cases", self.example(type_key))
        return self._posted[type_key]

    def plant(self) -> Planted:
        """Fill the own body with cases of every class, full of values that stand nowhere else; once, and return them."""
        able = self.county.own[self.plugin.key].id in self.county.planters
        if able and not self.planted.subjects and not self.planted.held_back:
            today = self.store.clock().date()
            vault = Vault(self.config.data_dir / FOLDER)
            planter = Planter(self.store, self.county, self.nest, today, EVERYTHING, vault, self.planted)
            planter.plant_in(self.plugin, self.county.own[self.plugin.key])
        return self.planted

    @cached_property
    def without_plugin(self) -> Flask:
        """The application over the same data as it is when the plugin is gone."""
        report = PluginReport(self.plugin.key, self.plugin.title, self.plugin.version, PluginCondition.MISSING, "")
        store = Store(self.engine, self.store.keyring, Registry.of(others=(report,)), clock=self.store.clock)
        return compose(self.config, store, self.county_code)

    def _planter(self, where: str) -> Visitor:
        bodies: Mapping[str, Any] = getattr(self.county, where)
        found = self.county.planters.get(bodies[self.plugin.key].id)
        if found is None:
            raise PluginError(f"插件 {self.plugin.key} 没有一个岗位既能登记又能办理")
        return found


@contextmanager
def own_portal(found: Found, *, now: datetime, database_url: str | None = None) -> Iterator[OwnPortal]:
    """Give a portal that stands at one moment, with this plugin and no other; it is gone afterwards.

    `database_url` names an empty database of PostgreSQL instead of what the kit tries on.

    Raises:
        PluginError: the plugin does not start, with the reason.
        ConfigError: a database server to try on is named, and cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="suyuan-kit-") as folder, _listening() as ear:
        place = Path(folder)
        with throwaway(blank(place), database_url) as (config, engine):
            made = Installation()
            made.now, made.config, made.engine = now, config, engine
            folders = (found.folder.parent,) if found.module.startswith(f"{PACKAGE}.") else ()
            made.registry = load_one(found, Start(folders=folders, kept=place / "trials", today=made.today))
            failed = next((report for report in made.registry.states if report.state is not PluginCondition.ACTIVE), None)
            if failed is not None:
                raise PluginError(failed.reason)
            initialise(made, demo="none")
            made.store.clock = lambda: now
            plugin = made.registry.plugins[found.key]
            county = make_county(made.store, made.county_code, [plugin], made.today)
            open_doors(made.store, county, made.today)
            app = compose(config, made.store, made.county_code)
            yield OwnPortal(config, engine, made.store, app, plugin, county, made.county_code, ear)


@contextmanager
def _listening() -> Iterator[Ear]:
    """Hear everything that is logged inside the block, however quiet."""
    ear, root = Ear(), logging.getLogger()
    before, others = root.level, [(handler, handler.level) for handler in root.handlers]
    for handler, level in others:
        handler.setLevel(max(level, before))  # others go on hearing what they heard
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        yield ear
    finally:
        root.setLevel(before)
        root.removeHandler(ear)
        for handler, level in others:
            handler.setLevel(level)
