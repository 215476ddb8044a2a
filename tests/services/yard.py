"""A data folder with cases full of canaries, people who erase them, and a look at every byte that is left."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, text

from portal.access.actors import Person
from portal.access.proving_again import Proved
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.caucus import write_note
from portal.services.daily import handlers
from portal.services.drafts import save_draft
from portal.services.erasures import approve, propose
from portal.services.file_checks.taking import Sent
from portal.services.materials import add_materials, limits, store_files
from portal.store.actors import System
from portal.store.database import make_engine
from portal.store.erasing.scouring import scour
from portal.store.files.vault import FOLDER, Vault
from portal.store.outbox import run_due
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.keeping import Erasure
from portal.store.verify import verify_chains, verify_values
from tests.rig.databases import as_owner
from tests.store.county import COUNTY, DEMO, NOW
from tests.web.bench import COURSE, do, make_bench, rich_body
from tests.web.offices import Offices

ID, OTHER_ID = "620723198807065513", "110101199003070134"
PHONE, OLD_PHONE, OTHER_PHONE = "13893607711", "13893607722", "13893607766"
NAME, OTHER_NAME, STORY = "欧阳青禾", "慕容远山", "羊进了向日葵地"
HERS = (ID, PHONE, OLD_PHONE, NAME, "向阳巷九十七号")
DEBT = "%PDF-1.4\n借条写着".encode()
CANARIES = (
    *HERS,
    hashlib.sha256(DEBT).hexdigest()[:24],
    STORY,
    OTHER_NAME,
    OTHER_PHONE,
    "暂住在榆树沟姨母家",
    "说好周一见面",
    "愿意赔一部分",
    "还没写完的伤心话",
    "其实想和好",
    "借条写着",
)
LONG_AGO = date(2010, 1, 1)
_HELD = "pg_read_binary_file(pg_relation_filepath(oid), 0, pg_relation_size(oid), true)"
_OURS = (
    "relkind IN ('r', 'i', 't') AND relpersistence = 'p' AND pg_relation_size(oid) > 0"
    " AND relnamespace IN (current_schema()::regnamespace, 'pg_toast'::regnamespace)"
)


@dataclass
class Yard:
    """The bench with a data folder, a head who proposes and a security administrator who decides."""

    at: Offices
    folder: Path
    decider: Person

    @classmethod
    def at_work(cls, url: str, folder: Path) -> Yard:
        """Return the bench over a migrated database, with an empty data folder."""
        folder.mkdir()
        made = make_bench(url, folder)
        return cls(made, folder, made.people["coordinator"])

    @property
    def head(self) -> Person:
        return self.at.people["keeper_head"]

    def case(self, name: str = NAME, number: str = ID, phone: str = PHONE, *, archived: date | None = LONG_AGO) -> uuid.UUID:
        """Take a case full of canaries through its course, and let it be archived long ago."""
        body = rich_body()
        body["details"]["plan"] = "暂住在榆树沟姨母家"
        body["summary"] = f"{STORY}，{name}很生气。"
        body["parties"]["grower"][0] = {"name": name, "id_number": number, "phone": OLD_PHONE, "address": "沙河镇向阳巷九十七号"}
        body["parties"]["neighbour"] |= {"name": OTHER_NAME, "phone": OTHER_PHONE, "id_number": OTHER_ID}
        body["parties"]["neighbour"] = {k: v for k, v in body["parties"]["neighbour"].items() if k not in ("born", "sex")}
        case_id = self.at.open("keeper", "many.rich", **body).case_id
        party = self.party(case_id, name)
        do(self.at, "keeper", case_id, "take")
        do(self.at, "keeper", case_id, "note", channel="phone", text=f"{name}说好周一见面")
        changed = {"grower": [{"id": str(party), "phone": phone}]}
        do(self.at, "keeper", case_id, "correct", reason_text=f"原号{OLD_PHONE}已停用", parties=changed)
        do(self.at, "keeper", case_id, "consent", consented_on="今天", how="phone")
        do(self.at, "keeper", case_id, "session", **{**COURSE["session"], "record": f"愿意赔一部分，{name}在场"})
        with self.at.store.begin(self.at.people["keeper"], write=True) as uow:
            vault = Vault(self.folder / FOLDER)
            sent = Sent(f"{name}.pdf", io.BytesIO(DEBT))
            add_materials(uow, case_id, "evidence", store_files(vault, [sent], limits(uow)))
            write_note(uow, case_id, {"party": str(party), "held_on": "今天", "text": "其实想和好", "passes_on": "yes"})
            save_draft(uow, f"case:{case_id}:note", "记一笔", {"text": "还没写完的伤心话"})
        if archived is not None:
            with self.at.store.begin(DEMO, write=True) as uow:
                case = uow.session.get_one(CaseFile, case_id)
                case.phase, case.archived_on = "archived", archived
        return case_id

    def party(self, case_id: uuid.UUID, name: str = NAME) -> uuid.UUID:
        with self.at.store.begin(DEMO) as uow:
            return uow.session.scalars(select(Party.id).where(Party.case_id == case_id, Party.name == name)).one()

    def propose(self, case_id: uuid.UUID, who: Person | None = None, **more: Any) -> uuid.UUID:
        raw = {"scope": "case", "ground": "term_over", "document": "鉴字2026-3号", "reason": "期限已满，鉴定后不再保存。", **more}
        with self.at.store.begin(who or self.head, write=True) as uow:
            return propose(uow, case_id, raw)

    def decide(self, erasure_id: uuid.UUID, who: Person | None = None, act: Any = approve, *more: Any) -> None:
        by = who or self.decider
        with self.at.store.begin(System(COUNTY, "erasure"), write=True) as uow:
            act(uow, by, erasure_id, *more, Proved(by.user_id, NOW))

    def finish(self) -> None:
        """Do the jobs, and let the operator clear what databases keep."""
        self.at.clock.now = NOW
        report = run_due(self.at.store, handlers(self.folder), COUNTY)
        assert report.failed == 0
        self.scour()

    def scour(self) -> None:
        owner = make_engine(self.at.engine.url, as_owner=True)
        try:
            scour(owner, self.at.store.registry)
        finally:
            owner.dispose()

    def erased(self, case_id: uuid.UUID, **more: Any) -> uuid.UUID:
        erasure_id = self.propose(case_id, **more)
        self.decide(erasure_id)
        self.finish()
        return erasure_id

    def row(self, erasure_id: uuid.UUID) -> Erasure:
        with self.at.store.begin(DEMO) as uow:
            return uow.session.get_one(Erasure, erasure_id)

    def found(self, *canaries: str) -> list[tuple[str, str]]:
        """Return where each of these texts lies: in the database's files, beside them, in the vault, or under search."""
        found = left_in(self.folder.parent, self.at.engine, canaries)
        with self.at.store.begin(self.head) as uow:
            for canary in canaries:
                rows = register_page(uow, self.head, RegisterQuery(tab=Tab.ALL, text=canary)).rows
                found += [("search", canary)] if rows else []
        return found

    def whole(self) -> bool:
        """Say whether every chain and every value that is kept verifies."""
        with self.at.store.begin(System(COUNTY, "audit.verify")) as uow:
            return verify_chains(uow)[2] == [] and verify_values(uow)[1] == []


def left_in(folder: Path, engine: Engine, canaries: Iterable[str]) -> list[tuple[str, str]]:
    """Return where each of these texts lies in the files of a folder and of a database, and every file of a case."""
    places = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    places |= _relations(engine)
    found = [(name, canary) for name, content in places.items() for canary in canaries if holds(content, canary)]
    return found + [(name, "a file") for name in places if name.endswith(".sealed")]


def holds(content: bytes, canary: str) -> bool:
    """Say whether the bytes hold the text, as it is or as JSON may spell it."""
    spelled = (canary.encode(), canary.encode("unicode_escape"))
    return any(one in content for one in spelled)


def _relations(engine: Engine) -> dict[str, bytes]:
    """Return the files in which PostgreSQL keeps the tables and indexes of this database, as they lie on the disk."""
    if engine.dialect.name == "sqlite":
        return {}
    with as_owner(engine) as connection:
        connection.execute(text("CHECKPOINT"))
        rows = connection.execute(text(f"SELECT relname, {_HELD} AS held FROM pg_class WHERE {_OURS}"))
        return {row.relname: bytes(row.held) for row in rows if row.held}
