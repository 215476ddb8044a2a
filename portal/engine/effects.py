"""What each of the core's acts changes. One small function an act; the dates are checked against the course so far.

The acts of an agreement are in `agreeing`, those that end a case or take an end back in `endings`; the table below has all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portal.declare.clocks import Extend
from portal.declare.facts import Fact
from portal.declare.phases import Moment, Phase
from portal.declare.privacy import Privacy
from portal.engine import actions as core
from portal.engine import clocks, referral
from portal.engine.agreeing import agree, sign, sign_in_part, talk_again
from portal.engine.calling_back import follow_up
from portal.engine.case_state import CaseState
from portal.engine.changes import ContactNoted
from portal.engine.choosing import DISCLOSED, EMPLOYER, choosing_problems, ties_of
from portal.engine.confirming import apply_confirmation, confirmation_answer
from portal.engine.consenting import consent, consent_of
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Asked, Result, changed, moments_at
from portal.engine.endings import archive, end, receipt, reopen, report, void
from portal.engine.intake import facts_of, measures_of
from portal.engine.interrupting import hinder, interrupt
from portal.engine.merging import merge
from portal.engine.people_effects import PEOPLE_EFFECTS
from portal.engine.performing import breach, perform, perform_term
from portal.engine.sitting import session, undisputed, undisputed_sign
from portal.errors import Problem

_DAYS = {
    "accept": "accepted_on",
    "refer": "consented_on",
    "ask_consent": "asked_on",
    "consent": "consented_on",
    "consent_of": "consented_on",
    "note": "noted_on",
    "session": "held_on",
    "undisputed": "stated_on",
    "undisputed_sign": "signed_on",
    "agree": "agreed_on",
    "sign": "signed_on",
    "perform": "performed_on",
    "perform_term": "performed_on",
    "breach": "found_on",
    "apply_confirmation": "applied_on",
    "confirmation_answer": "answered_on",
    "pause": "paused_on",
    "resume": "resumed_on",
    "report": "reported_on",
    "follow_up": "visited_on",
    "archive": "archived_on",
    "elect": "elected_on",
    "interrupt": "acted_on",
    "hinder": "gone_on",
    "receipt": "receipt_on",
}


def apply_core(
    state: CaseState, action: str, data: Mapping[str, Any], deciding: Deciding, confirmed: frozenset[str] = frozenset()
) -> Result:
    """Return what the core act changes, or the problems of its dates and confirmations, those that only ask unless confirmed."""
    field = _DAYS.get(action, "ended_on")
    day: date = data.get(field) or deciding.today
    problems = _date_problems(state, action, field, day)
    problems += [
        Problem(key, code)
        for key, code in (
            ("remedies_told", "tell_remedies"),
            ("complete", "signatures_missing"),
            ("all_signed", "undisputed_signatures_missing"),
            ("consented", "consent_missing"),
        )
        if key in data and data[key] is False
    ]
    if problems:
        return tuple(problems)
    done = _EFFECTS[action](state, action, data, day, deciding)
    if isinstance(done, Asked):
        open_ = tuple(p for p in done.questions if f"guard:{p.answer}" not in confirmed)
        return open_ or done.change
    return done


def _date_problems(state: CaseState, action: str, field: str, day: date) -> list[Problem]:
    """Return what is wrong with the day: nothing happens before the request came or before what it rests on."""
    if day < state.received_on and action not in ("note", "interrupt", "hinder"):  # what may lie before the request
        return [Problem(field, "before_received", {"day": state.received_on.isoformat()})]
    rests_on = {"sign": state.agreed_on, "agree": state.consented_on}
    rests_on |= {"session": state.consented_on, "undisputed": state.consented_on, "undisputed_sign": state.facts_to_sign}
    rests_on |= dict.fromkeys(("perform", "perform_term", "breach"), state.agreed_on)  # what was done on the spot counts
    rests_on |= {"follow_up": state.ended_on or state.agreed_on}
    earlier = rests_on.get(action)
    if earlier is not None and day < earlier:
        return [Problem(field, f"before_{action}_is_possible", {"day": earlier.isoformat()})]
    return []


def _accept(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return changed(
        state,
        action,
        day,
        data,
        phase=Phase.ACCEPTED,
        columns={"accepted_on": day},
        clocks=moments_at(state, day, deciding, Moment.ACCEPTED),
        facts={Fact.ACCEPTED_ON: day},
        number_year=day.year if state.number is None else None,
    )


def _supplement(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return changed(state, action, day, data, step=core.TO_SUPPLEMENT)


def _supplied(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return changed(state, action, day, data, step="")


def _take(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    if deciding.staff_id is not None and EMPLOYER in deciding.ties(deciding.staff_id):
        return (Problem("", "tie_before_taking"),)
    return changed(state, action, day, data, handler_id=deciding.staff_id)


def _assign(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    handler = data["handler_id"]
    ties = ties_of(data, deciding.ties(handler))
    problems = choosing_problems(state, data, ties)
    if problems:
        return tuple(problems)
    told = {"handler": str(handler), **{k: data[k] for k in ("proposed", "by_party") if data.get(k)}}
    if not ties:
        return changed(state, action, day, told, handler_id=handler, secrets={DISCLOSED: None})
    text = data[DISCLOSED]
    told |= {"ties": ",".join(ties), "waived_on": data["waived_on"], DISCLOSED: text}
    return changed(state, action, day, told, handler_id=handler, secrets={DISCLOSED: text})


def _ask_consent(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return changed(state, action, day, data, phase=Phase.CONSENT)


def _note(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    noted = ContactNoted(day, data["channel"], data["text"], data.get("next_on"))
    kept = {k: v for k, v in data.items() if k in ("channel", "next_on")}
    return changed(state, action, day, kept, rows=(noted,), columns={"next_contact_on": data.get("next_on")})


def _pause(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    return changed(
        state, action, day, data, phase=Phase.PAUSED, reason=data["reason"], clocks=clocks.suspended(state, day, data["reason"])
    )


def _resume(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    since = [s["from"] for c in state.clocks if c.state == "suspended" for s in c.suspensions if not s.get("until")]
    if since and day < date.fromisoformat(max(since)):
        return (Problem("resumed_on", "before_pause", {"day": max(since)}),)
    return changed(
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
    return changed(state, action, deciding.today, data, clocks=(clocks.extended(clock, data["until"], deciding.calendar),))


def _reclass(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    to = Privacy(int(data["to"]))
    told = {"from_class": int(state.privacy), "to_class": int(to), **_reason(data)}
    if not to < Privacy.P4 <= state.privacy:
        return changed(state, action, deciding.today, told, privacy=to)
    facts = facts_of(state.type, state.details) | {Fact.PEOPLE: len(state.parties)}  # what sealing had closed counts again
    if state.agreement is not None and state.ending is not None:
        facts[Fact.AMOUNT_AGREED] = state.agreement.total
    measures = measures_of(state.type, state.details)
    return changed(state, action, deciding.today, told, privacy=to, facts=facts, measures=measures)


def _reason(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"reason_text": data["reason_text"]}


_EFFECTS: dict[str, Callable[[CaseState, str, Mapping[str, Any], date, Any], Result | Asked]] = {
    "accept": _accept,
    "supplement": _supplement,
    "supplied": _supplied,
    "take": _take,
    "assign": _assign,
    "ask_consent": _ask_consent,
    "consent": consent,
    "consent_of": consent_of,
    "note": _note,
    "session": session,
    "undisputed": undisputed,
    "undisputed_sign": undisputed_sign,
    "agree": agree,
    "sign": sign,
    "signature": sign_in_part,
    "talk_again": talk_again,
    "perform": perform,
    "perform_term": perform_term,
    "breach": breach,
    "apply_confirmation": apply_confirmation,
    "confirmation_answer": confirmation_answer,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "interrupt": interrupt,
    "hinder": hinder,
    "fail": end,
    "party_refuses": end,
    "refuse": end,
    "withdraw": end,
    "merge": merge,
    "refer": referral.propose,
    "refer_withdraw": referral.withdraw,
    "refer_return": referral.give_back,
    "pass_on": end,
    "other_procedure": end,
    "report": report,
    "receipt": receipt,
    "follow_up": follow_up,
    "archive": archive,
    "reopen": reopen,
    "seal": _reclass,
    "unseal": _reclass,
    "void": void,
    **PEOPLE_EFFECTS,
}
