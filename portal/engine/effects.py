"""What each of the core's acts changes. One small function an act; the dates are checked against the course so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.declare.clocks import Extend
from portal.declare.facts import Fact
from portal.declare.phases import Ending, Moment, Phase
from portal.declare.privacy import Privacy
from portal.engine import actions as core
from portal.engine import clocks
from portal.engine.case_state import CaseState
from portal.engine.changes import (
    AgreementDropped,
    AgreementMade,
    AgreementPerformed,
    AgreementSigned,
    Change,
    ClockDue,
    ClockMove,
    ContactNoted,
    Edited,
    FactValue,
    SessionHeld,
)
from portal.engine.deciding import Deciding
from portal.engine.moves import next_move
from portal.errors import Problem

Result = Change | tuple[Problem, ...]
_DAYS = {
    "accept": "accepted_on",
    "ask_consent": "asked_on",
    "consent": "consented_on",
    "note": "noted_on",
    "session": "held_on",
    "agree": "agreed_on",
    "sign": "signed_on",
    "perform": "performed_on",
    "pause": "paused_on",
    "resume": "resumed_on",
    "report": "reported_on",
    "follow_up": "visited_on",
    "archive": "archived_on",
}
_TEXTS = ("note", "missing", "text", "what", "who", "to_body", "reason_text")


def apply_core(state: CaseState, action: str, data: Mapping[str, Any], deciding: Deciding) -> Result:
    """Return what the core act changes, or the problems of its dates and confirmations."""
    field = _DAYS.get(action, "ended_on")
    day: date = data.get(field) or deciding.today
    problems = _date_problems(state, action, field, day)
    problems += [
        Problem(key, code)
        for key, code in (
            ("remedies_told", "tell_remedies"),
            ("complete", "signatures_missing"),
            ("consented", "consent_missing"),
        )
        if key in data and data[key] is False
    ]
    if problems:
        return tuple(problems)
    return _EFFECTS[action](state, action, data, day, deciding)


def _date_problems(state: CaseState, action: str, field: str, day: date) -> list[Problem]:
    """Return what is wrong with the day: nothing happens before the request came or before what it rests on."""
    if day < state.received_on and action != "note":
        return [Problem(field, "before_received", {"day": state.received_on.isoformat()})]
    rests_on = {"sign": state.agreed_on, "agree": state.consented_on, "session": state.consented_on, "perform": state.ended_on}
    earlier = rests_on.get(action)
    if earlier is not None and day < earlier:
        return [Problem(field, f"before_{action}_is_possible", {"day": earlier.isoformat()})]
    return []


def _change(state: CaseState, action: str, day: date, data: Mapping[str, Any], **new: Any) -> Change:
    """Return a change that keeps what `new` does not name; the next move is computed from the state it leads to."""
    phase, step, ending = new.get("phase", state.phase), new.get("step", state.step), new.get("ending", state.ending)
    after = replace(
        state,
        phase=phase,
        step=step,
        ending=ending,
        handler_id=new.get("handler_id", state.handler_id),
        last_result=new.pop("last_result", state.last_result),
        actions=(*state.actions, action),
    )
    codes = {k: _code(v) for k, v in data.items() if k not in _TEXTS and isinstance(v, (str, int, bool, date))}
    texts = tuple(Edited(k, None, str(data[k])) for k in _TEXTS if data.get(k))
    return Change(
        **{
            "action": action,
            "occurred_on": day,
            "phase": phase,
            "step": step,
            "ending": ending,
            "privacy": state.privacy,
            "move": next_move(after),
            "data": codes,
            "values": texts,
            **{k: v for k, v in new.items() if k not in ("phase", "step", "ending")},
        }
    )


def _code(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _moments(state: CaseState, day: date, deciding: Deciding, *moments: Moment) -> tuple[ClockMove, ...]:
    """Return the clocks these moments stop and start."""
    moves: list[ClockMove] = []
    stopped: set[str] = set()
    for moment in moments:
        for stop in clocks.stopped_by(state, moment, day):
            if stop.key not in stopped:
                stopped.add(stop.key)
                moves.append(stop)
    running = state.clock_keys - stopped
    for moment in moments:
        moves += clocks.started_by(state.type.clocks, moment, day, state.details, deciding.calendar, running=running)
    return tuple(moves)


def _accept(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(
        state,
        action,
        day,
        data,
        phase=Phase.ACCEPTED,
        columns={"accepted_on": day},
        clocks=_moments(state, day, deciding, Moment.ACCEPTED),
        facts={Fact.ACCEPTED_ON: day},
        number_year=day.year if state.number is None else None,
    )


def _supplement(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(state, action, day, data, step=core.TO_SUPPLEMENT)


def _supplied(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(state, action, day, data, step="")


def _take(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(state, action, day, data, handler_id=deciding.staff_id)


def _assign(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    handler = data["handler_id"]
    return _change(state, action, day, {"handler": str(handler)}, handler_id=handler)


def _ask_consent(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(state, action, day, data, phase=Phase.CONSENT)


def _consent(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(
        state,
        action,
        day,
        data,
        phase=Phase.MEDIATING,
        columns={"consented_on": day},
        clocks=_moments(state, day, deciding, Moment.CONSENTED),
        facts={Fact.CONSENTED_ON: day},
    )


def _note(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    noted = ContactNoted(day, data["channel"], data["text"], data.get("next_on"))
    kept = {k: v for k, v in data.items() if k in ("channel", "next_on")}
    return _change(state, action, day, kept, rows=(noted,), columns={"next_contact_on": data.get("next_on")})


def _session(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    held = SessionHeld(day, data.get("place") or "", data["manner"], data.get("present") or "", data["record"], data["result"])
    kept = {k: data[k] for k in ("held_on", "manner", "result")}
    return _change(state, action, day, kept, rows=(held,), last_result=data["result"])


def _agree(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    form = data.get("form", "written")
    made = AgreementMade(form, data.get("facts") or "", day, day if form == "oral" else None, data["terms"])
    kept = {"form": form, "agreed_on": day, "total": made.total, "terms": len(made.terms)}
    facts: dict[Fact, FactValue | None] = {Fact.AGREED_ON: day, Fact.AGREEMENT_FORM: form}
    if form == "oral":
        return _change(
            state,
            action,
            day,
            kept,
            phase=Phase.AGREED,
            step=core.IN_FORCE,
            ending=Ending.SETTLED,
            rows=(made,),
            columns={"agreed_on": day, "effective_on": day, "ended_on": day},
            clocks=_moments(state, day, deciding, Moment.AGREED, Moment.EFFECTIVE, Moment.ENDED),
            facts=facts | _settled(day, made.total),
        )
    return _change(
        state,
        action,
        day,
        kept,
        phase=Phase.AGREED,
        step=core.TO_SIGN,
        rows=(made,),
        columns={"agreed_on": day},
        clocks=_moments(state, day, deciding, Moment.AGREED),
        facts=facts,
    )


def _settled(day: date, total: int) -> dict[Fact, FactValue | None]:
    return {
        Fact.EFFECTIVE_ON: day,
        Fact.ENDED_ON: day,
        Fact.ENDING: Ending.SETTLED.value,
        Fact.AMOUNT_AGREED: total,
    }


def _sign(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    total = state.agreement.total if state.agreement else 0
    return _change(
        state,
        action,
        day,
        data,
        step=core.IN_FORCE,
        ending=Ending.SETTLED,
        rows=(AgreementSigned(day),),
        columns={"effective_on": day, "ended_on": day},
        clocks=_moments(state, day, deciding, Moment.EFFECTIVE, Moment.ENDED),
        facts=_settled(day, total),
    )


def _talk_again(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(
        state,
        action,
        day,
        data,
        phase=Phase.MEDIATING,
        step="",
        last_result="continue",
        rows=(AgreementDropped(),),
        columns={"agreed_on": None},
        clocks=_restarted(state, Moment.AGREED, deciding),
        facts={Fact.AGREED_ON: None, Fact.AGREEMENT_FORM: None},
    )


def _restarted(state: CaseState, moment: Moment, deciding: Deciding) -> tuple[ClockMove, ...]:
    """Return the clocks that run again because what had stopped them fell away, with their old start."""
    moves: list[ClockMove] = []
    for clock in state.clocks:
        declared = state.type.clock(clock.key)
        if clock.state == "stopped" and declared is not None and moment in declared.stops:
            due = clocks.again(clock, clocks.spans_of(clock), deciding.calendar, "recalculated")
            moves.append(ClockDue(clock.key, due))
    return tuple(moves)


def _perform(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(
        state,
        action,
        day,
        data,
        step=core.PERFORMED,
        rows=(AgreementPerformed(day),),
        clocks=_moments(state, day, deciding, Moment.PERFORMED),
        facts={Fact.PERFORMED_ON: day},
    )


def _pause(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(
        state, action, day, data, phase=Phase.PAUSED, reason=data["reason"], clocks=clocks.suspended(state, day, data["reason"])
    )


def _resume(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    since = [s["from"] for c in state.clocks if c.state == "suspended" for s in c.suspensions if not s.get("until")]
    if since and day < date.fromisoformat(max(since)):
        return (Problem("resumed_on", "before_pause", {"day": max(since)}),)
    return _change(
        state,
        action,
        day,
        data,
        phase=state.paused_from or Phase.MEDIATING,
        clocks=clocks.resumed(state, day, deciding.calendar),
    )


def _extend(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    clock = next(c for c in state.clocks if c.key == data["clock"] and c.is_open)
    declared = state.type.clock(clock.key)
    if declared is not None and declared.extend is Extend.BY_SUPERVISOR and not deciding.supervises:
        return (Problem("clock", "needs_supervisor"),)
    if data["agreed"] is False:
        return (Problem("agreed", "extension_needs_consent"),)
    if data["until"] <= clock.due_on:
        return (Problem("until", "not_later", {"day": clock.due_on.isoformat()}),)
    if declared is not None and declared.extend_most is not None and (data["until"] - clock.due_on).days > declared.extend_most:
        return (Problem("until", "extends_too_far", {"most": declared.extend_most}),)
    return _change(state, action, deciding.today, data, clocks=(clocks.extended(clock, data["until"], deciding.calendar),))


def _end(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return the end of a case without agreement; the remedies were told, or nothing could be told to anybody."""
    ending = Ending(data["how"]) if action == "withdraw" else _ENDINGS[action]
    rows = (AgreementDropped(),) if state.agreement is not None else ()
    return _change(
        state,
        action,
        day,
        data,
        phase=Phase.ENDED,
        step="",
        ending=ending,
        reason=data.get("reason") or data.get("procedure") or "",
        rows=rows,
        columns={"ended_on": day},
        clocks=_moments(state, day, deciding, Moment.ENDED, Moment.UNSETTLED),
        facts={Fact.ENDED_ON: day, Fact.ENDING: ending.value},
    )


_ENDINGS = {
    "fail": Ending.NOT_SETTLED,
    "party_refuses": Ending.PARTY_REFUSED,
    "refuse": Ending.NOT_ACCEPTED,
    "pass_on": Ending.PASSED_ON,
    "other_procedure": Ending.OTHER_PROCEDURE,
    "report": Ending.REPORTED,
}


def _report(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    if data.get("ends") and state.ending is None:
        return _end(state, action, {**data, "reason": data["to"]}, day, deciding)
    return _change(state, action, day, data)


def _follow_up(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    facts: dict[Fact, FactValue | None] = {}
    if data.get("sued"):
        facts[Fact.SUED_AFTER_ON] = day
    if data["performance"] == "full" and state.ending is Ending.SETTLED and state.step != core.PERFORMED:
        facts[Fact.PERFORMED_ON] = day
    return _change(state, action, day, data, phase=Phase.FOLLOWED_UP, columns={"followed_up_on": day}, facts=facts)


def _archive(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(state, action, day, data, phase=Phase.ARCHIVED, columns={"archived_on": day})


def _reopen(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    closed = (
        Fact.ENDED_ON,
        Fact.ENDING,
        Fact.AGREED_ON,
        Fact.EFFECTIVE_ON,
        Fact.AGREEMENT_FORM,
        Fact.AMOUNT_AGREED,
        Fact.PERFORMED_ON,
    )
    return _change(
        state,
        action,
        deciding.today,
        data,
        phase=Phase.MEDIATING if state.did("consent") else Phase.ACCEPTED,
        step="",
        ending=None,
        last_result="continue",
        rows=(AgreementDropped(),) if state.agreement is not None else (),
        columns={"ended_on": None, "agreed_on": None, "effective_on": None, "archived_on": None, "followed_up_on": None},
        facts=dict.fromkeys(closed),
    )


def _reclass(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    to = Privacy(int(data["to"]))
    return _change(
        state, action, deciding.today, {"from_class": int(state.privacy), "to_class": int(to), **_reason(data)}, privacy=to
    )


def _void(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return _change(
        state,
        action,
        deciding.today,
        data,
        columns={"voided_on": deciding.today},
        clocks=clocks.cancelled(state, deciding.today),
        facts={Fact.VOIDED_ON: deciding.today},
    )


def _reason(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"reason_text": data["reason_text"]}


_EFFECTS: dict[str, Callable[[CaseState, str, Mapping[str, Any], date, Any], Result]] = {
    "accept": _accept,
    "supplement": _supplement,
    "supplied": _supplied,
    "take": _take,
    "assign": _assign,
    "ask_consent": _ask_consent,
    "consent": _consent,
    "note": _note,
    "session": _session,
    "agree": _agree,
    "sign": _sign,
    "talk_again": _talk_again,
    "perform": _perform,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "fail": _end,
    "party_refuses": _end,
    "refuse": _end,
    "withdraw": _end,
    "pass_on": _end,
    "other_procedure": _end,
    "report": _report,
    "follow_up": _follow_up,
    "archive": _archive,
    "reopen": _reopen,
    "seal": _reclass,
    "unseal": _reclass,
    "void": _void,
}
