"""What somebody with all rights on the database, and without the keys, can do: each act is named, or is honestly not found.

SECURITY.md tells the same in words. The attacks speak plain SQL to a copy of the file; nothing of the portal stands before them.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import text

from portal.engine.chain import GENESIS, link
from portal.services.daily import imprint, tick
from portal.store.actors import System
from portal.store.clock_warnings import TASK as WARN
from portal.store.clock_warnings import warn
from portal.store.database import make_engine
from portal.store.event_chain import event_content
from portal.store.imprints import take_imprints
from portal.store.outbox import run_due
from portal.store.passages import passage
from portal.store.raw_entries import moment_of
from portal.store.seals import read_seal_file, seal
from portal.store.tables.course import CaseEvent
from portal.store.unit_of_work import Store
from portal.store.verify import FaultKind, Verdict, verify
from tests.rig.databases import as_owner, sqlite_database
from tests.store.county import COUNTY, NOW
from tests.web.bench import brought_to, do, make_bench
from tests.web.offices import Offices

HOUR = timedelta(hours=1)
END = NOW + 9 * HOUR
WINTER = date(2026, 12, 11)
SPRING = date(2027, 3, 1)
EVENT = "SELECT * FROM case_event WHERE case_id = ? ORDER BY seq"


def take_all(store: Store, now: datetime) -> None:
    """Seal and take imprints the way the jobs do."""
    reached: object = True
    while reached is not None:
        with store.begin(System(COUNTY, "audit.imprint"), write=True, now=now) as uow:
            reached = take_imprints(uow)


def seal_up(store: Store, file: Path, now: datetime) -> None:
    with store.begin(System(COUNTY, "audit.seal"), write=True, now=now) as uow:
        seal(uow, file)
    take_all(store, now)


def verdict_of(store: Store, file: Path, copy: Path | None = None, today: date | None = None) -> Verdict:
    with store.begin(System(COUNTY, "audit.verify"), now=END, today=today) as uow:
        return verify(uow, file, copy=copy)


@dataclass(frozen=True)
class Past:
    """A county with two seals and something younger: `settled` and `open` cases are sealed, `young` has an event that is not."""

    offices: Offices
    folder: Path
    settled: uuid.UUID
    young: uuid.UUID


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    folder = tmp_path_factory.mktemp("past")
    with sqlite_database(folder, migrated=True) as url:
        offices = make_bench(url, folder)
        settled = brought_to(offices, "clerk", "archive")
        offices.page("clerk", f"/cases/{offices.open('clerk', 'orchard.close').case_id}")
        seal_up(offices.store, folder / "seals.jsonl", NOW + 2 * HOUR)
        offices.engine.dispose()
        shutil.copy(folder / "portal.db", folder / "yesterday.db")
        shutil.copy(folder / "seals.jsonl", folder / "yesterday.jsonl")
        offices.clock.pass_by(3 * HOUR)
        young = offices.open("clerk").case_id
        do(offices, "clerk", young, "correct", reason_text="写错了", summary="羊进了果园，啃了三棵树的树皮。")
        seal_up(offices.store, folder / "seals.jsonl", NOW + 6 * HOUR)
        offices.clock.pass_by(5 * HOUR)
        do(offices, "clerk", young, "note", channel="phone", text="约周一见面")
        offices.page("clerk", f"/cases/{offices.open('clerk', 'orchard.close').case_id}")
        offices.engine.dispose()
        yield Past(offices, folder, settled, young)


@dataclass(frozen=True)
class Scene:
    """A copy of it to do harm to, and the verifier with the true keys."""

    past: Past
    file: Path
    seals: Path

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.file) as connection:
            found = connection.execute(statement, values).fetchall()
        connection.close()
        return found

    def sql(self, statement: str, *values: object) -> None:
        self.ask(statement, *values)

    def settled(self, statement: str) -> None:
        self.sql(statement, self.past.settled.bytes)

    def young(self, statement: str) -> None:
        self.sql(statement, self.past.young.bytes)

    def verdict(self, copy: Path | None = None) -> Verdict:
        engine = make_engine(f"sqlite:///{self.file}")
        found = verdict_of(replace(self.past.offices.store, engine=engine), self.seals, copy)
        engine.dispose()
        return found


@pytest.fixture
def scene(past: Past, tmp_path: Path) -> Scene:
    made = Scene(past, tmp_path / "portal.db", tmp_path / "seals.jsonl")
    shutil.copy(past.folder / "portal.db", made.file)
    shutil.copy(past.folder / "seals.jsonl", made.seals)
    return made


def on_settled(statement: str) -> Callable[[Scene], None]:
    return lambda scene: scene.settled(statement)


def rewrite_chain(scene: Scene, *, from_seq: int = 1, **changes: object) -> None:
    """Change events of the settled case and give the whole chain right hashes again, as whoever reads the program can."""
    with sqlite3.connect(scene.file) as connection:
        connection.row_factory = sqlite3.Row
        previous = GENESIS
        for row in connection.execute(EVENT, (scene.past.settled.bytes,)).fetchall():
            told = {**dict(row), **(changes if row["seq"] == from_seq else {})}
            digest = link(previous, content_of(told))
            connection.execute(
                "UPDATE case_event SET action = ?, previous = ?, hash = ? WHERE id = ?",
                (told["action"], previous, digest, row["id"]),
            )
            previous = digest
    connection.close()


def content_of(row: Mapping[str, Any]) -> bytes:
    """Return what the hash of a raw row covers."""
    told = dict(row)
    for column in ("case_id", "staff_id", "post_id", "organisation_id"):
        told[column] = None if told[column] is None else uuid.UUID(bytes=told[column])
    told["occurred_on"] = date.fromisoformat(told["occurred_on"])
    told["recorded_at"] = moment_of(told["recorded_at"])
    told["data"] = json.loads(told["data"])
    return event_content(cast("CaseEvent", SimpleNamespace(**told)))


def append_forged(scene: Scene, case_id: uuid.UUID, recorded_at: datetime) -> None:
    """Put a forged event with a right hash at the end of a chain, and let the case's version agree."""
    with sqlite3.connect(scene.file) as connection:
        connection.row_factory = sqlite3.Row
        last = dict(connection.execute(EVENT, (case_id.bytes,)).fetchall()[-1])
        moment = recorded_at.replace(tzinfo=None).isoformat(" ", timespec="microseconds")
        forged = {**last, "id": uuid.uuid4().bytes, "seq": last["seq"] + 1, "data": "{}", "recorded_at": moment}
        forged["previous"] = last["hash"]
        forged["hash"] = link(last["hash"], content_of(forged))
        names = ", ".join(forged)
        connection.execute(f"INSERT INTO case_event ({names}) VALUES ({', '.join('?' * len(forged))})", tuple(forged.values()))
        connection.execute("UPDATE case_file SET version = version + 1 WHERE id = ?", (case_id.bytes,))
    connection.close()


def cut_the_tail(scene: Scene) -> None:
    scene.settled("DELETE FROM case_event WHERE case_id = ? AND seq >= 8")
    scene.settled("UPDATE case_file SET version = 7 WHERE id = ?")


def swap(scene: Scene) -> None:
    scene.settled("UPDATE case_event SET seq = CASE seq WHEN 2 THEN 103 ELSE 102 END WHERE case_id = ? AND seq IN (2, 3)")
    scene.settled("UPDATE case_event SET seq = seq - 100 WHERE case_id = ? AND seq > 100")


def delete_look(scene: Scene) -> None:
    (row,) = scene.ask("SELECT hash FROM access_entry WHERE kind = 'read' ORDER BY at LIMIT 1")
    scene.sql("DELETE FROM access_entry WHERE hash = ?", row[0])


def remove_case(scene: Scene) -> None:
    tables = scene.ask("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%case_id%'")
    for (name,) in tables:
        if "case_id" in [column[1] for column in scene.ask(f"PRAGMA table_info('{name}')")] and "fts" not in name:
            scene.settled(f"DELETE FROM {name} WHERE case_id = ?")
    scene.settled("DELETE FROM case_file WHERE id = ?")


def roll_back(scene: Scene) -> None:
    shutil.copy(scene.past.folder / "yesterday.db", scene.file)


def roll_back_all(scene: Scene) -> None:
    roll_back(scene)
    shutil.copy(scene.past.folder / "yesterday.jsonl", scene.seals)


def edit_file(scene: Scene) -> None:
    first, *rest = scene.seals.read_text().splitlines()
    scene.seals.write_text("\n".join([json.dumps(json.loads(first) | {"root": "00" * 32}), *rest]) + "\n")


def forge_seals(scene: Scene) -> None:
    rewrite_chain(scene, from_seq=3, action="void")
    scene.sql("UPDATE seal SET root = zeroblob(32)")


YOUNG_TAIL = (
    "DELETE FROM case_note WHERE case_id = ?",
    "DELETE FROM case_event WHERE case_id = ? AND seq = (SELECT version FROM case_file WHERE id = case_id)",
    "UPDATE case_file SET version = version - 1 WHERE id = ?",
)


def cut_young(scene: Scene) -> None:
    for statement in YOUNG_TAIL:
        scene.young(statement)


FOUND: Mapping[str, tuple[Callable[[Scene], None], tuple[FaultKind, str]]] = {
    "an event edited": (on_settled("UPDATE case_event SET reason = 'x' WHERE case_id = ? AND seq = 4"), (FaultKind.ALTERED, "")),
    "an event made unreadable": (
        on_settled("UPDATE case_event SET data = '{', occurred_on = 'never' WHERE case_id = ? AND seq = 4"),
        (FaultKind.ALTERED, ""),
    ),
    "an event left out": (on_settled("DELETE FROM case_event WHERE case_id = ? AND seq = 4"), (FaultKind.MISSING, "")),
    "the last event deleted": (
        on_settled("DELETE FROM case_event WHERE case_id = ? AND seq = (SELECT version FROM case_file WHERE id = case_id)"),
        (FaultKind.CUT, ""),
    ),
    "the tail cut, and the case told so": (cut_the_tail, (FaultKind.SEAL, "")),
    "events in another order": (swap, (FaultKind.ALTERED, "")),
    "a chain written anew with right hashes": (lambda s: rewrite_chain(s, from_seq=3, action="void"), (FaultKind.SEAL, "")),
    "a chain and the seals written anew": (forge_seals, (FaultKind.SEAL_FILE, "")),
    "a forged event in sealed time": (lambda s: append_forged(s, s.past.settled, NOW + HOUR), (FaultKind.SEAL, "")),
    "a case removed with all it had": (remove_case, (FaultKind.SEAL, "")),
    "a look edited": (lambda s: s.sql("UPDATE access_entry SET action = 'week' WHERE kind = 'read'"), (FaultKind.ALTERED, "")),
    "a sealed look deleted": (delete_look, (FaultKind.SEAL, "")),
    "a kept value exchanged": (lambda s: s.sql("UPDATE audit_value SET after = before"), (FaultKind.VALUE, "")),
    "a kept value deleted": (lambda s: s.sql("DELETE FROM audit_value"), (FaultKind.VALUE, "")),
    "yesterday's copy put back": (roll_back, (FaultKind.SEAL_FILE, "")),
    "the seals deleted": (lambda s: s.sql("DELETE FROM seal"), (FaultKind.SEAL_FILE, "")),
    "a seal in the middle deleted": (lambda s: s.sql("DELETE FROM seal WHERE ordinal = 1"), (FaultKind.SEAL_FILE, "")),
    "the file of seals edited": (edit_file, (FaultKind.SEAL_FILE, "")),
    "the file of seals deleted": (lambda s: s.seals.unlink(), (FaultKind.SEAL_FILE, "")),
    "the story of a case changed": (on_settled("UPDATE case_file SET summary = '没有羊' WHERE id = ?"), (FaultKind.ROW, "case")),
    "a case moved to another body": (
        on_settled("UPDATE case_file SET handler_id = registered_by_id, privacy = 1 WHERE id = ?"),
        (FaultKind.ROW, "case"),
    ),
    "a party renamed": (on_settled("UPDATE party SET name = '张三' WHERE case_id = ?"), (FaultKind.ROW, "parties")),
    "a party deleted": (on_settled("DELETE FROM party WHERE case_id = ? AND ordinal = 0"), (FaultKind.ROW, "parties")),
    "a secret deleted": (on_settled("DELETE FROM case_secret WHERE case_id = ?"), (FaultKind.ROW, "secrets")),
    "a due date moved": (
        on_settled("UPDATE case_clock SET due_on = '2027-01-31' WHERE case_id = ?"),
        (FaultKind.ROW, "clocks"),
    ),
    "the sum of an agreement changed": (
        on_settled("UPDATE agreement_term SET amount = 100 WHERE case_id = ?"),
        (FaultKind.ROW, "agreement"),
    ),
    "what was noted changed": (on_settled("UPDATE call_back SET how = 'visit' WHERE case_id = ?"), (FaultKind.ROW, "notes")),
    "an imprint exchanged for another": (
        lambda s: s.sql("UPDATE case_imprint SET digests = (SELECT digests FROM case_imprint ORDER BY case_id LIMIT 1)"),
        (FaultKind.ROW, "case"),
    ),
    "an imprint unreadable": (on_settled("UPDATE case_imprint SET digests = '[' WHERE case_id = ?"), (FaultKind.ROW, "case")),
    "an imprint deleted": (on_settled("DELETE FROM case_imprint WHERE case_id = ?"), (FaultKind.IMPRINT, "")),
}


NOT_FOUND: Mapping[str, tuple[Callable[[Scene], None], str]] = {
    "the youngest event cut, and the case told so, before the next seal": (cut_young, "not sealed yet, at most two hours"),
    "a young look deleted": (
        lambda s: s.sql("DELETE FROM access_entry WHERE at = (SELECT max(at) FROM access_entry)"),
        "not sealed yet, at most two hours",
    ),
    "a forged event of now with a right hash": (
        lambda s: append_forged(s, s.past.young, END - HOUR / 2),
        "the links of a chain are not keyed; the portal shows it as an act of whoever it names",
    ),
    "a row changed of a case with a young event": (
        lambda s: s.young("UPDATE party SET name = '张三' WHERE case_id = ?"),
        "no imprint of its last event yet; a person who reads the case sees it",
    ),
    "an access row that lets somebody in": (
        lambda s: s.sql("UPDATE case_access SET until = NULL"),
        "doors open and close without an event of the case",
    ),
    "yesterday's copy put back, with yesterday's file of seals": (
        roll_back_all,
        "found with a copy of the file kept elsewhere",
    ),
}


def test_what_the_portal_wrote_is_whole(past: Past, scene: Scene) -> None:
    found = scene.verdict()

    assert found.faults == ()
    assert (found.seals, found.compared, found.waiting) == (2, 2, 2)
    assert found.unsealed > 0


@pytest.mark.parametrize("what", FOUND)
def test_attack_on_the_database_is_named(scene: Scene, what: str) -> None:
    attack, expected = FOUND[what]

    attack(scene)

    assert expected in [(fault.kind, fault.part if fault.kind is FaultKind.ROW else "") for fault in scene.verdict().faults]


@pytest.mark.parametrize("what", NOT_FOUND)
def test_attack_that_is_not_found_is_known(scene: Scene, what: str) -> None:
    attack, why = NOT_FOUND[what]

    attack(scene)

    assert why
    assert scene.verdict().faults == ()


def test_copy_of_the_seals_kept_elsewhere_tells_a_county_rolled_back_whole(scene: Scene, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.jsonl"
    shutil.copy(scene.seals, elsewhere)
    roll_back_all(scene)

    (fault,) = scene.verdict(elsewhere).faults

    assert (fault.kind, fault.seq, fault.part) == (FaultKind.SEAL_FILE, 2, "copy")
    assert len(read_seal_file(elsewhere)) == 2


def test_rows_of_a_whole_course_are_what_they_were_on_each_database(both_benches: Offices, tmp_path: Path) -> None:
    store, file = both_benches.store, tmp_path / "seals.jsonl"
    case_id = brought_to(both_benches, "keeper", "archive", "many.rich")
    brought_to(both_benches, "keeper", "sign", "many.rich")
    seal_up(store, file, NOW + 2 * HOUR)
    for day in (WINTER, SPRING):
        with store.begin(System(COUNTY, "clocks.tick"), write=True, today=day) as uow:
            tick(uow, {})  # rights lapse without an event
        given = run_due(store, {WARN: warn}, COUNTY)  # and so are warnings given
        assert (given.failed, given.done > 0) == (0, day == WINTER)
    whole = verdict_of(store, file, today=SPRING)
    changed = {"c": case_id.bytes if store.engine.dialect.name == "sqlite" else case_id}
    with as_owner(store.engine) as connection:
        statement = text("UPDATE party SET name = '张三' WHERE case_id = :c AND ordinal = 0")
        connection.execute(statement, changed, execution_options=passage("portal.store.migrate"))

    (fault,) = verdict_of(store, file, today=SPRING).faults

    assert (whole.faults, whole.compared, whole.waiting) == ((), 2, 0)
    assert (fault.kind, fault.part, fault.case_id) == (FaultKind.ROW, "parties", case_id)


def test_many_cases_are_taken_in_steps_that_ask_for_the_next(past: Past) -> None:
    with past.offices.store.begin(System(COUNTY, "audit.imprint"), write=True, now=END + 9 * HOUR) as uow:
        imprint(uow, {})
        jobs = [row[0] for row in uow.session.connection().exec_driver_sql("SELECT effect_key FROM outbox WHERE done_at IS NULL")]
        uow.session.rollback()

    assert [job for job in jobs if job.startswith("audit.imprint:")] != []
