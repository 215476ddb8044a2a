"""删除个人信息: two people, everything of a case or of one person, and nothing of it left anywhere; on both databases."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Date, Engine, Integer, MetaData, String, Table, func, insert, select, text

from portal.access.actors import Person
from portal.access.proving_again import Proved
from portal.errors import Forbidden, NotFound, Refused
from portal.hooks.calling import Hooks
from portal.reading.case_page import case_page
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.caucus import write_note
from portal.services.daily import handlers
from portal.services.drafts import save_draft
from portal.services.erasing import erase_again
from portal.services.erasures import approve, propose, refuse, withdraw
from portal.services.file_checks.taking import Sent
from portal.services.materials import add_materials, limits, store_files
from portal.services.rebuild_facts import rebuild_facts
from portal.store.actors import System
from portal.store.database import make_engine
from portal.store.erasing.emptying import OPTIONS
from portal.store.erasing.kept_list import list_file
from portal.store.erasing.scouring import scour
from portal.store.files.vault import FOLDER, Vault
from portal.store.outbox import run_due
from portal.store.tables.cases import BlindIndex, CaseFile, Party
from portal.store.tables.columns import Uid
from portal.store.tables.course import CaseEvent
from portal.store.tables.figures import CaseFact
from portal.store.tables.keeping import Erasure, LegalHold
from portal.store.verify import verify_chains, verify_values
from tests.rig.databases import as_owner, embedded
from tests.store.county import COUNTY, DEMO, NOW
from tests.web.bench import COURSE, do, make_bench, rich_body
from tests.web.offices import Offices

ID, OTHER_ID = "620723198807065513", "110101199003070134"
PHONE, OLD_PHONE, OTHER_PHONE = "13893607711", "13893607722", "13893607766"
NAME, OTHER_NAME, STORY = "欧阳青禾", "慕容远山", "羊进了向日葵地"
HERS = (ID, PHONE, OLD_PHONE, NAME, "向阳巷九十七号")
CANARIES = (
    *HERS,
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
            sent = Sent(f"{name}.pdf", io.BytesIO("%PDF-1.4\n借条写着".encode()))
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
        scour(owner, self.at.store.registry)
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
        places = {
            str(path.relative_to(self.folder.parent)): path.read_bytes()
            for path in self.folder.parent.rglob("*")
            if path.is_file()
        }
        places |= _relations(self.at.engine)
        found = [(name, canary) for name, content in places.items() for canary in canaries if _holds(content, canary)]
        found += [(name, "a file") for name in places if name.endswith(".sealed")]
        with self.at.store.begin(self.head) as uow:
            for canary in canaries:
                rows = register_page(uow, self.head, RegisterQuery(tab=Tab.ALL, text=canary)).rows
                found += [("search", canary)] if rows else []
        return found

    def whole(self) -> bool:
        """Say whether every chain and every value that is kept verifies."""
        with self.at.store.begin(System(COUNTY, "audit.verify")) as uow:
            return verify_chains(uow)[2] == [] and verify_values(uow)[1] == []


@pytest.fixture
def yard(database_url: str, tmp_path: Path) -> Iterator[Yard]:
    folder = tmp_path / "var"
    folder.mkdir()
    made = make_bench(database_url, folder)
    yield Yard(made, folder, made.people["coordinator"])
    made.engine.dispose()


def test_nothing_personal_of_an_erased_case_is_left_anywhere(yard: Yard) -> None:
    case_id = yard.case()
    before = yard.found(STORY)
    assert ("search", STORY) in before
    assert len({place for place, canary in before if canary == STORY} - {"search"}) >= 1, "it would be found where it lies"
    with yard.at.store.begin(DEMO) as uow:
        facts = uow.session.scalar(select(func.count(CaseFact.id)))
        number = uow.session.get_one(CaseFile, case_id).number

    erasure_id = yard.erased(case_id)

    assert yard.found(*CANARIES) == []
    assert yard.whole()
    row = yard.row(erasure_id)
    assert (row.state, row.reason, row.vault) == ("done", None, [])
    assert row.finished_at is not None
    assert row.digest is not None
    assert {"party", "case_secret", "audit_value", "case_note", "case_session", "material", "blind_index", "caucus_note"} <= set(
        row.counts
    )
    with yard.at.store.begin(DEMO) as uow:
        case = uow.session.get_one(CaseFile, case_id)
        assert (case.number, case.erased_on, case.summary, case.details) == (number, NOW.date(), "", {})
        assert uow.session.scalar(select(func.count(CaseFact.id))) == facts, "figures stay"
        last = uow.session.scalars(select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq.desc())).first()
        assert last is not None
        assert (last.action, last.staff_id, last.data["ground"]) == ("erase", yard.decider.staff_id, "term_over")
    with yard.at.store.begin(System(COUNTY, "facts.rebuild"), write=True) as uow:
        assert rebuild_facts(uow).written == 0
    with yard.at.store.begin(yard.head) as uow:
        page = case_page(uow, yard.head, case_id)
        assert (page.offers, page.summary, page.erased_on) == ((), "", NOW.date())
    with pytest.raises(Refused):
        do(yard.at, "keeper", case_id, "note", channel="phone", text="还在吗")


def test_one_person_goes_from_every_case_of_the_organisation_and_the_others_stay(yard: Yard) -> None:
    first, second = yard.case(), yard.case()
    other = yard.case("别的人家", "110101198001010037", "13893607733")
    party = yard.party(first)

    erasure_id = yard.erased(first, scope="person", party=str(party), files="go", ground="purpose_over")

    # what the old telephone was stands in the third case, of another person, too
    assert [hit for hit in yard.found(ID, PHONE, NAME) if hit[1] != "a file"] == []
    assert yard.whole()
    assert sorted(yard.row(erasure_id).cases) == sorted(map(str, (first, second)))
    with yard.at.store.begin(yard.head) as uow:
        page = case_page(uow, yard.head, second)
        assert page.erased_on is None
        assert OTHER_NAME in {party.name for party in page.parties}
        assert page.summary == f"{STORY}，某某很生气。"
        assert page.sessions[0].record == "愿意赔一部分，某某在场"
        assert len(register_page(uow, yard.head, RegisterQuery(tab=Tab.ALL, text=STORY)).rows) == 3
        assert case_page(uow, yard.head, other).summary == f"{STORY}，别的人家很生气。"
    with yard.at.store.begin(DEMO) as uow:
        left = set(uow.session.scalars(select(BlindIndex.party_id).where(BlindIndex.case_id == first)))
        assert left
        assert party not in left


def test_what_a_backup_brings_back_goes_again(yard: Yard) -> None:
    whole, shared = yard.case(), yard.case("别的人家", "110101198001010037", "13893607733")
    party = yard.party(shared, "别的人家")
    yard.erased(whole)
    yard.erased(shared, scope="person", party=str(party), files="go")
    listed = list_file(yard.folder).read_text()
    assert str(whole) not in listed
    assert str(party) not in listed
    assert NAME not in listed
    with yard.at.store.begin(DEMO, write=True) as uow:  # as an older backup is: the values are there, the erasures are not
        for row in uow.session.scalars(select(Erasure)).all():
            uow.session.delete(row)
        uow.session.get_one(CaseFile, whole).erased_on = None
        uow.session.get_one(CaseFile, whole).summary = STORY
        uow.session.get_one(Party, party).name = "别的人家"
        uow.session.get_one(CaseFile, shared).summary = "别的人家又来了"

    again = erase_again(yard.at.store, COUNTY, Vault(yard.folder / FOLDER), list_file(yard.folder))

    assert (again.erasures, again.cases) == (2, 2)
    with yard.at.store.begin(DEMO) as uow:
        assert uow.session.get_one(CaseFile, whole).summary == ""
        assert uow.session.get_one(CaseFile, whole).erased_on == NOW.date()
        assert uow.session.get_one(Party, party).name == ""
        assert uow.session.get_one(CaseFile, shared).summary == "某某又来了"
        rows = uow.session.scalars(select(Erasure)).all()
        assert {(row.state, row.reapplied_at is not None, row.finished_at is not None) for row in rows} == {("done", True, True)}
    assert yard.whole()
    assert erase_again(yard.at.store, COUNTY, Vault(yard.folder / FOLDER), list_file(yard.folder)).erasures == 0


@embedded
def test_it_takes_two_people_with_the_verbs_and_nothing_in_the_way(yard: Yard) -> None:
    case_id = yard.case()
    for who, wrong in (("keeper", Forbidden), ("head", NotFound), ("coordinator", Forbidden)):
        with pytest.raises(wrong):
            yard.propose(case_id, yard.at.people[who])
    wrongs: tuple[tuple[dict[str, Any], str], ...] = (
        ({"document": ""}, "document"),
        ({"scope": "person"}, "party"),
        ({"ground": "whim"}, "ground"),
        ({"reason": ID}, "reason"),
    )
    for changes, field in wrongs:
        with pytest.raises(Refused) as refused:
            yard.propose(case_id, **changes)
        assert field in {problem.field for problem in refused.value.problems}
    erasure_id = yard.propose(case_id)
    with pytest.raises(Refused, match="erasure_waits"):
        yard.propose(case_id)
    with pytest.raises(Forbidden):
        yard.decide(erasure_id, yard.head)
    with pytest.raises(Refused):
        yard.decide(erasure_id, None, refuse, {"answer": ""})
    yard.decide(erasure_id, None, refuse, {"answer": "鉴定报告还没有盖章。"})
    for act in (approve, refuse):
        with pytest.raises(Refused):
            yard.decide(erasure_id, None, act, *([{"answer": "x"}] if act is refuse else []))
    second = yard.propose(case_id)
    with yard.at.store.begin(yard.head, write=True) as uow:
        withdraw(uow, second)
    assert yard.row(second).state == "withdrawn"
    third = yard.propose(case_id)
    with yard.at.store.begin(DEMO, write=True) as uow:
        hold = {"ground": "suit", "placed_at": NOW, "placed_by_id": yard.head.staff_id}
        uow.session.add(LegalHold(county_code=COUNTY, id=uuid.uuid4(), case_id=case_id, **hold))
    with pytest.raises(Refused, match="erasure_held"):
        yard.decide(third)
    with yard.at.store.begin(DEMO) as uow:
        assert STORY in uow.session.get_one(CaseFile, case_id).summary


@embedded
def test_tables_of_plugins_go_as_their_columns_say(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    own = MetaData()
    says: Any = {"info": {"personal": True}}
    Table(
        "many_visit",
        own,
        Column("id", Integer, primary_key=True),
        Column("county_code", String(6)),
        Column("case_id", Uid),
        Column("who", String(40), nullable=False, **says),
        Column("told", JSON, nullable=False, **says),
        Column("born", Date, **says),
        Column("said", String(40)),  # says nothing: it goes
        Column("kind", String(40), info={"personal": False}),
    )
    Table(
        "many_oath",
        own,
        Column("id", Integer, primary_key=True),
        Column("case_id", Uid),
        Column("born", Date, nullable=False, **says),
    )
    monkeypatch.setattr(Hooks, "tables", lambda _self: (("many", own),))
    case_id, other = yard.case(), yard.case("别的人家", "110101198001010037", "13893607733")
    with as_owner(yard.at.engine) as connection:
        own.create_all(connection)
        connection = connection.execution_options(**OPTIONS)
        for one in (case_id, other):
            row = {
                "county_code": COUNTY,
                "case_id": one,
                "who": NAME,
                "told": {"a": [NAME]},
                "born": LONG_AGO,
                "said": NAME,
                "kind": "visit",
            }
            connection.execute(insert(own.tables["many_visit"]).values(**row))
            connection.execute(insert(own.tables["many_oath"]).values(case_id=one, born=LONG_AGO))

    yard.erased(case_id)

    with as_owner(yard.at.engine) as connection:
        connection = connection.execution_options(**OPTIONS)
        rows = connection.execute(select(own.tables["many_visit"]).order_by(own.tables["many_visit"].c.id)).all()
        oaths = connection.execute(select(own.tables["many_oath"].c.case_id)).scalars().all()
    assert [tuple(row)[3:] for row in rows] == [
        ("", {}, None, None, "visit"),
        (NAME, {"a": [NAME]}, LONG_AGO, NAME, "visit"),
    ]
    assert oaths == [other]


def _relations(engine: Engine) -> dict[str, bytes]:
    """Return the files in which PostgreSQL keeps the tables and indexes of this database, as they lie on the disk."""
    if engine.dialect.name == "sqlite":
        return {}
    with as_owner(engine) as connection:
        connection.execute(text("CHECKPOINT"))
        rows = connection.execute(text(f"SELECT relname, {_HELD} AS held FROM pg_class WHERE {_OURS}"))
        return {row.relname: bytes(row.held) for row in rows if row.held}


def _holds(content: bytes, canary: str) -> bool:
    spelled = (canary.encode(), canary.encode("unicode_escape"))
    return any(one in content for one in spelled)
