"""What verifying the record costs: entries a second of each part, and the memory it takes, whatever the length.

Fills an empty database with cases, their chains of events, kept values, looks at cases, seals and imprints, all with the hashes
the portal would have written, verifies everything the way `portal audit verify` does, and prints the rate of each part. The same
number of entries hashed from memory is the limit it is compared with.

    python -m benchmarks.audit [--cases 10000] [--events 10] [--looks 50000] [--database postgresql://owner:…@host/empty_database]
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from portal.engine.chain import GENESIS, SALT_BYTES, canonical, link, salted
from portal.hooks.registry import Registry
from portal.store import imprints
from portal.store.access_log import access_content
from portal.store.actors import System
from portal.store.database import make_engine
from portal.store.event_chain import DIGESTS, event_content
from portal.store.identifiers import new_id
from portal.store.keyring import Keyring, make_keys
from portal.store.migrate import upgrade
from portal.store.passages import passage
from portal.store.seals import seal
from portal.store.secrets import seal as seal_value
from portal.store.tables.cases import CaseFile, Dispute, Party
from portal.store.tables.course import AuditValue, CaseEvent
from portal.store.tables.machine import AccessEntry
from portal.store.tables.people import Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import Store, UnitOfWork
from portal.store.verify import verify, verify_access, verify_chains, verify_rows, verify_seals, verify_values

COUNTY = "620723"
BEGUN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
AT_ONCE = 5_000
ACTIONS = ("open", "accept", "take", "consent", "session", "agree", "sign", "note", "perform", "archive")
PHASES = ("review", "accepted", "accepted", "consent", "mediating", "agreed", "ended", "ended", "followed_up", "archived")
Rows = dict[str, Any]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--cases", type=int, default=10_000)
    asked.add_argument("--events", type=int, default=10)
    asked.add_argument("--looks", type=int, default=50_000)
    asked.add_argument("--database", default="")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/portal.db"
        owner = make_engine(url, as_owner=True)
        upgrade(owner)
        store = Store(make_engine(url), make_keys(Path(folder) / "keys"), Registry.of())
        keyring = store.keys_of(COUNTY)
        with owner.connect().execution_options(**passage("portal.store.migrate")) as connection, connection.begin():
            _fill(connection, keyring, given.cases, given.events, given.looks)
        owner.dispose()
        seals = Path(folder) / "seals.jsonl"
        _seal(store, seals)
        print(f"{store.engine.dialect.name}: {given.cases} cases, {given.events} events each, {given.looks} looks")
        store.engine.dispose()
        size = Size(given.cases, given.events, given.looks)
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:  # whose memory nobody else used
            apart.submit(_measure, url, folder, size).result()


@dataclass(frozen=True)
class Size:
    """How much there is."""

    cases: int
    events: int
    looks: int

    @property
    def entries(self) -> int:
        """Events and looks together."""
        return self.cases * self.events + self.looks


def _measure(url: str, folder: str, size: Size) -> None:
    store = Store(make_engine(url), make_keys(Path(folder) / "keys"), Registry.of())
    seals = Path(folder) / "seals.jsonl"
    parts: dict[str, tuple[int, Callable[[UnitOfWork], object]]] = {
        "chains": (size.cases * size.events, verify_chains),
        "values": (size.cases, verify_values),
        "looks": (size.looks, verify_access),
        "rows": (3 * size.cases, verify_rows),
        "seals": (size.entries, lambda uow: verify_seals(uow, seals)),
    }
    before, whole = _peak_mb(), 0.0
    print(f"{'part':<10}{'rows':>10}{'s':>8}{'rows/s':>10}")
    for name, (rows, part) in parts.items():
        seconds = _timed(store, part)
        whole += seconds
        print(f"{name:<10}{rows:>10}{seconds:>8.2f}{rows / seconds:>10.0f}")
    print(f"{'all':<10}{size.entries:>10}{whole:>8.2f}{size.entries / whole:>10.0f}")
    limit = _hashing(size.entries)
    print(f"{'hashing':<10}{size.entries:>10}{limit:>8.2f}{size.entries / limit:>10.0f}")
    print(f"memory: {_peak_mb() - before:.0f} MB more than before")
    with store.begin(System(COUNTY, "audit.verify")) as uow:
        found = verify(uow, seals)
    assert found.is_whole, found.faults[:3]
    assert found.compared == size.cases
    assert (found.events, found.access_entries) == (size.cases * size.events, size.looks)
    store.engine.dispose()


def _timed(store: Store, part: Callable[[UnitOfWork], object]) -> float:
    began = time.perf_counter()
    with store.begin(System(COUNTY, "audit.verify")) as uow:
        part(uow)
    return time.perf_counter() - began


def _hashing(entries: int) -> float:
    """Return how long it takes to hash as many entries of the usual length from memory."""
    content, previous, began = bytes(380), GENESIS, time.perf_counter()
    for _ in range(entries):
        previous = link(previous, content)
    return time.perf_counter() - began


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fill(connection: Connection, keyring: Keyring, cases: int, events: int, looks: int) -> None:
    house, who = new_id(), new_id()
    connection.execute(
        insert(Division).values(code=COUNTY, county_code=COUNTY, kind="county", name="临泽县", path=f"{COUNTY}/", ordinal=0)
    )
    body = {"id": house, "path": f"{house}/", "name": "县调委会", "short_name": "县调委会", "number_code": "临", "kind": "county"}
    connection.execute(
        insert(Organisation).values(county_code=COUNTY, level="county", division_code=COUNTY, plugins=["trade_union"], **body)
    )
    connection.execute(insert(Staff).values(county_code=COUNTY, id=who, name="李秀英"))
    made = [(new_id(), new_id()) for _ in range(cases)]
    _write(connection, Dispute, ({"id": d, "responsible_case_id": c, "opened_at": BEGUN} for c, d in made))
    _write(connection, CaseFile, (_case(n, c, d, house, who, events) for n, (c, d) in enumerate(made)))
    _write(connection, Party, (party for case_id, _ in made for party in _parties(case_id)))
    values: list[Rows] = []
    chains = (_chain(keyring, n, case_id, house, who, events, values) for n, (case_id, _) in enumerate(made))
    _write(connection, CaseEvent, chain.from_iterable(chains))
    _write(connection, AuditValue, iter(values))
    _write(connection, AccessEntry, (_look(n, made[n % cases][0], house, who) for n in range(looks)))


def _write(connection: Connection, entity: Any, rows: Iterator[Rows]) -> None:
    gathered: list[Rows] = []
    for row in rows:
        gathered.append({"county_code": COUNTY, **row})
        if len(gathered) == AT_ONCE:
            connection.execute(insert(entity), gathered)
            gathered.clear()
    if gathered:
        connection.execute(insert(entity), gathered)


def _case(n: int, case_id: uuid.UUID, dispute_id: uuid.UUID, house: uuid.UUID, who: uuid.UUID, events: int) -> Rows:
    return {
        "id": case_id,
        "dispute_id": dispute_id,
        "organisation_id": house,
        "plugin": "trade_union",
        "type": "trade_union.unpaid_wages",
        "type_version": 1,
        "ministry_type": "10",
        "number": f"（2026）临劳调字第{n + 1}号",
        "number_word": "劳调",
        "number_year": 2026,
        "number_serial": n + 1,
        "phase": PHASES[(events - 1) % len(PHASES)],
        "privacy": 2,
        "source": "application",
        "version": events,
        "handler_id": who,
        "registered_by_id": who,
        "division_code": COUNTY,
        "received_on": date(2026, 1, 5),
        "recorded_at": BEGUN,
        "changed_at": BEGUN,
    }


def _parties(case_id: uuid.UUID) -> Iterator[Rows]:
    sides = (("worker", "applicant", "person", "王小军"), ("employer", "respondent", "organisation", "临泽县兴业建筑有限公司"))
    for ordinal, (role, side, kind, name) in enumerate(sides):
        told = {"role": role, "side": side, "ordinal": ordinal, "kind": kind, "name": name}
        yield {"id": new_id(), "case_id": case_id, **told}


def _chain(
    keyring: Keyring, n: int, case_id: uuid.UUID, house: uuid.UUID, who: uuid.UUID, events: int, values: list[Rows]
) -> Iterator[Rows]:
    previous = GENESIS
    for seq in range(1, events + 1):
        data: Rows = {"place": "县调解中心", "amount": 1_200_000, "kinds": ["wages", "overtime"], "of": str(who)}
        if seq == 2:
            data[DIGESTS] = {"summary": _value(keyring, case_id, seq, values)}
        row = {
            "id": new_id(),
            "case_id": case_id,
            "seq": seq,
            "action": ACTIONS[(seq - 1) % len(ACTIONS)],
            "occurred_on": date(2026, 1, 5),
            "recorded_at": BEGUN + timedelta(minutes=n, seconds=seq, microseconds=n),
            "staff_id": who,
            "post_id": who,
            "organisation_id": house,
            "actor": "person",
            "phase_before": "" if seq == 1 else PHASES[(seq - 2) % len(PHASES)],
            "phase_after": PHASES[(seq - 1) % len(PHASES)],
            "reason": "",
            "data": json.loads(canonical(data)),
            "previous": previous,
        }
        row["hash"] = previous = link(previous, event_content(CaseEvent(county_code=COUNTY, **row)))
        yield row


def _value(keyring: Keyring, case_id: uuid.UUID, seq: int, values: list[Rows]) -> str:
    row_id, salt = new_id(), os.urandom(SALT_BYTES)
    sealed = {column: seal_value(keyring, "audit_value", column, row_id, text) for column, text in _TYPED.items()}
    values.append({"id": row_id, "case_id": case_id, "event_seq": seq, "path": "summary", "salt": salt, **sealed})
    return salted(canonical([_TYPED["before"], _TYPED["after"]]).decode(), salt)


_TYPED = {"before": "拖欠三个月工资。", "after": "拖欠三个月工资和加班费，有考勤记录。"}


def _look(n: int, case_id: uuid.UUID, house: uuid.UUID, who: uuid.UUID) -> Rows:
    row = {
        "id": new_id(),
        "at": BEGUN + timedelta(seconds=37 * n, microseconds=n),
        "kind": "read",
        "action": "case",
        "staff_id": who,
        "post_id": who,
        "organisation_id": house,
        "case_id": case_id,
        "data": {},
        "count": None,
    }
    return {**row, "hash": link(GENESIS, access_content(AccessEntry(county_code=COUNTY, **row)))}


def _seal(store: Store, file: Path) -> None:
    """Seal in steps of a week, the last a while ago, so that some entries are sealed and some wait."""
    for week in range(1, 5):
        with store.begin(System(COUNTY, "audit.seal"), write=True, now=BEGUN + timedelta(weeks=week)) as uow:
            seal(uow, file)
    reached: object = True
    while reached is not None:
        with store.begin(System(COUNTY, imprints.TASK), write=True, now=BEGUN + timedelta(weeks=4)) as uow:
            reached = imprints.take_imprints(uow)


if __name__ == "__main__":
    main()
