"""The proof from beginning to end: found, plant, walk, judge. What comes out is a `Proof`."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask
from sqlalchemy import Engine

from portal.app import compose
from portal.cli.initialising import initialise
from portal.cli.opening import Installation
from portal.config import Config
from portal.hooks.registry import PluginCondition, Registry
from portal.proof import sector
from portal.proof.breadth import EVERYTHING, Breadth
from portal.proof.canaries import Nest
from portal.proof.commands import commands_as_somebody, daily_work, run_as
from portal.proof.county import County, make_county, open_doors
from portal.proof.finding import Finder
from portal.proof.judging import Ear, Failure, Judge
from portal.proof.planting import Planted, Planter
from portal.proof.targets import Routes
from portal.proof.undone import undone
from portal.proof.walking import Walk
from portal.store.files.vault import FOLDER, Vault
from portal.store.start_plugins import start_plugins

Change = Callable[[Flask], None]


@dataclass(frozen=True)
class Proof:
    """What was asked, as whom, about how many planted values, and what was found wrong."""

    engine: str
    breadth: Breadth
    routes: tuple[str, ...]
    visitors: tuple[str, ...]
    canaries: int
    kinds: Mapping[str, int]
    matters: Mapping[str, int]
    requests: int
    compared: int
    seen: int
    log_lines: int
    commands: tuple[str, ...]
    held_back: tuple[str, ...]
    answers: Mapping[str, Mapping[str, Mapping[int, int]]] = field(repr=False)
    failures: tuple[Failure, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.failures


def prove(
    config: Config, engine: Engine, *, now: datetime, breadth: Breadth = EVERYTHING, change: Change = lambda app: None
) -> Proof:
    """Prove the separation of this installation's code in an empty database.

    Below one address only the routes are asked, no command, and a kind of canary that nobody met there proves nothing.
    `change` may alter the application before the walk; tests of the proof make it leak there.
    """
    with _listening() as ear:
        installation = _installation(config, engine, now)
        store, county_code, today = installation.store, installation.county_code, installation.today
        plugins = list(installation.registry.plugins.values())
        county, nest = make_county(store, county_code, plugins, today), Nest()
        planted = Planter(store, county, nest, today, breadth, Vault(config.data_dir / FOLDER)).plant(plugins)
        daily_work(installation)  # what waits for nobody: contacts are delivered, the day is sealed
        open_doors(store, county, today)
        judge = Judge(Finder(nest.canaries))
        app = compose(config, store, county_code)
        change(app)
        routes = Routes(app, store, county_code, planted.subjects, breadth.under)
        for address in planted.addresses:
            routes.target(address, "GET")
        walk = Walk(app, routes, judge, nest, breadth)
        with undone(engine):
            askers = walk.explore(county.visitors)
            unfilled = routes.fill()
            walk.replay(askers)
            commands: tuple[str, ...] = ()
            if not breadth.under:
                walk.look_again(askers)
                commands = _commands(installation, county, judge, breadth)
    for where, line in ear.lines:
        judge.overhear(where, line)
    judge.failures |= {Failure(rule, "", "nobody can fill in its arguments") for rule in unfilled}
    judge.failures |= set(_left_out(app, installation.registry))
    if not breadth.under:
        judge.failures |= set(_unproved(nest, judge))
    return _proof(engine, breadth, routes, county, nest, planted, walk, judge, ear, commands)


def _installation(config: Config, engine: Engine, now: datetime) -> Installation:
    """Return an initialised installation with the plugins there are and the proof's own sector; its clock stands still."""
    made = Installation()
    made.now, made.config, made.engine = now, config, engine
    found = start_plugins(config, engine, made.today)
    folders = {report.key: report.folder for report in found.states if report.folder is not None}
    others = [report for report in found.states if report.state is not PluginCondition.ACTIVE]
    made.registry = Registry.of(*found.plugins.values(), sector.SECTOR, folders=folders, others=others, hooks=found.hooks)
    initialise(made, demo="none")
    made.store.clock = lambda: now
    return made


@contextmanager
def _listening() -> Iterator[Ear]:
    """Hear everything that is logged inside the block, however quiet."""
    ear, root = Ear(), logging.getLogger()
    before = root.level
    root.addHandler(ear)
    root.setLevel(logging.INFO)
    try:
        yield ear
    finally:
        root.setLevel(before)
        root.removeHandler(ear)


def _commands(installation: Installation, county: County, judge: Judge, breadth: Breadth) -> tuple[str, ...]:
    """Run every command that looks as somebody, as everybody with an account whose turn it is."""
    names: list[str] = []
    for path, command in commands_as_somebody(installation):
        names.append(path)
        for number, visitor in enumerate(county.visitors):
            if visitor.account and not visitor.key and breadth.turn(number, path):
                wrong = run_as(path, command, installation, visitor, judge)
                if wrong:
                    judge.failures.add(Failure(path, visitor.name, wrong))
    return tuple(names)


def _left_out(app: Flask, registry: Registry) -> Iterator[Failure]:
    """Yield what was not proved because it was not loaded: a plugin that failed, or whose pages were refused."""
    for report in registry.states:
        if report.state is PluginCondition.FAILED:
            yield Failure(f"plugin {report.key}", "", f"left out: {report.reason}")
    for key, reason in app.extensions["portal_page_refusals"].items():
        yield Failure(f"plugin {key}", "", f"pages left out: {reason}")


def _unproved(nest: Nest, judge: Judge) -> Iterator[Failure]:
    """Yield the kinds of canaries that nobody saw, not even those who may: whether they are kept apart is unknown."""
    planted, seen = Counter(c.kind for c in nest.canaries), Counter(c.kind for c in nest.canaries if c.key in judge.seen)
    for kind in sorted(planted.keys() - seen.keys()):
        yield Failure(f"canary {kind}", "", "nobody saw it, so nothing is proved about it")


def _proof(
    engine: Engine,
    breadth: Breadth,
    routes: Routes,
    county: County,
    nest: Nest,
    planted: Planted,
    walk: Walk,
    judge: Judge,
    ear: Ear,
    commands: tuple[str, ...],
) -> Proof:
    return Proof(
        engine=engine.dialect.name,
        breadth=breadth,
        routes=tuple(sorted(rule.rule for rule in routes.rules)),
        visitors=tuple(visitor.name for visitor in county.visitors),
        canaries=len(nest.canaries),
        kinds=Counter(canary.kind for canary in nest.canaries),
        matters=Counter(f"{s.matter} P{s.privacy}" for s in planted.subjects),
        requests=walk.requests,
        compared=walk.compared,
        seen=len(judge.seen),
        log_lines=len(ear.lines),
        commands=commands,
        held_back=tuple(planted.held_back),
        answers=judge.asked,
        failures=tuple(sorted(judge.failures)),
    )
