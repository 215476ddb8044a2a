"""What a handler learns of the same people's matters elsewhere, and how handlers come into contact; on both databases."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, update

from portal.declare.plugins import Plugin
from portal.declare.privacy import Privacy
from portal.declare.steps import Verb
from portal.errors import Forbidden, NotFound, Refused
from portal.hooks.registry import Registry
from portal.reading.contacts import contacts_of_case, contacts_on_desk
from portal.services import elsewhere
from portal.services.advance import advance
from portal.services.contacts import HANDLERS, answer_contact, offer_contact
from portal.services.elsewhere import Asked, ask_of_case, ask_while_registering
from portal.services.open_case import open_case
from portal.store.actors import Person
from portal.store.outbox import run_due
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Contact
from portal.store.tables.machine import AccessEntry
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import Store
from tests.engine.wages import WAGES, raw
from tests.rig.databases import embedded
from tests.store.county import COUNTY, DEMO, NOW, County, make_store

SECTORS = ("labour", "land", "goods")
IDS = ("620723199001010016", "620723199203040029", "620723198507150011", "110101199003070134")
PHONES = ("13893600011", "13893600022", "13893600033")


def _checked(first: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]


NUMBERS = tuple(_checked(number[:17]) for number in IDS)


@dataclass
class Town:
    """Three bodies of three sectors, with a handler each and a supervisor in the first."""

    store: Store
    people: dict[str, Person]

    def open(self, sector: str, *, who: str = "", sealed: bool = False, **worker: Any) -> uuid.UUID:
        actor = self.people[who or sector]
        body = raw()
        person = {
            key: value for key, value in body["parties"]["worker"].items() if key not in ("id_number", "phone", "born", "sex")
        }
        parties = {**body["parties"], "worker": {**person, **worker}}
        parties["employer"] = {k: v for k, v in parties["employer"].items() if k != "phone"}
        details = {**body["details"], **({"violence": "是", "safe_phone": "13893600055"} if sealed else {})}
        with self.store.begin(actor, write=True) as uow:
            given = {**body, "parties": parties, "details": details, "type": f"{sector}.{WAGES.key}"}
            return open_case(uow, given, accept={}).case_id

    def ask(self, who: str, case_id: uuid.UUID) -> Asked:
        with self.store.begin(self.people[who], write=True) as uow:
            answer = ask_of_case(uow, case_id)
        assert answer is not None
        return answer

    def work(self) -> None:
        run_due(self.store, HANDLERS, COUNTY)

    def desk(self, who: str) -> list[tuple[str, str, str]]:
        with self.store.begin(self.people[who]) as uow:
            return [(word.part, word.organisation, word.name) for word in contacts_on_desk(uow, self.people[who])]

    def waiting(self, who: str) -> uuid.UUID:
        with self.store.begin(self.people[who]) as uow:
            return contacts_on_desk(uow, self.people[who])[0].id

    def offer(self, who: str, case_id: uuid.UUID, wish: str = "talk") -> None:
        with self.store.begin(self.people[who], write=True) as uow:
            offer_contact(uow, case_id, wish)
        self.work()

    def answer(self, who: str, contact_id: uuid.UUID, *, accepts: bool = True) -> None:
        with self.store.begin(self.people[who], write=True) as uow:
            answer_contact(uow, contact_id, accepts=accepts)
        self.work()

    def do(self, who: str, case_id: uuid.UUID, action: str, **data: Any) -> None:
        actor = self.people[who]
        with self.store.begin(actor) as uow:
            version = uow.session.scalars(select(CaseFile.version).where(CaseFile.id == case_id)).one()
        with self.store.begin(actor, write=True) as uow:
            advance(uow, case_id, action, data, version=version)


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Any:
    plugins = [Plugin(key=key, title=key, number_word="甲乙丙"[n], case_types=(WAGES,)) for n, key in enumerate(SECTORS)]
    store = make_store(database_url, tmp_path, Registry.of(*plugins))
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.division("620723100", COUNTY)
        people = {}
        for sector, name in zip(SECTORS, ("王建国", "李秀英", "孙梅"), strict=True):
            county.organisation(f"{sector}调委会", plugins=(sector,)).phone = "0936-5521234"
            verbs = frozenset((verb.value, f"{sector}.{WAGES.key}") for verb in Verb)
            people[sector] = replace(county.person(name, f"{sector}调委会"), verbs=verbs)
            people[f"{sector}_head"] = replace(county.person(f"{name}主任", f"{sector}调委会", supervises=True), verbs=verbs)
    yield Town(store, people)
    store.engine.dispose()


@dataclass(frozen=True)
class Told:
    """A case as the reference model knows it."""

    id: uuid.UUID
    sector: str
    number: str
    phone: str
    is_sealed: bool
    is_open: bool


def _model(cases: list[Told], of: Told) -> Asked:
    """Return what should be answered: written from the sentence, not from the query."""
    others = [
        case
        for case in cases
        if case.sector != of.sector
        and case.is_open
        and not case.is_sealed
        and ((of.number and case.number == of.number) or (of.phone and case.phone == of.phone))
    ]
    return Asked(len(others), len({case.sector for case in others}))


@pytest.mark.parametrize("seed", [7])
def test_answer_is_that_of_the_model_and_no_sealed_case_changes_it(
    town: Town, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(seed)
    monkeypatch.setattr(elsewhere, "MOST_CASES", 1000)
    cases: list[Told] = []
    for _ in range(10):
        sector, is_sealed = draw.choice(SECTORS), draw.random() < 0.3
        number, phone = draw.choice(("", *NUMBERS[:2])), draw.choice(("", *PHONES[:2]))
        values = {key: value for key, value in (("id_number", number), ("phone", phone)) if value}
        case_id = town.open(sector, sealed=is_sealed, **values)
        is_open = draw.random() < 0.8
        if not is_open:
            town.do(sector, case_id, "withdraw", how="withdrawn", ended_on="今天")
        cases.append(Told(case_id, sector, number, phone, is_sealed, is_open))
        for case in cases[-2:]:
            if case.is_open:
                assert town.ask(case.sector, case.id) == _model(cases, case)
    plain = [case for case in cases if not case.is_sealed]
    for case in plain:
        if case.is_open:
            assert town.ask(case.sector, case.id) == _model(plain, case)


def test_two_matters_in_two_sectors_are_told_and_nothing_else(town: Town) -> None:
    mine = town.open("labour", id_number=NUMBERS[0])
    town.open("land", id_number=NUMBERS[0])
    town.open("goods", id_number=NUMBERS[0])

    assert town.ask("labour", mine) == Asked(2, 2)


def test_case_that_becomes_sealed_is_no_more_told(town: Town) -> None:
    mine, theirs = town.open("labour", phone=PHONES[0]), town.open("land", phone=PHONES[0])
    assert town.ask("labour", mine) == Asked(1, 1)

    town.do("land_head", theirs, "seal", to="4", reason_text="有危险")

    assert town.ask("labour", mine) == Asked(0, 0)


def test_sealed_case_costs_the_same_statements_as_none(town: Town) -> None:
    mine = town.open("labour", id_number=NUMBERS[0])
    town.ask("labour", mine)
    seen: list[list[str]] = []
    for _round in range(2):
        ran: list[str] = []
        event.listen(town.store.engine, "before_cursor_execute", lambda *a, ran=ran: ran.append(a[2]))
        town.ask("labour", mine)
        seen.append(list(ran))
        town.open("land", sealed=True, id_number=NUMBERS[0])

    assert seen[0] == seen[1]


def test_restricted_case_is_counted(town: Town) -> None:
    mine, theirs = town.open("labour", phone=PHONES[0]), town.open("land", phone=PHONES[0])
    with town.store.begin(DEMO, write=True) as uow:
        uow.session.execute(update(CaseFile).where(CaseFile.id == theirs).values(privacy=int(Privacy.P3)))

    assert town.ask("labour", mine) == Asked(1, 1)


def test_own_matters_and_procedures_of_the_same_dispute_are_not_elsewhere(town: Town) -> None:
    mine = town.open("labour", phone=PHONES[0])
    town.open("labour", phone=PHONES[0])
    passed_on = town.open("land", phone=PHONES[0])
    with town.store.begin(DEMO, write=True) as uow:
        dispute = uow.session.scalars(select(CaseFile.dispute_id).where(CaseFile.id == mine)).one()
        uow.session.execute(update(CaseFile).where(CaseFile.id == passed_on).values(dispute_id=dispute))

    assert town.ask("labour", mine) == Asked(0, 0)


def test_telephone_of_a_firm_makes_nobody_the_same_person(town: Town) -> None:
    for sector in ("labour", "land"):
        body = raw()
        body["parties"]["worker"] = {"name": "王小军"}
        body["parties"]["employer"]["phone"] = PHONES[2]
        with town.store.begin(town.people[sector], write=True) as uow:
            mine = open_case(uow, {**body, "type": f"{sector}.{WAGES.key}"}, accept={}).case_id

    assert town.ask("land", mine) == Asked(0, 0)


def test_only_whoever_has_the_open_case_in_hands_is_answered(town: Town) -> None:
    mine = town.open("labour", phone=PHONES[0])
    town.open("land", phone=PHONES[0])

    with pytest.raises(Forbidden):
        town.ask("labour_head", mine)
    with pytest.raises(NotFound):
        town.ask("land", mine)
    town.do("labour_head", mine, "take")
    with pytest.raises(Forbidden):
        town.ask("labour", mine)
    assert town.ask("labour_head", mine) == Asked(1, 1)
    town.do("labour_head", mine, "withdraw", how="withdrawn", ended_on="今天")
    with pytest.raises(Forbidden):
        town.ask("labour_head", mine)


def test_question_is_written_down_once_an_hour_and_never_by_a_reader(town: Town) -> None:
    mine = town.open("labour", id_number=NUMBERS[0])
    with town.store.begin(town.people["labour"]) as uow:
        assert ask_of_case(uow, mine) is None
    for _ in range(3):
        town.ask("labour", mine)
    with town.store.begin(town.people["labour"]) as uow:
        assert ask_of_case(uow, mine) == Asked(0, 0)
    with town.store.begin(town.people["labour"], write=True, now=NOW + timedelta(hours=2)) as uow:
        ask_of_case(uow, mine)

    assert _logged(town) == [("door", "case", mine)] * 2


@embedded
def test_form_is_answered_for_whole_numbers_and_the_record_holds_none(town: Town) -> None:
    town.open("land", id_number=NUMBERS[0], phone=PHONES[0])
    town.open("goods", id_number=NUMBERS[1])

    def ask(*numbers: str) -> Asked | None:
        with town.store.begin(town.people["labour"], write=True) as uow:
            return ask_while_registering(uow, f"labour.{WAGES.key}", numbers)

    assert ask() == Asked(0, 0)
    assert ask(NUMBERS[0]) == Asked(1, 1)
    assert ask(NUMBERS[0], NUMBERS[1]) == Asked(2, 2)
    assert ask(NUMBERS[2]) == Asked(0, 0)
    with town.store.begin(DEMO) as uow:
        data = uow.session.scalars(select(AccessEntry.data).where(AccessEntry.kind == "door")).all()
    assert len(data) == 3
    assert not any(number in str(data) for number in NUMBERS)


@embedded
def test_nobody_tries_out_numbers(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.open("land", id_number=NUMBERS[3])
    monkeypatch.setattr(elsewhere, "MOST_NUMBERS", 2)

    def ask(number: str, *, after: timedelta = timedelta(0)) -> Asked | None:
        with town.store.begin(town.people["labour"], write=True, now=NOW + after) as uow:
            return ask_while_registering(uow, f"labour.{WAGES.key}", [number])

    assert [ask(number) for number in NUMBERS[:2]] == [Asked(0, 0), Asked(0, 0)]
    assert ask(NUMBERS[3]) == Asked(is_limited=True)
    assert ask(NUMBERS[0]) == Asked(0, 0)
    assert ask(NUMBERS[3], after=timedelta(hours=1, minutes=1)) == Asked(1, 1)


@embedded
def test_one_person_s_limit_is_not_another_s(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "MOST_CASES", 1)
    first, second, theirs = town.open("labour"), town.open("labour"), town.open("land")

    assert town.ask("labour", first) == Asked(0, 0)
    assert town.ask("labour", second).is_limited
    assert not town.ask("land", theirs).is_limited


def test_offer_reaches_the_other_handlers_who_stay_unknown_until_they_accept(town: Town) -> None:
    mine = town.open("labour", phone=PHONES[0])
    town.open("land", phone=PHONES[0])
    town.open("goods", phone=PHONES[0])
    town.ask("labour", mine)

    town.offer("labour", mine)

    told = [("received", "labour调委会", "王建国")]
    assert (town.desk("land"), town.desk("goods"), town.desk("labour")) == (told, told, [])
    town.answer("land", town.waiting("land"))
    town.answer("goods", town.waiting("goods"), accepts=False)
    assert (town.desk("land"), town.desk("goods")) == ([], [])
    assert town.desk("labour") == [("accepted", "land调委会", "李秀英")]
    with town.store.begin(town.people["labour"]) as uow:
        found = contacts_of_case(uow, town.people["labour"], mine)
    assert [(word.name, word.phone) for word in found.accepted] == [("李秀英", "0936-5521234")]
    town.answer("labour", town.waiting("labour"))
    assert town.desk("labour") == []


def test_sealed_case_gets_no_offer_and_makes_none(town: Town) -> None:
    mine, sealed = town.open("labour", phone=PHONES[0]), town.open("land", sealed=True, phone=PHONES[0])
    town.open("goods", phone=PHONES[0])

    town.offer("labour", mine)

    assert town.desk("land") == []
    assert town.desk("goods") != []
    with pytest.raises(Refused, match="sealed_offers_nothing"):
        town.offer("land", sealed)


@pytest.mark.parametrize("whose", ["offered", "received"])
def test_case_sealed_afterwards_takes_its_words_back(town: Town, whose: str) -> None:
    mine, theirs = town.open("labour", phone=PHONES[0]), town.open("land", phone=PHONES[0])
    town.offer("labour", mine)
    waiting = town.waiting("land")
    sealing, who = (mine, "labour_head") if whose == "offered" else (theirs, "land_head")

    town.do(who, sealing, "seal", to="4", reason_text="有危险")
    if whose == "received":  # at once, before any job runs
        assert town.desk("land") == []
    town.work()

    assert town.desk("land") == []
    with pytest.raises(NotFound):
        town.answer("land", waiting)


def test_offer_to_nobody_is_refused_and_so_is_a_second_one(town: Town) -> None:
    alone, mine = town.open("labour", phone=PHONES[1]), town.open("labour", phone=PHONES[0])
    town.open("goods", phone=PHONES[0])

    with pytest.raises(Refused, match="nobody_elsewhere"):
        town.offer("labour", alone)
    with pytest.raises(Refused, match="not_an_option"):
        town.offer("labour", mine, "spy")
    town.offer("labour", mine)
    with pytest.raises(Refused, match="contact_offered"):
        town.offer("labour", mine)


def test_nobody_answers_for_somebody_else(town: Town) -> None:
    mine = town.open("labour", phone=PHONES[0])
    town.open("land", phone=PHONES[0])
    town.offer("labour", mine)
    waiting = town.waiting("land")

    with pytest.raises(NotFound):
        town.answer("goods", waiting)
    with pytest.raises(Forbidden):
        town.answer("land_head", waiting)
    assert town.desk("land_head") == []


def test_no_word_names_the_other_s_case(town: Town) -> None:
    mine, theirs = town.open("labour", phone=PHONES[0]), town.open("land", phone=PHONES[0])
    town.offer("labour", mine)
    town.answer("land", town.waiting("land"))

    for who, own in (("labour", mine), ("land", theirs)):
        with town.store.begin(town.people[who]) as uow:
            assert set(uow.session.scalars(select(Contact.case_id))) == {own}
            assert uow.session.scalar(select(Organisation.id).limit(1)) is not None


def _logged(town: Town) -> list[tuple[str, str, uuid.UUID | None]]:
    with town.store.begin(DEMO) as uow:
        rows = uow.session.scalars(select(AccessEntry).where(AccessEntry.kind.in_(("door", "contact"))).order_by(AccessEntry.id))
        return [(row.kind, row.action, row.case_id) for row in rows]
