"""The check of erasure: of a case whose personal values were erased nothing is left, in the plugin's own tables too.

It comes last: it erases what the other checks planted and looked at.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, LargeBinary, insert, select

from portal.hooks.own_names import could_hold_texts, is_personal, silent_columns
from portal.proof.canaries import Canary, Matter, Rule
from portal.store.actors import System
from portal.store.erasing.emptying import OPTIONS, TASK, Tally, empty_case, own_tables
from portal.store.erasing.scouring import scour
from portal.store.files.vault import FOLDER, Vault
from portal.store.record import record_erasure
from portal.store.tables.cases import CaseFile
from portal.store.tables.columns import Uid
from portal.store.tables.materials import Material
from portal.store.unit_of_work import UnitOfWork
from portal.store.verify import verify_chains, verify_values
from portal.testing.bench import Bench
from portal.testing.findings import Check, Finding
from portal.testing.tried_on import everything_in

_OWN = "删净"
_MEND = '在列上写 info={"personal": True}（删除案件时清空）或 False（不含个人信息，保留）'


def columns_say_what_is_personal(bench: Bench) -> Iterator[Finding]:
    """Find columns of the plugin's tables of cases that could hold something personal and do not say whether they do."""
    for key, metadata in bench.portal.registry.hooks.tables():
        for column in silent_columns(metadata):
            yield Finding(f"{key} {column}", "没有说明是不是个人信息", _MEND)


def erasure_leaves_nothing(bench: Bench) -> Iterator[Finding]:
    """Find values that are still in the database or in a file after their case was erased, and chains it broke."""
    portal = bench.portal
    cases = [of.id for of in portal.plant().subjects if of.matter is Matter.CASE and of.id is not None]
    if not cases:
        return
    with portal.store.begin(System(portal.county_code, TASK), write=True) as uow:
        own = list(_rows_of_own(uow, cases[0]))
        files = _erase(uow, cases)
        left = [name for name in own if _stands(uow, name)]
    for file_id in files:
        Vault(portal.config.data_dir / FOLDER).take_away(file_id)
    scour(portal.engine, portal.registry)
    for name in left:
        yield Finding(name, "标明是个人信息，删除以后还在", _MEND)
    kept = everything_in(portal.config.database_owner_url)
    for canary in _personal(portal.nest.canaries):
        if canary.value.encode() in kept:
            yield Finding(canary.key, "删除案件的个人信息以后，数据库里还有", "有个人信息的列要说明；内容不要写进代号")
    with portal.store.begin(System(portal.county_code, "audit.verify")) as uow:
        faults = len(verify_chains(uow)[2]) + len(verify_values(uow)[1])
    if faults:
        yield Finding(bench.plugin.key, f"删除以后案件记录有 {faults} 处不对", "这是平台的错，请告诉维护人员")


def _erase(uow: UnitOfWork, cases: list[uuid.UUID]) -> list[uuid.UUID]:
    """Erase these cases and return the files they had."""
    tally = Tally()
    files = list(uow.session.scalars(select(Material.id).where(Material.case_id.in_(cases))))
    for case_id in cases:
        case = uow.session.get_one(CaseFile, case_id)
        empty_case(uow, case, tally)
        case.erased_on = uow.today
        record_erasure(uow, case, {"scope": "case"}, whole=True)
    return files


def _rows_of_own(uow: UnitOfWork, case_id: uuid.UUID) -> Iterator[str]:
    """Write a row about the case into each table of the plugin, as far as its other columns allow, and yield the table."""
    for table in own_tables(uow):
        values: dict[str, Any] = {}
        for column in table.c:
            if column.name == "case_id":
                values[column.name] = case_id if isinstance(column.type, Uid) else _as_taken(case_id, column)
            elif column.name == "county_code":
                values[column.name] = uow.county_code
            elif could_hold_texts(column) and is_personal(column):
                values[column.name] = _word(column)
            elif not column.nullable and column.default is None and column.server_default is None:
                values[column.name] = _made_up(column)
        if any(_OWN in str(value) for value in values.values()):
            uow.session.execute(insert(table).values(**values), execution_options=OPTIONS)
            yield table.name


def _as_taken(case_id: uuid.UUID, column: Any) -> Any:
    """Return the id of a case as a column of another type takes it."""
    return case_id.bytes if isinstance(column.type, LargeBinary) else case_id


def _word(column: Any) -> Any:
    if isinstance(column.type, JSON):
        return {"word": _OWN}
    return _OWN.encode() if isinstance(column.type, LargeBinary) else _OWN


def _made_up(column: Any) -> Any:
    kind = column.type.python_type
    if kind is uuid.UUID:
        return uuid.uuid4()
    if kind is bytes:
        return uuid.uuid4().bytes
    return kind(1) if kind in (int, str, bool) else None


def _stands(uow: UnitOfWork, name: str) -> bool:
    table = next(one for one in own_tables(uow) if one.name == name)
    rows = uow.session.execute(select(table), execution_options=OPTIONS).all()
    return any(_OWN in str(value) for row in rows for value in row)


def _personal(canaries: list[Canary]) -> Iterator[Canary]:
    """Yield what is personal of cases: amounts are figures, and figures stay."""
    return (one for one in canaries if one.subject.matter is Matter.CASE and one.rule is not Rule.FIGURE)


CHECKS = (
    Check("columns_say_what_is_personal", "自己的表说明哪些列是个人信息", columns_say_what_is_personal),
    Check("erasure_leaves_nothing", "删除案件的个人信息以后什么也不留，记录链完整", erasure_leaves_nothing),
)
