"""The audit: chains, kept values, access entries and seals, and what every kind of tampering looks like."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from portal.engine.chain import GENESIS, SALT_BYTES, canonical, link, salted
from portal.errors import StoreError
from portal.store.access_log import log_access
from portal.store.actors import System
from portal.store.database import make_engine
from portal.store.event_chain import DIGESTS, event_content
from portal.store.identifiers import new_id
from portal.store.passages import passage
from portal.store.seals import LAG, read_seal_file, seal
from portal.store.secrets import seal as seal_value
from portal.store.tables.cases import CaseFile
from portal.store.tables.course import AuditValue, CaseEvent
from portal.store.tables.machine import AccessEntry
from portal.store.unit_of_work import Store, UnitOfWork
from portal.store.verify import FaultKind, Verdict, verify, verify_chains, verify_seals
from tests.rig.databases import as_owner
from tests.store.county import COUNTY, DEMO, NOW, County

VERIFY, SEAL = System(COUNTY, "audit.verify"), System(COUNTY, "audit.seal")


def event(uow: UnitOfWork, case: CaseFile, seq: int, previous: bytes, data: dict[str, object] | None = None) -> CaseEvent:
    row = CaseEvent(
        county_code=COUNTY,
        id=new_id(),
        case_id=case.id,
        seq=seq,
        action="session",
        occurred_on=NOW.date(),
        recorded_at=uow.now,
        actor="person",
        phase_before="mediating",
        phase_after="mediating",
        reason="",
        data=data or {"place": "调解室", "count": seq},
        previous=previous,
        hash=b"",
    )
    row.hash = link(previous, event_content(row))
    uow.session.add(row)
    return row


def chain(uow: UnitOfWork, case: CaseFile, length: int) -> None:
    previous = GENESIS
    for seq in range(1, length + 1):
        previous = event(uow, case, seq, previous).hash
    case.version = length
    uow.session.flush()


def write_county(store: Store, cases: int = 3, length: int = 4) -> list[uuid.UUID]:
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("县妇联")
        made = [county.case("县妇联") for _ in range(cases)]
        for case in made:
            chain(uow, case, length)
            log_access(uow, "read", "case", case_id=case.id)
        return [case.id for case in made]


def tamper(store: Store, sql: str, **values: object) -> None:
    """Do what somebody with the database alone can do."""
    with as_owner(store.engine) as connection:
        options = passage("portal.store.migrate")
        connection.execute(text(sql), values, execution_options=options)


def key(store: Store, value: uuid.UUID) -> object:
    return value.bytes if store.engine.dialect.name == "sqlite" else value


def verdict(store: Store, file: Path, now: datetime = NOW) -> Verdict:
    with store.begin(VERIFY, now=now) as uow:
        return verify(uow, file)


def test_what_was_written_verifies(store: Store, tmp_path: Path) -> None:
    write_county(store)

    found = verdict(store, tmp_path / "seals.jsonl")

    assert found.is_whole
    assert (found.cases, found.events, found.access_entries, found.seals) == (3, 12, 3, 0)
    assert found.unsealed == 15


TAMPERING: dict[str, tuple[str, FaultKind, int]] = {
    "the action": ("UPDATE case_event SET action = 'void' WHERE case_id = :c AND seq = 2", FaultKind.ALTERED, 2),
    "the day": ("UPDATE case_event SET occurred_on = '2020-01-01' WHERE case_id = :c AND seq = 3", FaultKind.ALTERED, 3),
    "the parameters": ("""UPDATE case_event SET data = '{"place":"x"}' WHERE case_id = :c AND seq = 1""", FaultKind.ALTERED, 1),
    "the link back": ("UPDATE case_event SET previous = hash WHERE case_id = :c AND seq = 2", FaultKind.ALTERED, 2),
    "an entry left out": ("DELETE FROM case_event WHERE case_id = :c AND seq = 2", FaultKind.MISSING, 2),
    "the first entry left out": ("DELETE FROM case_event WHERE case_id = :c AND seq = 1", FaultKind.MISSING, 1),
    "the last entry cut": ("DELETE FROM case_event WHERE case_id = :c AND seq = 4", FaultKind.CUT, 4),
    "every entry cut": ("DELETE FROM case_event WHERE case_id = :c", FaultKind.CUT, 1),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_the_first_wrong_entry_is_named(store: Store, tmp_path: Path, what: str) -> None:
    cases = write_county(store)
    sql, kind, seq = TAMPERING[what]

    tamper(store, sql, c=key(store, cases[1]))

    (fault,) = verdict(store, tmp_path / "seals.jsonl").faults
    assert (fault.kind, fault.seq, fault.case_id) == (kind, seq, cases[1])


def test_entries_in_another_order_are_named(store: Store, tmp_path: Path) -> None:
    cases = write_county(store)
    swap = "UPDATE case_event SET seq = CASE seq WHEN 2 THEN 103 ELSE 102 END WHERE case_id = :c AND seq IN (2, 3)"
    tamper(store, swap, c=key(store, cases[0]))
    tamper(store, "UPDATE case_event SET seq = seq - 100 WHERE case_id = :c AND seq > 100", c=key(store, cases[0]))

    (fault,) = verdict(store, tmp_path / "seals.jsonl").faults
    assert (fault.seq, fault.case_id) == (2, cases[0])


def test_a_whole_entry_in_a_foreign_place_is_told_from_an_altered_one(embedded: Store, tmp_path: Path) -> None:
    with embedded.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("县妇联")
        case = county.case("县妇联")
        first = event(uow, case, 1, GENESIS)
        uow.session.flush()
        foreign = event(uow, case, 2, bytes(32), {"place": "其他"})
        case.version = 2
        assert foreign.previous != first.hash

    (fault,) = verdict(embedded, tmp_path / "seals.jsonl").faults
    assert (fault.kind, fault.seq) == (FaultKind.REORDERED, 2)


def with_value(store: Store) -> None:
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("县妇联")
        case = county.case("县妇联")
        salt, row_id = os.urandom(SALT_BYTES), new_id()
        digest = salted(canonical(["旧地址", "新地址"]).decode(), salt)
        event(uow, case, 1, GENESIS, {DIGESTS: {"party.address": digest}})
        uow.session.add(
            AuditValue(
                county_code=COUNTY,
                id=row_id,
                case_id=case.id,
                event_seq=1,
                path="party.address",
                salt=salt,
                before=seal_value(uow.keyring, "audit_value", "before", row_id, "旧地址"),
                after=seal_value(uow.keyring, "audit_value", "after", row_id, "新地址"),
            )
        )


def test_a_kept_value_is_what_its_event_speaks_of(store: Store, tmp_path: Path) -> None:
    with_value(store)

    found = verdict(store, tmp_path / "seals.jsonl")

    assert (found.values, found.faults) == (1, ())


@pytest.mark.parametrize("change", ["after = before", "after = NULL", "path = 'party.phone'", "salt = previous_salt"])
def test_a_changed_value_is_found(store: Store, tmp_path: Path, change: str) -> None:
    with_value(store)
    zero = (
        "x'00000000000000000000000000000000'"
        if store.engine.dialect.name == "sqlite"
        else "'\\x00000000000000000000000000000000'"
    )

    tamper(store, f"UPDATE audit_value SET {change.replace('previous_salt', zero)}")

    (fault,) = verdict(store, tmp_path / "seals.jsonl").faults
    assert fault.kind is FaultKind.VALUE


def test_an_erased_value_leaves_the_chain_whole(store: Store, tmp_path: Path) -> None:
    with_value(store)

    tamper(store, "UPDATE audit_value SET salt = NULL, before = NULL, after = NULL")

    assert verdict(store, tmp_path / "seals.jsonl").is_whole


def test_an_altered_access_entry_is_found(store: Store, tmp_path: Path) -> None:
    write_county(store)

    tamper(store, "UPDATE access_entry SET kind = 'export'")

    faults = verdict(store, tmp_path / "seals.jsonl").faults
    assert {fault.kind for fault in faults} == {FaultKind.ALTERED}
    assert len(faults) == 3


def sealed(store: Store, file: Path, now: datetime) -> None:
    with store.begin(SEAL, write=True, now=now) as uow:
        seal(uow, file)


LATER = NOW + LAG + timedelta(minutes=1)


def test_seals_cover_what_was_recorded_and_chain_on(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "outside" / "seals.jsonl"
    write_county(store)
    sealed(store, file, LATER)
    with store.begin(DEMO, write=True, now=LATER + timedelta(hours=1)) as uow:
        log_access(uow, "login", "signed_in")
    sealed(store, file, LATER + timedelta(hours=3))

    found = verdict(store, file, LATER + timedelta(hours=4))
    first, second = read_seal_file(file)

    assert found.is_whole
    assert (found.seals, found.unsealed) == (2, 0)
    assert (first.entries, second.entries) == (15, 1)
    assert second.previous == first.root


def test_entry_written_after_the_clock_was_set_back_bears_no_moment_that_is_sealed(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "seals.jsonl"
    write_county(store)
    sealed(store, file, LATER)

    for again in (replace(store), store):  # a process that starts with the wrong clock, and one that was running
        with again.begin(DEMO, write=True, now=NOW - timedelta(days=1)) as uow:
            log_access(uow, "login", "signed_in")
    with store.begin(VERIFY, now=LATER) as uow:
        moments = [row.at for row in uow.session.scalars(select(AccessEntry).where(AccessEntry.kind == "login"))]
    sealed(store, file, LATER + timedelta(days=1))

    assert moments == [LATER - LAG] * 2
    assert verdict(store, file, LATER + timedelta(days=2)).is_whole


def test_nothing_young_and_nothing_at_all_is_sealed(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "seals.jsonl"
    write_county(store)

    sealed(store, file, NOW + timedelta(minutes=1))  # what is being recorded at this moment may not have committed yet

    assert not file.exists()
    sealed(store, file, LATER)
    sealed(store, file, LATER + timedelta(days=1))
    assert len(read_seal_file(file)) == 1


def forge_chain(store: Store, case_id: uuid.UUID) -> None:
    """Rewrite a whole chain with right hashes, as somebody could who knows the program."""
    owner = replace(store, engine=make_engine(store.engine.url, as_owner=True))
    with owner.begin(DEMO, write=True) as uow:
        rows = sorted(uow.session.query(CaseEvent).filter(CaseEvent.case_id == case_id), key=lambda row: row.seq)
        previous = GENESIS
        for row in rows:
            row.data = {"place": "伪造"}
            row.previous = previous
            row.hash = previous = link(previous, event_content(row))
    owner.engine.dispose()


def remove_case(store: Store, case_id: uuid.UUID) -> None:
    for table, column in (("case_event", "case_id"), ("case_access", "case_id"), ("case_file", "id")):
        tamper(store, f"DELETE FROM {table} WHERE {column} = :c", c=key(store, case_id))


def remove_access_entry(store: Store, case_id: uuid.UUID) -> None:
    tamper(store, "DELETE FROM access_entry WHERE case_id = :c", c=key(store, case_id))


BEHIND: dict[str, Callable[[Store, uuid.UUID], None]] = {
    "a chain written anew": forge_chain,
    "a case removed with its chain": remove_case,
    "an access entry removed": remove_access_entry,
}


@pytest.mark.parametrize("what", BEHIND)
def test_a_seal_finds_what_no_chain_can(store: Store, tmp_path: Path, what: str) -> None:
    file = tmp_path / "seals.jsonl"
    cases = write_county(store)
    sealed(store, file, LATER)

    BEHIND[what](store, cases[0])

    assert [fault.kind for fault in verdict(store, file).faults] == [FaultKind.SEAL]


def test_a_cut_table_of_seals_is_found_by_the_file_and_stops_sealing(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "seals.jsonl"
    write_county(store)
    sealed(store, file, LATER)

    tamper(store, "DELETE FROM seal")

    assert [fault.kind for fault in verdict(store, file, LATER + LAG).faults] == [FaultKind.SEAL_FILE]
    with pytest.raises(StoreError, match="audit verify"):
        sealed(store, file, LATER + timedelta(days=1))


def test_an_altered_file_is_found(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "seals.jsonl"
    write_county(store)
    sealed(store, file, LATER)
    line = json.loads(file.read_text())

    file.write_text(json.dumps(line | {"root": "00" * 32}) + "\n")

    assert [fault.kind for fault in verdict(store, file).faults] == [FaultKind.SEAL_FILE]


def test_a_seal_made_while_a_verification_goes_on_is_no_fault(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "seals.jsonl"
    write_county(store)

    with store.begin(VERIFY, now=LATER) as uow:
        events, _cases, _faults = verify_chains(uow)  # from here on it sees the state of this moment
        sealed(store, file, LATER + timedelta(seconds=5))
        _sealed, faults = verify_seals(uow, file)

    assert events == 12
    assert read_seal_file(file) != []
    assert faults == []
    assert verdict(store, file, LATER + LAG).is_whole


def test_a_seal_whose_line_was_lost_with_the_power_is_written_by_the_next(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "seals.jsonl"
    write_county(store)
    sealed(store, file, LATER)
    file.write_text(file.read_text()[:20])  # torn in the middle
    assert verdict(store, file).is_whole

    sealed(store, file, LATER + timedelta(days=1))

    assert [line.ordinal for line in read_seal_file(file)] == [1]
