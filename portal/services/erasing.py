"""Does an erasure that was decided, and what follows it: files, traces in the database's files, the list outside it; and does it
again after a restore.

The rows change in one transaction. What lies outside the database follows in a job, so that a loss of power leaves nothing
half done: the job is tried until files are gone and the list is written.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, or_, select

from portal.store.access_log import log_access
from portal.store.actors import System
from portal.store.erasing.blotting import blot_person
from portal.store.erasing.emptying import TASK, Tally, empty_case
from portal.store.erasing.kept_list import Line, append_missing, hashed, read_list
from portal.store.erasing.scouring import clear_log
from portal.store.files.vault import Vault
from portal.store.outbox import put
from portal.store.record import record_erasure
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.course import CaseClock
from portal.store.tables.keeping import Erasure
from portal.store.tables.materials import Material
from portal.store.unit_of_work import Store, UnitOfWork

FINISH = "erasure.finish"


@dataclass(frozen=True)
class Again:
    """What was done again after a restore: erasures, and cases they touched."""

    erasures: int
    cases: int


def perform(
    uow: UnitOfWork, row: Erasure, about: Iterable[tuple[CaseFile, Collection[uuid.UUID]]], *, again: bool = False
) -> None:
    """Erase in every case, write the event of each, and keep the certificate on the row."""
    tally = Tally()
    cases, parties = [], []
    for case, whom in about:
        if row.files:
            row.vault = [*row.vault, *_files_of(uow, case)]
        if row.scope == "case":
            empty_case(uow, case, tally)
            case.erased_on = uow.today
            _stop_clocks(uow, case)
        else:
            blot_person(uow, case, whom, tally, files=row.files)
        data: dict[str, Any] = {"erasure": str(row.id), "scope": row.scope, "ground": row.ground}
        record_erasure(uow, case, data | ({"again": True} if again else {}), whole=row.scope == "case")
        cases.append(str(case.id))
        parties += [str(one) for one in whom]
    row.cases, row.parties = cases, parties
    row.counts, row.digest = dict(sorted(tally.counts.items())), tally.digest(uow)
    row.state, row.reason, row.answer, row.done_at, row.finished_at = "done", None, None, uow.now, None
    uow.session.flush()
    put(uow, FINISH, f"{FINISH}:{row.id}:{uow.now.isoformat()}", {"erasure": str(row.id)})


def finish(uow: UnitOfWork, payload: Mapping[str, Any], vault: Vault, list_file: Path) -> None:
    """Take the files away, write the list, and clear what SQLite keeps beside its file."""
    row = uow.session.get(Erasure, uuid.UUID(str(payload["erasure"])))
    if row is None or row.state != "done":
        return
    for file_id in row.vault:
        vault.take_away(uuid.UUID(file_id))
    keep_list(uow, list_file)
    row.vault, row.finished_at = [], uow.now
    engine = uow.session.connection().engine
    uow.after_commit(lambda: clear_log(engine))


def keep_list(uow: UnitOfWork, list_file: Path) -> int:
    """Write every erasure that is done into the list, and return how many were missing there."""
    rows = uow.session.scalars(
        select(Erasure)
        .where(Erasure.county_code == uow.county_code, Erasure.state == "done")
        .order_by(Erasure.done_at, Erasure.id)
    ).all()
    return append_missing(list_file, rows)


def erase_again(store: Store, county_code: str, vault: Vault, list_file: Path) -> Again:
    """Erase again what the list names and the database, restored from an older backup, still holds.

    What `portal restore` calls after it has put a backup back, and `portal erase reapply` by hand. Doing it twice does nothing.
    """
    lines = read_list(list_file)
    if not lines:
        return Again(0, 0)
    erasures = touched = 0
    with store.begin(System(county_code, TASK), write=True) as uow:
        done = set(uow.session.scalars(select(Erasure.id).where(Erasure.county_code == county_code, Erasure.state == "done")))
        undone = [line for line in lines if uuid.UUID(line.id) not in done]
        wanted = {one for line in undone for one in line.cases}
        ids = uow.session.scalars(select(CaseFile.id).where(CaseFile.county_code == county_code)) if wanted else ()
        known = {code: one for one in ids if (code := hashed(county_code, one)) in wanted}
        for line in undone:
            cases = [known[one] for one in line.cases if one in known]
            if cases:
                _again(uow, line, cases)
                erasures += 1
                touched += len(cases)
        rows = uow.session.scalars(select(Erasure).where(Erasure.county_code == county_code, Erasure.finished_at.is_(None)))
        for row in [row for row in rows if row.state == "done"]:
            for file_id in row.vault:
                vault.take_away(uuid.UUID(file_id))
            row.vault, row.finished_at = [], uow.now
        if erasures:
            log_access(uow, "keeping", "reapplied", count=erasures)
    if erasures:
        clear_log(store.engine)
    return Again(erasures, touched)


def _again(uow: UnitOfWork, line: Line, ids: list[uuid.UUID]) -> None:
    cases = uow.session.scalars(
        select(CaseFile)
        .where(CaseFile.county_code == uow.county_code, CaseFile.id.in_(ids))
        .order_by(CaseFile.id)
        .with_for_update()
    ).all()
    row = uow.session.get(Erasure, uuid.UUID(line.id))
    if row is None:
        row = Erasure(
            county_code=uow.county_code,
            id=uuid.UUID(line.id),
            organisation_id=cases[0].organisation_id,
            case_id=cases[0].id,
            scope=line.scope,
            ground=line.ground,
            document=line.document,
            files=line.files,
            state="proposed",
            proposed_at=datetime.fromisoformat(line.at),
            vault=[],
        )
        uow.session.add(row)
        uow.session.flush()
    row.reapplied_at = uow.now
    whom = {case.id: _parties_of(uow, case, frozenset(line.parties)) for case in cases}
    perform(uow, row, [(case, whom[case.id]) for case in cases], again=True)


def _parties_of(uow: UnitOfWork, case: CaseFile, wanted: frozenset[str]) -> tuple[uuid.UUID, ...]:
    ids = uow.session.scalars(select(Party.id).where(Party.county_code == uow.county_code, Party.case_id == case.id))
    return tuple(one for one in ids if hashed(uow.county_code, one) in wanted)


def _files_of(uow: UnitOfWork, case: CaseFile) -> list[str]:
    """Return the files of a case in the vault, without those that another case has too (`portal.services.carried_files`)."""
    file = func.coalesce(Material.file_id, Material.id)
    mine = (Material.county_code == uow.county_code, Material.case_id == case.id)
    ours = set(uow.session.scalars(select(file).where(*mine)))
    theirs = select(file).where(
        Material.county_code == uow.county_code,
        Material.case_id != case.id,
        or_(Material.id.in_(ours), Material.file_id.in_(ours)),
    )
    return [str(one) for one in sorted(ours - set(uow.session.scalars(theirs)))]


def _stop_clocks(uow: UnitOfWork, case: CaseFile) -> None:
    """Stop what still runs: nobody could be told of it."""
    for clock in uow.rows_of(CaseClock, case.id):
        if clock.state in ("running", "suspended"):
            clock.state, clock.stopped_on, clock.warn_on = "cancelled", uow.today, None
