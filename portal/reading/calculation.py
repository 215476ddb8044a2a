"""A calculation worked out: inputs read, parameters of the county filled in, the result, and how it is written down in a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.declare.calculators import Calculator, Worked
from portal.declare.case_types import CaseType
from portal.declare.facts import Fact
from portal.engine.details import Absent, DetailsView
from portal.engine.money import grouped
from portal.engine.read_fields import read_fields, spelled
from portal.errors import Problem, Refused
from portal.reading.clock_sentences import basis
from portal.reading.parameters import place_name
from portal.reading.wording import N_, as_papers_say, label, say
from portal.store.parameter_rows import KNOWN, version_in_force
from portal.store.unit_of_work import UnitOfWork

RECORD_LONGEST = 1000


@dataclass(frozen=True)
class ParameterUsed:
    """A version of an amount that was filled in: what it is, from when and where, and whether anybody compared it."""

    input: str
    title: str
    value: str
    unit: str
    since: date
    place: str
    source: str
    verified: bool


@dataclass(frozen=True)
class Calculated:
    """What came out. Without problems `worked` is there, and `values` are the inputs it was worked out from."""

    worked: Worked | None
    values: Mapping[str, Any]
    problems: tuple[Problem, ...]
    used: tuple[ParameterUsed, ...]


def calculate(uow: UnitOfWork, calculator: Calculator, raw: Mapping[str, Any]) -> Calculated:
    """Return the result, or every problem at its field; what the formula itself misses or refuses included."""
    filled, used = dict(raw), []
    for one in parameters_given(uow, calculator, raw):
        if not str(raw.get(one.input) or "").strip():
            filled[one.input] = one.value
            used.append(one)
    values, problems = read_fields(calculator.inputs, filled, uow.today, "")
    if problems:
        return Calculated(None, values, tuple(problems), tuple(used))
    try:
        return Calculated(calculator.work(DetailsView(values)), values, (), tuple(used))
    except Refused as refused:
        return Calculated(None, values, refused.problems, tuple(used))
    except Absent as absent:
        title = next((f.title for f in calculator.inputs if f.key == str(absent)), str(absent))
        return Calculated(None, values, (Problem(str(absent), "required", {"title": title}),), tuple(used))


def parameters_given(uow: UnitOfWork, calculator: Calculator, raw: Mapping[str, Any]) -> tuple[ParameterUsed, ...]:
    """Return the versions of the county's parameters that this calculation would fill in, by the day that decides."""
    days = {one.on for one in calculator.given if one.on}
    dated = tuple(field for field in calculator.inputs if field.key in days)
    read, _problems = read_fields(dated, {f.key: raw.get(f.key, "") for f in dated}, uow.today, "")
    known = {one.key: one for one in KNOWN}
    found = []
    for one in calculator.given:
        day = read.get(one.on)
        row = version_in_force(uow.session, one.parameter, uow.county_code, day if isinstance(day, date) else uow.today)
        if row is None:
            continue
        title = say(known[one.parameter].title) if one.parameter in known else one.parameter
        place = place_name(uow, row.division_code, {})
        found.append(ParameterUsed(one.input, title, row.value, row.unit, row.since, place, row.source, row.verified))
    return tuple(found)


def record_of(calculator: Calculator, done: Calculated, plugin: str) -> str:
    """Return the sentences by which the case remembers a calculation: result, basis, inputs, versions of parameters."""
    assert done.worked is not None
    with as_papers_say():
        inputs = [
            f"{label(field.title, plugin)} {spelled(field, done.values.get(field.key))}"
            for field in calculator.inputs
            if done.values.get(field.key) not in (None, "", ())
        ]
        where = [basis(b.law, b.article, house=b.house, plugin=plugin) for b in calculator.basis]
        given = [
            f"{one.title} {one.value} {one.unit}（{one.since.isoformat()}起，{one.source}{'' if one.verified else '，待核'}）"
            for one in done.used
        ]
        parts = [
            f"按“{label(calculator.title, plugin)}”计算：{grouped(done.worked.total)}元",
            f"依据：{'、'.join(where)}",
            f"填写：{'，'.join(inputs)}",
            *([f"参数：{'；'.join(given)}"] if given else []),
            "仅供调解参考，不作为裁判依据",
        ]
    text = "。".join(parts) + "。"
    return text if len(text) <= RECORD_LONGEST else text[: RECORD_LONGEST - 1] + "…"


def claim_field(case_type: CaseType) -> str:
    """Return the key of the field a result may be taken into as the claim, or nothing."""
    return next((f.key for f in case_type.fields if f.kind == "money" and f.fact is Fact.AMOUNT_CLAIMED), "")


def claim_title(case_type: CaseType, plugin: str) -> str:
    """Return the title of that field."""
    return next((label(f.title, plugin) for f in case_type.fields if f.key == claim_field(case_type)), say(N_("请求金额")))
