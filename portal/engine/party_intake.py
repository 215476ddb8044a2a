"""Reads one party: the seven items of the official form, what the identity number tells, and the role's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.declare.fields import CreditCode, Day, Field, IdNumber, Phone, Text
from portal.declare.parties import CORE_KEYS, PartyKind
from portal.declare.parties import Role as PartyRole
from portal.engine import identifiers
from portal.engine.case_state import PartyState
from portal.engine.read_fields import FieldProblem, read_field, read_fields
from portal.engine.representation import ADULT_AT, AGENT, GUARDIAN, LinkState, read_link
from portal.errors import Problem

_NAME = Text("name", "姓名或名称", longest=80)
_CORE: tuple[Field, ...] = (
    _NAME,
    IdNumber("id_number", "公民身份号码"),
    Text("no_id_reason", "暂无证件的原因", longest=60),
    Day("born", "出生日期"),
    Text("sex", "性别", longest=6, pattern="male|female|男|女", wrong="性别填男或女"),
    Phone("phone", "联系电话"),
    Text("address", "住址或住所", longest=120),
    CreditCode("credit_code", "统一社会信用代码"),
    Text("representative", "法定代表人或负责人", longest=40),
    Text("nation", "民族", longest=20),
    Text("occupation", "职业或职务", longest=40),
)
_MASKED = frozenset({"name", "id_number", "phone", "address", "representative"})
_SEXES = {"男": "male", "女": "female"}


def read_party(role: PartyRole, raw: object, ordinal: int, at: str, today: date, problems: list[Problem]) -> PartyState:
    """Return the party as far as it could be read and add every problem at `<at>.<key>`."""
    if not isinstance(raw, Mapping):
        problems.append(Problem(at, "wrong_kind"))
        return PartyState(None, role.key, role.side.value, ordinal, _default_kind(role), "")
    own = {f.key for f in role.fields}
    for key in raw:
        if key not in CORE_KEYS and key not in own:
            problems.append(Problem(f"{at}.{str(key)[:40]}", "unknown_field"))
    kind = _kind(role, raw, at, problems)
    values: dict[str, Any] = {}
    for field in _CORE:
        try:
            values[field.key] = _unmasked(field, raw.get(field.key), today)
        except FieldProblem as problem:
            problems.append(Problem(f"{at}.{field.key}", problem.code, problem.params))
    details, found = read_fields(role.fields, {k: raw[k] for k in raw if k in own}, today, at)
    problems += found
    if not values.get("name") and "name" in values:
        problems.append(Problem(f"{at}.name", "name_required", {"title": role.title}))
    if kind == PartyKind.ORGANISATION:
        for key in ("id_number", "born", "sex"):
            if values.get(key):
                problems.append(Problem(f"{at}.{key}", "only_for_a_person"))
    elif values.get("credit_code"):
        problems.append(Problem(f"{at}.credit_code", "only_for_an_organisation"))
    party = PartyState(
        id=None,
        role=role.key,
        side=role.side.value,
        ordinal=ordinal,
        kind=kind,
        name=values.get("name") or "",
        id_number=values.get("id_number") or "",
        no_id_reason=values.get("no_id_reason") or "",
        born=values.get("born"),
        sex=_SEXES.get(values.get("sex") or "", values.get("sex") or ""),
        phone=values.get("phone") or "",
        address=values.get("address") or "",
        credit_code=values.get("credit_code") or "",
        representative=values.get("representative") or "",
        nation=values.get("nation") or "",
        occupation=values.get("occupation") or "",
        details=details,
    )
    party = _told_by_number(party, at, today, problems)
    young = party.born is not None and identifiers.age_on(party.born, today) < ADULT_AT
    return replace(party, is_minor=young, named=_named(party, raw, at, today, problems))


def _named(party: PartyState, raw: Mapping[str, Any], at: str, today: date, problems: list[Problem]) -> tuple[LinkState, ...]:
    """Return the guardian and the agent that were named with the party; why a minor needs one goes without saying."""
    links = [read_link(kind, raw.get(kind), f"{at}.{kind}", today, problems) for kind in (GUARDIAN, AGENT)]
    guardian, agent = links
    if guardian is not None and party.kind != PartyKind.PERSON:
        problems.append(Problem(f"{at}.guardian", "only_for_a_person"))
    elif guardian is not None and not guardian.ground:
        if party.born is not None and identifiers.age_on(party.born, today) < ADULT_AT:
            guardian = replace(guardian, ground="minor")
        else:
            problems.append(Problem(f"{at}.guardian.ground", "guardian_ground_needed"))
    return tuple(link for link in (guardian, agent) if link is not None)


def _unmasked(field: Field, raw: object, today: date) -> Any:
    """Return the value of a core field; a mask sent back, which has stars, is refused and never stored as a value."""
    if field.key in _MASKED and isinstance(raw, str) and "*" in raw:
        raise FieldProblem("masked")
    return read_field(field, raw, today)


def _told_by_number(party: PartyState, at: str, today: date, problems: list[Problem]) -> PartyState:
    """Return the party with sex and birth day from the identity number; what was typed must not contradict it."""
    if not party.id_number:
        return party
    told = identifiers.id_number(party.id_number, today)
    if party.born is not None and party.born != told.born:
        problems.append(Problem(f"{at}.born", "contradicts_id_number"))
    if party.sex and party.sex != told.sex.value:
        problems.append(Problem(f"{at}.sex", "contradicts_id_number"))
    return replace(party, born=told.born, sex=told.sex.value)


def _default_kind(role: PartyRole) -> str:
    return PartyKind.PERSON.value if role.kind is PartyKind.EITHER else role.kind.value


def _kind(role: PartyRole, raw: Mapping[str, Any], at: str, problems: list[Problem]) -> str:
    given = raw.get("kind") or _default_kind(role)
    allowed = {"person", "organisation"} if role.kind is PartyKind.EITHER else {role.kind.value}
    if not isinstance(given, str) or given not in allowed:
        problems.append(Problem(f"{at}.kind", "wrong_party_kind", {"title": role.title}))
        return _default_kind(role)
    return given
