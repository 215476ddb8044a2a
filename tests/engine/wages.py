"""The canonical plugin's type and a case of it, for tests of the engine."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.case_state import AgreementState, CaseState, ClockState
from portal.engine.changes import (
    AgreementMade,
    Change,
    ClockDue,
    ClockStarted,
    ClockStopped,
    ClockSuspended,
    Opening,
    SessionHeld,
)
from portal.engine.deciding import Deciding
from portal.engine.intake import read_case
from portal.engine.transitions import decide
from portal.errors import Problem
from portal.sdk import (
    AGREED,
    APPLICANT,
    BY_ALL_PARTIES,
    COMPANY_A,
    EFFECTIVE,
    ENDED,
    ORGANISATION,
    PERSON,
    PERSON_A,
    RECEIVED,
    RESPONDENT,
    Basis,
    CaseType,
    Choice,
    Clock,
    Day,
    Example,
    Fact,
    Money,
    Phone,
    Privacy,
    Rise,
    Role,
    When,
    Whose,
    YesNo,
    rule,
)

TODAY = date(2026, 11, 21)
CALENDAR = WorkCalendar.of("test", seed_rows())
LAW = date(2008, 5, 1)

WAGES = CaseType(
    key="unpaid_wages",
    title="拖欠工资",
    version=1,
    ministry_type="10",
    privacy=Privacy.P2,
    parties=(
        Role("worker", "劳动者", kind=PERSON, side=APPLICANT, many=True),
        Role("employer", "用人单位", kind=ORGANISATION, side=RESPONDENT),
    ),
    fields=(
        Money("owed", "欠付金额", required=True, fact=Fact.AMOUNT_CLAIMED),
        Day("owed_since", "欠付起始日", required=True),
        Choice("employment", "用工形式", ("劳动合同", "派遣", "劳务", "平台"), counted=True),
        YesNo("violence", "是否受到威胁"),
        Phone("safe_phone", "安全电话", when=When("violence", True)),
    ),
    rises=(Rise(Privacy.P4, When("violence", True)),),
    clocks=(
        Clock(
            "mediation",
            "调解期限",
            days=15,
            starts=RECEIVED,
            stops=(AGREED, ENDED),
            extend=BY_ALL_PARTIES,
            basis=Basis("劳动争议调解仲裁法", "14", since=LAW),
            lapse="可以申请仲裁",
        ),
        Clock(
            "confirmation",
            "申请司法确认",
            days=30,
            starts=EFFECTIVE,
            basis=Basis("人民调解法", "33", since=date(2011, 1, 1)),
            whose=Whose.PARTIES,
            lapse="不能再申请司法确认",
        ),
    ),
    rules=(rule(lambda d, today: d.owed_since <= today - timedelta(days=1), "owed_since", "欠付起始日要早于今天"),),
    oral=True,
    example=lambda today: Example(
        parties={"worker": PERSON_A, "employer": COMPANY_A}, owed="12000.00", owed_since=today - timedelta(days=60)
    ),
)


def raw(**changes: Any) -> dict[str, Any]:
    """Return the body of a good case; keywords replace parts of it."""
    example = WAGES.example(TODAY)
    details = {"owed": "12000.00", "owed_since": str(example.details["owed_since"])}
    body = {"parties": {k: dict(v) for k, v in example.parties.items()}, "details": details, "summary": "欠薪三个月"}  # type: ignore[arg-type]
    return {**body, **changes}


def read(body: Mapping[str, Any]) -> Opening | tuple[Problem, ...]:
    """Return what intake makes of a body."""
    return read_case("labour.unpaid_wages", WAGES, body, today=TODAY, calendar=CALENDAR, divisions=frozenset({"620723100"}))


def opened(**changes: Any) -> CaseState:
    """Return a case just opened."""
    opening = read(raw(**changes))
    assert isinstance(opening, Opening), opening
    parties = tuple(replace(p, id=uuid.uuid4()) for p in opening.parties)
    state = CaseState(
        id=uuid.uuid4(),
        type_key=opening.type_key,
        type=WAGES,
        phase=opening.change.phase,
        step="",
        ending=None,
        privacy=opening.privacy,
        version=1,
        source=opening.source,
        received_on=opening.received_on,
        details=opening.details,
        parties=parties,
        summary=opening.summary,
        actions=("open",),
    )
    return _clocks(state, opening.change)


def deciding(*, supervises: bool = False, today: date = TODAY) -> Deciding:
    """Return a mediator who decides today."""
    now = datetime(today.year, today.month, today.day, 4, tzinfo=UTC)
    return Deciding(today, now, CALENDAR, uuid.UUID(int=7), supervises, lambda staff: True)


def do(state: CaseState, action: str, today: date = TODAY, **data: Any) -> CaseState:
    """Return the state after an act that must be possible."""
    change = decide(state, action, data, deciding(today=today))
    assert isinstance(change, Change), change
    return after(state, change)


def after(state: CaseState, change: Change) -> CaseState:
    """Return the state a change leads to, as the store would load it."""
    made = next((r for r in change.rows if isinstance(r, AgreementMade)), None)
    held = next((r for r in change.rows if isinstance(r, SessionHeld)), None)
    known = {k: v for k, v in change.columns.items() if k in CaseState.__dataclass_fields__}
    paused = state.phase if change.action == "pause" else state.paused_from
    state = replace(
        state,
        phase=change.phase,
        step=change.step,
        ending=change.ending,
        privacy=change.privacy,
        version=state.version + 1,
        actions=(*state.actions, change.action),
        handler_id=change.handler_id or state.handler_id,
        agreement=AgreementState(made.form, made.agreed_on, made.effective_on, made.total) if made else state.agreement,
        last_result=held.result if held else state.last_result,
        details=change.details if change.details is not None else state.details,
        parties=change.parties if change.parties is not None else state.parties,
        paused_from=paused,
        **known,
    )
    return _clocks(state, change)


def _clocks(state: CaseState, change: Change) -> CaseState:
    clocks = {c.key: c for c in state.clocks}
    for move in change.clocks:
        match move:
            case ClockStarted():
                clocks[move.key] = ClockState(
                    move.key, move.started_on, None, move.length, move.unit, move.whose, move.due.on, None, "running"
                )
            case ClockStopped():
                clocks[move.key] = replace(clocks[move.key], state="stopped")
            case ClockSuspended():
                clock = clocks[move.key]
                waits = (*clock.suspensions, {"from": move.since.isoformat(), "until": "", "reason": move.reason})
                clocks[move.key] = replace(clock, state="suspended", suspensions=waits)
            case ClockDue():
                clock = clocks[move.key]
                until = move.resumed_on.isoformat() if move.resumed_on else ""
                waits = tuple({**s, "until": s["until"] or until} for s in clock.suspensions)
                until_day = move.due.inputs.get("until")
                extended = date.fromisoformat(str(until_day)) if until_day else clock.extended_to
                clocks[move.key] = replace(clock, state="running", due_on=move.due.on, suspensions=waits, extended_to=extended)
    return replace(state, clocks=tuple(clocks.values()))
