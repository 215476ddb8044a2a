"""Keys that take over from each other while people work, on both databases."""

from __future__ import annotations

import json
import shutil
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from portal.errors import KeyringError
from portal.reading.case_page import case_page
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services import keys
from portal.services.advance import advance
from portal.services.drafts import load_draft, save_draft
from portal.services.open_case import open_case
from portal.store import settings
from portal.store.actors import System
from portal.store.key_file import RETIRED, changing_keys
from portal.store.keyring import FILE, Keyring, load_keys, make_keys
from portal.store.sealed_columns import SEALED_TABLES
from portal.store.tables.cases import BlindIndex, CaseSecret
from portal.store.tables.course import AuditValue
from portal.store.tables.machine import AccessEntry, KeyWork
from portal.store.unit_of_work import Store
from portal.store.verify import verify_chains, verify_values
from tests.engine.wages import raw
from tests.rig.databases import embedded
from tests.services.conftest import TYPE, Desk
from tests.store.county import COUNTY

ID = "620723199001010016"
PHONE = "13893600011"
TASK = System(COUNTY, keys.TASK)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def written(desk: Desk) -> tuple[Desk, list[uuid.UUID]]:
    """Two cases, one of them corrected, a draft, and the check values of the keys."""
    ids = []
    for _ in range(2):
        with desk.store.begin(desk.clerk, write=True) as uow:
            ids.append(open_case(uow, {**raw(), "type": TYPE}, accept={}).case_id)
    corrected(desk, ids[0])
    with desk.store.begin(desk.clerk, write=True) as uow:
        save_draft(uow, "new:labour.unpaid_wages:abc", "拖欠工资", {"summary": "没写完"})
    with desk.store.begin(TASK, write=True) as uow:
        settings.record_keys(uow.session, uow.keyring)
    return desk, ids


def corrected(desk: Desk, case_id: uuid.UUID, phone: str = "13893600099") -> None:
    with desk.store.begin(desk.clerk) as uow:
        page = case_page(uow, desk.clerk, case_id)
    worker = next(party for party in page.parties if party.role == "worker")
    body = {"parties": {"worker": [{"id": str(worker.id), "phone": phone}]}, "reason_text": "写错了"}
    with desk.store.begin(desk.clerk, write=True) as uow:
        advance(uow, case_id, "correct", body, version=page.version)


def everything(desk: Desk, ids: list[uuid.UUID]) -> dict[str, Any]:
    """Return every secret as its readers get it, and what a search for each finds."""
    with desk.store.begin(desk.clerk) as uow:
        shown = {case_id: uow.secrets.get_all(case_id) for case_id in ids}
        draft = load_draft(uow, "new:labour.unpaid_wages:abc")
        found = {
            typed: {row.id for row in register_page(uow, desk.clerk, RegisterQuery(tab=Tab.ALL, text=typed)).rows}
            for typed in (ID, PHONE, "0011", "王0016")
        }
    with desk.store.begin(System(COUNTY, "audit.verify")) as uow:
        events, _cases, faults = verify_chains(uow)
        values, wrong = verify_values(uow)
    assert (faults, wrong) == ([], [])
    return {"secrets": shown, "draft": draft, "found": found, "events": events, "values": values}


def beginnings(store: Store) -> set[bytes]:
    with store.begin(System(COUNTY, "demo")) as uow:
        sealed = [
            value
            for table in SEALED_TABLES
            for row in uow.session.scalars(select(table.entity))
            for column in table.columns
            if (value := getattr(row, column)) is not None
        ]
    assert len(sealed) > 12
    return {value[:6] for value in sealed}


def test_new_writes_use_the_new_key_at_once_and_old_ones_are_read(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, ids = written
    before = everything(desk, ids)

    assert keys.rotate(desk.store, COUNTY, folder) == "k2"

    assert everything(desk, ids) == before
    assert beginnings(desk.store) == {b"v2|k1|"}
    corrected(desk, ids[1])
    assert beginnings(desk.store) == {b"v2|k1|", b"v2|k2|"}


def test_rewriting_leaves_nothing_under_the_old_key_and_changes_nothing_else(
    written: tuple[Desk, list[uuid.UUID]], folder: Path
) -> None:
    desk, ids = written
    before = everything(desk, ids)
    keys.rotate(desk.store, COUNTY, folder)

    steps = list(keys.rewrap(desk.store, COUNTY))

    assert beginnings(desk.store) == {b"v2|k2|"}
    assert everything(desk, ids) == before
    assert sum(step.rewritten for step in steps) > 12
    shown = keys.status(desk.store, COUNTY, count=True)
    assert shown.is_settled
    assert {key.id: key.references for key in shown.keys}["k1"] == 0


@embedded
def test_rewriting_goes_on_after_an_interruption_at_every_batch(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, ids = written
    before = everything(desk, ids)
    keys.rotate(desk.store, COUNTY, folder)
    keys.rotate(desk.store, COUNTY, folder, index=True)
    steps = 0
    while not keys.status(desk.store, COUNTY).is_settled:
        work = keys.rewrap(desk.store, COUNTY, size=4)
        next(step for step in work if step.looked_at or (step.is_last and step.place == "blind_index"))
        work.close()  # the process dies after this batch
        steps += 1
        assert everything(desk, ids) == before

    assert steps > 4
    assert beginnings(desk.store) == {b"v2|k2|"}
    again = list(keys.rewrap(desk.store, COUNTY, size=4))
    assert sum(step.looked_at for step in again) == 0


@embedded
def test_batch_that_fails_in_the_middle_leaves_no_half(
    written: tuple[Desk, list[uuid.UUID]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, ids = written
    before = everything(desk, ids)
    keys.rotate(desk.store, COUNTY, folder)
    encrypt, left = Keyring.encrypt, [0]

    def failing(self: Keyring, plain: bytes, bound_to: str) -> bytes:
        left[0] -= 1
        if left[0] < 0:
            raise ConnectionError("power")
        return encrypt(self, plain, bound_to)

    monkeypatch.setattr(Keyring, "encrypt", failing)
    for allowed in range(0, 30, 4):
        left[0] = 5 + allowed
        try:
            list(keys.rewrap(desk.store, COUNTY, size=9))
            break
        except ConnectionError:
            assert beginnings(desk.store) <= {b"v2|k1|", b"v2|k2|"}
            left[0] = 1000
            assert everything(desk, ids) == before
    monkeypatch.undo()

    list(keys.rewrap(desk.store, COUNTY, size=9))
    assert beginnings(desk.store) == {b"v2|k2|"}
    assert everything(desk, ids) == before


def test_index_key_takes_over_while_people_search_and_write(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, ids = written
    before = everything(desk, ids)
    assert keys.rotate(desk.store, COUNTY, folder, index=True) == "i2"
    assert everything(desk, ids)["found"] == before["found"]

    corrected(desk, ids[1], phone="13893600077")
    changed = everything(desk, ids)
    for _step in keys.rewrap(desk.store, COUNTY, size=10):
        assert everything(desk, ids)["found"] == changed["found"]
    keys.retire(desk.store, COUNTY, folder, "i1")

    assert everything(desk, ids)["found"] == changed["found"]
    with desk.store.begin(TASK) as uow:
        assert set(uow.session.scalars(select(BlindIndex.key_id))) == {"i2"}
    assert keys.status(desk.store, COUNTY).is_settled


@embedded
def test_key_that_something_needs_does_not_retire(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, _ids = written
    keys.rotate(desk.store, COUNTY, folder)
    keys.rotate(desk.store, COUNTY, folder, index=True)

    for key_id, told in (("k1", "case_secret"), ("i1", "blind_index"), ("k2", "正在使用"), ("i2", "正在使用"), ("k9", "没有 k9")):
        with pytest.raises(KeyringError, match=told):
            keys.retire(desk.store, COUNTY, folder, key_id)
    assert set(load_keys(folder).data) == {"k1", "k2"}


def test_one_value_left_behind_keeps_its_key(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, _ids = written
    with desk.store.begin(TASK) as uow:
        old = uow.session.scalars(select(AuditValue)).first()
        assert old is not None
        cipher, row_id = old.after, old.id
    keys.rotate(desk.store, COUNTY, folder)
    list(keys.rewrap(desk.store, COUNTY))
    with desk.store.begin(TASK, write=True) as uow:  # as if a process that slept had written it
        uow.session.execute(update(AuditValue).where(AuditValue.id == row_id).values(after=cipher))

    with pytest.raises(KeyringError, match="audit_value"):
        keys.retire(desk.store, COUNTY, folder, "k1")


@embedded
def test_retired_key_is_gone_from_the_file_and_old_backups_stay_readable(
    written: tuple[Desk, list[uuid.UUID]], folder: Path, tmp_path: Path
) -> None:
    desk, ids = written
    before = everything(desk, ids)
    with desk.store.begin(TASK) as uow:
        old = uow.session.scalars(select(CaseSecret).where(CaseSecret.case_id == ids[0], CaseSecret.path.like("%phone"))).first()
        assert old is not None
        backed_up = (old.ciphertext, f"case_secret|{old.path}|{old.case_id}")
    keys.rotate(desk.store, COUNTY, folder)
    list(keys.rewrap(desk.store, COUNTY))

    keys.retire(desk.store, COUNTY, folder, "k1")

    assert set(load_keys(folder).data) == {"k2"}
    assert everything(desk, ids) == before
    with desk.store.begin(TASK) as uow:
        settings.check_keys(uow.session, load_keys(folder))
    with pytest.raises(KeyringError):
        load_keys(folder).of_county(COUNTY).decrypt(*backed_up)
    kept = folder / RETIRED / "k1.json"
    assert kept.stat().st_mode & 0o077 == 0
    restored = tmp_path / "restored"
    restored.mkdir(mode=0o700)
    shutil.copy(kept, restored / FILE)
    assert load_keys(restored).of_county(COUNTY).decrypt(*backed_up).decode().startswith("1389")


@embedded
def test_ids_of_keys_are_never_given_twice(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, _ids = written
    keys.rotate(desk.store, COUNTY, folder)
    list(keys.rewrap(desk.store, COUNTY))
    keys.retire(desk.store, COUNTY, folder, "k1")

    assert keys.rotate(desk.store, COUNTY, folder) == "k3"


@embedded
def test_second_index_key_waits_for_the_first(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, _ids = written
    keys.rotate(desk.store, COUNTY, folder, index=True)

    with pytest.raises(KeyringError, match="keys retire"):
        keys.rotate(desk.store, COUNTY, folder, index=True)


def test_two_commands_do_not_change_the_keys_at_once(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, _ids = written

    with changing_keys(folder), pytest.raises(KeyringError, match="另一个命令"):
        keys.rotate(desk.store, COUNTY, folder)


@embedded
def test_keys_of_another_database_do_not_rotate(written: tuple[Desk, list[uuid.UUID]], tmp_path: Path) -> None:
    desk, _ids = written
    foreign = tmp_path / "foreign"
    make_keys(foreign)
    kept = (foreign / FILE).read_text()

    with pytest.raises(KeyringError, match="不符"):
        keys.rotate(desk.store, COUNTY, foreign)
    assert (foreign / FILE).read_text() == kept


def test_values_written_before_they_were_bound_to_the_county_are_read_and_bound(
    written: tuple[Desk, list[uuid.UUID]], folder: Path
) -> None:
    desk, ids = written
    unbound = load_keys(folder)
    with desk.store.begin(TASK, write=True) as uow:
        for row in uow.session.scalars(select(CaseSecret)):
            place = f"case_secret|{row.path}|{row.case_id}"
            row.ciphertext = unbound.encrypt(uow.keyring.decrypt(row.ciphertext, place), place)
    before = everything(desk, ids)
    assert b"v1|k1|" in beginnings(desk.store)

    list(keys.rewrap(desk.store, COUNTY))

    assert beginnings(desk.store) == {b"v2|k1|"}
    assert everything(desk, ids) == before


def test_unreadable_value_is_told_left_and_does_not_stop_the_rest(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, ids = written
    with desk.store.begin(TASK, write=True) as uow:
        row = uow.session.scalars(select(CaseSecret).where(CaseSecret.case_id == ids[1])).first()
        assert row is not None
        row.ciphertext = row.ciphertext[:-1] + bytes([row.ciphertext[-1] ^ 1])
    keys.rotate(desk.store, COUNTY, folder)

    steps = list(keys.rewrap(desk.store, COUNTY))

    assert sum(step.unreadable for step in steps) == 1
    with pytest.raises(KeyringError, match="case_secret"):
        keys.retire(desk.store, COUNTY, folder, "k1")


@embedded
def test_turning_keys_stands_in_the_audit_without_a_key(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, _ids = written
    keys.rotate(desk.store, COUNTY, folder)
    list(keys.rewrap(desk.store, COUNTY))
    keys.retire(desk.store, COUNTY, folder, "k1")

    with desk.store.begin(TASK) as uow:
        entries = uow.session.execute(
            select(AccessEntry.action, AccessEntry.data).where(AccessEntry.kind == "keys").order_by(AccessEntry.id)
        ).all()
    assert [tuple(entry) for entry in entries] == [("rotated", {"key": "k2"}), ("retired", {"key": "k1"})]
    held = json.loads((folder / FILE).read_text())
    assert held["data"]["k2"] not in str(entries)


def test_rewriting_takes_the_same_number_of_statements_a_batch(written: tuple[Desk, list[uuid.UUID]], folder: Path) -> None:
    desk, _ids = written
    with desk.store.begin(TASK, write=True) as uow:
        uow.session.execute(delete(KeyWork))
        rows = uow.session.scalar(select(func.count()).select_from(CaseSecret))

    steps = [step for step in keys.rewrap(desk.store, COUNTY, size=5) if step.place == "case_secret"]

    assert [step.looked_at for step in steps][:-1] == [5] * (len(steps) - 1)
    assert sum(step.looked_at for step in steps) == rows
