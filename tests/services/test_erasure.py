"""删除个人信息: two people, everything of a case or of one person, and nothing of it left anywhere; on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import JSON, Column, Date, Integer, MetaData, String, Table, func, insert, select

from portal.errors import Forbidden, NotFound, Refused, StoreError
from portal.hooks.calling import Hooks
from portal.reading.case_page import case_page
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.erasing import erase_again
from portal.services.erasures import approve, refuse, withdraw
from portal.services.rebuild_facts import rebuild_facts
from portal.store.actors import System
from portal.store.erasing.emptying import OPTIONS
from portal.store.erasing.kept_list import list_file
from portal.store.files.vault import FOLDER, Vault
from portal.store.tables.cases import BlindIndex, CaseFile, Party
from portal.store.tables.columns import Uid
from portal.store.tables.course import CaseEvent
from portal.store.tables.figures import CaseFact
from portal.store.tables.keeping import Erasure, LegalHold
from tests.rig.databases import as_owner, embedded, postgres_database
from tests.services.yard import CANARIES, ID, LONG_AGO, NAME, OTHER_NAME, PHONE, STORY, Yard
from tests.store.county import COUNTY, DEMO, NOW
from tests.web.bench import do


@pytest.fixture
def yard(database_url: str, tmp_path: Path) -> Iterator[Yard]:
    made = Yard.at_work(database_url, tmp_path / "var")
    yield made
    made.at.engine.dispose()


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


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_rows_that_an_older_transaction_elsewhere_holds_are_not_said_to_be_cleared(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.store.erasing.scouring.PATIENCE_S", 0.1)
    case_id = yard.case()
    with (
        postgres_database(migrated=False) as elsewhere,
        closing(psycopg.connect(elsewhere.replace("+psycopg", ""))) as other,
    ):
        other.execute("SELECT pg_current_xact_id()")

        with pytest.raises(StoreError, match="portal erase scour"):
            yard.erased(case_id)
        assert ("case_file", STORY) in yard.found(STORY), "deleted, and still there"
        other.rollback()
        yard.scour()

    assert yard.found(*CANARIES) == []


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
