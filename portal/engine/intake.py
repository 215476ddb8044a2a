"""Reads a new case: from what somebody typed, posted or imported to an `Opening`, or to every problem at its field.

Form, API and ledger import all enter here, so that a rule exists once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.facts import Fact, FactKind
from portal.declare.fields import Day, Field, LongText, Text
from portal.declare.phases import Moment, Phase, Source
from portal.declare.privacy import Privacy
from portal.engine import clocks
from portal.engine.calendars import WorkCalendar
from portal.engine.case_state import PartyState, details_view
from portal.engine.changes import Change, FactValue, Opening
from portal.engine.details import DetailsView, holds
from portal.engine.limitation_moves import asked
from portal.engine.numbers_in_text import phones_asked
from portal.engine.party_intake import read_party
from portal.engine.read_fields import FieldProblem, read_field, read_fields, read_free_text
from portal.errors import Problem

KEYS = frozenset(
    {
        "type",
        "summary",
        "parties",
        "details",
        "source",
        "received_on",
        "occurred_on",
        "division_code",
        "place",
        "after_the_fact",
        "confirmed",
    }
)
MOST_PARTIES = 500
SUMMARY_LONGEST = 20_000
TEXTS: tuple[Field, ...] = (LongText("summary", "经过", longest=SUMMARY_LONGEST), Text("place", "具体地点", longest=120))
_RECEIVED = Day("received_on", "收到日期")
_OCCURRED = Day("occurred_on", "发生时间")


def read_case(
    type_key: str, case_type: CaseType, raw: object, *, today: date, calendar: WorkCalendar, divisions: frozenset[str]
) -> Opening | tuple[Problem, ...]:
    """Return a case ready to be opened, or every problem at once.

    `divisions` are the division codes that may be named as the place. A rule that only asks is a problem until its code
    `rule:<field>` stands in `confirmed`; once confirmed it becomes a notice.
    """
    if not isinstance(raw, Mapping):
        return (Problem("", "wrong_kind"),)
    problems = [Problem(str(key)[:60], "unknown_field") for key in raw if key not in KEYS]
    received_on = _day(_RECEIVED, raw, today, problems) or today
    occurred_on = _day(_OCCURRED, raw, today, problems)
    source = _source(raw, problems)
    division = _division(raw, divisions, problems)
    place = _line(raw, "place", 120, problems)
    summary = _line(raw, "summary", SUMMARY_LONGEST, problems, lines=True)
    parties = read_parties(case_type, raw.get("parties", {}), today, problems)
    details, found = read_fields(case_type.fields, raw.get("details", {}), today, "details")
    problems += found
    if occurred_on is not None and occurred_on > received_on:
        problems.append(Problem("occurred_on", "occurred_after_received"))
    view = details_view(details, parties, received_on, occurred_on, source)
    asking = check_rules(case_type, view, today, {p.field for p in problems})
    asking += phones_asked(TEXTS, {"summary": summary, "place": place}) + phones_asked(case_type.fields, details, "details")
    answered = _confirmed(raw, problems)
    problems += [p for p in asking if not p.asks or f"rule:{p.field}" not in answered]
    if problems:
        return tuple(problems)
    privacy = class_of(case_type, details, case_type.privacy)
    begun = clocks.started_by(case_type.clocks, Moment.RECEIVED, received_on, details, calendar)
    asked_on = received_on if asked(source) else None
    begun += clocks.started_by_fields(case_type.clocks, details, calendar, asked_on=asked_on)
    facts: dict[Fact, FactValue | None] = {
        Fact.SOURCE: source.value,
        Fact.RECEIVED_ON: received_on,
        Fact.PEOPLE: len(parties),
        **facts_of(case_type, details),
    }
    if occurred_on is not None:
        facts[Fact.OCCURRED_ON] = occurred_on
    change = Change(
        action="open",
        occurred_on=received_on,
        phase=Phase.REVIEW,
        step="",
        ending=None,
        privacy=privacy,
        move="accept",
        data={"source": source.value},
        clocks=begun,
        facts=facts,
        measures=measures_of(case_type, details),
    )
    return Opening(
        type_key=type_key,
        source=source,
        received_on=received_on,
        occurred_on=occurred_on,
        division_code=division,
        place=place or "",
        summary=summary or "",
        parties=parties,
        details=details,
        privacy=privacy,
        after_the_fact=raw.get("after_the_fact") is True,
        change=change,
        notices=tuple(p for p in asking if p.asks),
    )


def read_parties(case_type: CaseType, raw: object, today: date, problems: list[Problem]) -> tuple[PartyState, ...]:
    """Return the parties in declared order and add every problem, each at `parties.<role>.<index>.<key>`."""
    if not isinstance(raw, Mapping):
        problems.append(Problem("parties", "wrong_kind"))
        return ()
    known = {r.key for r in case_type.parties}
    problems += [Problem(f"parties.{str(key)[:40]}", "unknown_role") for key in raw if key not in known]
    parties: list[PartyState] = []
    for role in case_type.parties:
        given = raw.get(role.key)
        rows = [] if given in (None, {}, []) else list(given) if isinstance(given, (list, tuple)) else [given]
        if role.required and not rows:
            problems.append(Problem(f"parties.{role.key}", "party_missing", {"title": role.title}))
        if len(rows) > (MOST_PARTIES if role.many else 1):
            problems.append(
                Problem(
                    f"parties.{role.key}", "too_many_parties", {"title": role.title, "most": MOST_PARTIES if role.many else 1}
                )
            )
            rows = rows[:1]
        for index, row in enumerate(rows):
            parties.append(read_party(role, row, len(parties), f"parties.{role.key}.{index}", today, problems))
    _same_person_twice(parties, problems)
    return tuple(parties)


def check_rules(case_type: CaseType, view: DetailsView, today: date, failed: set[str]) -> list[Problem]:
    """Return the rules that do not hold. A rule at a field that already has a problem is not told twice."""
    found = []
    for rule in case_type.rules:
        path = rule.field if rule.field.startswith("parties") else f"details.{rule.field}"
        if path in failed or holds(lambda rule=rule: rule.check(view, today)):  # type: ignore[misc]
            continue
        params: dict[str, str | int] = {"message": rule.message}
        if rule.basis is not None:
            params |= {"law": rule.basis.law, "article": rule.basis.article}
        found.append(Problem(path, "declared", params, asks=rule.asks))
    return found


def class_of(case_type: CaseType, details: Mapping[str, Any], present: Privacy) -> Privacy:
    """Return the privacy class these details call for; it never falls below the present one."""
    return max((present, *(rise.to for rise in case_type.rises if rise.when.holds(details))))


def facts_of(case_type: CaseType, details: Mapping[str, Any]) -> dict[Fact, FactValue | None]:
    """Return the facts declared fields feed; an empty field closes its fact."""
    facts: dict[Fact, FactValue | None] = {}
    for field in case_type.fields:
        if field.fact is None:
            continue
        value = details.get(field.key)
        before = facts.get(field.fact)
        if field.fact.kind is FactKind.MONEY and isinstance(before, int) and isinstance(value, int):
            facts[field.fact] = before + value
        elif value is not None or field.fact not in facts:
            facts[field.fact] = value
    return facts


def measures_of(case_type: CaseType, details: Mapping[str, Any]) -> dict[str, FactValue | tuple[str, ...] | None]:
    """Return the values of counted fields; an empty one closes its measure."""
    return {f.key: _countable(details.get(f.key)) for f in case_type.fields if f.counted}


def _countable(value: Any) -> FactValue | tuple[str, ...] | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value  # type: ignore[no-any-return]


def _same_person_twice(parties: list[PartyState], problems: list[Problem]) -> None:
    seen: set[str] = set()
    positions: dict[str, int] = {}
    for party in parties:
        index = positions.get(party.role, 0)
        positions[party.role] = index + 1
        if not party.id_number:
            continue
        at = f"parties.{party.role}.{index}.id_number"
        if party.id_number in seen:
            problems.append(Problem(at, "same_id_number_twice"))
        seen.add(party.id_number)


def _day(field: Field, raw: Mapping[str, Any], today: date, problems: list[Problem]) -> date | None:
    try:
        value: date | None = read_field(field, raw.get(field.key), today)
    except FieldProblem as problem:
        problems.append(Problem(field.key, problem.code, problem.params))
        return None
    return value


def _line(raw: Mapping[str, Any], key: str, longest: int, problems: list[Problem], *, lines: bool = False) -> str | None:
    try:
        return read_free_text(raw.get(key) or "", longest, lines=lines)
    except FieldProblem as problem:
        problems.append(Problem(key, problem.code, problem.params))
        return None


def _source(raw: Mapping[str, Any], problems: list[Problem]) -> Source:
    given = raw.get("source") or Source.APPLICATION.value
    if not isinstance(given, str) or given not in {s.value for s in Source}:
        problems.append(Problem("source", "not_an_option"))
        return Source.APPLICATION
    return Source(given)


def _confirmed(raw: Mapping[str, Any], problems: list[Problem]) -> frozenset[str]:
    """Return the codes of the questions that were answered with yes."""
    given = raw.get("confirmed") or ()
    if not isinstance(given, (list, tuple)) or not all(isinstance(code, str) for code in given):
        problems.append(Problem("confirmed", "wrong_kind"))
        return frozenset()
    return frozenset(given)


def _division(raw: Mapping[str, Any], divisions: frozenset[str], problems: list[Problem]) -> str:
    given = raw.get("division_code") or ""
    if given == "":
        return ""
    if not isinstance(given, str) or given not in divisions:
        problems.append(Problem("division_code", "not_an_option"))
        return ""
    return given
