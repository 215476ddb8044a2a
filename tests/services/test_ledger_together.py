"""What is written of many cases at once is what is written of each alone, row by row, on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import inspect, select

from portal.engine.changes import Change
from portal.engine.ledger.columns import columns_of
from portal.engine.ledger.course import Played
from portal.engine.ledger.rows import Mapped
from portal.engine.ledger.sheets import Line
from portal.engine.transitions import decide
from portal.errors import GuardError, Overtaken
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.ledger.check import numbered
from portal.services.ledger.known import Ground, ground_of, played
from portal.services.ledger.numbering import start_after, with_number
from portal.services.ledger.write import ReadyLedger, make_ready, write_ready
from portal.services.open_case import open_case
from portal.store.actors import System
from portal.store.event_chain import DIGESTS
from portal.store.identifiers import new_id
from portal.store.load_case import load_case, state_of
from portal.store.record import record, record_next, record_opening
from portal.store.secrets import unlocked, unseal
from portal.store.tables.cases import BlindIndex, CaseSecret, Dispute
from portal.store.tables.columns import Base
from portal.store.tables.course import AuditValue, CaseEvent
from portal.store.tables.figures import CaseText
from portal.store.tables.ledger import LedgerCase, LedgerImport
from portal.store.tables.machine import NumberCounter, TypeSnapshot
from portal.store.together import at_once
from portal.store.unit_of_work import UnitOfWork
from portal.store.verify import verify_chains, verify_values
from tests.engine.wages import raw
from tests.services.conftest import LABOUR, TYPE, Desk
from tests.services.test_ledger_import import ROW, SETTLED
from tests.store.county import COUNTY, NOW

WAGES = LABOUR.case_types[0]
ENDED = {**ROW, "ended_on": "2026-03-20", "number": ""}
ROWS = (
    ROW,
    SETTLED,
    {**ENDED, "parties.worker.name": "王小军、李秀梅", "parties.worker.id_number": "620723199001010016、620723198505050025"},
    {**ENDED, "outcome": "口头协议", "agreed_act": "当面道歉", "details.account": "6222020", "details.refuge": "姐姐家"},
    {**ENDED, "outcome": "调解不成", "reason": "分歧较大，达不成协议", "remedies_told": "是"},
    {**ENDED, "outcome": "撤回申请", "handler": "王建国"},
)
WRITER = System(COUNTY, "ledger.write")
APART = {LedgerCase, LedgerImport}


def lines() -> list[Line]:
    return [Line(at, tuple(row.get(column.path) for column in columns_of(WAGES))) for at, row in enumerate(ROWS, 4)]


def ground(uow: UnitOfWork, desk: Desk) -> Ground:
    return ground_of(uow, desk.clerk, TYPE, Mapped({column.path: at for at, column in enumerate(columns_of(WAGES))}))


def ledger_row(uow: UnitOfWork, desk: Desk, import_id: uuid.UUID) -> LedgerImport:
    who = desk.clerk
    ledger = LedgerImport(
        county_code=COUNTY,
        id=import_id,
        organisation_id=who.organisation_id,
        staff_id=who.staff_id,
        post_id=who.post_id,
        type=TYPE,
        filename="台账.xlsx",
        digest=bytes(32),
        state="writing",
        recorded_at=uow.now,
        changed_at=uow.now,
    )
    uow.session.add(ledger)
    uow.session.flush()
    return ledger


def ready(desk: Desk, import_id: uuid.UUID) -> ReadyLedger:
    with desk.store.begin(WRITER) as uow:
        uow.on_behalf_of(desk.clerk)
        return make_ready(uow, ground(uow, desk), lines(), import_id)


def one_by_one(uow: UnitOfWork, desk: Desk) -> None:
    """Open each case and do each act of it alone, decided on what was read back from the database."""
    stands = ground(uow, desk)
    numbers = numbered(uow, stands, lines()).by_row
    start_after(uow, stands, numbers.values())
    for line in lines():
        come = played(uow, stands, line)
        assert isinstance(come, Played), come
        case = record_opening(uow, come.opening, WAGES, desk.clerk.organisation_id, desk.clerk.staff_id)
        for act in come.acts:
            uow.session.flush()
            state = state_of(uow, case, WAGES)
            change = decide(state, act.key, act.data, stands.deciding, act.confirmed)
            assert isinstance(change, Change), change
            paper = numbers.get(line.number) if change.number_year is not None else None
            record(uow, case, state, with_number(change, paper) if paper else change)


def everything(uow: UnitOfWork) -> dict[str, list[dict[str, Any]]]:
    """Return every row that follows a case, by table: ids as places, secrets as their texts, what is random left out."""
    uow.session.flush()
    entities = [m.class_ for m in Base.registry.mappers if "case_id" in m.columns or m.class_ in (Dispute,)]
    named = {m.class_.__tablename__: m.class_ for m in Base.registry.mappers}
    entities += [named["case_file"], NumberCounter, TypeSnapshot]
    found = {}
    for entity in entities:
        if entity in APART or entity.__tablename__ not in uow.session.guard._rule.system_tables | {
            "number_counter",
            "type_snapshot",
        }:
            continue
        rows = uow.session.scalars(select(entity).execution_options(populate_existing=True)).all()
        found[entity] = sorted(rows, key=lambda row: getattr(row, "id", None) or uuid.UUID(int=0))
    places = {row.id: f"{e.__tablename__} {n}" for e, rows in found.items() for n, row in enumerate(rows) if hasattr(row, "id")}
    told = {e.__tablename__: [_told(uow, row, places) for row in rows] for e, rows in found.items()}
    return {table: sorted(rows, key=repr) for table, rows in told.items()}


def _told(uow: UnitOfWork, row: Any, places: dict[uuid.UUID, str]) -> dict[str, Any]:
    values = {one.key: getattr(row, one.key) for one in inspect(type(row)).column_attrs}
    match row:
        case CaseSecret():
            values["ciphertext"] = unlocked(uow.keyring, row.case_id, row.path, row.ciphertext)
        case AuditValue():
            for key in ("before", "after"):
                if values[key] is not None:
                    values[key] = unseal(uow.keyring, "audit_value", key, row.id, values[key])
            values.pop("salt")
        case CaseEvent():
            values["data"] = {k: sorted(cast("dict[str, str]", v)) if k == DIGESTS else v for k, v in row.data.items()}
            del values["hash"], values["previous"]
        case CaseText():
            del values["docid"]
    return {key: _plain(value, places) for key, value in values.items()}


def _plain(value: Any, places: dict[uuid.UUID, str]) -> Any:
    if isinstance(value, uuid.UUID):
        return places.get(value, value)
    if isinstance(value, str):
        for row_id, place in places.items():
            value = value.replace(str(row_id), place)
    if isinstance(value, dict):
        return {key: _plain(one, places) for key, one in value.items()}
    return value


def test_many_at_once_give_the_rows_that_one_by_one_gives(desk: Desk) -> None:
    with desk.store.begin(WRITER, write=True) as uow:
        uow.on_behalf_of(desk.clerk)
        one_by_one(uow, desk)
        alone = everything(uow)
        uow.session.rollback()
    import_id = new_id()
    with closing(ready(desk, import_id)) as made, desk.store.begin(WRITER, write=True) as uow:
        uow.on_behalf_of(desk.clerk)
        write_ready(uow, made, desk.clerk, ledger_row(uow, desk, import_id))
    with desk.store.begin(WRITER) as uow:
        together = everything(uow)

    assert {table: len(rows) for table, rows in together.items()} == {table: len(rows) for table, rows in alone.items()}
    for table, rows in alone.items():
        assert together[table] == rows, table
    assert all(alone[entity.__tablename__] for entity in (CaseSecret, BlindIndex, CaseText, NumberCounter))
    with desk.store.begin(System(COUNTY, "audit.verify")) as uow:
        assert verify_chains(uow)[2] == []
        assert verify_values(uow)[1] == []
    with desk.store.begin(desk.clerk) as uow:
        page = register_page(uow, desk.clerk, RegisterQuery(tab=Tab.ALL, text="兴业建筑"))
        assert len(page.rows) == len(ROWS)


def test_case_that_is_not_written_yet_is_read_as_it_will_lie_there(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        stands = ground(uow, desk)
        for line in lines():
            come = played(uow, stands, line)
            assert isinstance(come, Played), come
            with at_once(uow):
                case = record_opening(uow, come.opening, WAGES, desk.clerk.organisation_id, desk.clerk.staff_id)
                for act in come.acts:
                    change = decide(state_of(uow, case, WAGES), act.key, act.data, stands.deciding, act.confirmed)
                    assert isinstance(change, Change), change
                    record_next(uow, case, WAGES, come.opening.parties, change)
                gathered = state_of(uow, case, WAGES, secrets=True)

            assert load_case(uow, case.id, secrets=True)[1] == gathered


def a_number_is_given(desk: Desk) -> None:
    with desk.store.begin(desk.clerk, write=True) as uow:
        open_case(uow, {"type": TYPE, **raw()}, accept={"accepted_on": str(NOW.date())})


def nothing(desk: Desk) -> None:
    """Nothing happens."""


@pytest.mark.parametrize(
    ("meanwhile", "lost", "minutes", "overtaken"),
    [
        (nothing, frozenset(), 20, False),
        (a_number_is_given, frozenset(), 0, True),
        (nothing, frozenset({("assign", TYPE)}), 0, True),
        (nothing, frozenset(), 31, True),
    ],
    ids=["nothing", "a number was given", "the post lost a verb", "the audit may be sealed up to then"],
)
def test_what_was_made_ready_is_written_only_while_it_holds(
    desk: Desk, meanwhile: Callable[[Desk], None], lost: frozenset[tuple[str, str]], minutes: int, overtaken: bool
) -> None:
    import_id = new_id()
    with closing(ready(desk, import_id)) as made:
        meanwhile(desk)
        with desk.store.begin(WRITER, write=True, now=NOW + timedelta(minutes=minutes)) as uow:
            uow.on_behalf_of(desk.clerk)
            ledger = ledger_row(uow, desk, import_id)
            who = replace(desk.clerk, verbs=desk.clerk.verbs - lost)
            if overtaken:
                with pytest.raises(Overtaken):
                    write_ready(uow, made, who, ledger)
            else:
                write_ready(uow, made, who, ledger)
            assert ledger.made == (0 if overtaken else len(ROWS))
            uow.session.rollback()


def test_the_guard_judges_packed_rows_as_it_judges_a_flush(desk: Desk) -> None:
    import_id = new_id()
    with closing(ready(desk, import_id)) as made:
        for who in (System(COUNTY, "tidy"), desk.stranger, System("620722", "ledger.write")):
            with desk.store.begin(who, write=True) as uow, pytest.raises(GuardError):
                made.gathered.write(uow)


def test_what_is_put_aside_comes_back_as_it_was_and_nobody_reads_it(desk: Desk) -> None:
    import_id = new_id()
    with closing(ready(desk, import_id)) as made:
        spool = made.gathered._spool
        first, again = list(spool), list(spool)
        spool._file.seek(0)
        kept = spool._file.read()

    texts = first[0].texts
    assert first == again
    assert texts is not None
    assert any("兴业建筑" in text for text in texts.values("text"))
    assert "兴业建筑".encode() not in kept
    assert import_id.bytes not in kept
    assert str(import_id).encode() not in kept
