"""Secrets of cases and what finds them again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.errors import KeyringError
from portal.store import blind_index
from portal.store.blind_index import Kind, meanings
from portal.store.keyring import make_keys
from portal.store.person_rows import cases_with
from portal.store.sealed_columns import SEALED_TABLES, SealedTable
from portal.store.secrets import seal, unseal
from portal.store.tables.cases import BlindIndex, CaseFile, CaseSecret
from portal.store.unit_of_work import Store, UnitOfWork
from tests.store.county import COUNTY, DEMO, NOW, County

ID = "620723199001010016"
TODAY = NOW.date()


@dataclass
class Desk:
    uow: UnitOfWork
    case: uuid.UUID
    other: uuid.UUID
    party: uuid.UUID

    def index(self, **values: Any) -> None:
        blind_index.index_party(self.uow, self.case, self.party, **values)
        self.uow.session.flush()

    def found(self, typed: str) -> list[uuid.UUID]:
        condition = blind_index.matching(self.uow.keyring, COUNTY, meanings(typed, TODAY))
        return list(self.uow.session.scalars(select(CaseFile.id).where(condition)))


@pytest.fixture
def desk(shared: Store) -> Iterator[Desk]:
    with shared.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("县妇联")
        case, other = county.case("县妇联"), county.case("县妇联")
        yield Desk(uow, case.id, other.id, county.party(case).id)
        uow.session.rollback()


def test_a_secret_is_read_again_and_replaced(desk: Desk) -> None:
    secrets = desk.uow.secrets

    secrets.put(desk.case, "party.1.address", "沙河镇东寨村")
    secrets.put(desk.case, "party.1.address", "新华镇大寨村")

    assert secrets.get(desk.case, "party.1.address") == "新华镇大寨村"
    assert secrets.get(desk.case, "party.2.address") is None
    assert secrets.get(desk.other, "party.1.address") is None


def test_the_table_holds_no_plain_value(desk: Desk) -> None:
    desk.uow.secrets.put(desk.case, "party.1.id_number", ID)
    desk.uow.session.flush()

    (stored,) = desk.uow.session.scalars(select(CaseSecret.ciphertext)).all()
    assert ID.encode() not in stored
    assert stored.startswith(b"v2|k1|")


def test_secrets_come_by_what_their_path_begins_with(desk: Desk) -> None:
    secrets = desk.uow.secrets
    secrets.put_new(
        desk.case, [("party.1.phone", "1"), ("party.1.address", "2"), ("party.10.phone", "3"), ("party_1.phone", "4")]
    )
    desk.uow.session.flush()

    assert secrets.get_all(desk.case, "party.1.") == {"party.1.phone": "1", "party.1.address": "2"}
    assert len(secrets.get_all(desk.case)) == 4


def test_a_forgotten_secret_is_gone(desk: Desk) -> None:
    desk.uow.secrets.put(desk.case, "a", "x")
    desk.uow.secrets.put(desk.case, "b", "y")
    desk.uow.session.flush()

    desk.uow.secrets.forget(desk.case, "a")

    assert desk.uow.secrets.get(desk.case, "a") is None
    assert desk.uow.secrets.get_all(desk.case) == {"b": "y"}


@pytest.mark.parametrize("where", ["path", "case"])
def test_a_ciphertext_moved_to_another_place_does_not_decrypt(desk: Desk, where: str) -> None:
    desk.uow.secrets.put(desk.case, "a", "x")
    desk.uow.session.flush()

    case_id, path = (desk.case, "b") if where == "path" else (desk.other, "a")
    sealed = desk.uow.session.scalars(select(CaseSecret.ciphertext)).one()
    desk.uow.session.add(CaseSecret(county_code=COUNTY, case_id=case_id, path=path, ciphertext=sealed))
    desk.uow.session.flush()

    with pytest.raises(KeyringError, match="不属于这个位置"):
        desk.uow.secrets.get(case_id, path)


def test_another_tables_column_is_bound_to_its_row(tmp_path: Path) -> None:
    keyring, one, other = make_keys(tmp_path), uuid.uuid4(), uuid.uuid4()
    sealed = seal(keyring, "draft", "body", one, "正文")

    assert unseal(keyring, "draft", "body", one, sealed) == "正文"
    for table, column, row in (("draft", "body", other), ("draft", "label", one), ("consultation", "body", one)):
        with pytest.raises(KeyringError):
            unseal(keyring, table, column, row, sealed)


def test_a_ciphertext_of_another_county_does_not_decrypt(desk: Desk) -> None:
    desk.uow.secrets.put(desk.case, "a", "x")
    desk.uow.session.flush()
    row = desk.uow.session.scalars(select(CaseSecret)).one()
    elsewhere = desk.uow.keyring.of_county("620724")

    assert elsewhere.decrypt(elsewhere.encrypt(b"x", "a"), "a") == b"x"
    with pytest.raises(KeyringError, match="不属于这个位置"):
        elsewhere.decrypt(row.ciphertext, f"case_secret|a|{desk.case}")


@pytest.mark.parametrize("table", SEALED_TABLES, ids=lambda table: table.name)
def test_a_value_is_bound_to_every_part_of_its_place(table: SealedTable, tmp_path: Path) -> None:
    keyring = make_keys(tmp_path).of_county(COUNTY)
    row = table.entity(**{name: "path" if name == "path" else uuid.uuid4() for name in table.key})
    places = {table.place_of(row, column) for column in table.columns}
    for name in table.key:
        moved = table.entity(
            **{key: getattr(row, key) for key in table.key} | {name: "other" if name == "path" else uuid.uuid4()}
        )
        places |= {table.place_of(moved, column) for column in table.columns}

    assert len(places) == len(table.columns) * (1 + len(table.key))
    sealed = {place: keyring.encrypt(b"x", place) for place in places}
    for place, ciphertext in sealed.items():
        for other in places - {place}:
            with pytest.raises(KeyringError):
                keyring.decrypt(ciphertext, other)


@pytest.mark.parametrize(
    "typed",
    [
        ID,
        "620723 19900101 0016",
        "６２０７２３１９９００１０１００１６",
        "13893600011",
        "+86 138-9360-0011",
        "0011",
        "王0011",
        "王小军0011",
        "王 0016",
    ],
)
def test_a_party_is_found_by_what_people_type(desk: Desk, typed: str) -> None:
    desk.index(person_name="王小军", id_number=ID, phone="13893600011")

    assert desk.found(typed) == [desk.case]


@pytest.mark.parametrize(
    "typed", ["620723199001010017", "13893600012", "0012", "李0011", "王小0011", "001", "王", "", "62072319900101001"]
)
def test_nothing_less_than_the_whole_value_is_a_hit(desk: Desk, typed: str) -> None:
    desk.index(person_name="王小军", id_number=ID, phone="13893600011")

    assert desk.found(typed) == []


@pytest.mark.parametrize(("phone", "typed"), [("0936-5521234", "1234"), ("0936-5521234-12", "1234"), ("400-123-4567", "4567")])
def test_last_four_digits_are_those_of_the_subscriber(desk: Desk, phone: str, typed: str) -> None:
    desk.index(phone=phone)

    assert desk.found(typed) == [desk.case]


def test_a_compound_surname_is_one_surname(desk: Desk) -> None:
    desk.index(person_name="欧阳小军", phone="13893600011")

    assert desk.found("欧阳0011") == [desk.case]
    assert desk.found("欧0011") == []


def test_an_organisation_is_not_found_by_a_surname(desk: Desk) -> None:
    desk.index(phone="0936-5520001")

    assert {row.kind for row in desk.uow.session.scalars(select(BlindIndex))} == {Kind.PHONE, Kind.PHONE4}


def test_new_values_replace_the_old_hashes(desk: Desk) -> None:
    desk.index(phone="13893600011")
    desk.index(phone="13893600022")

    assert desk.found("13893600011") == []
    assert desk.found("13893600022") == [desk.case]


def test_a_forgotten_case_is_found_by_nothing(desk: Desk) -> None:
    desk.index(person_name="王小军", id_number=ID, phone="13893600011")

    blind_index.forget_case(desk.uow.session, COUNTY, desk.case)

    assert desk.uow.session.scalar(select(func.count()).select_from(BlindIndex)) == 0


def test_the_same_party_is_found_without_guessing(desk: Desk) -> None:
    desk.index(person_name="王小军", id_number=ID, phone="13893600011")
    keyring = desk.uow.keyring

    def count(**values: str) -> int:
        condition = cases_with(COUNTY, keyring, [(Kind(kind), value) for kind, value in values.items()])
        return desk.uow.session.scalar(select(func.count()).select_from(CaseFile).where(condition)) or 0

    assert count(id_number=ID) == 1
    assert count(phone="13893600011") == 1
    assert count(id_number="620723198506150028", phone="13893600011") == 1
    assert count(id_number="620723198506150028") == 0
    assert count() == 0
