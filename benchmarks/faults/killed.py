"""Kills a process that writes, in the middle of whatever it does, and looks whether everything it was told to be done is there.

The writer is forked from a process that has the portal ready and no connection open, and tells each case and version through a
pipe only when the commit has returned: that is what a browser would have been answered. What the operating system was given
survives the process, so this says nothing of a loss of power.
"""

from __future__ import annotations

import os
import random
import signal
import struct
import time
import traceback
import uuid
from dataclasses import dataclass

from sqlalchemy import text

from benchmarks.faults.use_cases import COURSE, act, handler, prepared, register
from portal.store.actors import System
from portal.store.database import make_engine
from portal.store.passages import passage
from portal.store.verify import verify_chains, verify_values
from portal.testing.own_portal import OwnPortal

_LINE = struct.Struct("16sI")
LONGEST_S = 1.0
_INTO_NOTHING = """
    SELECT count(*) FROM case_file AS c WHERE c.version <> (SELECT count(*) FROM case_event AS e WHERE e.case_id = c.id)
        OR NOT EXISTS (SELECT 1 FROM party AS p WHERE p.case_id = c.id)
        OR NOT EXISTS (SELECT 1 FROM dispute AS d WHERE d.id = c.dispute_id)
        OR NOT EXISTS (SELECT 1 FROM case_fact AS f WHERE f.case_id = c.id)
"""


@dataclass
class Toll:
    """What the rounds did: acts acknowledged before the kill, those of them that are gone, and what is half there."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    half_done: int = 0
    faults: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost and nothing stayed half-done."""
        return not (self.lost or self.half_done or self.faults)


def kill_rounds(portal: OwnPortal, rounds: int, seed: int = 1) -> Toll:
    """Start a writer, kill it after a while, compare; as many times."""
    prepared(portal, "sign")  # so that the writers find every statement compiled
    chance, toll = random.Random(seed), Toll()
    for _ in range(rounds):
        told = _round(portal, chance.uniform(0.02, LONGEST_S))
        toll.rounds += 1
        toll.acknowledged += len(told)
        _compare(portal, told, toll)
    return toll


def _round(portal: OwnPortal, seconds: float) -> list[tuple[uuid.UUID, int]]:
    """Return what the writer was told to be done before it was killed."""
    portal.engine.dispose()  # a connection of SQLite must not go through a fork
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(here)
        _write_for_ever(portal, there)
    os.close(there)
    os.read(here, 1)  # it has begun
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = bytearray()
    while chunk := os.read(here, 65_536):
        told += chunk
    os.close(here)
    whole = len(told) - len(told) % _LINE.size
    return [(uuid.UUID(bytes=raw), version) for raw, version in _LINE.iter_unpack(bytes(told[:whole]))]


def _write_for_ever(portal: OwnPortal, out: int) -> None:
    """Register cases and bring them on their way until somebody ends this; never returns."""
    try:
        os.write(out, b"!")
        while True:
            with portal.store.begin(handler(portal), write=True) as uow:
                case_id, version = register(portal, uow, {})
            os.write(out, _LINE.pack(case_id.bytes, version))
            for action in COURSE:
                with portal.store.begin(handler(portal), write=True) as uow:
                    version = act(portal, uow, case_id, action)
                os.write(out, _LINE.pack(case_id.bytes, version))
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(1)  # nothing of the parent's is tidied up in its child


def _compare(portal: OwnPortal, told: list[tuple[uuid.UUID, int]], toll: Toll) -> None:
    latest = dict(told)  # of one case the last version that was told
    owner = make_engine(portal.engine.url, as_owner=True)
    with owner.connect().execution_options(**passage("portal.store.migrate")) as connection:
        raw = {row.id: row.version for row in connection.execute(text("SELECT id, version FROM case_file"))}
        there = {uuid.UUID(bytes=key) if isinstance(key, bytes) else key: version for key, version in raw.items()}
        toll.half_done += connection.execute(text(_INTO_NOTHING)).scalar_one()
        if owner.dialect.name == "sqlite":
            toll.faults += connection.execute(text("PRAGMA integrity_check")).scalar_one() != "ok"
    owner.dispose()
    toll.lost += sum(1 for case_id, version in latest.items() if there.get(case_id, 0) < version)
    with portal.store.begin(System(portal.county_code, "audit.verify")) as uow:
        toll.faults += len(verify_chains(uow)[2]) + len(verify_values(uow)[1])
