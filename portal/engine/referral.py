"""转办: one body hands a dispute on to another. What is offered when, what is shown and sent, what each answer changes.

Until the other body accepts, the case stays where it is and its clocks run on (首问负责). All is told by the acts in the
case's course: whether an answer is awaited, whether the case has gone on, whether it came from elsewhere. The consent names
the receiver and what is sent (个人信息保护法 23); the answer is due in working days (人民法院在线调解规则 12, which speaks of
disputes a court commissions; for all others the county's parameter).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.facts import Fact
from portal.declare.parties import CORE_KEYS
from portal.declare.phases import OPEN_PHASES, Ending, Moment, Phase, Source
from portal.declare.privacy import Privacy
from portal.engine import clocks
from portal.engine.carrying import carry
from portal.engine.case_state import CaseState, PartyState
from portal.engine.chain import canonical
from portal.engine.changes import Change, ClockDue, ClockMove, Json, ReferralProposed, ReferralWithdrawn
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed, moments_at
from portal.engine.read_fields import at_the_edge, spelled, stored
from portal.engine.referral_course import ACCEPTED, CAME_IN, GIVES_BACK, REFUSED, RETURNED, URGED, WITHDRAWN, is_pending
from portal.engine.sent_files import SentFile
from portal.errors import Problem

NAMED_FROM = Privacy.P3
"""From this class on a referral goes to one named person, and nobody else there learns of it before it is accepted."""


def snapshot_of(state: CaseState, sends: tuple[str, ...], note: str = "", files: tuple[SentFile, ...] = ()) -> dict[str, Json]:
    """Return what the other body gets, and nothing else of the case: people by name, the story, and what was chosen.

    Of the files it gets the list at once, and the files themselves when it accepts.

    Fields that are kept encrypted are never sent. The state must have been loaded with its secrets.
    """
    told: dict[str, Json] = {
        "type": state.type_key,
        "parties": [_person(state, party, sends) for party in state.parties],
        "summary": state.summary,
        "received_on": state.received_on.isoformat(),
        "occurred_on": state.occurred_on.isoformat() if state.occurred_on else "",
        "division_code": state.division_code,
        "place": state.place,
        "note": note,
    }
    if files:
        told["files"] = [one.told() for one in files]
    if "details" in sends:
        details: dict[str, Json] = {
            field.key: at_the_edge(field, stored(field, state.details[field.key]))
            for field in state.type.fields
            if not field.is_secret and state.details.get(field.key) is not None
        }
        told["details"] = details
        told["facts"] = [[f.title, spelled(f, state.details[f.key])] for f in state.type.fields if f.key in details]
    return told


def body_of(sent: Mapping[str, Any], before: CaseType | None, after: CaseType) -> dict[str, Any]:
    """Return the beginning of a case of the type `after` as a body, from what was sent of one of the type `before`.

    Of a type that is not known here people and particulars are left to be typed.
    """
    body: dict[str, Any] = {key: sent[key] for key in ("summary", "occurred_on", "division_code", "place") if sent.get(key)}
    body["source"] = Source.OTHER_BODY.value
    if before is None:
        return body
    people: dict[str, list[dict[str, Any]]] = {}
    for party in sent.get("parties", ()):
        people.setdefault(str(party["role"]), []).append({key: value for key, value in party.items() if key in CORE_KEYS})
    return carry({**body, "parties": people, "details": sent.get("details", {})}, before, after)


def digest_of(snapshot: Mapping[str, Json]) -> str:
    """Return what tells one snapshot from another: it proves that what is sent is what was shown."""
    return sha256(canonical(snapshot)).hexdigest()


def propose(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return the proposal, with what is sent and until when it is to be answered."""
    to: uuid.UUID = data["to"]
    receiver: uuid.UUID | None = data.get("receiver")
    sends = tuple(data.get("sends") or ())
    files: tuple[SentFile, ...] = data.get("files") or ()
    snapshot = snapshot_of(state, sends, data.get("note") or "", files)
    problems = []
    if receiver is None and state.privacy >= NAMED_FROM:
        problems.append(Problem("receiver", "receiver_needed"))
    if receiver is not None and not deciding.works_in(to, receiver):
        problems.append(Problem("receiver", "not_an_option"))
    if data["shown"] != digest_of(snapshot):
        problems.append(Problem("shown", "show_first"))
    if problems:
        return tuple(problems)
    due_on = deciding.calendar.add_working_days(deciding.today, deciding.answer_days()).day
    kept = {k: data[k] for k in ("reason", "how", "consented_on", "note", "who") if data.get(k)}
    kept |= {"target": str(to), "due_on": due_on, "sends": ",".join(sends), "digest": data["shown"]}
    kept |= {"files": len(files)} if files else {}
    row = ReferralProposed(to, receiver, data["reason"], due_on, data["consented_on"], data["how"], snapshot)
    return changed(state, action, deciding.today, kept, rows=(row,))


def withdraw(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what taking a proposal back changes; the other body forgets what it was sent."""
    return changed(state, WITHDRAWN, deciding.today, data, rows=(ReferralWithdrawn(),))


def give_back(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return the end of a case that goes back to whoever referred it."""
    return _handed_on(state, GIVES_BACK, {"why": data["why"], "note": data.get("note")}, deciding)


def handed_over(state: CaseState, to: uuid.UUID, deciding: Deciding) -> Change:
    """Return what acceptance by the other body changes here: the case ends, its clocks stop."""
    return _handed_on(state, ACCEPTED, {"by": str(to)}, deciding)


def turned_down(state: CaseState, by: uuid.UUID, why: str, text: str, deciding: Deciding) -> Change:
    """Return what a refusal changes here: the answer is no longer awaited."""
    return changed(state, REFUSED, deciding.today, {"by": str(by), "why": why, "note": text})


def urged(state: CaseState, deciding: Deciding) -> Change:
    """Return the note that whoever watches urged the other body to answer."""
    return changed(state, URGED, deciding.today, {})


def begun_elsewhere(state: CaseState, sender: uuid.UUID, deciding: Deciding) -> Change:
    """Return the note in a new case of where it came from."""
    return changed(state, CAME_IN, deciding.today, {"sender": str(sender)})


def taken_back(state: CaseState, by: uuid.UUID, why: str, deciding: Deciding) -> Change:
    """Return what a return changes here: the case is open again, and the clocks the referral had stopped run on."""
    phase = Phase.MEDIATING if state.consented_on is not None else Phase.ACCEPTED if state.accepted_on else Phase.REVIEW
    return changed(
        state,
        RETURNED,
        deciding.today,
        {"by": str(by), "why": why},
        phase=phase,
        step="",
        ending=None,
        columns={"ended_on": None, "archived_on": None, "followed_up_on": None},
        clocks=_running_on(state, deciding),
        facts={Fact.ENDED_ON: None, Fact.ENDING: None, Fact.MOVED_ON: None},
    )


def must_be_withdrawn(before: CaseState, change: Change) -> bool:
    """Say whether an act leaves nothing to refer: the case ended, was voided, or became so private that a name is needed."""
    if not is_pending(before) or change.action == WITHDRAWN:
        return False
    rises = change.privacy > before.privacy and change.privacy >= NAMED_FROM
    return change.phase not in OPEN_PHASES or "voided_on" in change.columns or rises


def _handed_on(state: CaseState, action: str, data: Mapping[str, Any], deciding: Deciding) -> Change:
    return changed(
        state,
        action,
        deciding.today,
        data,
        phase=Phase.ENDED,
        step="",
        ending=Ending.PASSED_ON,
        columns={"ended_on": deciding.today},
        clocks=moments_at(state, deciding.today, deciding, Moment.ENDED),
        facts={Fact.ENDED_ON: deciding.today, Fact.ENDING: Ending.PASSED_ON.value, Fact.MOVED_ON: deciding.today},
    )


def _running_on(state: CaseState, deciding: Deciding) -> tuple[ClockMove, ...]:
    return tuple(
        ClockDue(clock.key, clocks.again(clock, clocks.spans_of(clock), deciding.calendar, "recalculated"))
        for clock in state.clocks
        if clock.state == "stopped" and clock.stopped_by == Moment.ENDED.value
    )


def _person(state: CaseState, party: PartyState, sends: tuple[str, ...]) -> Json:
    role = next((r for r in state.type.parties if r.key == party.role), None)
    told: dict[str, Json] = {
        "role": party.role,
        "title": role.title if role is not None else party.role,
        "side": party.side,
        "kind": party.kind,
        "name": party.name,
        "credit_code": party.credit_code,
        "representative": party.representative,
    }
    for key in ("phone", "address", "id_number"):
        if key in sends:
            told[key] = getattr(party, key)
    return {key: value for key, value in told.items() if value}
