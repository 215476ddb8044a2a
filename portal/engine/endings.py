"""What ends a case without agreement, what follows an end, and what takes an end back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.declare.facts import Fact
from portal.declare.phases import Ending, Moment, Phase
from portal.engine import clocks
from portal.engine.case_state import CaseState
from portal.engine.changes import AgreementDropped, Change, ReceiptCame, ReportMade
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed, moments_at
from portal.errors import Problem

_ENDINGS = {
    "fail": Ending.NOT_SETTLED,
    "party_refuses": Ending.PARTY_REFUSED,
    "refuse": Ending.NOT_ACCEPTED,
    "pass_on": Ending.PASSED_ON,
    "other_procedure": Ending.OTHER_PROCEDURE,
    "report": Ending.REPORTED,
}


def end(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return the end of a case without agreement; the remedies were told, or nothing could be told to anybody."""
    ending = Ending(data["how"]) if action == "withdraw" else _ENDINGS[action]
    rows = (AgreementDropped(),) if state.agreement is not None else ()
    return changed(
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
        clocks=moments_at(state, day, deciding, Moment.ENDED, Moment.UNSETTLED),
        facts={Fact.ENDED_ON: day, Fact.ENDING: ending.value},
    )


def report(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what a report of danger changes; the case ends with it only where the report says so."""
    receipt = data.get("receipt") or ""
    row = ReportMade(data["to"], day, receipt, day if receipt else None)
    if data.get("ends") and state.ending is None:
        ended = end(state, action, {**data, "reason": data["to"]}, day, deciding)
        return replace(ended, rows=(*ended.rows, row)) if isinstance(ended, Change) else ended
    return changed(state, action, day, data, rows=(row,))


def receipt(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what the receipt changes: the earliest report to this body that waits for one has it now (人民调解法 25)."""
    waiting = next((one for one in state.reports if one.is_awaited and one.to == data["to"]), None)
    if waiting is None:
        return (Problem("to", "no_report_waits"),)
    if day < waiting.reported_on:
        return (Problem("receipt_on", "before_report", {"day": waiting.reported_on.isoformat()}),)
    told = {"to": waiting.to, "receipt": data["receipt"], "receipt_on": day}
    return changed(state, action, day, told, rows=(ReceiptCame(waiting.id, data["receipt"], day),))


def archive(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what filing the case changes."""
    return changed(state, action, day, data, phase=Phase.ARCHIVED, columns={"archived_on": day})


def reopen(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what taking the end back changes: every fact of the end is closed, never overwritten."""
    closed = (
        Fact.ENDED_ON,
        Fact.ENDING,
        Fact.AGREED_ON,
        Fact.EFFECTIVE_ON,
        Fact.AGREEMENT_FORM,
        Fact.AMOUNT_AGREED,
        Fact.PERFORMED_ON,
        Fact.CONFIRMATION_APPLIED_ON,
        Fact.CONFIRMED_ON,
    )
    return changed(
        state,
        action,
        deciding.today,
        data,
        phase=Phase.MEDIATING if state.consented_on is not None else Phase.ACCEPTED,
        step="",
        ending=None,
        last_result="continue",
        rows=(AgreementDropped(),) if state.agreement is not None else (),
        columns={"ended_on": None, "agreed_on": None, "effective_on": None, "archived_on": None, "followed_up_on": None},
        facts=dict.fromkeys(closed),
    )


def void(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what voiding changes: the number stays, the clocks no longer matter."""
    return changed(
        state,
        action,
        deciding.today,
        data,
        columns={"voided_on": deciding.today},
        clocks=clocks.cancelled(state, deciding.today),
        facts={Fact.VOIDED_ON: deciding.today},
    )
